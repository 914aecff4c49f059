//! How a conversation ended, remembered for a while for an end that was away.

use luwte_wire::{CloseReason, EndReason, FromServer, TicketId};

use serde::Serialize;

use crate::state::Ticket;
use crate::{Desk, Effect, Millis, SocketId};

/// What is remembered of a ticket or conversation that is over. Nothing of what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct Over {
    reason: EndReason,
    arrived: Millis,
    until: Millis,
    pub(crate) called: bool,
}

impl Desk {
    /// Remembers an end for as long as an away visitor may come back.
    pub(crate) fn remember(&mut self, id: TicketId, ticket: &Ticket, reason: EndReason, now: Millis) {
        let over = Over {
            reason,
            arrived: ticket.arrived,
            until: now + self.settings.conversation_grace,
            called: ticket.called,
        };
        self.over.insert(id, over);
    }

    pub(crate) fn forget_what_is_over(&mut self, now: Millis) {
        self.over.retain(|_, over| over.until > now);
    }

    /// Tells a visitor who came back how it ended meanwhile. Whether there was anything to tell.
    pub(crate) fn tell_if_over(&mut self, socket: SocketId, id: TicketId) -> bool {
        let Some(over) = self.over.get(&id).copied() else {
            return false;
        };
        self.show_out(socket, id, over.reason, (over.arrived, over.called));
        true
    }

    /// How a conversation ended, for a console that asks.
    pub(crate) fn how_it_ended(&self, id: TicketId) -> EndReason {
        self.over.get(&id).map_or(EndReason::Unknown, |over| over.reason)
    }

    /// Whether this conversation, or the one that this called ticket belongs to, is known to be over.
    pub(crate) fn remembers_the_end(&self, id: TicketId) -> bool {
        self.over.range(id.family()).any(|(_, over)| !over.called)
    }

    /// Tells a visitor that it is over and closes her socket. If it was not her doing she gets a ticket for her place. Who
    /// called a guest has none.
    pub(crate) fn show_out(
        &mut self,
        socket: SocketId,
        id: TicketId,
        reason: EndReason,
        (arrived, called): (Millis, bool),
    ) {
        match reason {
            _ if called => self.send(Some(socket), FromServer::ended(id, reason)),
            EndReason::Gone | EndReason::OffDuty | EndReason::AwayTooLong | EndReason::PassedBack => {
                self.effects.push(Effect::EndWithTicket {
                    socket,
                    conversation: id,
                    reason,
                    arrived,
                });
            }
            _ => self.send(Some(socket), FromServer::ended(id, reason)),
        }
        self.dismiss(socket, CloseReason::Done);
    }
}
