//! An empty desk fills itself again with what pages and consoles bring: docs/protocol.md, section 2.4.
//!
//! Tokens are signed, so what they say was true once. Whether it can still be true is decided here.

use luwte_wire::{Claims, CloseReason, EndReason, FromServer, Presence, ShiftId, TicketId};

use crate::attendance::Attendance;
use crate::effort::Effort;
use crate::intake::Intakes;
use crate::state::{Conversation, Seat, Shift, Stage, Ticket};
use crate::{Desk, Effect, Millis, SocketId};

impl Desk {
    /// Whether a conversation that this desk does not know may be one that it forgot when it began anew. Later it is
    /// one that ended: whoever was in it has been away for longer than the grace.
    pub(crate) fn may_have_forgotten(&self, now: Millis) -> bool {
        now.saturating_sub(self.began) < self.settings.conversation_grace
    }

    /// A console speaks of a conversation that its shift does not hold. It ended while the console was still writing, or
    /// this desk began anew: then the console is asked for its right, which may be the later one, and nothing is said that
    /// might not be true.
    pub(crate) fn not_held(&mut self, socket: SocketId, id: TicketId, now: Millis) {
        if self.over.contains_key(&id) || !self.may_have_forgotten(now) {
            let reason = self.how_it_ended(id);
            return self.send(Some(socket), FromServer::ended(id, reason));
        }
        self.send(Some(socket), FromServer::OnDuty);
        self.tell_queue(Some(socket), now);
    }

    /// A visitor comes back with her right to a conversation. If it is not proven that she has it, her counsellor may give
    /// the answer again.
    pub(crate) fn returned_with_right(
        &mut self,
        socket: SocketId,
        (nth, proven): (u32, bool),
        (id, arrived, called): (TicketId, Millis, bool),
        claim: (ShiftId, Millis),
        now: Millis,
    ) {
        if self.tell_if_over(socket, id) {
            return;
        }
        match self.tickets.get(&id) {
            None if !self.may_have_forgotten(now) || (called && !self.goes_on(id, None, now)) => {
                return self.show_out(socket, id, EndReason::AwayTooLong, (arrived, called));
            }
            Some(ticket) if ticket.shift() == Some(claim.0) => {}
            // She has not got the answer of the colleague to whom she was handed over.
            Some(ticket) if ticket.handed_over() => {
                if self.sit_down(Seat::Visitor(id), socket, nth) {
                    self.tell_answer(socket, id, now);
                    self.resume_for_visitor(socket, id);
                }
                return;
            }
            // Of a line that is lost already, or a right that she may never have got, nothing follows for whom she has met.
            Some(ticket) if ticket.attendance.is_newer(nth) || !proven && ticket.has_met() => {
                self.effects.push(Effect::Close(socket, CloseReason::TakenOver));
                return;
            }
            // She has met another counsellor since: a right of before, from her folder, breaks nothing off.
            Some(ticket) if ticket.has_met() && ticket.claim().is_some_and(|(_, since)| since > claim.1) => {
                return self.send(Some(socket), FromServer::ended(id, EndReason::Unknown));
            }
            // She knows whom she talks with: whoever else has her ticket never met her.
            Some(_) => self.detach(id),
            None => {}
        }
        self.bind(id, (arrived, called), claim, now);
        if proven {
            self.count_meeting(id);
        }
        if let Some(Stage::Talking(conversation)) = self.tickets.get_mut(&id).map(|ticket| &mut ticket.stage)
        {
            match proven {
                true => conversation.they_met(),
                false => conversation.given = true,
            }
        }
        if self.sit_down(Seat::Visitor(id), socket, nth) {
            self.resume_for_visitor(socket, id);
        }
    }

    /// A console brings its right to a conversation that the desk did not name to it.
    pub(crate) fn resumed(&mut self, socket: SocketId, claims: Claims, now: Millis) {
        let mine = match self.seats.get(&socket) {
            Some(Seat::Counsellor(mine)) => *mine,
            Some(Seat::Visitor(_) | Seat::Invited(_)) => return self.refuse(socket, CloseReason::NotNow),
            // The desk began anew while it was on its way; the console is asked again.
            None => return,
        };
        let Claims::CounsellorRight {
            ticket: id,
            arrived,
            claimed,
            shift,
            called,
        } = claims
        else {
            return self.refuse(socket, CloseReason::BadToken);
        };
        if shift != mine {
            return self.refuse(socket, CloseReason::BadToken);
        }
        if !self.may_resume(id, called, (shift, claimed), now) {
            let reason = self.how_it_ended(id);
            return self.send(Some(socket), FromServer::ended(id, reason));
        }
        // It was given her back by a colleague, and has heard so on this line; the right is that of before.
        let handed_back =
            |ticket: &Ticket| ticket.handed_over() && matches!(ticket.stage, Stage::Claimed { .. });
        if self.tickets.get(&id).is_some_and(handed_back) {
            return;
        }
        self.bind(id, (arrived, called), (shift, claimed), now);
        self.resume_for_counsellor(socket, id, now);
    }

