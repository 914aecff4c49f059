//! Envelopes between the two ends, and how a conversation ends.

use luwte_wire::{CloseReason, EndReason, Envelope, FromServer, TicketId};

use crate::state::{Stage, Ticket};
use crate::{Desk, SocketId};

impl Desk {
    pub(crate) fn envelope_from_visitor(&mut self, id: TicketId, envelope: Envelope) {
        let most = self.settings.mailbox;
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let visitor = ticket.attendance.socket();
        let Stage::Talking(conversation) = &mut ticket.stage else {
            return;
        };
        // She has the answer: what she sends is made with it.
        conversation.answer = None;
        match self
            .shifts
            .get(&conversation.shift)
            .and_then(|shift| shift.attendance.socket())
        {
            Some(counsellor) => self.send(Some(counsellor), FromServer::Envelope(id, envelope)),
            None => {
                if conversation.for_counsellor.keep(envelope, most).is_err() {
                    self.send(visitor, FromServer::Full(id));
                }
            }
        }
    }

    pub(crate) fn envelope_from_counsellor(&mut self, socket: SocketId, id: TicketId, envelope: Envelope) {
        let most = self.settings.mailbox;
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let visitor = ticket.attendance.socket();
        let Stage::Talking(conversation) = &mut ticket.stage else {
            return self.refuse(socket, CloseReason::NotNow);
        };
        match visitor {
            Some(visitor) => self.send(Some(visitor), FromServer::Envelope(id, envelope)),
            None => {
                if conversation.for_visitor.keep(envelope, most).is_err() {
                    self.send(Some(socket), FromServer::Full(id));
                }
            }
        }
    }

    /// The visitor leaves the waiting room or the conversation.
    pub(crate) fn visitor_leaves(&mut self, id: TicketId, reason: EndReason) {
        if let Some(ticket) = self.forget(id)
            && let Some(socket) = ticket.attendance.socket()
        {
            self.tell_counsellor(id, &ticket, reason);
            self.dismiss(socket, CloseReason::Done);
        }
    }

    /// The counsellor ends a conversation, or gives up a claim: then the visitor goes back to the line.
    ///
    /// A claim whose message one cannot be read is not given back. No other console could read it either, and at the
    /// head of the line it would keep everybody behind it from being taken.
    pub(crate) fn counsellor_leaves(&mut self, id: TicketId, reason: EndReason) {
        match self.tickets.get(&id).map(|ticket| &ticket.stage) {
            Some(Stage::Claimed { .. }) if reason != EndReason::Refused => self.give_back(id),
            Some(Stage::Claimed { .. } | Stage::Talking(_)) => self.end_for_visitor(id, reason),
            Some(Stage::Arrived | Stage::Waiting { .. }) | None => {}
        }
    }

    /// The conversation is over and the visitor is told.
    pub(crate) fn end_for_visitor(&mut self, id: TicketId, reason: EndReason) {
        if let Some(socket) = self.forget(id).and_then(|ticket| ticket.attendance.socket()) {
            self.send(Some(socket), FromServer::Ended(id, reason));
            self.dismiss(socket, CloseReason::Done);
        }
    }

    /// The visitor was away for too long.
    pub(crate) fn visitor_gone(&mut self, id: TicketId) {
        if let Some(ticket) = self.forget(id) {
            self.tell_counsellor(id, &ticket, EndReason::Gone);
        }
    }

    fn tell_counsellor(&mut self, id: TicketId, ticket: &Ticket, reason: EndReason) {
        let shift = match &ticket.stage {
            Stage::Claimed { shift, .. } => *shift,
            Stage::Talking(conversation) => conversation.shift,
            Stage::Arrived | Stage::Waiting { .. } => return,
        };
        self.send(self.counsellor_socket(shift), FromServer::Ended(id, reason));
    }

    /// Takes a ticket out of everything that knows it.
    fn forget(&mut self, id: TicketId) -> Option<Ticket> {
        let ticket = self.tickets.remove(&id)?;
        self.line.remove(&(ticket.arrived, id));
        self.line_changed = true;
        let shift = match &ticket.stage {
            Stage::Claimed { shift, .. } => Some(*shift),
            Stage::Talking(conversation) => Some(conversation.shift),
            Stage::Arrived | Stage::Waiting { .. } => None,
        };
        if let Some(shift) = shift.and_then(|shift| self.shifts.get_mut(&shift)) {
            shift.holds.remove(&id);
        }
        Some(ticket)
    }
}
