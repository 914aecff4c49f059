//! The server of an evening: the real desk, and as much of a shell as it needs.

use bytes::Bytes;
use luwte_desk::{Effect, Event, SocketId};
use luwte_wire::{Claims, CloseReason, FromPage, FromServer, Nonce, ShiftKeys, TicketId, Token};
use rand::RngExt;

use crate::evening::{BEGIN, CAPACITY, END, Evening, Happening};
use crate::network::Moment;

/// As in the shell of the server.
const HEARTBEAT: u64 = 5_000;
const SILENT_AFTER: u64 = 15_000;

impl Evening {
    /// All memory of the server is gone, and every line to it.
    pub(crate) fn dies(&mut self) {
        if self.desk.take().is_none() {
            return;
        }
        self.figures.deaths += 1;
        self.tell(|| "the server dies".into());
        let lines: Vec<SocketId> = self.lines.keys().copied().collect();
        for socket in lines {
            let notices = self.chance.random_range(1..500);
            self.later(notices, Happening::PageLost(socket));
        }
        let starts = self.chance.random_range(200..20_000);
        self.later(starts, Happening::Starts);
    }

    /// The shell of the server asks for signs of life and closes a line on which nothing comes.
    pub(crate) fn server_listens(&mut self) {
        let greeted = self.lines.iter().filter(|(_, line)| line.hello_done);
        let lines: Vec<(SocketId, Moment)> = greeted
            .map(|(socket, line)| (*socket, line.server_heard))
            .collect();
        let heartbeat = (self.now - BEGIN).is_multiple_of(HEARTBEAT);
        for (socket, heard) in lines {
            if self.now - heard > SILENT_AFTER {
                self.closes(socket, CloseReason::Silent);
            } else if heartbeat && self.desk.is_some() {
                self.send_to_page(socket, FromServer::Heartbeat);
            }
        }
    }

    pub(crate) fn server_hears(&mut self, socket: SocketId, bytes: &Bytes) {
        let Some(line) = self.lines.get_mut(&socket) else {
            return;
        };
        line.server_heard = self.now;
        let (person, hello_done) = (line.person, line.hello_done);
        let frame = FromPage::decode(bytes).expect("pages speak the protocol");
        let claims = |token: Token| token.claims().expect("pages send back what they got");
        let event = match frame {
            FromPage::Arrive => {
                let ticket = TicketId(self.chance.random());
                Event::Arrived { socket, ticket }
            }
            FromPage::Return(token, nth) => Event::Returned {
                socket,
                claims: claims(token),
                nth,
            },
            FromPage::Report => {
                let nonce = Nonce(self.chance.random());
                return self.send_to_page(socket, FromServer::Challenge(nonce));
            }
            FromPage::Duty(chain, _, nth, key) if !hello_done => Event::Reported {
                socket,
                shift: self.shifts[person].expect("a console has a shift"),
                capacity: CAPACITY,
                until: END,
                keys: ShiftKeys::join(&chain, &key),
                nth,
            },
            FromPage::Resume(token) => Event::Resumed {
                socket,
                claims: claims(token),
            },
            frame => Event::Frame { socket, frame },
        };
        line.hello_done = true;
        self.decide(event);
    }

    pub(crate) fn decide(&mut self, event: Event) {
        let Some(desk) = &mut self.desk else { return };
        for effect in desk.decide(event, self.now) {
            match effect {
                Effect::Send(socket, frame) => self.send_to_page(socket, frame),
                Effect::EndWithTicket {
                    socket,
                    conversation,
                    reason,
                    arrived,
                } => {
                    let ticket = TicketId(self.chance.random());
                    let next = Some(Token::unsigned(Claims::Ticket { ticket, arrived }));
                    self.send_to_page(
                        socket,
                        FromServer::Ended {
                            conversation,
                            reason,
                            next,
                        },
                    );
                }
                Effect::Close(socket, reason) => self.closes(socket, reason),
            }
        }
    }

    pub(crate) fn closes(&mut self, socket: SocketId, reason: CloseReason) {
        self.tell(|| format!("the server closes {socket:?} as {}", reason.name()));
        let allowed = [CloseReason::Done, CloseReason::Silent, CloseReason::TakenOver];
        if !allowed.contains(&reason) {
            self.book
                .complaints
                .push(format!("a socket was closed as {}", reason.name()));
        }
        if !self.lines.contains_key(&socket) {
            return;
        }
        // After what was sent to it before.
        let moment = self.now + self.weather.latency + 1;
        self.at(moment, Happening::PageLost(socket));
        self.decide(Event::Closed { socket });
    }

    pub(crate) fn send_to_page(&mut self, socket: SocketId, frame: FromServer) {
        let Some(line) = self.lines.get_mut(&socket) else {
            return;
        };
        line.broken |= self.people[line.person].dead_spot_until > self.now;
        if line.broken {
            return;
        }
        let envelope = matches!(frame, FromServer::Envelope(..));
        let arrivals = line
            .to_page
            .arrivals(self.now, envelope, &self.weather, &mut self.chance);
        let bytes = frame.encode();
        for moment in arrivals {
            self.at(moment, Happening::ToPage(socket, bytes.clone()));
        }
    }
}
