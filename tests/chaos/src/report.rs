//! What was typed, beside what was decrypted.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use luwte_wire::{Claims, TicketId};

use crate::talkers::{ConsolesEnd, VisitorsEnd};

#[derive(Default)]
pub(crate) struct Report {
    /// By conversation: what each end said and heard.
    visitors: BTreeMap<TicketId, (Vec<String>, Vec<String>)>,
    consoles: BTreeMap<TicketId, (Vec<String>, Vec<String>)>,
    held_twice: usize,
    ended: usize,
    places: Vec<(u64, Option<u32>)>,
    longest_gap: Duration,
    rejoins: u64,
}

#[derive(Default)]
struct Compared {
    delivered: usize,
    lost: usize,
    twice: usize,
    out_of_order: usize,
    swapped: usize,
}

impl Report {
    pub(crate) fn visitor(&mut self, end: VisitorsEnd) {
        self.longest_gap = self.longest_gap.max(end.longest_gap);
        self.rejoins += u64::from(end.page.rejoins);
        match end.page.ticket().filter(|_| end.page.talk().is_some()) {
            Some(ticket) => {
                let heard = end.page.heard().to_vec();
                self.visitors.insert(ticket, (end.said, heard));
            }
            None => self.ended += 1,
        }
    }

    pub(crate) fn console(&mut self, end: ConsolesEnd) {
        let ConsolesEnd { console, mut said } = end;
        for (ticket, held) in console.held {
            let said = said.remove(&ticket).unwrap_or_default();
            // A console may remember somebody whom another one took before they met.
            let met = !held.talk.heard.is_empty() || !self.consoles.contains_key(&ticket);
            if met && self.consoles.insert(ticket, (said, held.talk.heard)).is_some() {
                self.held_twice += 1;
            }
        }
    }

    pub(crate) fn waiting(&mut self, end: VisitorsEnd) {
        if let Some(Claims::Ticket { arrived, .. }) = end.page.token.and_then(|token| token.claims()) {
            self.places.push((arrived, end.page.ahead));
        } else {
            self.ended += 1;
        }
    }

    fn compared(&self) -> Compared {
        let mut all = Compared::default();
        let nothing = (Vec::new(), Vec::new());
        for (ticket, (hers, she_heard)) in &self.visitors {
            let (theirs, they_heard) = self.consoles.get(ticket).unwrap_or(&nothing);
            all.compare(hers, they_heard);
            all.compare(theirs, she_heard);
        }
        all
    }

    fn places_lost(&self) -> usize {
        let mut places = self.places.clone();
        places.sort_unstable();
        let right = |(place, (_, told)): (u32, &(u64, Option<u32>))| *told != Some(place);
        (0..).zip(&places).filter(|pair| right(*pair)).count()
    }

    pub(crate) fn sentence(&self, killed: u32, settled: Duration) -> String {
        let Compared {
            delivered,
            lost,
            twice,
            out_of_order,
            swapped,
        } = self.compared();
        format!(
            "{} conversations, {killed} killed, {delivered} texts delivered, keys replaced {} times, longest time \
             without a line {:.1} s, all delivered {:.1} s after the last one was said.\n\
             lost {lost}, twice {twice}, out of order {out_of_order}, swapped {}, places lost {}, conversations lost {}",
            self.visitors.len(),
            self.rejoins,
            self.longest_gap.as_secs_f64(),
            settled.as_secs_f64(),
            swapped + self.held_twice,
            self.places_lost(),
            self.ended,
        )
    }

    pub(crate) fn is_good(&self, conversations: usize, longest_gap: Option<Duration>) -> bool {
        let all = self.compared();
        let faults = all.lost + all.twice + all.out_of_order + all.swapped + self.held_twice;
        faults + self.places_lost() + self.ended == 0
            && self.visitors.len() == conversations
            && all.delivered > conversations
            && longest_gap.is_none_or(|longest| self.longest_gap <= longest)
    }
}

impl Compared {
    fn compare(&mut self, said: &[String], heard: &[String]) {
        let (said_once, heard_once): (BTreeSet<&String>, BTreeSet<&String>) =
            (said.iter().collect(), heard.iter().collect());
        self.delivered += heard_once.intersection(&said_once).count();
        self.lost += said_once.difference(&heard_once).count();
        self.swapped += heard_once.difference(&said_once).count();
        self.twice += heard.len() - heard_once.len();
        let order: Vec<usize> = heard
            .iter()
            .filter_map(|text| said.iter().position(|other| other == text))
            .collect();
        self.out_of_order += usize::from(!order.is_sorted());
    }
}
