use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use bytes::Bytes;
use luwte_desk::{Desk, Event, NodeId, Settings, SocketId};
use luwte_test_people::{Chance, Console, Organisation, VisitorPage};
use luwte_wire::{EndReason, FromPage, FromServer, NotTaken, ShiftId, TicketId};
use rand::{Rng, RngExt, SeedableRng};

use crate::check::{Book, Figures};
use crate::network::{Direction, Moment, Weather};
use crate::person::{Page, Person, SILENCE};

pub(crate) const BEGIN: Moment = 1_800_000_000_000;
/// Until when things go wrong.
const TROUBLE: Moment = BEGIN + 240_000;
/// When everybody must have what was said to them.
pub(crate) const END: Moment = TROUBLE + 300_000;
pub(crate) const CAPACITY: u8 = 2;
/// Who is on duty: the first people of an evening.
pub(crate) const COUNSELLORS: [&str; 2] = ["Noor", "Sam"];
/// After this long without an acknowledgement a page sends again by itself (docs/protocol.md, 8.1).
const PATIENCE: u64 = 10_000;

pub(crate) enum Happening {
    Connect(usize),
    ToServer(SocketId, Bytes),
    ToPage(SocketId, Bytes),
    ServerLost(SocketId),
    PageLost(SocketId),
    Acts(usize),
    SendsAgain(usize),
    DeadSpot(usize),
    Sweep,
    Dies,
    Starts,
}

pub(crate) struct Line {
    pub(crate) person: usize,
    pub(crate) to_server: Direction,
    pub(crate) to_page: Direction,
    /// When the server last heard the page.
    pub(crate) server_heard: Moment,
    pub(crate) hello_done: bool,
    /// Something was lost on it: nothing more comes through, and both ends find out by themselves.
    pub(crate) broken: bool,
}

pub(crate) struct Evening {
    pub(crate) now: Moment,
    pub(crate) people: Vec<Person>,
    pub(crate) shifts: Vec<Option<ShiftId>>,
    pub(crate) book: Book,
    pub(crate) desk: Option<Desk>,
    pub(crate) lines: BTreeMap<SocketId, Line>,
    last_socket: u64,
    pub(crate) weather: Weather,
    pub(crate) chance: Chance,
    agenda: BinaryHeap<Reverse<(Moment, u64)>>,
    happenings: BTreeMap<u64, Happening>,
    pub(crate) figures: Figures,
    told: Option<fn(String)>,
}

/// Plays the evening of a seed.
///
/// # Errors
/// What was lost, in a sentence.
/// With `told`, every frame and death is told on the way.
pub fn play(seed: u64, told: Option<fn(String)>) -> Result<Figures, String> {
    let mut evening = Evening::begin(seed);
    evening.told = told;
    while let Some(Reverse((moment, number))) = evening.agenda.pop() {
        if moment > END {
            break;
        }
        evening.now = moment;
        if let Some(happening) = evening.happenings.remove(&number) {
            evening.happens(happening);
        }
    }
    evening.check()?;
    Ok(evening.figures)
}

impl Evening {
    fn begin(seed: u64) -> Self {
        let mut chance = Chance::seed_from_u64(seed);
        let organisation = Organisation::new(BEGIN / 1_000, &mut chance);
        let weather = Weather::draw(&mut chance);
        let mut evening = Self {
            now: BEGIN,
            people: Vec::new(),
            shifts: Vec::new(),
            book: Book::default(),
            desk: Some(Desk::new(Settings::default(), BEGIN)),
            lines: BTreeMap::new(),
            last_socket: 0,
            weather,
            chance: Chance::seed_from_u64(seed ^ 1),
            agenda: BinaryHeap::new(),
            happenings: BTreeMap::new(),
            figures: Figures::default(),
            told: None,
        };
        for name in COUNSELLORS {
            let shift = organisation.shift(name, CAPACITY, &mut chance);
            evening.shifts.push(Some(ShiftId(shift.signer.public())));
            let own = Chance::seed_from_u64(chance.next_u64());
            let console = Console::new(organisation.root(), shift, own);
            evening.joins(Page::Console(Box::new(console)), usize::MAX);
        }
        for _ in 0..chance.random_range(2..=6) {
            evening.shifts.push(None);
            let own = Chance::seed_from_u64(chance.next_u64());
            let page = VisitorPage::new(organisation.root(), own);
            let texts = chance.random_range(3..25);
            evening.joins(Page::Visitor(Box::new(page)), texts);
        }
        evening.later(1_000, Happening::Sweep);
        for _ in 0..chance.random_range(0..4) {
            evening.later(chance.random_range(1_000..240_000), Happening::Dies);
        }
        for _ in 0..chance.random_range(0..12) {
            let person = chance.random_range(0..evening.people.len());
            evening.later(chance.random_range(1_000..240_000), Happening::DeadSpot(person));
        }
        evening
    }

