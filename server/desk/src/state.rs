use std::collections::{BTreeMap, BTreeSet};

use luwte_wire::{Answer, FromServer, MessageOne, TicketId};

use crate::attendance::Attendance;
use crate::mailbox::Mailbox;
use crate::{Effect, Millis, Settings, ShiftId, SocketId};

/// The desk of one helpline. See the crate's documentation for what always holds.
#[derive(Debug)]
pub struct Desk {
    pub(crate) settings: Settings,
    pub(crate) tickets: BTreeMap<TicketId, Ticket>,
    /// Who waits, by arrival; the ticket's number only decides between equals.
    pub(crate) line: BTreeSet<(Millis, TicketId)>,
    pub(crate) shifts: BTreeMap<ShiftId, Shift>,
    /// Which seat a live socket belongs to. A socket that was taken over is no longer in here.
    pub(crate) seats: BTreeMap<SocketId, Seat>,
    /// Line, presence or shifts changed since the last sweep told everyone.
    pub(crate) line_changed: bool,
    pub(crate) next_heartbeat: Millis,
    pub(crate) effects: Vec<Effect>,
}

/// Whose socket it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    Visitor(TicketId),
    Counsellor(ShiftId),
}

#[derive(Debug)]
pub(crate) struct Ticket {
    pub(crate) arrived: Millis,
    pub(crate) attendance: Attendance,
    pub(crate) stage: Stage,
    /// People before her and counsellors on duty, as she was last told.
    pub(crate) told: Option<(u32, u16)>,
}

/// How far a ticket has come. Only `Talking` is a conversation.
#[derive(Debug)]
pub(crate) enum Stage {
    Arrived,
    Waiting {
        message_one: MessageOne,
    },
    Claimed {
        message_one: MessageOne,
        shift: ShiftId,
        since: Millis,
    },
    Talking(Box<Conversation>),
}

#[derive(Debug)]
pub(crate) struct Conversation {
    pub(crate) shift: ShiftId,
    /// Kept until the first envelope from the visitor shows that she has it.
    pub(crate) answer: Option<Answer>,
    pub(crate) for_visitor: Mailbox,
    pub(crate) for_counsellor: Mailbox,
}

#[derive(Debug)]
pub(crate) struct Shift {
    pub(crate) attendance: Attendance,
    pub(crate) capacity: usize,
    pub(crate) until: Millis,
    /// Claims and conversations of this shift.
    pub(crate) holds: BTreeSet<TicketId>,
}

impl Desk {
    /// An empty desk.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            tickets: BTreeMap::new(),
            line: BTreeSet::new(),
            shifts: BTreeMap::new(),
            seats: BTreeMap::new(),
            line_changed: false,
            next_heartbeat: 0,
            effects: Vec::new(),
        }
    }

    /// How many tickets wait and are not claimed.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.line.len()
    }

    /// How many conversations are open.
    #[must_use]
    pub fn conversations(&self) -> usize {
        self.tickets
            .values()
            .filter(|ticket| matches!(ticket.stage, Stage::Talking(_)))
            .count()
    }

    /// How many shifts have a live console.
    #[must_use]
    pub fn on_duty(&self) -> u16 {
        let here = self
            .shifts
            .values()
            .filter(|shift| shift.attendance.socket().is_some())
            .count();
        u16::try_from(here).unwrap_or(u16::MAX)
    }

    pub(crate) fn send(&mut self, socket: Option<SocketId>, frame: FromServer) {
        if let Some(socket) = socket {
            self.effects.push(Effect::Send(socket, frame));
        }
    }

    pub(crate) fn visitor_socket(&self, ticket: TicketId) -> Option<SocketId> {
        self.tickets.get(&ticket)?.attendance.socket()
    }

    pub(crate) fn counsellor_socket(&self, shift: ShiftId) -> Option<SocketId> {
        self.shifts.get(&shift)?.attendance.socket()
    }
}
