//! Somebody with a page and a line that breaks.

use luwte_desk::SocketId;
use luwte_test_people::{Chance, Console, VisitorPage};
use luwte_wire::{EndReason, FromPage, FromServer, NotTaken, TicketId};
use rand::RngExt;

use crate::agenda::Happening;
use crate::evening::{CAPACITY, COUNSELLORS, Evening, TROUBLE};
use crate::network::Moment;

/// After this long without a word a page gives its line up.
pub(crate) const SILENCE: u64 = 20_000;
/// After this long without an acknowledgement a page sends again by itself (docs/protocol.md, 8.1).
pub(crate) const PATIENCE: u64 = 10_000;

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

impl Evening {
    /// Somebody does what people do: takes the next, says something, ends it when all is said.
    pub(crate) fn acts(&mut self, person: usize) {
        let text = format!("text {} of {person}", self.agenda.count);
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
                    // Some take whom they choose, and two may choose the same one.
                    let chosen = self.chance.random_range(0..2 * console.line.len().max(1));
                    let one = console.line.get(chosen);
                    frames.push(one.map_or(FromPage::TakeNext, |ticket| FromPage::Take(*ticket)));
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
        self.hangs_up(person);
        let pause = self.chance.random_range(200..6_000);
        self.later(pause, Happening::Acts(person));
    }

    /// Whoever has left has no page any more; her line ends behind what she said last.
    fn hangs_up(&mut self, person: usize) {
        if !self.people[person].is_over() {
            return;
        }
        if let Some(socket) = self.people[person].line {
            self.page_loses(socket, None);
            self.later(self.weather.latency + 1, Happening::NodeLoses(socket));
        }
    }
}
