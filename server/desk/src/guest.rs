//! A guest is called into a conversation: docs/protocol.md, section 2.10.
//!
//! Each of the two of a conversation opens a line of its own to the guest. To the desk that is a conversation of its own,
//! which grew from a *called* ticket. It is nobody's turn: it never stands in the line, is in no count, and takes none of
//! the room that a shift has for visitors.

use luwte_wire::{Claims, CloseReason, EndReason, FromServer, MessageOne, ShiftId, TicketId};

use crate::attendance::Attendance;
use crate::effort::Effort;
use crate::intake::Intakes;
use crate::state::{Seat, Stage, Ticket};
use crate::{Desk, Millis, SocketId};

/// Most called tickets of one conversation: its two for a guest, and as many while those end.
const MOST_OF_ONE: usize = 4;
/// To most of these one shift is a guest.
const MOST_FOR_ONE: usize = 16;

impl Desk {
    /// One of the two of a conversation is about to call a guest into it. The shell has checked the right and has drawn
    /// the ticket.
    pub(crate) fn joined(&mut self, socket: SocketId, called: TicketId, claims: Claims, now: Millis) {
        // Said twice, because the desk began anew in between.
        if self.seats.contains_key(&socket) {
            return;
        }
        let (ticket, shift) = match claims {
            Claims::VisitorRight {
                ticket,
                shift,
                called: false,
                ..
            }
            | Claims::CounsellorRight {
                ticket,
                shift,
                called: false,
                ..
            } => (ticket, shift),
            // A guest calls nobody.
            _ => return self.refuse(socket, CloseReason::BadToken),
        };
        if !self.goes_on(ticket, Some(shift), now) {
            let reason = self.how_it_ended(ticket);
            self.send(Some(socket), FromServer::ended(ticket, reason));
            return self.dismiss(socket, CloseReason::Done);
        }
        self.begin_called(socket, 0, called, now);
    }

    /// Somebody comes back with a called ticket that this desk does not know.
    pub(crate) fn called_returned(
        &mut self,
        socket: SocketId,
        nth: u32,
        id: TicketId,
        arrived: Millis,
        now: Millis,
    ) {
        if !self.goes_on(id, None, now) {
            self.send(Some(socket), FromServer::ended(id, EndReason::Unknown));
            return self.dismiss(socket, CloseReason::Done);
        }
        self.begin_called(socket, nth, id, arrived);
    }

    fn begin_called(&mut self, socket: SocketId, nth: u32, id: TicketId, arrived: Millis) {
        // Nobody who waits loses her place for a guest.
        let no_room = self.tickets.len() >= self.settings.most_tickets;
        if no_room || self.tickets.contains_key(&id) || self.called(id).len() >= MOST_OF_ONE {
            return self.refuse(socket, CloseReason::WaitingRoomFull);
        }
        let ticket = Ticket {
            arrived,
            attendance: Attendance::Here { socket, nth },
            stage: Stage::Arrived,
            told: None,
            intakes: Intakes::default(),
            effort: Effort::default(),
            called: true,
        };
        self.tickets.insert(id, ticket);
        self.seats.insert(socket, Seat::Visitor(id));
        self.send_ticket(socket, id);
    }

    /// The guest is called: a claim of her shift, whatever her role and however many visitors she has.
    pub(crate) fn call(
        &mut self,
        socket: SocketId,
        id: TicketId,
        to: ShiftId,
        message_one: MessageOne,
        now: Millis,
    ) {
        let can = self.shifts.get(&to).is_some_and(|shift| {
            shift.attendance.socket().is_some() && now <= shift.until && self.may_be_called(to)
        });
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        match &ticket.stage {
            _ if !ticket.called => return self.refuse(socket, CloseReason::NotNow),
            Stage::Arrived => {}
            // Called twice, because the desk began anew in between. The guest came back first and has answered already.
            Stage::Talking(talk) if !talk.met => return self.tell_answer(socket, id, now),
            Stage::Waiting { .. } | Stage::Claimed { .. } | Stage::Talking(_) => return,
        }
        if !can {
            return self.end_for_visitor(id, EndReason::Gone, now);
        }
        ticket.stage = Stage::Claimed {
            message_one: message_one.detach(),
            shift: to,
            since: now,
            handed_over: false,
            begun_here: false,
        };
        if let Some(shift) = self.shifts.get_mut(&to) {
            shift.holds.insert(id);
        }
        if let Some(console) = self.counsellor_socket(to) {
            self.tell_taken(console, id, now);
        }
    }

    /// With a conversation ends what its two say with a guest. What one of them says with a guest ends alone.
    pub(crate) fn end_with(&mut self, id: TicketId, ticket: &Ticket, reason: EndReason, now: Millis) {
        if !ticket.called {
            self.guests_leave(id, reason, now);
        }
    }

    /// The conversation is over, or somebody else has it: its guest is in it no longer.
    pub(crate) fn guests_leave(&mut self, conversation: TicketId, reason: EndReason, now: Millis) {
        for id in self.called(conversation) {
            if let Some(ticket) = self.forget(id) {
                self.tell_counsellor(id, &ticket, reason, now);
                self.tell_visitor(id, &ticket, reason, now);
            }
        }
    }

    /// Tickets with which guests are called into this conversation, or beside this called ticket.
    pub(crate) fn called(&self, id: TicketId) -> Vec<TicketId> {
        let family = self.tickets.range(id.family());
        family
            .filter(|(_, ticket)| ticket.called)
            .map(|(id, _)| *id)
            .collect()
    }

    /// Whether this shift may be a guest once more. How many visitors it has does not count.
    pub(crate) fn may_be_called(&self, shift: ShiftId) -> bool {
        self.shifts.get(&shift).is_some_and(|shift| {
            let called = shift.holds.iter().filter(|ticket| self.is_called(**ticket));
            called.count() < MOST_FOR_ONE
        })
    }

    pub(crate) fn is_called(&self, id: TicketId) -> bool {
        self.tickets.get(&id).is_some_and(|ticket| ticket.called)
    }

    /// Whether this conversation, or the one that this called ticket belongs to, goes on: here, with this shift, or as one
    /// that this desk may have forgotten.
    pub(crate) fn goes_on(&self, id: TicketId, shift: Option<ShiftId>, now: Millis) -> bool {
        let mut family = self.tickets.range(id.family());
        match family.find(|(_, ticket)| !ticket.called) {
            Some((_, ticket)) => match &ticket.stage {
                Stage::Talking(talk) => shift.is_none_or(|shift| shift == talk.shift),
                Stage::Arrived | Stage::Waiting { .. } | Stage::Claimed { .. } => false,
            },
            None => !self.remembers_the_end(id) && self.may_have_forgotten(now),
        }
    }
}
