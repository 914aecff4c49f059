//! A process of the server: the real desk, and as much of a shell as it needs.

use bytes::Bytes;
use luwte_desk::{Desk, Effect, Event, NodeId, Settings, SocketId};
use luwte_test_people::effort_bits;
use luwte_wire::{Claims, CloseReason, FromPage, FromServer, Nonce, Role, ShiftKeys, TicketId, Token};
use rand::RngExt;

use crate::agenda::Happening;
use crate::board::Contact;
use crate::evening::{BEGIN, CAPACITY, END, Evening};
use crate::network::Moment;

/// As in the shell of the server.
const HEARTBEAT: u64 = 5_000;
const SILENT_AFTER: u64 = 15_000;

pub(crate) struct Node {
    /// The number it gave itself; with a log another one in every life.
    pub(crate) id: NodeId,
    /// The desk as it is after what this node has read. None while it is dead.
    pub(crate) desk: Option<Desk>,
    /// How it stands with the log, if there is one.
    pub(crate) contact: Contact,
}

impl Node {
    pub(crate) fn new(id: NodeId, now: Moment) -> Self {
        Self {
            id,
            desk: Some(Desk::new(settings(), now)),
            contact: Contact::default(),
        }
    }
}

/// As by default, but that a few people are many: their pages are asked for efforts.
pub(crate) fn settings() -> Settings {
    Settings {
        effort_from: 2,
        effort_per_counsellor: 1,
        ..Settings::default()
    }
}

impl Evening {
    /// All memory of a node is gone, and every line to it.
    pub(crate) fn dies(&mut self, node: usize) {
        if self.nodes[node].desk.take().is_none() {
            return;
        }
        self.figures.deaths += 1;
        self.tell(|| format!("node {node} dies"));
        self.nodes[node].contact = Contact::default();
        let its_own = self.lines.iter().filter(|(_, line)| line.node == node);
        let lines: Vec<SocketId> = its_own.map(|(socket, _)| *socket).collect();
        for socket in lines {
            if self.lines[&socket].at_page {
                let notices = self.chance.random_range(1..500);
                self.later(notices, Happening::PageLoses(socket, None));
            }
            self.node_loses(socket);
        }
        let starts = self.chance.random_range(200..20_000);
        self.later(starts, Happening::Starts(node));
    }

    pub(crate) fn starts(&mut self, node: usize) {
        let id = match self.log {
            None => self.nodes[node].id,
            Some(_) => NodeId(self.chance.random()),
        };
        self.tell(|| format!("node {node} starts as {id:?}"));
        self.nodes[node] = Node::new(id, self.now);
        if self.log.is_some() {
            self.looks(node, id);
        }
    }

    /// The shell of a node asks for signs of life and closes a line on which nothing comes.
    pub(crate) fn nodes_listen(&mut self) {
        let greeted = self
            .lines
            .iter()
            .filter(|(_, line)| line.hello_done && line.at_node);
        let lines: Vec<(SocketId, Moment)> =
            greeted.map(|(socket, line)| (*socket, line.node_heard)).collect();
        let heartbeat = (self.now - BEGIN).is_multiple_of(HEARTBEAT);
        for (socket, heard) in lines {
            if self.now - heard > SILENT_AFTER {
                self.closes(socket, CloseReason::Silent);
            } else if heartbeat {
                self.send_to_page(socket, FromServer::Heartbeat);
            }
        }
    }

