//! What must be true when the evening is over.

use std::collections::BTreeMap;

use luwte_test_people::{Console, Ending, VisitorPage};
use luwte_wire::{EndReason, TicketId};

use crate::book::Book;
use crate::evening::{COUNSELLORS, Evening};
use crate::node::Node;
use crate::person::{Page, Person};

impl Evening {
    /// Whether this visitor talks with this console, or did when she left.
    fn met(&self, console: usize, ticket: TicketId) -> bool {
        let mut pages = self.people.iter().filter_map(visitor);
        let talks = pages
            .find(|page| page.ticket() == Some(ticket) && page.talk().is_some())
            .and_then(|page| page.counsellor.as_deref());
        let left = self.book.left.get(&ticket).map(|(counsellor, _)| *counsellor);
        talks == Some(COUNSELLORS[console]) || left == Some(console)
    }

    /// Somebody is told that a conversation is over. A console may be told so of a claim that came to nothing, and take
    /// her again later; never of somebody who talks with it.
    pub(crate) fn is_told_the_end(&mut self, person: usize, ticket: TicketId, reason: EndReason) {
        if visitor(&self.people[person]).is_some() {
            self.book.ended.push((person, ticket, reason));
        } else if !self.met(person, ticket) {
            self.book.never_met(person, ticket);
        } else if !self.book.left.contains_key(&ticket) {
            self.complain(format!(
                "counsellor {person} was told that it is over: {reason:?}"
            ));
        }
    }

    /// Nothing lost, nothing twice, in order, nobody swapped, nobody forgotten, every place kept.
    pub(crate) fn check(&mut self) -> Result<(), String> {
        let mut figures = self.figures;
        figures.happenings = self.agenda.count;
        if let Some(complaint) = self.book.complaints.first() {
            return Err(complaint.clone());
        }
        let consoles: Vec<(usize, &Console)> = numbered(&self.people, console);
        let visitors: Vec<(usize, &VisitorPage)> = numbered(&self.people, visitor);
        let book = &self.book;
        let met = |console: usize, ticket: TicketId| self.met(console, ticket);
        for (person, ticket, reason) in &book.ended {
            let hers = visitors
                .iter()
                .any(|(visitor, page)| visitor == person && page.ticket() == Some(*ticket));
            if hers && !book.left.contains_key(ticket) {
                return Err(format!("visitor {person} was told that it is over: {reason:?}"));
            }
        }
        for (number, console) in &consoles {
            for (ticket, held) in &console.held {
                if met(*number, *ticket) {
                    same(
                        &held.talk.heard,
                        book.by_visitor.get(ticket),
                        "the counsellor heard",
                    )?;
                    figures.delivered += held.talk.heard.len() as u64;
                    figures.conversations += 1;
                } else if !held.talk.heard.is_empty() {
                    return Err("a counsellor heard somebody she never met".into());
                }
            }
            // A claim of hers may have come to nothing before they met.
            let over: BTreeMap<TicketId, &Vec<String>> = console
                .over
                .iter()
                .filter(|(ticket, ..)| !console.held.contains_key(ticket))
                .map(|(ticket, _, heard)| (*ticket, heard))
                .collect();
            for (ticket, heard) in &over {
                if met(*number, *ticket) {
                    same(
                        heard,
                        book.by_visitor.get(ticket),
                        "before she left the counsellor heard",
                    )?;
                    figures.delivered += heard.len() as u64;
                    figures.conversations += 1;
                }
            }
        }
        for (ticket, (counsellor, heard)) in &book.left {
            let said = said_to(book, *counsellor, *ticket);
            if !said.starts_with(heard) {
                return Err(format!("before she left she heard {heard:?} of {said:?}"));
            }
        }
        for (number, page) in &visitors {
            figures.rejoins += u64::from(page.rejoins);
            let Some(ticket) = page.ticket().filter(|_| page.ending.is_none()) else {
                if page.ending != Some(Ending::Stopped(EndReason::SaidGoodbye)) {
                    return Err(format!("visitor {number} ended as {:?}", page.ending));
                }
                continue;
            };
            let holders: Vec<usize> = consoles
                .iter()
                .filter(|(_, console)| console.held.contains_key(&ticket))
                .map(|(number, _)| *number)
                .collect();
            match page.counsellor.as_deref() {
                Some(name) => {
                    let Some(counsellor) = COUNSELLORS.iter().position(|known| *known == name) else {
                        return Err(format!("visitor {number} talks with a stranger"));
                    };
                    if !holders.contains(&counsellor) {
                        return Err(format!("visitor {number} talks with nobody"));
                    }
                    let said = said_to(book, counsellor, ticket);
                    same(page.heard(), Some(said), "the visitor heard")?;
                    figures.delivered += page.heard().len() as u64;
                }
                None if page.ahead.is_none() => {
                    return Err(format!("visitor {number} was forgotten; held by {holders:?}"));
                }
                None => {}
            }
        }
        places(&visitors)?;
        one_desk(&self.nodes)?;
        self.figures = figures;
        Ok(())
    }
}

fn console(person: &Person) -> Option<&Console> {
    match &person.page {
        Page::Console(console) => Some(console),
        Page::Visitor(_) => None,
    }
}

fn visitor(person: &Person) -> Option<&VisitorPage> {
    match &person.page {
        Page::Visitor(page) => Some(page),
        Page::Console(_) => None,
    }
}

fn numbered<'a, T>(people: &'a [Person], kind: fn(&'a Person) -> Option<&'a T>) -> Vec<(usize, &'a T)> {
    let all = people.iter().enumerate();
    all.filter_map(|(number, person)| Some((number, kind(person)?)))
        .collect()
}

fn said_to(book: &Book, counsellor: usize, ticket: TicketId) -> &[String] {
    book.by_counsellor
        .get(&(counsellor, ticket))
        .map_or(&[][..], Vec::as_slice)
}

fn same<T: AsRef<[String]> + ?Sized>(heard: &[String], said: Option<&T>, who: &str) -> Result<(), String> {
    let said = said.map_or(&[][..], T::as_ref);
    if heard == said {
        Ok(())
    } else {
        Err(format!(
            "{who} {} texts, and {} were said",
            heard.len(),
            said.len()
        ))
    }
}

/// Who still waits stands in the order of arrival.
fn places(visitors: &[(usize, &VisitorPage)]) -> Result<(), String> {
    let mut waiting: Vec<(u64, u32)> = visitors
        .iter()
        .map(|(_, page)| page)
        .filter(|page| page.talk().is_none() && page.ending.is_none())
        .filter_map(|page| Some((arrival(page)?, page.ahead?)))
        .collect();
    waiting.sort_unstable();
    let told: Vec<u32> = waiting.iter().map(|(_, ahead)| *ahead).collect();
    let true_places: Vec<u32> = (0..).take(told.len()).collect();
    if told == true_places {
        Ok(())
    } else {
        Err(format!(
            "places lost: in order of arrival they were told {told:?}"
        ))
    }
}

/// Nodes that have read the same have decided the same.
fn one_desk(nodes: &[Node]) -> Result<(), String> {
    let [one, other] = nodes else { return Ok(()) };
    let both_read = one.contact.touch.is_some() && one.contact.next == other.contact.next;
    if both_read && one.desk != other.desk {
        return Err("two nodes have read the same and their desks are not the same".into());
    }
    Ok(())
}

fn arrival(page: &VisitorPage) -> Option<u64> {
    match page.token?.claims()? {
        luwte_wire::Claims::Ticket { arrived, .. } => Some(arrived),
        _ => None,
    }
}
