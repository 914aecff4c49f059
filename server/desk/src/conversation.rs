//! Envelopes between the two ends, and how a conversation ends.

use luwte_counts::Counted;
use luwte_wire::{CloseReason, EndReason, Envelope, FromServer, Presence, ShiftId, TicketId};

use crate::attendance::Attendance;
use crate::state::{Seat, Stage, Ticket};
use crate::{Desk, Millis, SocketId};

impl Desk {
    /// Where an envelope from this socket goes, if nothing in the desk changes by it: both ends are here and have met.
    #[must_use]
    pub fn relays(&self, from: SocketId, conversation: TicketId) -> Option<SocketId> {
        let ticket = self.tickets.get(&conversation)?;
        let Stage::Talking(talk) = &ticket.stage else {
            return None;
        };
        match self.seats.get(&from)? {
            _ if !talk.met => None,
            Seat::Visitor(own) if *own == conversation => self.counsellor_socket(talk.shift),
            Seat::Counsellor(own) if *own == talk.shift => ticket.attendance.socket(),
            Seat::Visitor(_) | Seat::Counsellor(_) | Seat::Invited(_) => None,
        }
    }

    /// Whose conversation it is now. What one node passes on to another names it: it may come behind a hand-over, when the
    /// visitor has the keys of somebody else already.
    #[must_use]
    pub fn counsellor(&self, conversation: TicketId) -> Option<ShiftId> {
        self.tickets.get(&conversation)?.shift()
    }

    pub(crate) fn envelope_from_visitor(&mut self, id: TicketId, envelope: Envelope) {
        self.count_meeting(id);
        let most = self.settings.mailbox;
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let visitor = ticket.attendance.socket();
        let Stage::Talking(conversation) = &mut ticket.stage else {
            return;
        };
        // What she sends is made with the answer.
        let just_met = !conversation.met;
        conversation.they_met();
        let shift = conversation.shift;
        if just_met {
            self.both_send_again(id, shift);
        }
        let counsellor = self.counsellor_socket(shift);
        match counsellor {
            Some(counsellor) => self.send(Some(counsellor), FromServer::Envelope(id, envelope)),
            None => {
                let talk = self.tickets.get_mut(&id).map(|ticket| &mut ticket.stage);
                if let Some(Stage::Talking(talk)) = talk
                    && talk.for_counsellor.keep(envelope, most).is_err()
                {
                    self.send(visitor, FromServer::Full(id));
                }
            }
        }
    }

    /// They have just met. From now on nodes pass on what they say without the log (`relays`), and it may overtake what is
    /// still in the log and come too early. So both send all of it again, in order.
    pub(crate) fn both_send_again(&mut self, id: TicketId, shift: ShiftId) {
        if let (Some(visitor), Some(counsellor)) = (self.visitor_socket(id), self.counsellor_socket(shift))
            && visitor.node() != counsellor.node()
        {
            for socket in [visitor, counsellor] {
                self.send(Some(socket), FromServer::Presence(id, Presence::Here));
            }
        }
    }

