//! What a counsellor does: report for duty, take, answer, be away, go off duty.

use luwte_wire::{
    Answer, CloseReason, EndReason, FromServer, NotTaken, Presence, ShiftId, ShiftKeys, TicketId,
};

use crate::attendance::Attendance;
use crate::state::{Conversation, Seat, Shift, Side, Stage};
use crate::{Desk, Millis, SocketId};

impl Desk {
    pub(crate) fn reported(
        &mut self,
        socket: SocketId,
        nth: u32,
        id: ShiftId,
        (capacity, until, keys): (usize, Millis, ShiftKeys),
        now: Millis,
    ) {
        let shift = self.shifts.entry(id).or_insert_with(|| Shift {
            attendance: Attendance::away(now),
            capacity,
            until,
            keys: None,
            holds: Default::default(),
        });
        // A visitor may have named it before: then only now is known what it may do.
        (shift.capacity, shift.until) = (capacity, until);
        shift.keys = Some(keys);
        if !self.sit_down(Seat::Counsellor(id), socket, nth) {
            return;
        }
        self.send(Some(socket), FromServer::OnDuty);
        for conversation in self.holds(id) {
            self.resume_for_counsellor(socket, conversation, now);
        }
        self.tell_queue(Some(socket), now);
        self.give_all_intakes(id);
    }

    /// What a console hears of a claim or conversation of its shift.
    pub(crate) fn resume_for_counsellor(&mut self, socket: SocketId, id: TicketId, now: Millis) {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let presence = ticket.attendance.presence();
        let visitor = ticket.attendance.socket();
        match &mut ticket.stage {
            Stage::Claimed { .. } => self.tell_taken(socket, id, now),
            Stage::Talking(conversation) => {
                let kept = conversation.for_counsellor.empty();
                self.send(Some(socket), FromServer::Presence(id, presence));
                for envelope in kept {
                    self.send(Some(socket), FromServer::Envelope(id, envelope));
                }
                self.send(visitor, FromServer::Presence(id, Presence::Here));
            }
            Stage::Arrived | Stage::Waiting { .. } => {}
        }
    }

    pub(crate) fn take_next(&mut self, id: ShiftId, now: Millis) {
        let busy = self.busy(id);
        let Some(shift) = self.shifts.get_mut(&id) else {
            return;
        };
        let socket = shift.attendance.socket();
        if busy >= shift.capacity || now > shift.until {
            return self.send(socket, FromServer::NotTaken(NotTaken::AtCapacity));
        }
        // Who is here comes before who is away; the away keep their place in the line.
        let here = |(_, ticket): &&(Millis, TicketId)| {
            self.tickets
                .get(ticket)
                .is_some_and(|t| t.attendance.socket().is_some())
        };
        let Some(next) = self.line.iter().find(here).or_else(|| self.line.first()).copied() else {
            return self.send(socket, FromServer::NotTaken(NotTaken::NobodyWaits));
        };
        let (_, ticket_id) = next;
        let Some(ticket) = self.tickets.get_mut(&ticket_id) else {
            return;
        };
        let Stage::Waiting { message_one } = &ticket.stage else {
            return;
        };
        ticket.stage = Stage::Claimed {
            message_one: message_one.clone(),
            shift: id,
            since: now,
        };
        shift.holds.insert(ticket_id);
        self.line.remove(&next);
        self.line_changed = true;
        if let Some(socket) = socket {
            self.tell_taken(socket, ticket_id, now);
        }
    }

    /// How many hold this shift's attention. Who left by the exit may come back, and takes nobody's place until then.
    pub(crate) fn busy(&self, id: ShiftId) -> usize {
        let exited = |ticket: &&TicketId| {
            let attendance = self.tickets.get(*ticket).map(|ticket| ticket.attendance);
            attendance.is_some_and(|attendance| attendance.presence() == Presence::Exited)
        };
        let holds = self.shifts.get(&id).map(|shift| &shift.holds);
        holds.map_or(0, |holds| holds.iter().filter(|ticket| !exited(ticket)).count())
    }

