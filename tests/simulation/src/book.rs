//! What an evening was made of, and everything that was said in it.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use luwte_wire::{EndReason, TicketId};

/// What an evening was made of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    /// Things that happened.
    pub happenings: u64,
    /// Evenings with two nodes on a log; the others had one server.
    pub with_a_log: u64,
    /// Times that a server, or a node, died.
    pub deaths: u64,
    /// Times that a node was cut off from the log.
    pub partitions: u64,
    /// Times that only its writing, or its reading, was held up.
    pub stalls: u64,
    /// Times that the log died.
    pub log_deaths: u64,
    /// Times that a node began anew.
    pub begins: u64,
    /// Times that a page lost its line at once.
    pub moves: u64,
    /// Times that somebody had no network.
    pub dead_spots: u64,
    /// Texts that were decrypted on the other screen.
    pub delivered: u64,
    /// Conversations.
    pub conversations: u64,
    /// Times that keys were replaced.
    pub rejoins: u64,
    /// Times that a console had room and the desk saw none: a visitor who left had not been heard of yet.
    pub at_capacity: u64,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.happenings += other.happenings;
        self.with_a_log += other.with_a_log;
        self.deaths += other.deaths;
        self.partitions += other.partitions;
        self.stalls += other.stalls;
        self.log_deaths += other.log_deaths;
        self.begins += other.begins;
        self.moves += other.moves;
        self.dead_spots += other.dead_spots;
        self.delivered += other.delivered;
        self.conversations += other.conversations;
        self.rejoins += other.rejoins;
        self.at_capacity += other.at_capacity;
    }
}

/// Everything that was said, by conversation.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) by_visitor: BTreeMap<TicketId, Vec<String>>,
    /// What each console said. One that she never met may have said something too.
    pub(crate) by_counsellor: BTreeMap<(usize, TicketId), Vec<String>>,
    /// Conversations of which a visitor was told that they are over.
    pub(crate) ended: Vec<(usize, TicketId, EndReason)>,
    /// With whom a visitor talked when she left, and what she had heard.
    pub(crate) left: BTreeMap<TicketId, (usize, Vec<String>)>,
    pub(crate) complaints: Vec<String>,
}

impl Book {
    pub(crate) fn said_by_visitor(&mut self, ticket: TicketId, text: &str) {
        self.by_visitor.entry(ticket).or_default().push(text.to_owned());
    }

    pub(crate) fn said_by_counsellor(&mut self, person: usize, ticket: TicketId, text: &str) {
        self.by_counsellor
            .entry((person, ticket))
            .or_default()
            .push(text.to_owned());
    }

    pub(crate) fn visitor_leaves(&mut self, ticket: TicketId, counsellor: usize, heard: Vec<String>) {
        self.left.insert(ticket, (counsellor, heard));
    }

    /// A console is told that it is over with somebody whom it never met. What was said there was said to nobody.
    pub(crate) fn never_met(&mut self, person: usize, ticket: TicketId) {
        self.by_counsellor.remove(&(person, ticket));
    }
}
