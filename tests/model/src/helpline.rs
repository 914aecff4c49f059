//! One moment of an evening: the state of the model.

use std::collections::VecDeque;
use std::sync::Arc;

use luwte_desk::{Desk, Effect, Millis, NodeId, SocketId};
use luwte_wire::FromServer;

use crate::audit::fault_in;
use crate::bounds::Bounds;
use crate::console::Console;
use crate::fault::Fault;
use crate::line::{Line, Said};
use crate::node::{EVENING, Entry, Node, Record, Replica, settings};
use crate::shell::to;
use crate::visitor::{Stage, Visitor};

/// Pages are numbered: first the visitors, then the consoles.
pub(crate) const VISITORS: usize = 2;

/// Everybody and everything at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Helpline {
    /// The visitors' pages.
    pub visitors: [Visitor; VISITORS],
    /// The consoles.
    pub consoles: [Console; 2],
    /// The nodes.
    pub nodes: [Node; 2],
    /// Every socket that a node has not forgotten.
    pub lines: Vec<Line>,
    /// What is in the log and was not read by everybody.
    pub log: VecDeque<Record>,
    /// Counts arrivals and claims, and the patience that ran out.
    pub now: Millis,
    /// What may still go wrong.
    pub left: Bounds,
    /// What went wrong that must not.
    pub fault: Option<Fault>,
    /// How many sockets each page has had.
    pub(crate) sockets: [u8; 4],
}

impl Helpline {
    /// Two nodes that are up for long, and nobody there.
    #[must_use]
    pub fn empty(left: Bounds) -> Self {
        let replica = Replica::new(Desk::new(settings(), 0));
        let node = |id| Node {
            id: NodeId(id),
            alive: true,
            next: Some(0),
            replica: Some(replica.clone()),
        };
        Self {
            visitors: Default::default(),
            consoles: Default::default(),
            nodes: [node(0), node(1)],
            lines: Vec::new(),
            log: VecDeque::new(),
            now: EVENING,
            left,
            fault: None,
            sockets: [0; 4],
        }
    }

    pub(crate) fn line_mut(&mut self, socket: SocketId) -> Option<&mut Line> {
        self.lines.iter_mut().find(|line| line.socket == socket)
    }

    /// The line of this moment of a page.
    #[must_use]
    pub fn line_of(&self, page: usize) -> Option<SocketId> {
        match self.visitors.get(page) {
            Some(visitor) => visitor.line,
            None => self.consoles[page - VISITORS].line,
        }
    }

    /// A page says something on its line.
    pub(crate) fn say(&mut self, page: usize, said: impl IntoIterator<Item = Said>) {
        if let Some(socket) = self.line_of(page)
            && let Some(line) = self.line_mut(socket)
        {
            line.up.extend(said);
        }
    }

    /// A page has no line any more; its node does not know yet.
    pub(crate) fn loses(&mut self, page: usize) {
        let Some(socket) = self.line_of(page) else { return };
        match page.checked_sub(VISITORS) {
            None => self.visitors[page].line = None,
            Some(console) => self.consoles[console].lost(),
        }
        if let Some(line) = self.line_mut(socket) {
            line.held = false;
        }
    }

    /// A node writes, if it has Redis and has read where the desks begin.
    pub(crate) fn write(&mut self, node: usize, entry: Entry) {
        if self.nodes[node].replica.is_some() {
            self.append(entry);
        }
    }

    pub(crate) fn append(&mut self, entry: Entry) {
        if matches!(entry, Entry::Line(_, said) if said.is_dated()) {
            self.now += 1;
        }
        let now = self.now;
        self.now = entry.ends(now);
        self.log.push_back(Record { now, entry });
    }

    /// A node reads its next entry and does what its desk decides.
    pub(crate) fn read(&mut self, node: usize) {
        let Some((next, record)) = self.next_entry(node) else {
            return;
        };
        let begins = record.entry == Entry::Begin;
        let Some((replica, effects)) = self.decides(node, &record) else {
            self.nodes[node].next = Some(next + 1);
            return;
        };
        self.goes_on(node, next, replica);
        if begins {
            self.announce(node);
        }
        for effect in effects {
            self.carry_out(node, effect);
        }
        self.audit(node);
    }

    /// A node has read an entry.
    fn goes_on(&mut self, node: usize, next: usize, replica: Arc<Replica>) {
        self.nodes[node].next = Some(next + 1);
        self.nodes[node].replica = Some(replica);
    }

    fn next_entry(&self, node: usize) -> Option<(usize, Record)> {
        let next = self.nodes[node].next?;
        Some((next, self.log.get(next)?.clone()))
    }

    /// What a node's desk becomes by an entry. Before its first *begin* it has none and only waits for it.
    fn decides(&self, node: usize, record: &Record) -> Option<(Arc<Replica>, Vec<Effect>)> {
        match (&self.nodes[node].replica, &record.entry) {
            (Some(replica), _) => Some(replica.read(record)),
            (None, Entry::Begin) => Some((Replica::new(Desk::new(settings(), record.now)), Vec::new())),
            (None, _) => None,
        }
    }

    /// Nobody sees a node read an entry that concerns none of its sockets, so it is read at once. What every node has
    /// read leaves the log.
    pub(crate) fn settle(&mut self) {
        for node in 0..self.nodes.len() {
            while let Some((next, record)) = self.next_entry(node) {
                if record.entry == Entry::Begin {
                    break;
                }
                let Some((replica, effects)) = self.decides(node, &record) else {
                    self.nodes[node].next = Some(next + 1);
                    continue;
                };
                if effects.iter().any(|effect| self.concerns(node, effect)) {
                    break;
                }
                self.goes_on(node, next, replica);
                self.audit(node);
            }
        }
        let read = self.nodes.iter().filter_map(|node| node.next).min();
        let read = read.unwrap_or(self.log.len());
        self.log.drain(..read);
        for node in &mut self.nodes {
            node.next = node.next.map(|next| next - read);
        }
        if let [Some(one), Some(other)] = [&self.nodes[0].replica, &self.nodes[1].replica]
            && self.nodes[0].next == self.nodes[1].next
            && one != other
        {
            self.fault = self.fault.or(Some(Fault::ReplicasDiffer));
        }
    }

    fn concerns(&self, node: usize, effect: &Effect) -> bool {
        let Some(to) = to(effect) else { return false };
        let place = matches!(effect, Effect::Send(_, FromServer::Place(_)));
        !place
            && self
                .lines
                .iter()
                .any(|line| line.socket == to && line.node == node)
    }

    fn announce(&mut self, node: usize) {
        for line in self
            .lines
            .iter_mut()
            .filter(|line| line.node == node && !line.shut)
        {
            if let Some(announcement) = line.announcement {
                line.up.push_front(announcement);
            }
        }
    }

    fn audit(&mut self, node: usize) {
        if let Some(replica) = &self.nodes[node].replica
            && self.fault.is_none()
        {
            self.fault = fault_in(self, &replica.desk);
        }
    }

    /// Whether a page wants a line.
    pub(crate) fn wants_a_line(&self, page: usize) -> bool {
        let over = self
            .visitors
            .get(page)
            .is_some_and(|visitor| visitor.stage == Stage::Over);
        self.line_of(page).is_none() && !over
    }
}
