use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use luwte_test_client::{Counsellor, Helpline, Organisation, Page};
use luwte_test_people::Chance;
use luwte_wire::{
    Answer, EndReason, Envelope, FromPage, FromServer, MessageOne, NotTaken, ShiftId, TakenHow, TicketId,
    Token,
};
use rand::{RngExt, SeedableRng};

use super::{HAND_OVERS, PRESSES, Race};

/// On the certificate of the shift.
const CAPACITY: usize = 2;

/// A console without keys: its answers and its words say whose they are.
pub(super) struct Console {
    page: Page,
    pub(super) shift: ShiftId,
    number: usize,
    /// Whom it has. The visitor has spoken to it, or not yet; before that she cannot have agreed to a hand-over.
    held: BTreeMap<TicketId, Held>,
    /// What it asked of the server, and has heard nothing of.
    asked: VecDeque<Asked>,
    hand_overs: usize,
    /// Whether it has asked for somebody back, whom the desk may count before the console says that it has not got her.
    resumed: bool,
    chance: Chance,
}

struct Held {
    right: Token,
    spoke: bool,
    /// Whether the server has named it since it was on duty last.
    named: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    TakeNext,
    Take(TicketId),
    HandOver(TicketId, ShiftId),
}

impl Console {
    pub(super) async fn report(node: &Helpline, organisation: &Organisation, number: usize) -> Self {
        let counsellor = Counsellor::report(node, organisation, "Noor").await;
        Self {
            shift: ShiftId(counsellor.state.signing_key()),
            page: counsellor.page,
            number,
            held: BTreeMap::new(),
            asked: VecDeque::new(),
            hand_overs: HAND_OVERS,
            resumed: false,
            chance: Chance::from_seed(rand::random()),
        }
    }

    /// Presses often at the start, and then hands over whoever speaks to it, to two at once.
    pub(super) async fn races(mut self, race: Arc<Race>, shifts: Vec<ShiftId>, line: Vec<TicketId>) {
        race.write(|book| book.busy.insert(self.shift));
        race.start.wait().await;
        for press in 0..PRESSES {
            // All of them want the same ones, in the same order.
            let take = match press % 5 {
                4 => Asked::TakeNext,
                _ => Asked::Take(line[press % line.len()]),
            };
            self.ask(take).await;
        }
        loop {
            let frame = self.page.hear().await;
            self.react(frame, &race).await;
            self.hand_over(&shifts).await;
            let (shift, busy) = (self.shift, !self.asked.is_empty());
            race.write(|book| match busy {
                true => book.busy.insert(shift),
                false => book.busy.remove(&shift),
            });
        }
    }

    async fn hand_over(&mut self, shifts: &[ShiftId]) {
        if !self.asked.is_empty() {
            return;
        }
        let spoke = self.held.iter().filter(|(_, held)| held.spoke);
        let whom: Vec<TicketId> = spoke.map(|(ticket, _)| *ticket).collect();
        for ticket in whom {
            for _ in 0..2.min(self.hand_overs) {
                self.hand_overs -= 1;
                let to = shifts[self.chance.random_range(0..shifts.len())];
                self.ask(Asked::HandOver(ticket, to)).await;
            }
        }
    }

    async fn ask(&mut self, asked: Asked) {
        self.page
            .say(match &asked {
                Asked::TakeNext => FromPage::TakeNext,
                Asked::Take(ticket) => FromPage::Take(*ticket),
                Asked::HandOver(ticket, to) => {
                    let message_one = MessageOne::new(vec![0; MessageOne::LENGTH].into()).unwrap();
                    FromPage::HandOver(*ticket, *to, message_one)
                }
            })
            .await;
        self.asked.push_back(asked);
    }

