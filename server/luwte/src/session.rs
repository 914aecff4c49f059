//! One socket from its hello to its end: bytes in, events to the board; frames from the outbox, bytes out.

mod beside;
mod disk;
mod errands;

use std::sync::Arc;
use std::time::Duration;

use luwte_certificates::{
    Revocations, SERVER_TOLERANCE_SECONDS, ShiftRole, VerifiedChain, revoked_since, verify_chain,
    verify_duty_proof,
};
use luwte_desk::{Event, SocketId};
use luwte_wire::{
    Chain, Claims, CloseReason, DutyProof, FromPage, FromServer, IntakeKey, Nonce, Role, ShiftId, ShiftKeys,
    TicketId, Token,
};
use sha2::{Digest, Sha256};
use tokio::time::timeout;

use crate::board::{Board, now_milliseconds};
use crate::effort;
use crate::outbox::{Outbox, Outgoing};
use crate::pace::Pace;
use crate::serve::Helpline;
use crate::websocket::{Broken, Incoming, WebSocket};
use disk::Disk;
use errands::Errands;

/// How long a page gets to take its last frames and its close reason.
const FAREWELL: Duration = Duration::from_secs(2);

/// Why a session stops.
enum Stop {
    /// We end it, with a name.
    Because(CloseReason),
    /// The other side or the network did.
    Lost,
}

impl From<Broken> for Stop {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Lost => Self::Lost,
            Broken::Wrong(reason) => Self::Because(reason),
        }
    }
}

/// Runs a socket to its end. No error leaves here: a broken socket concerns nobody else.
pub(crate) async fn run<B: Board>(mut websocket: WebSocket, helpline: Arc<Helpline<B>>) {
    let (socket, outbox) = helpline.sockets.open();
    let mut session = Session {
        websocket: &mut websocket,
        socket,
        greeted: false,
        role: None,
        counsellor: None,
        disk: Disk::default(),
        errands: None,
        ticket: None,
        outbox: &outbox,
        helpline: &helpline,
    };
    let stop = session.run().await;
    let greeted = session.greeted;
    drop(session);
    helpline.sockets.forget(socket);
    if greeted {
        helpline.board.submit(Event::Closed { socket }).await;
    }
    if let Stop::Because(reason) = stop {
        helpline.metrics.closed(reason);
        let _ = timeout(FAREWELL, websocket.farewell(reason)).await;
    }
}

struct Session<'a, B> {
    websocket: &'a mut WebSocket,
    socket: SocketId,
    /// Whether the desk knows this socket.
    greeted: bool,
    /// What the certificates of a console allow.
    role: Option<Role>,
    /// The key of who is on duty, from her certificate.
    counsellor: Option<[u8; 32]>,
    /// What a console has asked of it.
    disk: Disk,
    /// What it has asked about folders and mail. Most sockets never do.
    errands: Option<Box<Errands>>,
    /// The ticket of a visitor, for which her efforts are made.
    ticket: Option<TicketId>,
    outbox: &'a Outbox,
    helpline: &'a Helpline<B>,
}

