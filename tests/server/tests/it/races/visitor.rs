use std::sync::Arc;

use luwte_test_client::{Helpline, Page};
use luwte_wire::{Claims, EndReason, Envelope, FromPage, FromServer, MessageOne, ShiftId, TicketId};

use super::Race;
use super::book::Stands;

/// A visitor's page without keys: her words say for whom they are.
pub(super) struct Visitor {
    page: Page,
    pub(super) ticket: TicketId,
}

impl Visitor {
    pub(super) async fn waits(node: &Helpline) -> Self {
        let mut page = Page::open(node).await;
        page.say(FromPage::Arrive).await;
        let ticket = page
            .hear_until(|frame| match frame {
                FromServer::Ticket(token) => match token.claims() {
                    Some(Claims::Ticket { ticket, .. }) => Some(ticket),
                    _ => None,
                },
                _ => None,
            })
            .await;
        let message_one = MessageOne::new(vec![0; MessageOne::LENGTH].into()).unwrap();
        page.say(FromPage::Wait(message_one)).await;
        page.hear_until(|frame| matches!(frame, FromServer::Place(_)).then_some(()))
            .await;
        Self { page, ticket }
    }

    /// Speaks to everybody who answers her. One in four says goodbye to the first who does.
    pub(super) async fn races(mut self, race: Arc<Race>, shifts: Vec<ShiftId>) {
        let mut stands = Stands::Waiting;
        let leaves = self.ticket.0[0] < 64;
        while stands != Stands::Over {
            match self.page.hear().await {
                FromServer::Answered(ticket, answer, _) => {
                    assert_eq!(ticket, self.ticket, "an answer for somebody else");
                    let who = answer.as_bytes()[0];
                    stands = Stands::TalksWith(shifts[usize::from(who)]);
                    race.write(|book| book.stands(ticket, stands));
                    if leaves {
                        stands = Stands::Over;
                        let goodbye = EndReason::SaidGoodbye;
                        self.page.say(FromPage::Leave(ticket, goodbye)).await;
                        // A page that is gone at once may take along what it said last.
                        assert_eq!(self.page.closed().await.name, "done");
                    } else {
                        self.page.say(FromPage::Accept(ticket)).await;
                        let words = Envelope::new(vec![who; Envelope::LENGTH].into()).unwrap();
                        self.page.say(FromPage::Envelope(ticket, words)).await;
                    }
                }
                FromServer::Envelope(_, words) => {
                    let by = shifts[usize::from(words.as_bytes()[0])];
                    assert_eq!(stands, Stands::TalksWith(by), "a stranger's words");
                }
                FromServer::Ended { reason, next, .. } => {
                    assert_eq!(reason, EndReason::Gone);
                    assert!(next.is_some(), "she has lost her place");
                    stands = Stands::Over;
                }
                FromServer::Place(_) | FromServer::Shift(_) | FromServer::Presence(..) => {}
                other => panic!("no visitor hears {other:?}"),
            }
            if stands == Stands::Over {
                race.write(|book| book.stands(self.ticket, stands));
            }
        }
    }
}
