//! Small stories of one evening, each with a clock of its own.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use bytes::Bytes;
use luwte_counts::Counted;
use luwte_desk::{Desk, Effect, Event, NodeId, Settings, SocketId};
use luwte_wire::*;

const NODE: NodeId = NodeId(0);
const PHONE: SocketId = SocketId(1);
const CONSOLE: SocketId = SocketId(100);
const HER: TicketId = TicketId([1; 16]);
const NOOR: ShiftId = ShiftId([9; 32]);
const SAMS: SocketId = SocketId(101);
const SAM: ShiftId = ShiftId([10; 32]);
const BEGAN: u64 = 1_000_000;

mod colleagues;
mod counts;
mod enrolments;
mod evenings;
mod exits;
mod guests;
mod hand_overs;
mod intakes;
mod limits;
mod openings;
mod restarts;
mod revoked;
mod taking;
mod without_keys;

struct Evening {
    desk: Desk,
    now: u64,
    /// What was counted, and by which node.
    counted: Vec<(NodeId, Counted)>,
}

/// In these stories whatever is opened later has a higher number.
fn nth(socket: SocketId) -> u32 {
    socket.0 as u32
}

impl Evening {
    fn begin() -> Self {
        Self {
            desk: Desk::new(Settings::default(), BEGAN),
            now: BEGAN,
            counted: Vec::new(),
        }
    }

    /// What people hear of an event. What it adds to the counts is put aside.
    fn event(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = self.desk.decide(event, self.now);
        effects.retain(|effect| match effect {
            Effect::Count(node, what) => {
                self.counted.push((*node, *what));
                false
            }
            _ => true,
        });
        effects
    }

    fn says(&mut self, socket: SocketId, frame: FromPage) -> Vec<Effect> {
        self.event(Event::Frame { socket, frame })
    }

    fn waits(&mut self, socket: SocketId, ticket: TicketId) -> Vec<Effect> {
        self.event(Event::Arrived { socket, ticket });
        self.now += 1;
        self.says(socket, FromPage::Wait(message_one()))
    }

    fn reports(&mut self, socket: SocketId, shift: ShiftId) -> Vec<Effect> {
        self.reports_as(socket, shift, Role::Counsellor)
    }

    fn reports_as(&mut self, socket: SocketId, shift: ShiftId, role: Role) -> Vec<Effect> {
        self.event(Event::Reported {
            socket,
            shift,
            role,
            capacity: 2,
            until: self.now + 43_200_000,
            keys: keys(shift),
            nth: nth(socket),
        })
    }

    fn returns(&mut self, socket: SocketId) -> Vec<Effect> {
        self.returns_with(socket, ticket(HER))
    }

    fn returns_with(&mut self, socket: SocketId, claims: Claims) -> Vec<Effect> {
        self.event(Event::Returned {
            socket,
            claims,
            nth: nth(socket),
            proven: true,
        })
    }

    fn resumes(&mut self, socket: SocketId, shift: ShiftId) -> Vec<Effect> {
        let claims = counsellor_right(shift);
        self.event(Event::Resumed { socket, claims })
    }

    /// What one end says reaches the other, and nothing else happens.
    fn passes_on(&mut self, from: SocketId, to: SocketId, n: u8) {
        let relayed = Effect::Send(to, FromServer::Envelope(HER, envelope(n)));
        let effects = self.says(from, FromPage::Envelope(HER, envelope(n)));
        assert_eq!(effects, [relayed]);
    }

    /// A counsellor takes who is next, if somebody is.
    fn takes(&mut self, console: SocketId) -> Option<TicketId> {
        let effects = self.says(console, FromPage::TakeNext);
        effects.iter().find_map(|effect| match effect {
            Effect::Send(to, FromServer::Taken { conversation, .. }) if *to == console => Some(*conversation),
            _ => None,
        })
    }

    /// The server dies and starts again with nothing in memory.
    fn restarts(&mut self) {
        self.desk = Desk::new(Settings::default(), self.now);
    }

    /// She and Noor are talking.
    fn talking() -> Self {
        let mut evening = Self::begin();
        evening.reports(CONSOLE, NOOR);
        evening.waits(PHONE, HER);
        evening.says(CONSOLE, FromPage::TakeNext);
        evening.says(CONSOLE, FromPage::Answer(HER, answer()));
        evening.says(PHONE, FromPage::Envelope(HER, envelope(0)));
        evening
    }

    fn sweeps(&mut self) -> Vec<Effect> {
        self.event(Event::Sweep { node: NODE })
    }

    /// Time passes.
    fn pass(&mut self, milliseconds: u64) -> Vec<Effect> {
        let end = self.now + milliseconds;
        let mut effects = Vec::new();
        while self.now < end {
            self.now = end.min(self.now + 1_000);
            effects.extend(self.sweeps());
        }
        effects
    }
}

/// When the first who waits in a story arrived.
const ARRIVED: u64 = BEGAN;

fn ticket(ticket: TicketId) -> Claims {
    Claims::Ticket {
        ticket,
        arrived: ARRIVED,
        called: false,
    }
}

fn visitor_right(shift: ShiftId) -> Claims {
    Claims::VisitorRight {
        ticket: HER,
        arrived: ARRIVED,
        claimed: ARRIVED + 1,
        shift,
        called: false,
    }
}

fn counsellor_right(shift: ShiftId) -> Claims {
    Claims::CounsellorRight {
        ticket: HER,
        arrived: ARRIVED,
        claimed: ARRIVED + 1,
        shift,
        called: false,
    }
}

fn answered() -> FromServer {
    FromServer::Answered(HER, answer(), Token::unsigned(visitor_right(NOOR)))
}

fn new_ticket(socket: SocketId, reason: EndReason) -> Effect {
    Effect::EndWithTicket {
        socket,
        conversation: HER,
        reason,
        arrived: ARRIVED,
    }
}

fn message_one() -> MessageOne {
    MessageOne::new(Bytes::from(vec![7; MessageOne::LENGTH])).unwrap()
}

fn answer() -> Answer {
    Answer::new(Bytes::from(vec![8; Answer::LENGTH])).unwrap()
}

fn envelope(n: u8) -> Envelope {
    Envelope::new(Bytes::from(vec![n; Envelope::LENGTH])).unwrap()
}

/// What visitors need to seal an intake to a shift.
fn keys(shift: ShiftId) -> ShiftKeys {
    ShiftKeys::new(vec![shift.0[0]; ShiftKeys::LENGTH].into()).unwrap()
}

/// What she says beforehand, for a shift.
fn intake(said: u8) -> Intake {
    Intake::new(vec![said; Intake::LENGTH].into()).unwrap()
}

fn place(ahead: u32, on_duty: u16) -> FromServer {
    FromServer::Place(luwte_wire::Place {
        ahead,
        on_duty,
        least_minutes: 0,
        most_minutes: 0,
    })
}