impl<B: Board> Session<'_, B> {
    async fn run(&mut self) -> Stop {
        let mut pace = Pace::new(now_milliseconds());
        let patience = Duration::from_millis(self.helpline.config.desk.hello_milliseconds);
        let outbox = self.outbox;
        let hello = tokio::select! {
            // In a box that goes away with the hello: a session stays as large as the largest thing it ever waited for.
            hello = timeout(patience, Box::pin(self.hello(&mut pace))) => hello,
            () = outbox.is_closing() => Ok(Err(self.closing())),
        };
        match hello {
            // Whoever comes for a folder alone is nobody to the desk.
            Ok(Ok(None)) => {}
            Ok(Ok(Some(event))) => {
                self.greeted = true;
                match &event {
                    Event::Reported { role, .. } => self.role = Some(*role),
                    Event::Arrived { ticket, .. } => self.ticket = Some(*ticket),
                    Event::Returned { claims, .. } => self.ticket = ticket_in(*claims),
                    _ => {}
                }
                self.helpline.sockets.announce(self.outbox, &event);
                self.helpline.board.submit(event).await;
            }
            Ok(Err(stop)) => return stop,
            Err(_) => return Stop::Because(CloseReason::HelloLate),
        }
        loop {
            tokio::select! {
                biased;
                outgoing = self.outbox.next() => match outgoing {
                    Outgoing::Frame(frame) => if let Err(stop) = self.send(frame).await { return stop },
                    Outgoing::Close(reason) => return Stop::Because(reason),
                },
                answers = self.disk.done() => for answer in answers {
                    self.outbox.push(answer.encode());
                },
                answers = done(&mut self.errands) => for answer in answers {
                    self.outbox.push(answer.encode());
                },
                frame = receive(self.websocket, self.outbox, &mut pace) => match frame {
                    Ok(FromPage::Heartbeat) => {}
                    Ok(frame) => if let Err(stop) = self.said(frame).await { return stop },
                    Err(stop) => return stop,
                },
            }
        }
    }

    /// A frame after the hello.
    async fn said(&mut self, frame: FromPage) -> Result<(), Stop> {
        let Some(frame) = self.errand(frame).await? else {
            return Ok(());
        };
        if !self.greeted {
            return Err(Stop::Because(CloseReason::HelloFirst));
        }
        if let Some(frame) = self.beside(frame).await? {
            let event = self.event(frame)?;
            self.helpline.board.submit(event).await;
        }
        Ok(())
    }

    /// The first frame, and for a console the proof that follows: what the desk is to be told, if anything.
    async fn hello(&mut self, pace: &mut Pace) -> Result<Option<Event>, Stop> {
        match receive(self.websocket, self.outbox, pace).await? {
            knock @ FromPage::Knock => {
                self.errand(knock).await?;
                Ok(None)
            }
            other => self.greeting(other, pace).await.map(Some),
        }
    }

    async fn greeting(&mut self, hello: FromPage, pace: &mut Pace) -> Result<Event, Stop> {
        let socket = self.socket;
        match hello {
            FromPage::Arrive => {
                let ticket = TicketId(rand::random());
                Ok(Event::Arrived { socket, ticket })
            }
            FromPage::Join(token) => match self.claims(&token)? {
                claims @ (Claims::VisitorRight {
                    ticket,
                    called: false,
                    ..
                }
                | Claims::CounsellorRight {
                    ticket,
                    called: false,
                    ..
                }) => Ok(Event::Joined {
                    socket,
                    ticket: TicketId::called_into(ticket, rand::random()),
                    claims,
                }),
                _ => Err(Stop::Because(CloseReason::BadToken)),
            },
            FromPage::Return(token, nth) => {
                let claims = self.claims(&token)?;
                Ok(Event::Returned {
                    socket,
                    claims,
                    nth,
                    proven: true,
                })
            }
            FromPage::Report => {
                let nonce = Nonce(rand::random());
                self.send(FromServer::Challenge(nonce).encode()).await?;
                match receive(self.websocket, self.outbox, pace).await? {
                    FromPage::Duty(chain, proof, nth, intake_key) => {
                        let verified = self.duty(nonce, (&chain, &intake_key), &proof)?;
                        self.refuse_revoked(&chain, &verified).await?;
                        self.counsellor = Some(verified.counsellor_key);
                        Ok(self.reported(&verified, ShiftKeys::join(&chain, &intake_key), nth))
                    }
                    FromPage::Arrive
                    | FromPage::Join(_)
                    | FromPage::Return(..)
                    | FromPage::Report
                    | FromPage::Enrol(..) => Err(Stop::Because(CloseReason::SecondHello)),
                    _ => Err(Stop::Because(CloseReason::NotNow)),
                }
            }
            FromPage::Enrol(token, invited) => match self.claims(&token)? {
                Claims::Invitation {
                    invitation, until, ..
                } => Ok(Event::Enrolled {
                    socket,
                    invitation,
                    until,
                    invited,
                }),
                _ => Err(Stop::Because(CloseReason::BadToken)),
            },
            _ => Err(Stop::Because(CloseReason::HelloFirst)),
        }
    }

    /// What the desk is to be told of a frame after the hello.
    fn event(&self, frame: FromPage) -> Result<Event, Stop> {
        let socket = self.socket;
        match frame {
            FromPage::Resume(token) => {
                let claims = self.claims(&token)?;
                Ok(Event::Resumed { socket, claims })
            }
            FromPage::Effort(nonce) => {
                let ticket = self.ticket.ok_or(Stop::Because(CloseReason::NotNow))?;
                let bits = effort::bits(&self.helpline.config.organisation.root, ticket, nonce);
                Ok(Event::Effort { socket, bits })
            }
            frame => {
                if matches!(frame, FromPage::Envelope(..)) {
                    self.helpline.sockets.heard_envelope(self.outbox);
                }
                Ok(Event::Frame { socket, frame })
            }
        }
    }

    fn claims(&self, token: &Token) -> Result<Claims, Stop> {
        self.helpline
            .token_keys
            .verify(token, now_milliseconds())
            .ok_or(Stop::Because(CloseReason::BadToken))
    }

    fn duty(
        &self,
        nonce: Nonce,
        (chain, intake_key): (&Chain, &IntakeKey),
        proof: &DutyProof,
    ) -> Result<VerifiedChain, Stop> {
        let organisation = &self.helpline.config.organisation;
        let now_seconds = now_milliseconds() / 1000;
        let root = &organisation.root;
        let refused = |why: String| {
            // The console only hears that it was refused; who runs the desk may know why.
            tracing::warn!(why, "A console was refused for duty.");
            Stop::Because(CloseReason::DutyRefused)
        };
        let verified = verify_chain(
            &chain.0,
            root,
            now_seconds,
            SERVER_TOLERANCE_SECONDS,
            // Of a revocation hears only who has proven to be the one it is about.
            &Revocations::none(),
        )
        .map_err(|why| refused(why.to_string()))?;
        verify_duty_proof(&verified, &nonce.0, root, &proof.0).map_err(|why| refused(why.to_string()))?;
        if Sha256::digest(intake_key.as_bytes()).as_slice() != verified.intake_key_hash {
            return Err(refused(
                "The key for intakes is not the one that the shift's certificate names.".into(),
            ));
        }
        Ok(verified)
    }

    /// Whose certificate was taken back does not come in. If a visitor has brought the right to a conversation with this
    /// shift, nobody needs to wait for it.
    async fn refuse_revoked(&self, chain: &Chain, verified: &VerifiedChain) -> Result<(), Stop> {
        let organisation = &self.helpline.config.organisation;
        let Some(link) = revoked_since(&chain.0, &organisation.root, &organisation.revocations.known())
        else {
            return Ok(());
        };
        tracing::warn!("A console was refused for duty: its {link} certificate was taken back.");
        let shift = ShiftId(verified.signing_key);
        self.helpline.board.submit(Event::Revoked { shift }).await;
        Err(Stop::Because(CloseReason::Revoked))
    }

    fn reported(&self, verified: &VerifiedChain, keys: ShiftKeys, nth: u32) -> Event {
        Event::Reported {
            socket: self.socket,
            shift: ShiftId(verified.signing_key),
            role: role(verified.role),
            capacity: verified.capacity,
            until: verified.not_after * 1000,
            keys,
            nth,
        }
    }

    /// Writes one frame, unless the socket is to be closed meanwhile because its page does not read.
    async fn send(&mut self, frame: luwte_wire::Frame) -> Result<(), Stop> {
        let stuck = async {
            self.outbox.is_closing().await;
            tokio::time::sleep(FAREWELL).await;
        };
        tokio::select! {
            sent = self.websocket.send(&frame) => Ok(sent?),
            () = stuck => Err(self.closing()),
        }
    }

    fn closing(&self) -> Stop {
        Stop::Because(self.outbox.close_reason().unwrap_or(CloseReason::Done))
    }
}

