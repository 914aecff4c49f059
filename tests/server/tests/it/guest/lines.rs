//! A line to a guest, and the guest: what is said is one byte, over and over.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use luwte_test_client::{Counsellor, Helpline, Page};
use luwte_wire::{
    Answer, Claims, EndReason, Envelope, FromPage, FromServer, MessageOne, Presence, ShiftId, TakenHow,
    TicketId, Token,
};
use tokio::time::timeout;

/// After so long what was not heard is said again: it may have been lost with a server.
const SAY_AGAIN: Duration = Duration::from_secs(1);

/// One of the two of a conversation, on a line of her own to the guest.
pub(super) struct Line {
    pub(super) page: Page,
    token: Token,
    sockets: u32,
}

impl Line {
    /// Comes with a right to the conversation, and gets a ticket.
    pub(super) async fn join(helpline: &Helpline, right: Token) -> Self {
        let mut line = Self {
            page: Page::open(helpline).await,
            token: right,
            sockets: 0,
        };
        line.page.say(FromPage::Join(right)).await;
        line.hears_ticket().await;
        line
    }

    pub(super) async fn hears_ticket(&mut self) {
        let ticket = |frame: &FromServer| match frame {
            FromServer::Ticket(token) => Some(*token),
            _ => None,
        };
        self.token = self.page.hear_until(ticket).await;
        assert!(matches!(
            self.token.claims(),
            Some(Claims::Ticket { called: true, .. })
        ));
    }

    pub(super) fn ticket(&self) -> TicketId {
        match self.token.claims() {
            Some(Claims::Ticket { ticket, .. } | Claims::VisitorRight { ticket, .. }) => ticket,
            other => panic!("she holds {other:?}"),
        }
    }

    pub(super) fn token(&self) -> Token {
        self.token
    }

    pub(super) async fn call(&mut self, guest: &Guest) {
        self.page.say(call(guest.shift())).await;
    }

    pub(super) async fn answered(&mut self) {
        let ticket = self.ticket();
        let right = |frame: &FromServer| match frame {
            FromServer::Answered(conversation, answer, right) => {
                assert_eq!((conversation, answer), (&ticket, &an_answer()));
                Some(*right)
            }
            _ => None,
        };
        self.token = self.page.hear_until(right).await;
        assert!(matches!(
            self.token.claims(),
            Some(Claims::VisitorRight { called: true, .. })
        ));
    }

    /// Says who she is, on a line that was just opened.
    pub(super) async fn returns(&mut self) {
        self.sockets += 1;
        self.page.say(FromPage::Return(self.token, self.sockets)).await;
    }

    /// Is back in the conversation, on a new line.
    pub(super) async fn comes_back(&mut self, helpline: &Helpline) {
        self.page = Page::open(helpline).await;
        self.returns().await;
        let ticket = self.ticket();
        let named =
            |frame: &FromServer| matches!(frame, FromServer::Presence(id, _) if *id == ticket).then_some(());
        self.page.hear_until(named).await;
    }

    pub(super) async fn says(&mut self, n: u8) {
        self.page.say(FromPage::Envelope(self.ticket(), said(n))).await;
    }

    pub(super) async fn hears(&mut self, n: u8) {
        let whole = FromServer::Envelope(self.ticket(), said(n));
        self.page
            .hear_until(|frame| (*frame == whole).then_some(()))
            .await;
    }

    /// Why it is over. No ticket comes with it, and the socket is closed.
    pub(super) async fn ends(&mut self) -> EndReason {
        let reason = self
            .page
            .hear_until(|frame| match frame {
                FromServer::Ended { reason, next, .. } => {
                    assert_eq!(*next, None);
                    Some(*reason)
                }
                _ => None,
            })
            .await;
        assert_eq!(self.page.closed().await.name, "done");
        reason
    }
}

/// Whoever is called: a console, and the rights to the conversations in which it is a guest.
pub(super) struct Guest {
    pub(super) console: Counsellor,
    rights: BTreeMap<TicketId, Token>,
    /// Conversations that are over.
    over: BTreeSet<TicketId>,
}

impl Guest {
    pub(super) fn of(console: Counsellor) -> Self {
        Self {
            console,
            rights: BTreeMap::new(),
            over: BTreeSet::new(),
        }
    }

