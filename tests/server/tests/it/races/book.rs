//! Everything that pages and consoles saw of a race, and what must be true of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use luwte_wire::{NotTaken, ShiftId, TicketId};

use super::{CONSOLES, PRESSES};

/// How a visitor sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    Waiting,
    /// The last who answered her.
    TalksWith(ShiftId),
    /// She said goodbye, or was told that she has to wait again.
    Over,
}

#[derive(Default)]
pub(super) struct Book {
    visitors: BTreeMap<TicketId, Stands>,
    /// Whose answers she got, in their order.
    answers: BTreeMap<TicketId, Vec<ShiftId>>,
    /// Who was given her from the line: must be one.
    taken: BTreeMap<TicketId, Vec<ShiftId>>,
    /// To whom each counsellor handed her over, in his order.
    handed: BTreeMap<TicketId, BTreeMap<ShiftId, VecDeque<ShiftId>>>,
    /// Who gave her up instead of answering.
    gave_up: BTreeMap<TicketId, ShiftId>,
    pub(super) holds: BTreeMap<TicketId, BTreeSet<ShiftId>>,
    /// Consoles that still press, or wait for what comes of it.
    pub(super) busy: BTreeSet<ShiftId>,
    /// Of whom a console has heard nothing yet.
    pub(super) unheard: BTreeSet<(ShiftId, TicketId)>,
    pub(super) not_taken: BTreeMap<u8, usize>,
    pub(super) not_there: usize,
    pub(super) answered_presses: usize,
}

impl Book {
    pub(super) fn of(line: &[TicketId]) -> Self {
        Self {
            visitors: line.iter().map(|ticket| (*ticket, Stands::Waiting)).collect(),
            ..Self::default()
        }
    }

    pub(super) fn stands(&mut self, ticket: TicketId, stands: Stands) {
        self.visitors.insert(ticket, stands);
        if let Stands::TalksWith(shift) = stands {
            self.answers.entry(ticket).or_default().push(shift);
        }
    }

    pub(super) fn is_taken(&mut self, ticket: TicketId, by: ShiftId, handed_over: bool) {
        if !handed_over {
            self.taken.entry(ticket).or_default().push(by);
        }
        self.holds.entry(ticket).or_default().insert(by);
        self.unheard.insert((by, ticket));
    }

    pub(super) fn is_handed(&mut self, ticket: TicketId, from: ShiftId, to: ShiftId) {
        let by = self.handed.entry(ticket).or_default();
        by.entry(from).or_default().push_back(to);
        self.lets_go(ticket, from);
    }

    pub(super) fn is_given_up(&mut self, ticket: TicketId, by: ShiftId) {
        assert_eq!(self.gave_up.insert(ticket, by), None, "given up twice");
        self.lets_go(ticket, by);
    }

    pub(super) fn lets_go(&mut self, ticket: TicketId, by: ShiftId) {
        self.holds.entry(ticket).or_default().remove(&by);
        self.unheard.remove(&(by, ticket));
    }

    pub(super) fn is_not_taken(&mut self, why: NotTaken) {
        *self.not_taken.entry(why as u8).or_default() += 1;
    }

    /// Nobody presses any more, and both sides of everybody agree about her.
    pub(super) fn is_settled(&self) -> bool {
        self.answered_presses >= CONSOLES * PRESSES
            && self.busy.is_empty()
            && self.unheard.is_empty()
            && self.visitors.keys().all(|ticket| self.agrees(*ticket))
    }

    fn agrees(&self, ticket: TicketId) -> bool {
        let held: Vec<ShiftId> = self.holds.get(&ticket).into_iter().flatten().copied().collect();
        match self.visitors[&ticket] {
            Stands::TalksWith(shift) => held == [shift],
            Stands::Waiting | Stands::Over => held.is_empty(),
        }
    }

    /// For whoever looks for a mistake.
    pub(super) fn lost(&self) -> String {
        let lost = self.visitors.iter().filter(|(ticket, _)| !self.agrees(**ticket));
        let lost: Vec<_> = lost
            .map(|(ticket, stands)| (ticket, stands, self.holds.get(ticket)))
            .collect();
        format!(
            "{lost:?}, {} presses, busy {:?}, unheard {:?}",
            self.answered_presses, self.busy, self.unheard
        )
    }

    /// Follows everybody from the line from one counsellor to the next. If there is one way only, and nothing is left beside
    /// it, she had one counsellor at a time.
    pub(super) fn check(&self) {
        let mut hand_overs = 0;
        for (ticket, stands) in &self.visitors {
            let Some(taken) = self.taken.get(ticket) else {
                assert_eq!(*stands, Stands::Waiting, "she was never taken");
                continue;
            };
            assert_eq!(taken.len(), 1, "taken from the line more than once");
            let mut handed = self.handed.get(ticket).cloned().unwrap_or_default();
            let mut way = taken.clone();
            while let Some(next) = handed.get_mut(&way[way.len() - 1]).and_then(VecDeque::pop_front) {
                way.push(next);
                hand_overs += 1;
            }
            assert!(
                handed.values().all(VecDeque::is_empty),
                "handed over by who did not have her"
            );
            let last = way.last().copied();
            match stands {
                Stands::TalksWith(shift) => assert_eq!(Some(*shift), last),
                Stands::Over if self.gave_up.contains_key(ticket) => {
                    assert_eq!(self.gave_up.get(ticket).copied(), way.pop());
                }
                Stands::Over => {}
                Stands::Waiting => panic!("she was taken, and does not know it"),
            }
            let answers = self.answers.get(ticket).cloned().unwrap_or_default();
            assert_eq!(answers, way, "she went another way than her counsellors");
        }
        let too_late = self.not_taken.get(&(NotTaken::TakenAlready as u8)).copied();
        assert!(too_late > Some(0), "nobody wanted the same one");
        assert!(hand_overs > 0 && self.not_there > 0, "nobody was handed over");
    }
}