    /// Whether a console may have back what it holds a right to; then nobody else has it any more.
    fn may_resume(
        &mut self,
        id: TicketId,
        called: bool,
        (shift, claimed): (ShiftId, Millis),
        now: Millis,
    ) -> bool {
        let has_room = self.has_room(shift, called);
        let Some(ticket) = self.tickets.get(&id) else {
            let goes_on = !called || self.goes_on(id, None, now);
            return !self.over.contains_key(&id) && self.may_have_forgotten(now) && goes_on && has_room;
        };
        match ticket.claim() {
            // Somebody who waits is taken in her turn, unless the desk may have forgotten that she was.
            None => self.may_have_forgotten(now) && has_room,
            Some((holder, _)) if holder == shift => true,
            Some((_, since)) => {
                let given = matches!(&ticket.stage, Stage::Talking(conversation) if conversation.given);
                let later = claimed > since && !given && has_room;
                if later {
                    self.detach(id);
                }
                later
            }
        }
    }

    fn has_room(&self, shift: ShiftId, called: bool) -> bool {
        let has_room = |held_by: &Shift| self.busy(shift) < held_by.capacity;
        match called {
            true => self.may_be_called(shift),
            false => self.shifts.get(&shift).is_some_and(has_room),
        }
    }

    /// Makes this ticket a conversation with this shift, if it is not one already. Either may still be away.
    fn bind(
        &mut self,
        id: TicketId,
        (arrived, called): (Millis, bool),
        (shift, claimed): (ShiftId, Millis),
        now: Millis,
    ) {
        let away = Attendance::away(now);
        let ticket = self.tickets.entry(id).or_insert_with(|| Ticket {
            arrived,
            attendance: away,
            stage: Stage::Arrived,
            told: None,
            effort: Effort::default(),
            intakes: Intakes::default(),
            called,
        });
        if !matches!(ticket.stage, Stage::Talking(_)) {
            ticket.stage = Stage::Talking(Box::new(Conversation::new(shift, claimed)));
            ticket.intakes = Intakes::default();
        }
        self.line_changed |= self.line.remove(&ticket.spot(id));
        let held_by = self.shifts.entry(shift).or_insert_with(|| Shift::unknown(away));
        held_by.holds.insert(id);
    }

    /// Takes a ticket away from the shift that has it, which is told, and out of the line.
    fn detach(&mut self, id: TicketId) {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let holder = ticket.shift();
        ticket.stage = Stage::Arrived;
        ticket.intakes = Intakes::default();
        self.line_changed |= self.line.remove(&ticket.spot(id));
        let Some(holder) = holder else { return };
        if let Some(shift) = self.shifts.get_mut(&holder) {
            shift.holds.remove(&id);
        }
        let console = self.counsellor_socket(holder);
        self.send(console, FromServer::ended(id, EndReason::Unknown));
    }

    /// The counsellor to whom she was bound has nothing for her: she waits again, with the message one that only her page
    /// still has. If she is away, she comes back with what she holds.
    pub(crate) fn ask_again(&mut self, id: TicketId) {
        self.detach(id);
        let Some(ticket) = self.tickets.get(&id) else {
            return;
        };
        if let Some(socket) = ticket.attendance.socket() {
            self.send_ticket(socket, id);
        } else {
            self.tickets.remove(&id);
        }
    }

    /// What a visitor in a conversation hears when she is back.
    pub(crate) fn resume_for_visitor(&mut self, socket: SocketId, id: TicketId) {
        let Some(Stage::Talking(conversation)) = self.tickets.get_mut(&id).map(|ticket| &mut ticket.stage)
        else {
            return;
        };
        let shift = conversation.shift;
        let kept = conversation.for_visitor.empty();
        let theirs = self
            .shifts
            .get(&shift)
            .map_or(Presence::Away, |shift| shift.attendance.presence());
        self.send(Some(socket), FromServer::Presence(id, theirs));
        for envelope in kept {
            self.send(Some(socket), FromServer::Envelope(id, envelope));
        }
        self.send(
            self.counsellor_socket(shift),
            FromServer::Presence(id, Presence::Here),
        );
    }
}
