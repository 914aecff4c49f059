//! What can be asked of a desk: a copy of it is told that a counsellor reports, and names what it has.

use std::collections::BTreeSet;

use luwte_desk::{Desk, Effect, Event};
use luwte_wire::{FromPage, FromServer, Presence, QueueEntry, TicketId};

use crate::fault::Fault;
use crate::helpline::{Helpline, VISITORS};
use crate::line::{Said, reported};
use crate::node::NOBODY;
use crate::visitor::Stage;

/// What a desk says of itself.
pub(crate) struct Named {
    claimed: [BTreeSet<TicketId>; 2],
    talking: [BTreeSet<TicketId>; 2],
    line: Vec<QueueEntry>,
}

impl Named {
    pub(crate) fn by(desk: &Desk) -> Self {
        let mut named = Self {
            claimed: Default::default(),
            talking: Default::default(),
            line: Vec::new(),
        };
        for console in 0..2 {
            let mut copy = desk.clone();
            for effect in copy.decide(reported(NOBODY, console), 0) {
                match effect {
                    Effect::Send(NOBODY, FromServer::Taken { conversation, .. }) => {
                        named.claimed[console].insert(conversation);
                    }
                    Effect::Send(NOBODY, FromServer::Presence(ticket, _)) => {
                        named.talking[console].insert(ticket);
                    }
                    Effect::Send(NOBODY, FromServer::Queue { entries, .. }) => named.line = entries,
                    _ => {}
                }
            }
        }
        named
    }
}

/// What is wrong with a replica, whatever the pages think.
pub(crate) fn fault_in(helpline: &Helpline, desk: &Desk) -> Option<Fault> {
    let named = Named::by(desk);
    let waiting = named.line.iter().map(|entry| entry.ticket);
    let held = named.claimed.iter().chain(&named.talking).flatten().copied();
    let mut all = BTreeSet::new();
    if !waiting.chain(held).all(|ticket| all.insert(ticket)) {
        return Some(Fault::HeldTwice);
    }
    let arrivals: Vec<u64> = named
        .line
        .iter()
        .filter_map(|entry| {
            let places = helpline.visitors.iter().filter_map(|visitor| visitor.place());
            places.into_iter().find(|(_, ticket)| *ticket == entry.ticket)
        })
        .map(|(arrived, _)| arrived)
        .collect();
    (!arrivals.is_sorted()).then_some(Fault::LineOutOfOrder)
}

/// Whether nothing more happens by itself: all lines are up, all is read.
pub(crate) fn is_quiet(helpline: &Helpline) -> bool {
    let read = |node: &crate::node::Node| node.replica.is_some() && node.next == Some(helpline.log.len());
    let started = |page: usize| match helpline.visitors.get(page) {
        Some(visitor) => visitor.stage != Stage::Outside,
        None => helpline.consoles[page - VISITORS].came,
    };
    helpline.nodes.iter().all(read)
        && helpline.lines.iter().all(|line| line.held && line.up.is_empty())
        && !(0..4).any(|page| started(page) && helpline.wants_a_line(page))
}

/// Who is forgotten in a quiet moment, in a word. Everybody waits at the desk, or talks with whom she met, or left.
pub fn forgotten(helpline: &Helpline) -> Option<&'static str> {
    let desk = &helpline.nodes[0].replica.as_ref()?.desk;
    let named = Named::by(desk);
    for visitor in &helpline.visitors {
        let Some((_, ticket)) = visitor.place() else {
            continue;
        };
        match visitor.stage {
            Stage::Outside | Stage::Over => {}
            Stage::Waiting(_) => match named.line.iter().find(|entry| entry.ticket == ticket) {
                None => return Some("a visitor who waits is not in the line"),
                Some(entry) if entry.presence == Presence::Away => {
                    return Some("a visitor who waits counts as away");
                }
                Some(_) => {}
            },
            Stage::Met(keys) => {
                let console = &helpline.consoles[keys.console];
                if !named.talking[keys.console].contains(&ticket) {
                    return Some("the desk does not know with whom a visitor talks");
                }
                if console.held.get(&ticket).is_none_or(|held| held.keys != keys) {
                    return Some("a counsellor does not have the visitor who met him");
                }
                let (Some(hers), Some(his)) = (visitor.line, console.line) else {
                    return Some("somebody has no line");
                };
                let said = Said::Envelope(keys).event(his);
                let effects = said.map(|said| desk.clone().decide(said, helpline.now));
                let reaches = |effect: &Effect| matches!(effect, Effect::Send(to, FromServer::Envelope(..)) if *to == hers);
                if !effects.unwrap_or_default().iter().any(reaches) {
                    return Some("what a counsellor says does not reach the visitor");
                }
            }
        }
    }
    for (number, console) in helpline.consoles.iter().enumerate() {
        let at_the_desk = &named.talking[number];
        if !named.claimed[number].is_empty() || !console.held.keys().eq(at_the_desk) {
            return Some("a console and the desk do not hold the same");
        }
        if console.held.values().any(|held| !held.named) {
            return Some("a console waits for the desk to name a conversation");
        }
        if let Some(socket) = console
            .line
            .filter(|_| console.is_free() && !named.line.is_empty())
        {
            let event = Event::Frame {
                socket,
                frame: FromPage::TakeNext,
            };
            let effects = desk.clone().decide(event, helpline.now);
            let taken = |effect: &Effect| matches!(effect, Effect::Send(to, FromServer::Taken { .. }) if *to == socket);
            if !effects.iter().any(taken) {
                return Some("a free counsellor cannot take who waits");
            }
        }
    }
    None
}
