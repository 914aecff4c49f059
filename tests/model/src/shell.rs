//! What a node does with what its desk decides: `sockets.rs` in the server.

use luwte_desk::{Effect, SocketId};
use luwte_wire::{Claims, CloseReason, FromServer, Token};

use crate::fault::Fault;
use crate::helpline::{Helpline, VISITORS};
use crate::line::Said;

impl Helpline {
    /// Carries out one effect. Only the node that has the socket knows the line.
    pub(crate) fn carry_out(&mut self, node: usize, effect: Effect) {
        let Some(to) = to(&effect) else { return };
        if !self
            .lines
            .iter()
            .any(|line| line.socket == to && line.node == node)
        {
            return;
        }
        match effect {
            Effect::Send(socket, frame) => {
                let Some(line) = self.line_mut(socket) else { return };
                if line.shut {
                    return;
                }
                if let FromServer::Ticket(held) | FromServer::Answered(_, _, held) = &frame
                    && let Some(claims) = held.claims()
                {
                    line.announcement = Some(Said::Returned(claims, false));
                }
                if line.held {
                    let page = line.page;
                    self.hears(page, &frame);
                }
            }
            Effect::EndWithTicket {
                socket,
                conversation,
                reason,
                arrived,
            } => {
                let Some(page) = self.line_mut(socket).map(|line| line.page) else {
                    return;
                };
                let ticket = self.visitors[page].draw(page);
                let next = Some(Token::unsigned(Claims::Ticket {
                    ticket,
                    arrived,
                    called: false,
                }));
                let frame = FromServer::Ended {
                    conversation,
                    reason,
                    next,
                };
                self.carry_out(node, Effect::Send(socket, frame));
            }
            // Nobody asks here, and nobody takes a certificate back.
            Effect::Record { .. } | Effect::TakeBack(_) => {}
            Effect::Close(socket, reason) => self.closes(socket, reason),
            Effect::Count(..) => {}
        }
    }

    fn hears(&mut self, page: usize, frame: &FromServer) {
        let heard = match page.checked_sub(VISITORS) {
            None => {
                let consoles = &self.consoles;
                let ended = |ticket| consoles.iter().any(|console| console.ended.contains(&ticket));
                let heard = self.visitors[page].hear(frame, ended);
                heard.map(|said| said.into_iter().collect())
            }
            Some(console) => self.consoles[console].hear(console, frame),
        };
        match heard {
            Ok(said) => self.say(page, said),
            Err(fault) => self.fault = self.fault.or(Some(fault)),
        }
    }

    fn closes(&mut self, socket: SocketId, reason: CloseReason) {
        let Some(line) = self.line_mut(socket) else { return };
        (line.shut, line.announcement) = (true, None);
        line.up.clear();
        let (page, held) = (line.page, line.held);
        let fault = match reason {
            CloseReason::Done | CloseReason::Restarting => None,
            CloseReason::TakenOver if held => Some(Fault::OlderLineWins),
            CloseReason::TakenOver => None,
            other => Some(Fault::Refused(other)),
        };
        self.fault = self.fault.or(fault);
        if held {
            self.loses(page);
        }
    }
}

/// Whom it concerns. Nobody, if it is only counted.
pub(crate) fn to(effect: &Effect) -> Option<SocketId> {
    match effect {
        Effect::Send(to, _)
        | Effect::EndWithTicket { socket: to, .. }
        | Effect::Record { socket: to, .. }
        | Effect::Close(to, _) => Some(*to),
        Effect::TakeBack(_) | Effect::Count(..) => None,
    }
}