    async fn react(&mut self, frame: FromServer, race: &Race) {
        let shift = self.shift;
        match frame {
            FromServer::Taken {
                conversation,
                right,
                how,
                ..
            } => {
                let handed_over = how == TakenHow::HandedOver;
                if !handed_over {
                    match self.asked.pop_front() {
                        Some(Asked::TakeNext) => {}
                        asked => assert_eq!(asked, Some(Asked::Take(conversation)), "not whom it chose"),
                    }
                }
                self.taken(conversation, right, handed_over, race).await;
            }
            FromServer::NotTaken(why) => {
                let asked = self.asked.pop_front();
                match why {
                    NotTaken::AtCapacity => assert!(self.held.len() == CAPACITY || self.resumed),
                    NotTaken::TakenAlready => assert!(matches!(asked, Some(Asked::Take(_)))),
                    NotTaken::NobodyWaits => assert_eq!(asked, Some(Asked::TakeNext)),
                    NotTaken::NotYourRole => panic!("a counsellor takes visitors"),
                }
                race.write(|book| book.is_not_taken(why));
                race.write(|book| book.answered_presses += 1);
            }
            FromServer::NotThere(to) => {
                let asked = self.asked.pop_front();
                assert!(matches!(asked, Some(Asked::HandOver(_, named)) if named == to));
                race.write(|book| book.not_there += 1);
            }
            FromServer::Ended {
                conversation,
                reason: EndReason::HandedOver,
                ..
            } => {
                let Some(Asked::HandOver(ticket, to)) = self.asked.pop_front() else {
                    panic!("handed over, and nobody asked for it");
                };
                assert_eq!(ticket, conversation);
                assert!(self.held.remove(&ticket).is_some(), "handed over twice");
                race.write(|book| book.is_handed(ticket, shift, to));
            }
            FromServer::Ended {
                conversation, reason, ..
            } => {
                let held = self.held.remove(&conversation).is_some();
                match reason {
                    EndReason::SaidGoodbye => {
                        race.write(|book| book.lets_go(conversation, shift));
                        // There is room for another.
                        if self.chance.random_bool(0.5) {
                            self.ask(Asked::TakeNext).await;
                        }
                    }
                    // It asked for somebody whom it was about to hand over.
                    EndReason::Unknown if !held => {}
                    other => panic!("it ended with {other:?}"),
                }
            }
            // It spoke of somebody who has gone meanwhile: it wanted to hand her over, or said that it has not got her.
            FromServer::OnDuty => {
                let of_none =
                    |asked: &Asked| matches!(asked, Asked::HandOver(of, _) if !self.held.contains_key(of));
                if self.asked.front().is_some_and(of_none) {
                    self.asked.pop_front();
                }
                for held in self.held.values_mut() {
                    held.named = false;
                }
            }
            FromServer::Queue { .. } => {
                let rights = self.held.values().filter(|held| !held.named);
                let rights: Vec<Token> = rights.map(|held| held.right).collect();
                for right in rights {
                    self.resumed = true;
                    self.page.say(FromPage::Resume(right)).await;
                }
            }
            FromServer::Presence(ticket, _) => match self.held.get_mut(&ticket) {
                Some(held) => held.named = true,
                // It asked for her back, and hands her over by now.
                None => self.page.say(FromPage::Leave(ticket, EndReason::Unknown)).await,
            },
            FromServer::Envelope(ticket, words) => {
                assert_eq!(usize::from(words.as_bytes()[0]), self.number, "for somebody else");
                let words = Envelope::new(vec![self.number as u8; Envelope::LENGTH].into()).unwrap();
                if let Some(held) = self.held.get_mut(&ticket) {
                    held.spoke = true;
                    race.write(|book| book.unheard.remove(&(shift, ticket)));
                    self.page.say(FromPage::Envelope(ticket, words)).await;
                }
            }
            FromServer::Colleagues(_) | FromServer::Colleague(_) | FromServer::IntakeFor(..) => {}
            other => panic!("no counsellor hears {other:?}"),
        }
    }

    /// Answers her; some give up whom a colleague handed over.
    async fn taken(&mut self, ticket: TicketId, right: Token, handed_over: bool, race: &Race) {
        let shift = self.shift;
        if !handed_over {
            race.write(|book| book.answered_presses += 1);
        }
        race.write(|book| book.is_taken(ticket, shift, handed_over));
        let (spoke, named) = (false, true);
        let held = Held { right, spoke, named };
        assert!(self.held.insert(ticket, held).is_none(), "given twice");
        assert!(self.held.len() <= CAPACITY, "more than it has room for");
        // As long as nothing is asked, nothing that is still to come was said before she was given up.
        if handed_over && self.asked.is_empty() && self.chance.random_bool(0.25) {
            self.held.remove(&ticket);
            race.write(|book| book.is_given_up(ticket, shift));
            return self.page.say(FromPage::Leave(ticket, EndReason::Unknown)).await;
        }
        let answer = Answer::new(vec![self.number as u8; Answer::LENGTH].into()).unwrap();
        self.page.say(FromPage::Answer(ticket, answer)).await;
    }
}
