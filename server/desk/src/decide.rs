use luwte_wire::{CloseReason, EndReason, FromPage, Role, ShiftId, TicketId};

use crate::attendance::Attendance;
use crate::counsellor::Terms;
use crate::state::{Seat, Stage};
use crate::{Desk, Effect, Event, Millis, SocketId};

impl Desk {
    /// Takes what happened and the time, changes the desk, and returns what the shell must do.
    ///
    /// `now` must not run backwards by more than a moment: arrivals order the line.
    pub fn decide(&mut self, event: Event, now: Millis) -> Vec<Effect> {
        if let Event::Arrived { socket, .. }
        | Event::Joined { socket, .. }
        | Event::Returned { socket, .. }
        | Event::Reported { socket, .. }
        | Event::Enrolled { socket, .. } = &event
        {
            self.nodes.entry(socket.node()).or_insert(now);
        }
        let node = event.node();
        match event {
            Event::Arrived { socket, ticket } => {
                // Nobody arrives at the same moment as somebody before her: her place would be chance.
                self.arrived_last = now.max(self.arrived_last + 1);
                self.arrived(socket, 0, ticket, self.arrived_last);
                self.count_arrival(ticket);
            }
            Event::Joined {
                socket,
                ticket,
                claims,
            } => self.joined(socket, ticket, claims, now),
            Event::Returned {
                socket,
                claims,
                nth,
                proven,
            } => self.returned(socket, (nth, proven), claims, now),
            Event::Resumed { socket, claims } => self.resumed(socket, claims, now),
            Event::Reported {
                socket,
                shift,
                role,
                capacity,
                until,
                keys,
                nth,
            } => {
                let capacity = usize::from(capacity);
                let terms = Terms {
                    role,
                    capacity,
                    until,
                    keys,
                };
                self.reported(socket, nth, shift, terms, now);
            }
            Event::Enrolled {
                socket,
                invitation,
                until,
                invited,
            } => self.enrols(socket, invitation, until, invited),
            Event::Frame { socket, frame } => self.frame(socket, frame, now),
            Event::Effort { socket, bits } => self.shows_effort(socket, bits, now),
            Event::Closed { socket } => self.lost(socket, now),
            Event::Revoked { shift } => self.revoked(shift, now),
            Event::Sweep { node } => self.sweep(node, now),
        }
        self.tell_counts(node);
        std::mem::take(&mut self.effects)
    }

    fn frame(&mut self, socket: SocketId, frame: FromPage, now: Millis) {
        match self.seats.get(&socket).copied() {
            // A frame that was under way when the socket was closed or taken over.
            None => {}
            Some(Seat::Visitor(ticket)) => {
                self.visitor_frame(socket, ticket, frame, now);
            }
            Some(Seat::Counsellor(shift)) => {
                self.counsellor_frame(socket, shift, frame, now);
            }
            // Whoever was invited has said all she has to say.
            Some(Seat::Invited(_)) if frame == FromPage::Heartbeat => {}
            Some(Seat::Invited(_)) => self.refuse(socket, CloseReason::NotNow),
        }
    }

    fn visitor_frame(&mut self, socket: SocketId, ticket: TicketId, frame: FromPage, now: Millis) {
        match frame {
            // The shell listens for signs of life, for it has the sockets.
            FromPage::Heartbeat => {}
            FromPage::Ask => self.tell_record(socket, ticket),
            // Who calls a guest waits for nobody, and is handed over to nobody.
            FromPage::Wait(_) | FromPage::Intake(..) | FromPage::Accept(_) if self.is_called(ticket) => {
                self.refuse(socket, CloseReason::NotNow);
            }
            FromPage::Call(shift, message_one) => self.call(socket, ticket, shift, message_one, now),
            FromPage::Wait(message_one) => self.wait(socket, ticket, message_one, now),
            FromPage::Intake(shift, intake) => self.intake(ticket, shift, intake),
            FromPage::Envelope(named, _) | FromPage::Leave(named, _) | FromPage::Accept(named)
                if named != ticket =>
            {
                self.refuse(socket, CloseReason::WrongConversation);
            }
            FromPage::Envelope(_, envelope) => match self.tickets.get(&ticket) {
                // Still for who handed her over.
                Some(ticket) if ticket.handed_over() => {}
                Some(known) if matches!(known.stage, Stage::Talking(_)) => {
                    self.envelope_from_visitor(ticket, envelope);
                }
                _ => self.refuse(socket, CloseReason::NotNow),
            },
            FromPage::Accept(_) => self.accepts(ticket),
            // She knows her own conversation, and is not the one who gives it back.
            FromPage::Leave(_, EndReason::Unknown | EndReason::PassedBack) => {
                self.refuse(socket, CloseReason::NotNow)
            }
            FromPage::Leave(_, reason) => self.visitor_leaves(ticket, reason, now),
            FromPage::Arrive
            | FromPage::Join(_)
            | FromPage::Return(..)
            | FromPage::Report
            | FromPage::Enrol(..) => {
                self.refuse(socket, CloseReason::SecondHello);
            }
            _ => self.refuse(socket, CloseReason::NotNow),
        }
    }

