//! What a visitor does: arrive, wait, return, be away.

use luwte_wire::{Claims, CloseReason, FromServer, MessageOne, Place, Presence, TicketId, Token};

use crate::attendance::Attendance;
use crate::effort::Effort;
use crate::intake::Intakes;
use crate::state::{Seat, Side, Stage, Ticket};
use crate::takes::Takes;
use crate::{Desk, Effect, Millis, SocketId};

impl Desk {
    /// A visitor with a ticket that this desk does not know: a new one, or one from before it forgot everything.
    pub(crate) fn arrived(&mut self, socket: SocketId, nth: u32, ticket: TicketId, arrived: Millis) {
        // Said twice, because the desk began anew in between.
        if self.seats.get(&socket) == Some(&Seat::Visitor(ticket)) {
            return;
        }
        if self.refuses_arrivals(socket) {
            return;
        }
        if self.tickets.len() >= self.settings.most_tickets {
            self.make_room();
        }
        if self.tickets.len() >= self.settings.most_tickets || self.tickets.contains_key(&ticket) {
            self.effects
                .push(Effect::Close(socket, CloseReason::WaitingRoomFull));
            return;
        }
        self.tickets.insert(
            ticket,
            Ticket {
                arrived,
                attendance: Attendance::Here { socket, nth },
                stage: Stage::Arrived,
                told: None,
                effort: Effort::default(),
                intakes: Intakes::default(),
                called: false,
            },
        );
        self.seats.insert(socket, Seat::Visitor(ticket));
        self.send_ticket(socket, ticket);
    }

    /// Forgets the ticket in the line that is away for longest. Its owner loses nothing: her arrival is in her token.
    fn make_room(&mut self) {
        let away = self.line.iter().filter_map(|(_, arrived, id)| {
            let since = self.tickets.get(id)?.attendance.away_since()?;
            Some((since, *arrived, *id))
        });
        if let Some((_, _, id)) = away.min()
            && let Some(ticket) = self.tickets.remove(&id)
        {
            self.line.remove(&ticket.spot(id));
            self.line_changed = true;
        }
    }

    pub(crate) fn send_ticket(&mut self, socket: SocketId, id: TicketId) {
        if let Some(ticket) = self.tickets.get(&id) {
            let token = Token::unsigned(Claims::Ticket {
                ticket: id,
                arrived: ticket.arrived,
                called: ticket.called,
            });
            self.send(Some(socket), FromServer::Ticket(token));
        }
    }

    pub(crate) fn wait(&mut self, socket: SocketId, id: TicketId, message_one: MessageOne, now: Millis) {
        let wanted = self.effort_now();
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        match &ticket.stage {
            Stage::Arrived => {}
            // She was asked twice, because the desk began anew in between: she waits already.
            Stage::Waiting { .. } | Stage::Claimed { .. } => {
                self.tell_place_again(socket, id, now);
                return self.ask_effort(id);
            }
            // Her counsellor came back before her and holds her already; the answer comes, or has come.
            Stage::Talking(conversation) if !conversation.met => return self.tell_answer(socket, id, now),
            // She was asked before she met her counsellor, and her page was on its way to say so.
            Stage::Talking(_) => return,
        }
        ticket.stage = Stage::Waiting {
            message_one: message_one.detach(),
        };
        ticket.effort.wanted.get_or_insert(wanted);
        self.line.insert(ticket.spot(id));
        self.line_changed = true;
        self.tell_place(id, now);
        self.tell_closing(id);
        self.ask_if_shown(id);
        self.ask_effort(id);
    }

    pub(crate) fn returned(&mut self, socket: SocketId, hello: (u32, bool), claims: Claims, now: Millis) {
        match claims {
            Claims::Ticket {
                ticket,
                arrived,
                called,
            } => self.returned_with_ticket(socket, hello.0, (ticket, arrived, called), now),
            Claims::VisitorRight {
                ticket,
                arrived,
                claimed,
                shift,
                called,
            } => self.returned_with_right(socket, hello, (ticket, arrived, called), (shift, claimed), now),
            Claims::CounsellorRight { .. } | Claims::Invitation { .. } => {
                self.effects.push(Effect::Close(socket, CloseReason::BadToken))
            }
        }
    }