    fn tell_taken(&mut self, socket: SocketId, id: TicketId, now: Millis) {
        let Some(ticket) = self.tickets.get(&id) else {
            return;
        };
        let Stage::Claimed { message_one, .. } = &ticket.stage else {
            return;
        };
        let Some(right) = ticket.right(id, Side::Counsellor) else {
            return;
        };
        let frame = FromServer::Taken {
            conversation: id,
            waited_seconds: waited(ticket.arrived, now),
            message_one: message_one.clone(),
            right,
        };
        self.send(Some(socket), frame);
    }

    /// The shift holds this ticket; anything else was refused before.
    ///
    /// An answer may come twice: a console that came back cannot know whether the first one arrived.
    pub(crate) fn answer(&mut self, socket: SocketId, id: TicketId, answer: Answer, now: Millis) {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        if let Stage::Claimed { shift, since, .. } = ticket.stage {
            let mut conversation = Conversation::new(shift, since);
            conversation.begun_here = true;
            ticket.stage = Stage::Talking(Box::new(conversation));
            self.takes.count(now);
            ticket.intakes.end_for(shift);
        }
        let Stage::Talking(conversation) = &mut ticket.stage else {
            return self.refuse(socket, CloseReason::NotNow);
        };
        if conversation.met {
            return;
        }
        conversation.answer = Some(answer.detach());
        let Some(right) = ticket.right(id, Side::Visitor) else {
            return;
        };
        let presence = ticket.attendance.presence();
        let visitor = ticket.attendance.socket();
        if let Stage::Talking(conversation) = &mut ticket.stage {
            conversation.given |= visitor.is_some();
        }
        self.send(visitor, FromServer::Answered(id, answer, right));
        self.send(Some(socket), FromServer::Presence(id, presence));
    }

    pub(crate) fn counsellor_away(&mut self, id: ShiftId, now: Millis) {
        let Some(shift) = self.shifts.get_mut(&id) else {
            return;
        };
        shift.attendance = Attendance::away(now);
        self.line_changed = true;
        for ticket in self.holds(id) {
            self.give_back(ticket);
            if matches!(
                self.tickets.get(&ticket).map(|t| &t.stage),
                Some(Stage::Talking(_))
            ) {
                self.send(
                    self.visitor_socket(ticket),
                    FromServer::Presence(ticket, Presence::Away),
                );
            }
        }
    }

    /// A claim that was not answered goes back to the line, at the place of its arrival.
    pub(crate) fn give_back(&mut self, id: TicketId) {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let Stage::Claimed {
            message_one, shift, ..
        } = &ticket.stage
        else {
            return;
        };
        let shift = *shift;
        ticket.stage = Stage::Waiting {
            message_one: message_one.clone(),
        };
        ticket.intakes.give_again();
        self.line.insert((ticket.arrived, id));
        self.line_changed = true;
        if let Some(shift) = self.shifts.get_mut(&shift) {
            shift.holds.remove(&id);
        }
    }

    /// The shift is over: claims go back to the line, conversations end.
    pub(crate) fn shift_ends(&mut self, id: ShiftId, reason: EndReason, now: Millis) {
        for ticket in self.holds(id) {
            self.give_back(ticket);
            if self
                .shifts
                .get(&id)
                .is_some_and(|shift| shift.holds.contains(&ticket))
            {
                self.end_for_visitor(ticket, reason, now);
            }
        }
        self.forget_intakes(id);
        if let Some(shift) = self.shifts.remove(&id)
            && let Some(socket) = shift.attendance.socket()
        {
            self.dismiss(socket, CloseReason::Done);
        }
        self.line_changed = true;
    }

    pub(crate) fn holds(&self, id: ShiftId) -> Vec<TicketId> {
        self.shifts
            .get(&id)
            .map(|shift| shift.holds.iter().copied().collect())
            .unwrap_or_default()
    }
}

/// Whole seconds from arrival until now.
pub(crate) fn waited(arrived: Millis, now: Millis) -> u32 {
    u32::try_from(now.saturating_sub(arrived) / 1000).unwrap_or(u32::MAX)
}