/// What came of a request about a folder or mail.
async fn done(errands: &mut Option<Box<Errands>>) -> Vec<FromServer> {
    match errands {
        Some(errands) => errands.done().await,
        None => std::future::pending().await,
    }
}

/// The ticket that a visitor comes back with, or that her conversation grew from.
fn ticket_in(claims: Claims) -> Option<TicketId> {
    match claims {
        Claims::Ticket { ticket, .. } | Claims::VisitorRight { ticket, .. } => Some(ticket),
        Claims::CounsellorRight { .. } | Claims::Invitation { .. } => None,
    }
}

/// The role in the words of the frames.
fn role(certified: ShiftRole) -> Role {
    match certified {
        ShiftRole::Coordinator => Role::Coordinator,
        ShiftRole::Counsellor => Role::Counsellor,
        ShiftRole::Buddy => Role::Buddy,
        ShiftRole::Interpreter => Role::Interpreter,
    }
}

/// The next frame. Pings and pongs are the socket's own, but they count for the pace.
async fn receive(websocket: &mut WebSocket, outbox: &Outbox, pace: &mut Pace) -> Result<FromPage, Stop> {
    loop {
        let incoming = websocket.receive().await?;
        let now = now_milliseconds();
        outbox.hear(now);
        if !pace.allows(now) {
            return Err(Stop::Because(CloseReason::TooFast));
        }
        if let Incoming::Message(frame) = incoming {
            return FromPage::decode(&frame).map_err(|error| Stop::Because(error.close_reason()));
        }
    }
}
