//! What many who wait are asked for: an effort of their pages, which sorts the line and keeps nobody out of it.
//! docs/protocol.md, section 2.11.

use luwte_wire::{FromServer, MOST_EFFORT_BITS, TicketId};
use serde::Serialize;

use crate::state::{Stage, Ticket};
use crate::{Desk, Millis, Settings, SocketId};

/// What the first are asked for who are asked at all.
const LEAST_BITS: u8 = 8;

/// The effort of one ticket, in zero bits at the beginning of a hash.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct Effort {
    /// What she was asked for when she first began to wait. It does not grow: who waits already owes no more than that,
    /// awake or asleep.
    pub(crate) wanted: Option<u8>,
    /// The most that she has shown.
    pub(crate) shown: u8,
}

/// Where somebody stands in the line: those who have not shown yet what they were asked for behind those who have, else
/// by arrival; the ticket's number only decides between equals.
pub(crate) type Spot = (bool, Millis, TicketId);

impl Effort {
    /// What she is asked for.
    fn bits(self) -> u8 {
        self.wanted.unwrap_or_default()
    }

    fn is_due(self) -> bool {
        self.shown < self.bits()
    }
}

impl Ticket {
    /// Where she stands when she waits.
    pub(crate) fn spot(&self, id: TicketId) -> Spot {
        (self.effort.is_due(), self.arrived, id)
    }
}

impl Settings {
    /// How many bits somebody is asked for who begins to wait when so many do already. Nothing while it is calm.
    #[must_use]
    pub fn effort(&self, waiting: usize, on_duty: u16) -> u8 {
        let calm = self
            .effort_from
            .max(self.effort_per_counsellor * usize::from(on_duty));
        match waiting.checked_div(calm).and_then(usize::checked_ilog2) {
            None => 0,
            Some(doublings) => u8::try_from(doublings)
                .unwrap_or(u8::MAX)
                .saturating_add(LEAST_BITS)
                .min(MOST_EFFORT_BITS),
        }
    }
}

impl Desk {
    /// What somebody is asked for who begins to wait now.
    pub(crate) fn effort_now(&self) -> u8 {
        self.settings.effort(self.line.len(), self.on_duty())
    }

    /// Asks for the effort that is still due. Said again on every line that she waits on.
    pub(crate) fn ask_effort(&mut self, id: TicketId) {
        let Some(ticket) = self.tickets.get(&id) else {
            return;
        };
        let waits = matches!(ticket.stage, Stage::Waiting { .. } | Stage::Claimed { .. });
        if waits && ticket.effort.is_due() {
            let wanted = FromServer::EffortWanted(ticket.effort.bits());
            self.send(ticket.attendance.socket(), wanted);
        }
    }

    /// She has shown so many bits. Fewer than she was asked for change nothing, and are nothing to close a socket for.
    pub(crate) fn shows_effort(&mut self, socket: SocketId, bits: u8, now: Millis) {
        let Some(id) = self.visitor_on(socket) else {
            return;
        };
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let before = ticket.spot(id);
        ticket.effort.shown = ticket.effort.shown.max(bits);
        let after = ticket.spot(id);
        if before != after && self.line.remove(&before) {
            self.line.insert(after);
            self.line_changed = true;
            self.tell_place(id, now);
            self.ask_if_shown(id);
        }
    }
}
