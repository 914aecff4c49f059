//! Where the desk lives: in the memory of the one node, or in a log that the nodes share, as in `board/redis.rs` of the
//! server (docs/decisions/0004). A node works on one contact with the log after another, each from its *begin* until it
//! is lost.

use luwte_desk::{Desk, Event, NodeId, SocketId};
use luwte_wire::{FromPage, FromServer, ShiftId};
use rand::seq::SliceRandom;

use crate::agenda::Happening;
use crate::evening::{BEGIN, Evening};
use crate::log::Entry;
use crate::network::Moment;
use crate::node::Node;
use crate::node::settings;

/// How long a node waits before it looks for the log again: twice as long after every failure, within these.
const RETRY: u64 = 250;
const LONGEST_RETRY: u64 = 8_000;

/// One contact between a node and the log, numbered. What still comes on an older one concerns nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Touch {
    pub(crate) number: u64,
    /// In which life of the log it was made.
    pub(crate) life: u32,
}

/// How a node stands with the log.
#[derive(Default)]
pub(crate) struct Contact {
    pub(crate) touch: Option<Touch>,
    /// Whether what other nodes pass on reaches it, and it reads the log.
    pub(crate) subscribed: bool,
    /// Whether it knows that its *begin* is written: before that it writes nothing.
    connected: bool,
    to_announce: bool,
    waiting: Vec<Outgoing>,
    /// Whether something it wrote is under way.
    writing: bool,
    /// The next entry to read.
    pub(crate) next: usize,
    /// When the last envelope of another node comes that is under way.
    pub(crate) passed: Moment,
    since: Moment,
    retry: u64,
    /// Until when its writing, or its reading, is held up without being lost.
    pub(crate) writes_stall_until: Moment,
    pub(crate) reads_stall_until: Moment,
}

/// What a node writes.
pub(crate) enum Outgoing {
    Entry(Event),
    /// An envelope for a socket of another node, in a conversation of this shift.
    Pass(SocketId, ShiftId, FromServer),
}

impl Evening {
    /// Something happened at a node.
    pub(crate) fn submit(&mut self, node: usize, event: Event) {
        if self.log.is_none() {
            let Some(desk) = &mut self.nodes[node].desk else {
                return;
            };
            let effects = desk.decide(event, self.now);
            return self.carry_out(node, effects);
        }
        if self.nodes[node].desk.is_none() || self.passes(node, &event) {
            return;
        }
        // While the log is away nothing needs to be kept: when it is back, everybody is asked anew.
        if self.nodes[node].contact.connected {
            self.nodes[node].contact.waiting.push(Outgoing::Entry(event));
            self.write(node);
        }
    }

    /// Passes an envelope on without the log, if both ends are here and have met.
    fn passes(&mut self, node: usize, event: &Event) -> bool {
        let Event::Frame {
            socket,
            frame: FromPage::Envelope(conversation, envelope),
        } = event
        else {
            return false;
        };
        let desk = self.nodes[node].desk.as_ref();
        let to = desk.and_then(|desk| {
            let to = desk.relays(*socket, *conversation)?;
            Some((to, desk.counsellor(*conversation)?))
        });
        let Some((to, counsellor)) = to else {
            return false;
        };
        let frame = FromServer::Envelope(*conversation, envelope.clone());
        if to.node() == self.nodes[node].id {
            self.pass_on(to, frame);
        } else if self.nodes[node].contact.connected {
            // Otherwise its page sends it again.
            self.nodes[node]
                .contact
                .waiting
                .push(Outgoing::Pass(to, counsellor, frame));
            self.write(node);
        }
        true
    }

    pub(crate) fn pass_on(&mut self, socket: SocketId, frame: FromServer) {
        if self.lines.get(&socket).is_some_and(|line| line.at_node) {
            self.send_to_page(socket, frame);
        }
    }

    /// A node tries to come into touch with the log.
    pub(crate) fn looks(&mut self, node: usize, id: NodeId) {
        if self.nodes[node].id != id || self.nodes[node].desk.is_none() {
            return;
        }
        let now = self.now;
        let latency = self.log_latency();
        let Some(log) = &mut self.log else { return };
        log.touches += 1;
        let touch = Touch {
            number: log.touches,
            life: log.life,
        };
        let contact = &mut self.nodes[node].contact;
        contact.touch = Some(touch);
        contact.since = now;
        (contact.writes_stall_until, contact.reads_stall_until) = (0, 0);
        let next = if self.answers(node) {
            Happening::Begins(node, touch)
        } else {
            Happening::LosesTouch(touch)
        };
        self.later(latency, next);
    }