    fn joins(&mut self, page: Page, texts: usize) {
        let person = self.people.len();
        self.people.push(Person::new(page, texts));
        let comes = self.chance.random_range(0..60_000);
        self.later(comes, Happening::Connect(person));
        self.later(comes + 1_000, Happening::Acts(person));
        self.later(comes + PATIENCE, Happening::SendsAgain(person));
    }

    pub(crate) fn later(&mut self, milliseconds: u64, happening: Happening) {
        self.at(self.now + milliseconds, happening);
    }

    pub(crate) fn at(&mut self, moment: Moment, happening: Happening) {
        let number = self.figures.happenings;
        self.figures.happenings += 1;
        self.happenings.insert(number, happening);
        self.agenda.push(Reverse((moment, number)));
    }

    fn happens(&mut self, happening: Happening) {
        match happening {
            Happening::Connect(person) => self.connect(person),
            Happening::ToServer(socket, bytes) => self.server_hears(socket, &bytes),
            Happening::ToPage(socket, bytes) => self.page_hears(socket, &bytes),
            Happening::ServerLost(socket) => self.decide(Event::Closed { socket }),
            Happening::PageLost(socket) => self.page_loses(socket),
            Happening::Acts(person) => self.acts(person),
            Happening::SendsAgain(person) => {
                let frames = self.people[person].again();
                self.send(person, frames);
                self.later(PATIENCE, Happening::SendsAgain(person));
            }
            Happening::DeadSpot(person) => {
                self.figures.dead_spots += 1;
                let until = self.now + self.chance.random_range(1_000..90_000);
                self.people[person].dead_spot_until = until.min(TROUBLE);
            }
            Happening::Sweep => {
                self.decide(Event::Sweep { node: NodeId(0) });
                self.server_listens();
                self.later(1_000, Happening::Sweep);
                self.pages_listen();
            }
            Happening::Dies => self.dies(),
            Happening::Starts => self.desk = Some(Desk::new(Settings::default(), self.now)),
        }
    }

    pub(crate) fn tell(&self, what: impl FnOnce() -> String) {
        if let Some(told) = self.told {
            told(format!("{:>7} {}", self.now - BEGIN, what()));
        }
    }

    fn connect(&mut self, person: usize) {
        if self.people[person].line.is_some() || self.people[person].is_over() {
            return;
        }
        if self.desk.is_none() || self.people[person].dead_spot_until > self.now {
            return self.reconnects(person);
        }
        self.last_socket += 1;
        let socket = SocketId(self.last_socket);
        let line = Line {
            person,
            to_server: Direction::default(),
            to_page: Direction::default(),
            server_heard: self.now,
            hello_done: false,
            broken: false,
        };
        self.lines.insert(socket, line);
        let frames = self.people[person].opened(socket, self.now);
        self.send(person, frames);
    }

    fn reconnects(&mut self, person: usize) {
        let wait = self.people[person].backoff(&mut self.chance);
        self.later(wait, Happening::Connect(person));
    }

    fn page_loses(&mut self, socket: SocketId) {
        let Some(line) = self.lines.remove(&socket) else {
            return;
        };
        if self.people[line.person].line == Some(socket) {
            self.people[line.person].lost();
            self.reconnects(line.person);
        }
    }

