//! What a counsellor does: report for duty, take, answer, be away, go off duty.

use luwte_wire::{
    Answer, CloseReason, EndReason, FromServer, NotTaken, Presence, Role, ShiftId, ShiftKeys, TakenHow,
    TicketId,
};

use crate::attendance::Attendance;
use crate::effort::Spot;
use crate::state::{Conversation, Seat, Shift, Side, Stage};
use crate::{Desk, Millis, SocketId};

/// What the certificates of a shift say.
pub(crate) struct Terms {
    pub(crate) role: Role,
    pub(crate) capacity: usize,
    pub(crate) until: Millis,
    pub(crate) keys: ShiftKeys,
}

impl Desk {
    pub(crate) fn reported(
        &mut self,
        socket: SocketId,
        nth: u32,
        id: ShiftId,
        Terms {
            role,
            capacity,
            until,
            keys,
        }: Terms,
        now: Millis,
    ) {
        let away = Attendance::away(now);
        let shift = self.shifts.entry(id).or_insert_with(|| Shift::unknown(away));
        // A visitor may have named it before: then only now is known what it may do.
        (shift.role, shift.capacity, shift.until) = (role, capacity, until);
        shift.keys = Some(keys);
        shift.met.clear();
        if !self.sit_down(Seat::Counsellor(id), socket, nth) {
            return;
        }
        // Before it is asked how it has the desk: what a coordinator said while this one was away counts.
        if let Some(opening) = self.opening {
            self.send(Some(socket), FromServer::DeskIs(opening));
        }
        self.send(Some(socket), FromServer::OnDuty);
        for conversation in self.holds(id) {
            self.resume_for_counsellor(socket, conversation, now);
        }
        self.tell_queue(Some(socket), now);
        self.give_all_intakes(id);
        self.colleagues_changed = true;
        if role == Role::Coordinator {
            self.tell_enrolments(socket);
        }
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

    /// The counsellor takes this one, if she still waits, or else whoever is next.
    pub(crate) fn take(&mut self, id: ShiftId, wanted: Option<TicketId>, now: Millis) {
        let socket = self.counsellor_socket(id);
        let taken = self.may_take(id, now).and_then(|()| match wanted {
            Some(ticket) => self.waits(ticket).ok_or(NotTaken::TakenAlready),
            None => self.next_in_line().ok_or(NotTaken::NobodyWaits),
        });
        match taken {
            Ok(spot) => self.claim(id, spot, now),
            Err(why) => self.send(socket, FromServer::NotTaken(why)),
        }
    }

    fn may_take(&self, id: ShiftId, now: Millis) -> Result<(), NotTaken> {
        match self.shifts.get(&id) {
            Some(shift) if !shift.role.takes() => Err(NotTaken::NotYourRole),
            Some(shift) if self.busy(id) < shift.limit() && now <= shift.until => Ok(()),
            _ => Err(NotTaken::AtCapacity),
        }
    }

    /// Where she stands in the line, if she does.
    fn waits(&self, ticket: TicketId) -> Option<Spot> {
        let spot = self.tickets.get(&ticket)?.spot(ticket);
        self.line.contains(&spot).then_some(spot)
    }

    fn next_in_line(&self) -> Option<Spot> {
        // Who is here comes before who is away; the away keep their place in the line.
        let here = |(.., ticket): &&Spot| {
            self.tickets
                .get(ticket)
                .is_some_and(|t| t.attendance.socket().is_some())
        };
        self.line.iter().find(here).or_else(|| self.line.first()).copied()
    }

    fn claim(&mut self, id: ShiftId, spot: Spot, now: Millis) {
        let (.., ticket_id) = spot;
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
            handed_over: false,
            begun_here: true,
        };
        if let Some(shift) = self.shifts.get_mut(&id) {
            shift.holds.insert(ticket_id);
        }
        self.line.remove(&spot);
        self.line_changed = true;
        self.colleagues_changed = true;
        if let Some(socket) = self.counsellor_socket(id) {
            self.tell_taken(socket, ticket_id, now);
        }
    }

    /// How many visitors hold this shift's attention. Who left by the exit may come back, and takes nobody's place until
    /// then; to whom it is a guest takes none.
    pub(crate) fn busy(&self, id: ShiftId) -> usize {
        let takes_none = |ticket: &&TicketId| {
            let ticket = self.tickets.get(*ticket);
            ticket.is_some_and(|ticket| ticket.called || ticket.attendance.presence() == Presence::Exited)
        };
        let holds = self.shifts.get(&id).map(|shift| &shift.holds);
        holds.map_or(0, |holds| {
            holds.iter().filter(|ticket| !takes_none(ticket)).count()
        })
    }

    pub(crate) fn tell_taken(&mut self, socket: SocketId, id: TicketId, now: Millis) {
        let Some(ticket) = self.tickets.get(&id) else {
            return;
        };
        let Stage::Claimed {
            message_one,
            handed_over,
            ..
        } = &ticket.stage
        else {
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
            how: match *handed_over {
                _ if ticket.called => TakenHow::Called,
                true => TakenHow::HandedOver,
                false => TakenHow::Line,
            },
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
        if let Stage::Claimed {
            shift,
            since,
            handed_over,
            begun_here,
            ..
        } = ticket.stage
        {
            let mut conversation = Conversation::new(shift, since);
            conversation.handed_over = handed_over;
            conversation.begun_here = begun_here;
            ticket.stage = Stage::Talking(Box::new(conversation));
            if !handed_over && !ticket.called {
                self.takes.count(now);
            }
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
        self.colleagues_changed = true;
        for ticket in self.holds(id) {
            self.give_back(ticket, now);
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

    /// A claim that was not answered goes back to the line, at the place of its arrival. Who was handed over has no keys
    /// for the line, and hears that she stands before everybody who came later. Who called a guest hears that nobody comes.
    pub(crate) fn give_back(&mut self, id: TicketId, now: Millis) {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let Stage::Claimed {
            message_one,
            shift,
            handed_over,
            ..
        } = &ticket.stage
        else {
            return;
        };
        let shift = *shift;
        self.colleagues_changed |= !ticket.called;
        if *handed_over || ticket.called {
            return self.end_for_visitor(id, EndReason::Gone, now);
        }
        ticket.stage = Stage::Waiting {
            message_one: message_one.clone(),
        };
        ticket.intakes.give_again();
        self.line.insert(ticket.spot(id));
        self.line_changed = true;
        if let Some(shift) = self.shifts.get_mut(&shift) {
            shift.holds.remove(&id);
        }
    }

    /// The shift is over: claims go back to the line, conversations end.
    pub(crate) fn shift_ends(&mut self, id: ShiftId, reason: EndReason, now: Millis) {
        for ticket in self.holds(id) {
            self.give_back(ticket, now);
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
        self.colleagues_changed = true;
    }

    /// A certificate of the shift was taken back: its console goes first, and whom it held goes on with somebody else.
    pub(crate) fn revoked(&mut self, id: ShiftId, now: Millis) {
        if let Some(shift) = self.shifts.get_mut(&id)
            && let Some(socket) = shift.attendance.socket()
        {
            shift.attendance = Attendance::away(now);
            self.dismiss(socket, CloseReason::Revoked);
        }
        self.shift_ends(id, EndReason::OffDuty, now);
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
