//! How a conversation ended, remembered for a while for an end that was away.

use luwte_wire::{CloseReason, EndReason, FromServer, TicketId};

use serde::Serialize;

use crate::{Desk, Effect, Millis, SocketId};

/// What is remembered of a ticket or conversation that is over. Nothing of what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct Over {
    reason: EndReason,
    arrived: Millis,
    until: Millis,
}

impl Desk {
    /// Remembers an end for as long as an away visitor may come back.
    pub(crate) fn remember(&mut self, id: TicketId, arrived: Millis, reason: EndReason, now: Millis) {
        let until = now + self.settings.conversation_grace;
        let over = Over {
            reason,
            arrived,
            until,
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
        self.show_out(socket, id, over.reason, over.arrived);
        true
    }

    /// How a conversation ended, for a console that asks.
    pub(crate) fn how_it_ended(&self, id: TicketId) -> EndReason {
        self.over.get(&id).map_or(EndReason::Unknown, |over| over.reason)
    }

    /// Tells a visitor that it is over and closes her socket. If it was not her doing she gets a ticket for her place.
    pub(crate) fn show_out(&mut self, socket: SocketId, id: TicketId, reason: EndReason, arrived: Millis) {
        match reason {
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