    /// A page that heard nothing for too long gives its line up; the server finds out by itself.
    fn pages_listen(&mut self) {
        for person in 0..self.people.len() {
            let silent = self.now - self.people[person].heard_at >= SILENCE;
            if let Some(socket) = self.people[person].line.filter(|_| silent) {
                self.page_loses(socket);
                let notices = self.chance.random_range(1..30_000);
                self.later(notices, Happening::ServerLost(socket));
            }
        }
    }

    fn send(&mut self, person: usize, frames: Vec<FromPage>) {
        let Some(socket) = self.people[person].line else {
            return;
        };
        for frame in frames {
            self.tell(|| format!("{person} says {frame:?}"));
            let bytes = frame.encode();
            let envelope = matches!(frame, FromPage::Envelope(..));
            let Some(line) = self.lines.get_mut(&socket) else {
                return;
            };
            line.broken |= self.people[person].dead_spot_until > self.now;
            if line.broken {
                return;
            }
            let arrivals = line
                .to_server
                .arrivals(self.now, envelope, &self.weather, &mut self.chance);
            for moment in arrivals {
                self.at(moment, Happening::ToServer(socket, bytes.clone()));
            }
        }
    }

    fn page_hears(&mut self, socket: SocketId, bytes: &Bytes) {
        let Some(line) = self.lines.get(&socket) else {
            return;
        };
        let person = line.person;
        if self.people[person].line != Some(socket) {
            return;
        }
        let frame = FromServer::decode(bytes).expect("the server speaks the protocol");
        self.tell(|| format!("{person} hears {frame:?}"));
        self.book.hears(person, &frame);
        let frames = self.people[person].hear(frame, self.now);
        self.send(person, frames);
    }

    pub(crate) fn figures(&self) -> Figures {
        self.figures
    }

    pub(crate) fn set_figures(&mut self, figures: Figures) {
        self.figures = figures;
    }

    /// Somebody does what people do: takes the next, says something, ends it when all is said.
    fn acts(&mut self, person: usize) {
        let text = format!("text {} of {person}", self.figures.happenings);
        let quiet = self.now > TROUBLE;
        let Person { page, to_say, .. } = &mut self.people[person];
        let frames = match page {
            Page::Visitor(page) => {
                let ticket = page.ticket();
                match (page.talk(), ticket) {
                    (Some(_), Some(ticket)) if *to_say > 0 && !quiet => {
                        *to_say -= 1;
                        self.book.said_by_visitor(ticket, &text);
                        page.say(&text)
                    }
                    (Some(talk), Some(ticket))
                        if talk.undelivered() == 0 && !quiet && self.chance.random_bool(0.2) =>
                    {
                        let with = COUNSELLORS
                            .iter()
                            .position(|name| page.counsellor.as_deref() == Some(name));
                        self.book
                            .visitor_leaves(ticket, with.unwrap_or(usize::MAX), talk.heard.clone());
                        page.leave(EndReason::SaidGoodbye)
                    }
                    _ => Vec::new(),
                }
            }
            Page::Console(console) => {
                let mut frames = Vec::new();
                let room = console.held.len() < usize::from(CAPACITY);
                if console.accepted && console.waiting > 0 && room && !quiet {
                    frames.push(FromPage::TakeNext);
                }
                if console.not_taken.take() == Some(NotTaken::AtCapacity) && room {
                    self.figures.at_capacity += 1;
                }
                let tickets: Vec<TicketId> = console.held.keys().copied().collect();
                if !quiet && !tickets.is_empty() {
                    let ticket = tickets[self.chance.random_range(0..tickets.len())];
                    self.book.said_by_counsellor(person, ticket, &text);
                    frames.extend(console.say(ticket, &text));
                }
                frames
            }
        };
        self.send(person, frames);
        let pause = self.chance.random_range(200..6_000);
        self.later(pause, Happening::Acts(person));
    }
}