    fn shift(&self) -> ShiftId {
        ShiftId(self.console.state.signing_key())
    }

    /// Hears that she is called.
    pub(super) async fn is_called(&mut self) {
        let taken = |frame: &FromServer| match frame {
            FromServer::Taken {
                conversation,
                message_one,
                right,
                how,
                ..
            } => {
                assert_eq!((message_one, *how), (&first_words(), TakenHow::Called));
                Some((*conversation, *right))
            }
            _ => None,
        };
        let (conversation, right) = self.console.page.hear_until(taken).await;
        self.rights.insert(conversation, right);
    }

    /// Answers everybody who has called her.
    pub(super) async fn gives_answers(&mut self) {
        for ticket in self.rights.keys() {
            self.console
                .page
                .say(FromPage::Answer(*ticket, an_answer()))
                .await;
        }
    }

    pub(super) async fn answers(&mut self) {
        self.is_called().await;
        self.gives_answers().await;
    }

    pub(super) async fn says(&mut self, to: TicketId, n: u8) {
        self.console.page.say(FromPage::Envelope(to, said(n))).await;
    }

    pub(super) async fn hears_presence(&mut self, line: &Line, presence: Presence) {
        let wanted = FromServer::Presence(line.ticket(), presence);
        self.console
            .page
            .hear_until(|frame| (*frame == wanted).then_some(()))
            .await;
    }

    pub(super) async fn hears_the_end_of(&mut self, line: &Line) {
        let ticket = line.ticket();
        let ends = async {
            while !self.over.contains(&ticket) {
                self.hear().await;
            }
        };
        let ended = timeout(luwte_test_client::PATIENCE, ends).await;
        assert!(ended.is_ok(), "it is not over");
    }

    /// Her console has lost everything but who is on duty.
    pub(super) fn forgets(&mut self) {
        self.rights.clear();
    }

    /// Comes back on duty after a server was lost, and has everything back to which she has a right.
    pub(super) async fn comes_back(&mut self, helpline: &Helpline) {
        self.console.come_back(helpline).await;
        self.resumes().await;
        let mut not_named: BTreeSet<TicketId> = self.rights.keys().copied().collect();
        let named = async {
            while !not_named.is_empty() {
                if let FromServer::Presence(ticket, _) = self.hear().await {
                    not_named.remove(&ticket);
                }
            }
        };
        let named = timeout(luwte_test_client::PATIENCE, named).await;
        assert!(named.is_ok(), "she does not have them back");
    }

    async fn resumes(&mut self) {
        for right in self.rights.values() {
            self.console.page.say(FromPage::Resume(*right)).await;
        }
    }

    /// The next frame. If the desk began anew she brings her rights again.
    async fn hear(&mut self) -> FromServer {
        let frame = self.console.page.hear().await;
        match &frame {
            FromServer::OnDuty => self.resumes().await,
            FromServer::Ended { conversation, .. } => {
                self.rights.remove(conversation);
                self.over.insert(*conversation);
            }
            _ => {}
        }
        frame
    }

    async fn hears(&mut self, from: TicketId, n: u8) {
        let whole = FromServer::Envelope(from, said(n));
        while self.hear().await != whole {}
    }
}

/// Each says something that the other hears.
pub(super) async fn talk(line: &mut Line, guest: &mut Guest) {
    let (n, ticket) = (rand::random(), line.ticket());
    let hers = async {
        loop {
            line.says(n).await;
            if timeout(SAY_AGAIN, guest.hears(ticket, n)).await.is_ok() {
                break;
            }
        }
        loop {
            guest.says(ticket, !n).await;
            if timeout(SAY_AGAIN, line.hears(!n)).await.is_ok() {
                break;
            }
        }
    };
    let heard = timeout(luwte_test_client::PATIENCE, hers).await;
    assert!(heard.is_ok(), "they do not hear each other");
}

pub(super) fn call(shift: ShiftId) -> FromPage {
    FromPage::Call(shift, first_words())
}

pub(super) fn first_words() -> MessageOne {
    MessageOne::new(vec![1; MessageOne::LENGTH].into()).unwrap()
}

fn an_answer() -> Answer {
    Answer::new(vec![2; Answer::LENGTH].into()).unwrap()
}

fn said(n: u8) -> Envelope {
    Envelope::new(vec![n; Envelope::LENGTH].into()).unwrap()
}
