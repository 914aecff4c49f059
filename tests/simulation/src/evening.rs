use std::collections::BTreeMap;

use luwte_desk::{Event, NodeId, SocketId};
use luwte_test_people::{Chance, Console, Organisation, OrganisationRoot, VisitorPage};
use luwte_wire::ShiftId;
use rand::{Rng, RngExt, SeedableRng};

use crate::agenda::{Agenda, Happening};
use crate::book::{Book, Figures};
use crate::line::Line;
use crate::log::Log;
use crate::network::{Moment, Weather};
use crate::node::Node;
use crate::person::{PATIENCE, Page, Person};

pub(crate) const BEGIN: Moment = 1_800_000_000_000;
/// For how long things go wrong, and until when.
const TROUBLES: u64 = 240_000;
pub(crate) const TROUBLE: Moment = BEGIN + TROUBLES;
/// When everybody must have what was said to them.
pub(crate) const END: Moment = TROUBLE + 300_000;
pub(crate) const CAPACITY: u8 = 2;
/// Who is on duty: the first people of an evening.
pub(crate) const COUNSELLORS: [&str; 2] = ["Noor", "Sam"];

pub(crate) struct Evening {
    pub(crate) now: Moment,
    /// Of the organisation whose evening it is.
    pub(crate) root: OrganisationRoot,
    pub(crate) people: Vec<Person>,
    pub(crate) shifts: Vec<Option<ShiftId>>,
    pub(crate) book: Book,
    pub(crate) nodes: Vec<Node>,
    /// What the nodes share. None if there is one node, with its desk in its memory.
    pub(crate) log: Option<Log>,
    pub(crate) lines: BTreeMap<SocketId, Line>,
    pub(crate) last_socket: u32,
    pub(crate) weather: Weather,
    pub(crate) chance: Chance,
    pub(crate) agenda: Agenda,
    pub(crate) figures: Figures,
    told: Option<fn(String)>,
}

/// Plays the evening of a seed. With `told`, every frame and death is told on the way.
///
/// # Errors
/// What was lost, in a sentence.
pub fn play(seed: u64, told: Option<fn(String)>) -> Result<Figures, String> {
    let mut evening = Evening::begin(seed, told);
    while let Some((moment, happening)) = evening.agenda.next() {
        if moment > END {
            break;
        }
        evening.now = moment;
        evening.happens(happening);
    }
    evening.check()?;
    Ok(evening.figures)
}

impl Evening {
    fn begin(seed: u64, told: Option<fn(String)>) -> Self {
        let mut chance = Chance::seed_from_u64(seed);
        let organisation = Organisation::new(BEGIN / 1_000, &mut chance);
        let weather = Weather::draw(&mut chance);
        let mut evening = Self {
            now: BEGIN,
            root: organisation.root(),
            people: Vec::new(),
            shifts: Vec::new(),
            book: Book::default(),
            nodes: vec![Node::new(NodeId(0), BEGIN)],
            log: None,
            lines: BTreeMap::new(),
            last_socket: 0,
            weather,
            chance: Chance::seed_from_u64(seed ^ 1),
            agenda: Agenda::default(),
            figures: Figures::default(),
            told,
        };
        let mut trouble = Chance::seed_from_u64(!seed);
        if trouble.random_bool(0.5) {
            evening.shares_a_log(&mut trouble);
        }
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
        let nodes = evening.nodes.len();
        evening.troubles(&mut chance, 3, |_| {
            Happening::Dies(trouble.random_range(0..nodes))
        });
        let people = evening.people.len();
        evening.troubles(&mut chance, 11, |chance| {
            Happening::DeadSpot(chance.random_range(0..people))
        });
        evening
    }

    /// Two nodes instead of one, and what may happen to them only.
    fn shares_a_log(&mut self, trouble: &mut Chance) {
        self.figures.with_a_log = 1;
        let latency = trouble.random_range(2..1_000);
        self.nodes = (0..2)
            .map(|_| Node::new(NodeId(trouble.random()), BEGIN))
            .collect();
        self.log = Some(Log::new(self.nodes.len(), latency));
        for node in 0..self.nodes.len() {
            let looks = trouble.random_range(1..2_000);
            self.later(looks, Happening::Looks(node, self.nodes[node].id));
        }
        self.troubles(trouble, 3, |chance| Happening::CutOff(chance.random_range(0..2)));
        self.troubles(trouble, 3, |chance| Happening::Stalls(chance.random_range(0..2)));
        self.troubles(trouble, 2, |_| Happening::LogDies);
        // Two consoles, and at least two visitors.
        self.troubles(trouble, 6, |chance| Happening::Moves(chance.random_range(0..4)));
    }

    /// Some of these, at any moment of the trouble.
    fn troubles(&mut self, chance: &mut Chance, most: u32, mut one: impl FnMut(&mut Chance) -> Happening) {
        for _ in 0..chance.random_range(0..=most) {
            let happening = one(chance);
            self.later(chance.random_range(1_000..TROUBLES), happening);
        }
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
        self.agenda.put(moment, happening);
    }

    fn happens(&mut self, happening: Happening) {
        match happening {
            Happening::Connect(person) => self.connect(person),
            Happening::ToNode(socket, bytes) => self.node_hears(socket, &bytes),
            Happening::ToPage(socket, bytes) => self.page_hears(socket, &bytes),
            Happening::NodeLoses(socket) => self.node_loses(socket),
            Happening::PageLoses(socket, why) => self.page_loses(socket, why),
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
            Happening::Moves(person) => {
                if let Some(socket) = self.people[person].line {
                    self.figures.moves += 1;
                    self.page_gives_up(socket);
                }
            }
            Happening::Sweep => self.sweep(),
            Happening::Dies(node) => self.dies(node),
            Happening::Starts(node) => self.starts(node),
            Happening::Looks(node, id) => self.looks(node, id),
            Happening::Begins(node, touch) => self.begins(node, touch),
            Happening::Begun(touch) => self.begun(touch),
            Happening::Written { node, touch, batch } => self.written(node, touch, batch),
            Happening::Heard(touch) => self.heard(touch),
            Happening::Read(touch, until) => self.read(touch, until),
            Happening::Passed(touch, to, counsellor, frame) => {
                self.passed(touch, (to, counsellor), frame);
            }
            Happening::LosesTouch(touch) => self.loses_touch(touch),
            Happening::CutOff(node) => self.cut_off(node),
            Happening::Stalls(node) => self.stalls(node),
            Happening::LogDies => self.log_dies(),
            Happening::LogStarts => self.log_starts(),
        }
    }

    fn sweep(&mut self) {
        for node in 0..self.nodes.len() {
            let id = self.nodes[node].id;
            self.submit(node, Event::Sweep { node: id });
        }
        self.nodes_listen();
        self.later(1_000, Happening::Sweep);
        self.pages_listen();
    }

    pub(crate) fn tell(&self, what: impl FnOnce() -> String) {
        if let Some(told) = self.told {
            told(format!("{:>7} {}", self.now - BEGIN, what()));
        }
    }

    /// Something happened that must not.
    pub(crate) fn complain(&mut self, what: String) {
        self.tell(|| what.clone());
        self.book.complaints.push(what);
    }
}
