//! A node, its replica of the desk, and what it reads.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use luwte_desk::{Desk, Effect, Event, Millis, NodeId, Settings, SocketId};

use crate::line::Said;

/// A node finds out about a dead one after two of these, and claims are late after six.
const STEP: Millis = 500;
/// Sweeps until a node that says nothing counts as dead; no claim is late by then.
pub(crate) const NODE_STEPS: u8 = 3;
/// Sweeps until a claim that is not answered goes back to the line.
pub(crate) const CLAIM_STEPS: u8 = 7;

/// How patient the desk is here. No grace runs out. The time of an evening begins so late that a desk that began at
/// zero has not forgotten anything, and a desk that began within the evening may have.
pub(crate) fn settings() -> Settings {
    Settings {
        node_patience: 1_000,
        claim_patience: 3_000,
        waiting_grace: 100_000,
        conversation_grace: 100_000,
        // What is said beforehand decides nothing, and would only multiply the states.
        intakes: 0,
        ..Settings::default()
    }
}

/// When the evening begins.
pub(crate) const EVENING: Millis = 1_000_000;

/// A socket that nobody has.
pub(crate) const NOBODY: SocketId = SocketId(u64::MAX);

/// One process of the server.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Node {
    /// Which number it has given itself; another one after every death.
    pub id: NodeId,
    /// Whether it runs.
    pub alive: bool,
    /// Which entry of the log it reads next. None while it has no Redis.
    pub next: Option<usize>,
    /// Its desk, from the first *begin* that it has read. Until then it writes nothing.
    pub replica: Option<Arc<Replica>>,
}

/// A desk, with its hash: most steps change none.
#[derive(Debug)]
pub struct Replica {
    /// The real one.
    pub desk: Desk,
    hash: u64,
}

impl Replica {
    pub(crate) fn new(desk: Desk) -> Arc<Self> {
        let mut hasher = DefaultHasher::new();
        desk.hash(&mut hasher);
        let hash = hasher.finish();
        Arc::new(Self { desk, hash })
    }

    /// What this desk becomes by an entry, and what the node must do.
    pub(crate) fn read(&self, record: &Record) -> (Arc<Self>, Vec<Effect>) {
        let mut desk = self.desk.clone();
        let effects = match record.entry {
            Entry::Begin => return (Self::new(Desk::new(settings(), record.now)), Vec::new()),
            Entry::Line(socket, said) => said
                .event(socket)
                .map(|event| desk.decide(event, record.now))
                .unwrap_or_default(),
            Entry::Sweeps { steps, by } => {
                let mut effects = Vec::new();
                for step in 1..=steps {
                    for node in by.into_iter().flatten() {
                        let now = record.now + Millis::from(step) * STEP;
                        effects.extend(desk.decide(Event::Sweep { node }, now));
                    }
                }
                effects
            }
        };
        (Self::new(desk), effects)
    }
}

impl PartialEq for Replica {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.desk == other.desk
    }
}

impl Eq for Replica {}

impl Hash for Replica {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.hash.hash(hasher);
    }
}

/// An entry of the log and its moment, which Redis gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// The moment.
    pub now: Millis,
    /// What is in it.
    pub entry: Entry,
}

/// What is in the log.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Entry {
    /// Every desk begins anew.
    Begin,
    /// Something was said on a line.
    Line(SocketId, Said),
    /// Time passes; these nodes say so again and again.
    Sweeps {
        /// How often.
        steps: u8,
        /// Who.
        by: [Option<NodeId>; 2],
    },
}

impl Entry {
    /// When it is over, if it begins now.
    pub(crate) fn ends(&self, now: Millis) -> Millis {
        match self {
            Self::Sweeps { steps, .. } => now + Millis::from(*steps) * STEP,
            _ => now,
        }
    }
}