    fn returned_with_ticket(
        &mut self,
        socket: SocketId,
        nth: u32,
        (id, arrived, called): (TicketId, Millis, bool),
        now: Millis,
    ) {
        if self.tell_if_over(socket, id) {
            return;
        }
        if called && !self.tickets.contains_key(&id) {
            return self.called_returned(socket, nth, id, arrived, now);
        }
        if !self.tickets.contains_key(&id) {
            return self.arrived(socket, nth, id, arrived);
        }
        if !self.sit_down(Seat::Visitor(id), socket, nth) {
            return;
        }
        match self.tickets.get(&id).map(|ticket| &ticket.stage) {
            Some(Stage::Arrived) => self.send_ticket(socket, id),
            // Nobody is before her who calls a guest: the answer comes, or the end.
            Some(Stage::Waiting { .. } | Stage::Claimed { .. }) if called => {}
            Some(Stage::Waiting { .. } | Stage::Claimed { .. }) => {
                self.tell_place(id, now);
                self.tell_closing(id);
                self.ask_effort(id);
            }
            Some(Stage::Talking(_)) => {
                self.tell_answer(socket, id, now);
                self.resume_for_visitor(socket, id);
            }
            None => {}
        }
    }

    /// The answer to her message one, or that it is on its way: then nobody is before her.
    pub(crate) fn tell_answer(&mut self, socket: SocketId, id: TicketId, now: Millis) {
        let Some(ticket) = self.tickets.get(&id) else {
            return;
        };
        let Stage::Talking(conversation) = &ticket.stage else {
            return self.tell_place(id, now);
        };
        let met = conversation.met;
        match conversation.answer.clone().zip(ticket.right(id, Side::Visitor)) {
            Some((answer, right)) => {
                if let Some(Stage::Talking(conversation)) = self.tickets.get_mut(&id).map(|t| &mut t.stage) {
                    conversation.given = true;
                }
                self.send(Some(socket), FromServer::Answered(id, answer, right));
            }
            None if !met && !ticket.called => self.tell_place(id, now),
            None => {}
        }
    }

    pub(crate) fn visitor_away(&mut self, id: TicketId, now: Millis) {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        ticket.attendance = Attendance::away(now);
        ticket.told = None;
        match &ticket.stage {
            // Nothing stands in the line yet and nothing is lost: she asks for a new ticket.
            Stage::Arrived => {
                self.tickets.remove(&id);
            }
            Stage::Waiting { .. } | Stage::Claimed { .. } => self.line_changed |= !ticket.called,
            Stage::Talking(conversation) => {
                let shift = conversation.shift;
                self.send(
                    self.counsellor_socket(shift),
                    FromServer::Presence(id, Presence::Away),
                );
            }
        }
    }

    /// Her place as it was told last, without counting the line for somebody who asks again and again.
    fn tell_place_again(&mut self, socket: SocketId, id: TicketId, now: Millis) {
        match self.tickets.get(&id).and_then(|ticket| ticket.told) {
            Some(place) => self.send(Some(socket), FromServer::Place(place)),
            None => self.tell_place(id, now),
        }
    }

    /// Her place at this moment: who stands before her in the line. Nobody, once she is claimed.
    pub(crate) fn tell_place(&mut self, id: TicketId, now: Millis) {
        let on_duty = self.on_duty();
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let ahead = match ticket.stage {
            Stage::Waiting { .. } => self.line.range(..ticket.spot(id)).count(),
            _ => 0,
        };
        let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
        let socket = ticket.attendance.socket();
        let place = place(&mut self.takes, ahead, on_duty, now);
        ticket.told = Some(place);
        self.send(socket, FromServer::Place(place));
    }
}

/// What a visitor is told of her place. When nobody is on duty there is no time to tell.
pub(crate) fn place(takes: &mut Takes, ahead: u32, on_duty: u16, now: Millis) -> Place {
    let range = takes.range(ahead, now).filter(|_| on_duty > 0);
    let (least_minutes, most_minutes) = range.unwrap_or_default();
    Place {
        ahead,
        on_duty,
        least_minutes,
        most_minutes,
    }
}