    pub(crate) fn envelope_from_counsellor(
        &mut self,
        socket: SocketId,
        id: TicketId,
        envelope: Envelope,
        now: Millis,
    ) {
        let may_have_forgotten = self.may_have_forgotten(now);
        let most = self.settings.mailbox;
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let visitor = ticket.attendance.socket();
        let Stage::Talking(conversation) = &mut ticket.stage else {
            // It may not have heard that the desk began anew and that it holds a mere claim: the answer is due, and behind
            // it this comes again.
            if !may_have_forgotten {
                self.refuse(socket, CloseReason::NotNow);
            }
            return;
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

    /// The visitor leaves the waiting room or the conversation. Whoever used the exit in a conversation may have been
    /// surprised by somebody, and may come back: her seat is kept for the grace.
    pub(crate) fn visitor_leaves(&mut self, id: TicketId, reason: EndReason, now: Millis) {
        if reason == EndReason::Exit && !self.is_called(id) {
            self.counted.push(Counted::Exit);
        }
        if reason == EndReason::Exit
            && let Some(ticket) = self.tickets.get_mut(&id)
            && let Stage::Talking(talk) = &ticket.stage
            && let Some(socket) = ticket.attendance.socket()
        {
            let shift = talk.shift;
            ticket.attendance = Attendance::Away {
                since: now,
                exited: true,
            };
            self.dismiss(socket, CloseReason::Done);
            let exited = FromServer::Presence(id, Presence::Exited);
            return self.send(self.counsellor_socket(shift), exited);
        }
        if let Some(ticket) = self.forget(id)
            && let Some(socket) = ticket.attendance.socket()
        {
            self.count_leaving(&ticket, now);
            self.tell_counsellor(id, &ticket, reason, now);
            self.dismiss(socket, CloseReason::Done);
            self.end_with(id, &ticket, reason, now);
        }
    }

    /// The counsellor ends a conversation, or gives up a claim: then the visitor goes back to the line.
    ///
    /// A console that has no keys (`unknown`) was bound by an old right of its own. Whoever has no answer from it is asked
    /// to wait, at her place, and hears nothing of it.
    ///
    /// A claim whose message one cannot be read is not given back. No other console could read it either, and at the
    /// head of the line it would keep everybody behind it from being taken.
    pub(crate) fn counsellor_leaves(&mut self, id: TicketId, reason: EndReason, now: Millis) {
        let called = self.is_called(id);
        match self.tickets.get(&id).map(|ticket| &ticket.stage) {
            // Whoever was handed over is no ticket that blocks the line: she gets her place.
            Some(Stage::Claimed { handed_over, .. }) if *handed_over || reason != EndReason::Refused => {
                self.give_back(id, now);
            }
            Some(Stage::Talking(talk)) if reason == EndReason::Unknown && !talk.given && !called => {
                self.ask_again(id);
            }
            // The keys she has fit to nobody's any more. She gets her place at the front.
            Some(Stage::Talking(_)) if reason == EndReason::Unknown => {
                self.end_for_visitor(id, EndReason::Gone, now);
            }
            Some(Stage::Claimed { .. } | Stage::Talking(_)) => self.end_for_visitor(id, reason, now),
            Some(Stage::Arrived | Stage::Waiting { .. }) | None => {}
        }
    }

    /// The conversation is over and the visitor is told, at once or when she comes back.
    pub(crate) fn end_for_visitor(&mut self, id: TicketId, reason: EndReason, now: Millis) {
        if let Some(ticket) = self.forget(id) {
            self.count_over(&ticket, now);
            self.tell_visitor(id, &ticket, reason, now);
            self.end_with(id, &ticket, reason, now);
        }
    }

    /// The visitor was away for too long.
    pub(crate) fn visitor_gone(&mut self, id: TicketId, now: Millis) {
        if let Some(ticket) = self.forget(id) {
            self.count_leaving(&ticket, now);
            self.tell_counsellor(id, &ticket, EndReason::Gone, now);
            self.end_with(id, &ticket, EndReason::Gone, now);
        }
    }

    pub(crate) fn tell_visitor(&mut self, id: TicketId, ticket: &Ticket, reason: EndReason, now: Millis) {
        match ticket.attendance.socket() {
            Some(socket) => self.show_out(socket, id, reason, (ticket.arrived, ticket.called)),
            None => self.remember(id, ticket, reason, now),
        }
    }

    pub(crate) fn tell_counsellor(&mut self, id: TicketId, ticket: &Ticket, reason: EndReason, now: Millis) {
        let Some(shift) = ticket.shift() else { return };
        match self.counsellor_socket(shift) {
            Some(socket) => self.send(Some(socket), FromServer::ended(id, reason)),
            None => self.remember(id, ticket, reason, now),
        }
    }

    /// Takes a ticket out of everything that knows it.
    pub(crate) fn forget(&mut self, id: TicketId) -> Option<Ticket> {
        let ticket = self.tickets.remove(&id)?;
        self.line.remove(&ticket.spot(id));
        self.line_changed |= !ticket.called;
        self.colleagues_changed |= !ticket.called && ticket.shift().is_some();
        if let Some(shift) = ticket.shift().and_then(|shift| self.shifts.get_mut(&shift)) {
            shift.holds.remove(&id);
        }
        Some(ticket)
    }
}
