//! The log that the nodes share, and what may happen between it and a node.

use luwte_desk::{Event, SocketId};
use luwte_wire::{FromServer, ShiftId};
use rand::RngExt;

use crate::agenda::Happening;
use crate::board::{Outgoing, Touch};
use crate::evening::Evening;
use crate::network::Moment;
use crate::node::Node;

/// How long a node waits for an answer before it gives a contact up.
const PATIENCE: u64 = 5_000;
/// How much later than a cut is over something may arrive that was written before it.
const LAG: u64 = 3_000;

/// What stands in the log.
#[derive(Clone)]
pub(crate) enum Entry {
    /// Every desk begins anew.
    Begin,
    Event(Event),
}

pub(crate) struct Log {
    /// With the moment of each, by the one clock. Nobody reads what an earlier life of it left.
    pub(crate) entries: Vec<(Moment, Entry)>,
    pub(crate) alive: bool,
    pub(crate) life: u32,
    /// How many contacts there were.
    pub(crate) touches: u64,
    /// Longest time that something is on its way between it and a node.
    latency: u64,
    /// Until when each node is cut off from it.
    cut_off_until: Vec<Moment>,
}

impl Log {
    pub(crate) fn new(nodes: usize, latency: u64) -> Self {
        Self {
            entries: Vec::new(),
            alive: true,
            life: 0,
            touches: 0,
            latency,
            cut_off_until: vec![0; nodes],
        }
    }

    /// Whether what comes on this contact gets in.
    pub(crate) fn takes(&self, touch: Touch) -> bool {
        self.alive && self.life == touch.life
    }
}

impl Evening {
    pub(crate) fn log_latency(&mut self) -> u64 {
        let longest = self.log.as_ref().map_or(1, |log| log.latency);
        self.chance.random_range(1..=longest)
    }

    /// A node that is cut off finds no log, and one that is not there refuses.
    pub(crate) fn answers(&self, node: usize) -> bool {
        self.log.as_ref().is_some_and(|log| log.alive) && self.cut_off_until(node).is_none()
    }

    /// Until when this node is cut off from the log, if it is.
    pub(crate) fn cut_off_until(&self, node: usize) -> Option<Moment> {
        let until = self.log.as_ref()?.cut_off_until[node];
        (until > self.now).then_some(until)
    }

    pub(crate) fn append(&mut self, entry: Entry) {
        let now = self.now;
        let Some(log) = &mut self.log else { return };
        let number = log.entries.len();
        log.entries.push((now, entry));
        for node in 0..self.nodes.len() {
            let contact = &self.nodes[node].contact;
            if let Some(touch) = contact.touch.filter(|_| contact.subscribed) {
                let reads = self.log_latency();
                self.later(reads, Happening::Read(touch, number));
            }
        }
    }

    /// What a node wrote is at the log. A node that has given up meanwhile, or died, does not know how much of it is
    /// written, or when.
    pub(crate) fn written(&mut self, node: usize, touch: Touch, mut batch: Vec<Outgoing>) {
        let works = self.in_touch(touch).is_some();
        let stall = self.nodes[node].contact.writes_stall_until;
        let stall = (works && stall > self.now).then_some(stall);
        if let Some(until) = self.cut_off_until(node).or(stall) {
            // What a contact that was given up still carries may come behind the next *begin*.
            let lags = if works {
                0
            } else {
                self.chance.random_range(0..LAG)
            };
            return self.at(until + lags, Happening::Written { node, touch, batch });
        }
        if !self.log.as_ref().is_some_and(|log| log.takes(touch)) {
            return;
        }
        if works {
            let hears = self.log_latency();
            self.later(hears, Happening::Heard(touch));
        } else {
            let written = self.chance.random_range(0..=batch.len());
            batch.truncate(written);
        }
        for outgoing in batch {
            match outgoing {
                Outgoing::Entry(event) => self.append(Entry::Event(event)),
                Outgoing::Pass(to, counsellor, frame) => self.publish(to, counsellor, frame),
            }
        }
    }