    pub(crate) fn node_hears(&mut self, socket: SocketId, bytes: &Bytes) {
        let Some(line) = self.lines.get_mut(&socket).filter(|line| line.at_node) else {
            return;
        };
        line.node_heard = self.now;
        let (person, node, hello_done) = (line.person, line.node, line.hello_done);
        let frame = FromPage::decode(bytes).expect("pages speak the protocol");
        let claims = |token: Token| token.claims().expect("pages send back what they got");
        let event = match frame {
            FromPage::Heartbeat => return,
            FromPage::Arrive => {
                let ticket = TicketId(self.chance.random());
                Event::Arrived { socket, ticket }
            }
            FromPage::Return(token, nth) => Event::Returned {
                socket,
                claims: claims(token),
                nth,
                proven: true,
            },
            FromPage::Report => {
                let nonce = Nonce(self.chance.random());
                return self.send_to_page(socket, FromServer::Challenge(nonce));
            }
            FromPage::Duty(chain, _, nth, key) if !hello_done => Event::Reported {
                socket,
                shift: self.shifts[person].expect("a console has a shift"),
                role: Role::Counsellor,
                capacity: CAPACITY,
                until: END,
                nth,
                keys: ShiftKeys::join(&chain, &key),
            },
            FromPage::Resume(token) => Event::Resumed {
                socket,
                claims: claims(token),
            },
            FromPage::Effort(nonce) => {
                let made_for = match &line.announcement {
                    Some(Event::Arrived { ticket, .. }) => Some(*ticket),
                    Some(Event::Returned { claims, .. }) => match claims {
                        Claims::Ticket { ticket, .. } | Claims::VisitorRight { ticket, .. } => Some(*ticket),
                        Claims::CounsellorRight { .. } | Claims::Invitation { .. } => None,
                    },
                    _ => None,
                };
                let ticket = made_for.expect("only visitors make efforts");
                let bits = effort_bits(&self.root, ticket, nonce);
                Event::Effort { socket, bits }
            }
            frame => {
                if let (FromPage::Envelope(..), Some(Event::Returned { proven, .. })) =
                    (&frame, &mut line.announcement)
                {
                    *proven = true;
                }
                Event::Frame { socket, frame }
            }
        };
        if !hello_done {
            line.hello_done = true;
            line.announcement = Some(event.clone());
        }
        self.submit(node, event);
    }

    /// Does what the desk of a node decided, as far as it concerns the lines of this node.
    pub(crate) fn carry_out(&mut self, node: usize, effects: Vec<Effect>) {
        for effect in effects {
            let (Effect::Send(to, _)
            | Effect::EndWithTicket { socket: to, .. }
            | Effect::Record { socket: to, .. }
            | Effect::Close(to, _)) = &effect
            else {
                // Nobody takes a certificate back here.
                continue;
            };
            let line = self.lines.get_mut(to);
            let Some(line) = line.filter(|line| line.node == node && line.at_node) else {
                continue;
            };
            match effect {
                // Nobody asks here, and nobody counts.
                Effect::Record { .. } | Effect::TakeBack(_) | Effect::Count(..) => {}
                Effect::Send(socket, frame) => {
                    if let FromServer::Ticket(held) | FromServer::Answered(_, _, held) = &frame
                        && let Some(claims) = held.claims()
                    {
                        line.sent(socket, claims);
                    }
                    self.send_to_page(socket, frame);
                }
                Effect::EndWithTicket {
                    socket,
                    conversation,
                    reason,
                    arrived,
                } => {
                    let ticket = ticket_after(conversation);
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
                    self.send_to_page(socket, frame);
                }
                Effect::Close(socket, reason) => self.closes(socket, reason),
            }
        }
    }

    fn closes(&mut self, socket: SocketId, reason: CloseReason) {
        self.tell(|| format!("a node closes {socket:?} as {}", reason.name()));
        // Whoever was cut off for long finds that the others took its node for dead.
        let allowed = match reason {
            CloseReason::Done | CloseReason::Silent | CloseReason::TakenOver => true,
            CloseReason::Restarting => self.log.is_some(),
            _ => false,
        };
        if !allowed {
            self.complain(format!("a socket was closed as {}", reason.name()));
        }
        // After what was sent to it before.
        let moment = self.now + self.weather.latency + 1;
        self.at(moment, Happening::PageLoses(socket, Some(reason)));
        self.node_loses(socket);
    }
}

/// The ticket with which somebody stands in the line again: always the same after the same conversation.
fn ticket_after(conversation: TicketId) -> TicketId {
    TicketId(
        (!u128::from_be_bytes(conversation.0))
            .rotate_left(1)
            .to_be_bytes(),
    )
}