    fn counsellor_frame(&mut self, socket: SocketId, shift: ShiftId, frame: FromPage, now: Millis) {
        match frame {
            FromPage::Heartbeat => {}
            FromPage::TakeNext => self.take(shift, None, now),
            FromPage::Take(ticket) => self.take(shift, Some(ticket), now),
            FromPage::Status(status) => self.says_status(shift, status),
            FromPage::Letter(to, letter) => self.letter((socket, shift), to, letter, now),
            FromPage::OffDuty => self.shift_ends(shift, EndReason::OffDuty, now),
            FromPage::Envelope(conversation, _)
            | FromPage::Leave(conversation, _)
            | FromPage::Answer(conversation, _)
            | FromPage::HandOver(conversation, ..)
                if !self
                    .shifts
                    .get(&shift)
                    .is_some_and(|s| s.holds.contains(&conversation)) =>
            {
                self.not_held(socket, conversation, now);
            }
            FromPage::Answer(conversation, answer) => self.answer(socket, conversation, answer, now),
            FromPage::Envelope(conversation, envelope) => {
                self.envelope_from_counsellor(socket, conversation, envelope, now);
            }
            FromPage::Leave(conversation, reason) => self.counsellor_leaves(conversation, reason, now),
            FromPage::HandOver(conversation, to, message_one) => {
                self.hand_over(socket, conversation, to, message_one, now);
            }
            FromPage::Desk(_) | FromPage::CallIn | FromPage::Certify(..) | FromPage::Revoke(_) => {
                self.coordinator_frame(socket, shift, frame, now);
            }
            FromPage::Arrive
            | FromPage::Join(_)
            | FromPage::Return(..)
            | FromPage::Report
            | FromPage::Enrol(..) => {
                self.refuse(socket, CloseReason::SecondHello);
            }
            // The shell takes RESUME and what else needs its keys or files, and makes events of it.
            _ => self.refuse(socket, CloseReason::NotNow),
        }
    }

    fn coordinator_frame(&mut self, socket: SocketId, shift: ShiftId, frame: FromPage, now: Millis) {
        let role = self.shifts.get(&shift).map(|shift| shift.role);
        match frame {
            _ if role != Some(Role::Coordinator) => self.refuse(socket, CloseReason::NotNow),
            FromPage::Desk(opening) => self.set_opening(socket, opening, now),
            FromPage::CallIn => self.call_in(),
            FromPage::Certify(invitation, certificates) => self.certifies(invitation, certificates),
            FromPage::Revoke(revocation) => self.effects.push(Effect::TakeBack(revocation)),
            _ => {}
        }
    }

    /// Closes a socket that broke the protocol. Its end is away from now on and may come back.
    pub(crate) fn refuse(&mut self, socket: SocketId, reason: CloseReason) {
        self.effects.push(Effect::Close(socket, reason));
    }

    /// Gives an end a new socket; an older one is closed and forgotten. Whether it did: the hello of a line that is lost
    /// already may come behind that of its successor, and does not take its seat.
    pub(crate) fn sit_down(&mut self, seat: Seat, socket: SocketId, nth: u32) -> bool {
        let attendance = match seat {
            Seat::Visitor(ticket) => self.tickets.get_mut(&ticket).map(|t| &mut t.attendance),
            Seat::Counsellor(shift) => self.shifts.get_mut(&shift).map(|s| &mut s.attendance),
            Seat::Invited(_) => None,
        };
        let Some(attendance) = attendance else {
            return false;
        };
        let older = match *attendance {
            Attendance::Here { socket: other, .. } if other == socket => None,
            newer @ Attendance::Here { .. } if newer.is_newer(nth) => {
                self.effects.push(Effect::Close(socket, CloseReason::TakenOver));
                return false;
            }
            Attendance::Here { socket: other, .. } => Some(other),
            Attendance::Away { .. } => None,
        };
        *attendance = Attendance::Here { socket, nth };
        if let Seat::Visitor(ticket) = seat {
            self.ask_anew(ticket);
        }
        self.seats.insert(socket, seat);
        self.line_changed = true;
        if let Some(older) = older {
            self.dismiss(older, CloseReason::TakenOver);
        }
        true
    }

    /// Forgets a socket and closes it.
    pub(crate) fn dismiss(&mut self, socket: SocketId, reason: CloseReason) {
        self.seats.remove(&socket);
        self.effects.push(Effect::Close(socket, reason));
    }

    /// A socket is gone: its end is away.
    pub(crate) fn lost(&mut self, socket: SocketId, now: Millis) {
        match self.seats.remove(&socket) {
            None => {}
            Some(Seat::Visitor(ticket)) => self.visitor_away(ticket, now),
            Some(Seat::Counsellor(shift)) => self.counsellor_away(shift, now),
            Some(Seat::Invited(invitation)) => self.invited_lost(invitation),
        }
    }
}