    /// Gives a frame to the node that has this socket, behind what it was given before. If none listens, to nobody.
    fn publish(&mut self, to: SocketId, counsellor: ShiftId, frame: FromServer) {
        let passes = self.now + self.log_latency();
        let listens = |node: &&mut Node| node.id == to.node() && node.contact.subscribed;
        let Some(node) = self.nodes.iter_mut().find(listens) else {
            return;
        };
        let contact = &mut node.contact;
        contact.passed = contact.passed.max(passes);
        if let Some(touch) = contact.touch {
            let moment = contact.passed;
            self.at(moment, Happening::Passed(touch, to, counsellor, frame));
        }
    }

    /// What another node passed on is there: once, or never.
    pub(crate) fn passed(&mut self, touch: Touch, (to, counsellor): (SocketId, ShiftId), frame: FromServer) {
        let Some(node) = self.in_touch(touch) else { return };
        match self.cut_off_until(node) {
            Some(later) => self.at(later, Happening::Passed(touch, to, counsellor, frame)),
            None if self.goes_on_with_another(node, counsellor, &frame) => {}
            None => self.pass_on(to, frame),
        }
    }

    /// Whether a node knows that the conversation has gone on to another counsellor.
    fn goes_on_with_another(&self, node: usize, counsellor: ShiftId, frame: &FromServer) -> bool {
        let FromServer::Envelope(conversation, _) = frame else {
            return false;
        };
        let desk = self.nodes[node].desk.as_ref();
        let now = desk.and_then(|desk| desk.counsellor(*conversation));
        now.is_some_and(|now| now != counsellor)
    }

    /// Nothing passes between the log and a node for a while; its pages stay on their lines.
    pub(crate) fn cut_off(&mut self, node: usize) {
        let until = self.now + self.chance.random_range(300..30_000);
        self.figures.partitions += 1;
        self.tell(|| format!("node {node} is cut off from the log"));
        if let Some(log) = &mut self.log {
            log.cut_off_until[node] = until.max(log.cut_off_until[node]);
        }
        self.notices_a_cut(node);
    }

    /// A node that is cut off finds out, unless that is over before.
    pub(crate) fn notices_a_cut(&mut self, node: usize) {
        let (Some(until), Some(touch)) = (self.cut_off_until(node), self.nodes[node].contact.touch) else {
            return;
        };
        let notices = self.now + self.chance.random_range(PATIENCE / 10..=PATIENCE);
        if notices < until {
            self.at(notices, Happening::LosesTouch(touch));
        }
    }

    /// What a node writes, or what it reads, is held up for a while, and the rest is not.
    pub(crate) fn stalls(&mut self, node: usize) {
        let stall = self.chance.random_range(300..PATIENCE * 3 / 2);
        let until = self.now + stall;
        let writes = self.chance.random_bool(0.5);
        self.figures.stalls += 1;
        self.tell(|| {
            format!(
                "what node {node} {} is held up",
                if writes { "writes" } else { "reads" }
            )
        });
        let contact = &mut self.nodes[node].contact;
        if writes {
            contact.writes_stall_until = until;
        } else {
            contact.reads_stall_until = until;
        }
        if let Some(touch) = contact.touch.filter(|_| stall > PATIENCE) {
            self.later(PATIENCE, Happening::LosesTouch(touch));
        }
    }

    pub(crate) fn log_dies(&mut self) {
        let Some(log) = &mut self.log else { return };
        if !std::mem::replace(&mut log.alive, false) {
            return;
        }
        self.figures.log_deaths += 1;
        self.tell(|| "the log dies".into());
        for node in 0..self.nodes.len() {
            if let Some(touch) = self.nodes[node].contact.touch {
                let notices = self.chance.random_range(1..PATIENCE);
                self.later(notices, Happening::LosesTouch(touch));
            }
        }
        let starts = self.chance.random_range(100..15_000);
        self.later(starts, Happening::LogStarts);
    }

    pub(crate) fn log_starts(&mut self) {
        self.tell(|| "the log starts, empty".into());
        if let Some(log) = &mut self.log {
            log.alive = true;
            log.life += 1;
        }
    }
}
