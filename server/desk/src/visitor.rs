//! What a visitor does: arrive, wait, return, be away.

use luwte_wire::{CloseReason, EndReason, FromServer, MessageOne, Presence, TicketId, Token};

use crate::attendance::Attendance;
use crate::state::{Seat, Stage, Ticket};
use crate::{Desk, Effect, Millis, SocketId};

impl Desk {
    pub(crate) fn arrived(&mut self, socket: SocketId, ticket: TicketId, token: Token, now: Millis) {
        if self.tickets.len() >= self.settings.most_tickets || self.tickets.contains_key(&ticket) {
            self.effects
                .push(Effect::Close(socket, CloseReason::WaitingRoomFull));
            return;
        }
        let attendance = Attendance::here(socket, now);
        self.tickets.insert(
            ticket,
            Ticket {
                arrived: now,
                attendance,
                stage: Stage::Arrived,
                told: None,
            },
        );
        self.seats.insert(socket, Seat::Visitor(ticket));
        self.send(Some(socket), FromServer::Ticket(token));
    }

    pub(crate) fn wait(&mut self, socket: SocketId, id: TicketId, message_one: MessageOne) {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        if !matches!(ticket.stage, Stage::Arrived) {
            return self.refuse(socket, CloseReason::NotNow);
        }
        ticket.stage = Stage::Waiting {
            message_one: message_one.detach(),
        };
        self.line.insert((ticket.arrived, id));
        self.line_changed = true;
        self.tell_place(id);
    }

    pub(crate) fn returned(&mut self, socket: SocketId, id: TicketId, token: Token, now: Millis) {
        if !self.tickets.contains_key(&id) {
            self.send(Some(socket), FromServer::Ended(id, EndReason::Unknown));
            self.effects.push(Effect::Close(socket, CloseReason::Done));
            return;
        }
        self.sit_down(Seat::Visitor(id), socket, now);
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let Stage::Talking(conversation) = &mut ticket.stage else {
            let frame_is_place = !matches!(ticket.stage, Stage::Arrived);
            return if frame_is_place {
                self.tell_place(id);
            } else {
                self.send(Some(socket), FromServer::Ticket(token));
            };
        };
        let (shift, answer) = (conversation.shift, conversation.answer.clone());
        let kept = conversation.for_visitor.empty();
        let theirs = self
            .shifts
            .get(&shift)
            .map_or(Presence::Away, |s| s.attendance.presence());
        if let Some(answer) = answer {
            self.send(Some(socket), FromServer::Answered(id, answer));
        }
        self.send(Some(socket), FromServer::Presence(id, theirs));
        for envelope in kept {
            self.send(Some(socket), FromServer::Envelope(id, envelope));
        }
        self.send(
            self.counsellor_socket(shift),
            FromServer::Presence(id, Presence::Here),
        );
    }

    pub(crate) fn visitor_away(&mut self, id: TicketId, now: Millis) {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        ticket.attendance = Attendance::Away { since: now };
        ticket.told = None;
        match &ticket.stage {
            // Nothing stands in the line yet and nothing is lost: she asks for a new ticket.
            Stage::Arrived => {
                self.tickets.remove(&id);
            }
            Stage::Waiting { .. } | Stage::Claimed { .. } => self.line_changed = true,
            Stage::Talking(conversation) => {
                let shift = conversation.shift;
                self.send(
                    self.counsellor_socket(shift),
                    FromServer::Presence(id, Presence::Away),
                );
            }
        }
    }

    /// Her place at this moment: who stands before her in the line. Nobody, once she is claimed.
    pub(crate) fn tell_place(&mut self, id: TicketId) {
        let on_duty = self.on_duty();
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let ahead = match ticket.stage {
            Stage::Waiting { .. } => self.line.range(..(ticket.arrived, id)).count(),
            _ => 0,
        };
        let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
        ticket.told = Some((ahead, on_duty));
        let socket = ticket.attendance.socket();
        self.send(socket, FromServer::Place { ahead, on_duty });
    }
}