    /// A node's *begin* is at the log. It may be there after the node has given up.
    pub(crate) fn begins(&mut self, node: usize, touch: Touch) {
        if let Some(until) = self.cut_off_until(node) {
            return self.at(until, Happening::Begins(node, touch));
        }
        let Some(log) = self.log.as_ref().filter(|log| log.takes(touch)) else {
            return;
        };
        let next = log.entries.len();
        if let Some(node) = self.in_touch(touch) {
            let contact = &mut self.nodes[node].contact;
            (contact.subscribed, contact.next) = (true, next);
            let hears = self.log_latency();
            self.later(hears, Happening::Begun(touch));
        }
        self.figures.begins += 1;
        self.append(Entry::Begin);
    }

    pub(crate) fn begun(&mut self, touch: Touch) {
        if let Some(node) = self.in_touch(touch) {
            self.nodes[node].contact.connected = true;
            self.write(node);
        }
    }

    /// Writes what waits, as much at once as there is, and nothing more before that is written.
    fn write(&mut self, node: usize) {
        let contact = &mut self.nodes[node].contact;
        let Some(touch) = contact.touch.filter(|_| contact.connected && !contact.writing) else {
            return;
        };
        let announces = std::mem::take(&mut contact.to_announce);
        let mut batch = if announces {
            self.announcements(node)
        } else {
            Vec::new()
        };
        let contact = &mut self.nodes[node].contact;
        if batch.is_empty() {
            batch = std::mem::take(&mut contact.waiting);
        }
        if !batch.is_empty() {
            contact.writing = true;
            let arrives = self.log_latency();
            self.later(arrives, Happening::Written { node, touch, batch });
        }
    }

    /// What a node wrote is written.
    pub(crate) fn heard(&mut self, touch: Touch) {
        let Some(node) = self.in_touch(touch) else { return };
        self.nodes[node].contact.writing = false;
        self.write(node);
    }

    /// Who is on the lines of a node, as they would say it themselves. In no particular order.
    fn announcements(&mut self, node: usize) -> Vec<Outgoing> {
        let its_own = self.lines.values();
        let its_own = its_own.filter(|line| line.node == node && line.at_node);
        let announced = its_own.filter_map(|line| line.announcement.clone());
        let mut batch: Vec<Outgoing> = announced.map(Outgoing::Entry).collect();
        batch.shuffle(&mut self.chance);
        batch
    }

    /// A node reads the log up to this entry and lets its desk decide, in its order.
    pub(crate) fn read(&mut self, touch: Touch, until: usize) {
        let Some(node) = self.in_touch(touch) else { return };
        let stall = self.nodes[node].contact.reads_stall_until;
        let stall = (stall > self.now).then_some(stall);
        if let Some(later) = self.cut_off_until(node).or(stall) {
            return self.at(later, Happening::Read(touch, until));
        }
        while self.nodes[node].contact.next <= until {
            let next = self.nodes[node].contact.next;
            self.nodes[node].contact.next += 1;
            let entry = self.log.as_ref().and_then(|log| log.entries.get(next).cloned());
            let Some((moment, entry)) = entry else { return };
            self.take(node, moment, entry);
        }
    }

    fn take(&mut self, node: usize, moment: Moment, entry: Entry) {
        match entry {
            Entry::Begin => {
                self.tell(|| format!("node {node} reads begin"));
                self.nodes[node].desk = Some(Desk::new(settings(), moment));
                self.nodes[node].contact.to_announce = true;
                self.write(node);
            }
            Entry::Event(event) => {
                if !matches!(event, Event::Sweep { .. }) {
                    self.tell(|| format!("node {node} reads {event:?} of {}", moment - BEGIN));
                }
                let Some(desk) = &mut self.nodes[node].desk else {
                    return;
                };
                let effects = desk.decide(event, moment);
                self.carry_out(node, effects);
            }
        }
    }

    /// A node gives its contact up. What waited to be written is dropped; the desk stays as it was read last.
    pub(crate) fn loses_touch(&mut self, touch: Touch) {
        let Some(node) = self.in_touch(touch) else { return };
        self.tell(|| format!("node {node} has lost the log"));
        let contact = &mut self.nodes[node].contact;
        contact.touch = None;
        (contact.subscribed, contact.connected, contact.writing) = (false, false, false);
        contact.waiting.clear();
        contact.retry = if self.now - contact.since > LONGEST_RETRY {
            RETRY
        } else {
            (contact.retry * 2).clamp(RETRY, LONGEST_RETRY)
        };
        let retry = contact.retry;
        let id = self.nodes[node].id;
        self.later(retry, Happening::Looks(node, id));
    }

    /// The node that works on this contact.
    pub(crate) fn in_touch(&self, touch: Touch) -> Option<usize> {
        let works = |node: &Node| node.contact.touch == Some(touch);
        self.nodes.iter().position(works)
    }
}
