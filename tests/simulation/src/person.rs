//! Somebody with a page and a line that breaks.

use luwte_desk::SocketId;
use luwte_test_people::{Chance, Console, VisitorPage};
use luwte_wire::{FromPage, FromServer};
use rand::RngExt;

use crate::network::Moment;

/// After this long without a word a page gives its line up.
pub(crate) const SILENCE: u64 = 20_000;

pub(crate) enum Page {
    Visitor(Box<VisitorPage>),
    Console(Box<Console>),
}

pub(crate) struct Person {
    pub(crate) page: Page,
    pub(crate) line: Option<SocketId>,
    pub(crate) heard_at: Moment,
    /// Until when there is no network where she is.
    pub(crate) dead_spot_until: Moment,
    /// How many texts are still to be said.
    pub(crate) to_say: usize,
    attempts: i32,
}

impl Person {
    pub(crate) fn new(page: Page, to_say: usize) -> Self {
        Self {
            page,
            line: None,
            heard_at: 0,
            dead_spot_until: 0,
            to_say,
            attempts: 0,
        }
    }

    pub(crate) fn opened(&mut self, socket: SocketId, now: Moment) -> Vec<FromPage> {
        self.line = Some(socket);
        self.heard_at = now;
        match &mut self.page {
            Page::Visitor(page) => page.opened(),
            Page::Console(console) => console.opened(),
        }
    }

    pub(crate) fn lost(&mut self) {
        self.line = None;
        match &mut self.page {
            Page::Visitor(page) => page.lost(),
            Page::Console(console) => console.lost(),
        }
    }

    pub(crate) fn hear(&mut self, frame: FromServer, now: Moment) -> Vec<FromPage> {
        self.heard_at = now;
        self.attempts = 0;
        match &mut self.page {
            Page::Visitor(page) => page.hear(frame, now / 1_000),
            Page::Console(console) => console.hear(frame),
        }
    }

    pub(crate) fn again(&mut self) -> Vec<FromPage> {
        match &mut self.page {
            Page::Visitor(page) => page.again(),
            Page::Console(console) => console.again(),
        }
    }

    /// How long until the next attempt: 1 s, times 1.5, at most 30 s, half of it chance.
    pub(crate) fn backoff(&mut self, chance: &mut Chance) -> u64 {
        let longest = (1_000.0 * 1.5_f64.powi(self.attempts)).min(30_000.0);
        self.attempts += 1;
        (longest * chance.random_range(0.5..1.0)) as u64
    }

    pub(crate) fn is_over(&self) -> bool {
        matches!(&self.page, Page::Visitor(page) if page.ending.is_some())
    }
}
