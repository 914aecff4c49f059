use bytes::Bytes;
use luwte_certificates::{OrganisationRoot, Revocations};
use luwte_conversation::{Contents, Context, Joiner, Session, VisitorHandshake, split_text};
use luwte_wire::{Envelope, FromPage, FromServer, MessageOne, TicketId, Token};

use crate::organisation::now_seconds;
use crate::{Helpline, Page};

/// A visitor without a browser.
pub struct Visitor {
    /// Her socket.
    pub page: Page,
    /// Her token.
    pub token: Token,
    /// Her ticket, which is also her conversation.
    pub ticket: TicketId,
    handshake: Option<VisitorHandshake>,
    session: Option<Session>,
    joiner: Joiner,
}

impl Visitor {
    /// Arrives and begins to wait.
    pub async fn arrive(helpline: &Helpline, root: OrganisationRoot) -> Self {
        let mut page = Page::open(helpline).await;
        page.say(FromPage::Arrive).await;
        let token = page
            .hear_until(|frame| match frame {
                FromServer::Ticket(token) => Some(*token),
                _ => None,
            })
            .await;
        let ticket = TicketId(token.0[..16].try_into().unwrap());
        let (handshake, message_one) =
            VisitorHandshake::begin(Context::first(root, ticket.0), &mut rand::rng());
        page.say(FromPage::Wait(
            MessageOne::new(Bytes::copy_from_slice(&message_one)).unwrap(),
        ))
        .await;
        Self {
            page,
            token,
            ticket,
            handshake: Some(handshake),
            session: None,
            joiner: Joiner::default(),
        }
    }

    /// Waits for the counsellor's answer, verifies it, and returns the counsellor's name.
    pub async fn meet(&mut self) -> String {
        let answer = self
            .page
            .hear_until(|frame| match frame {
                FromServer::Answered(_, answer) => Some(answer.clone()),
                _ => None,
            })
            .await;
        let handshake = self.handshake.take().unwrap();
        let (session, chain) = handshake
            .finish(answer.as_bytes(), now_seconds(), &Revocations::default())
            .unwrap();
        self.session = Some(session);
        chain.counsellor_name
    }

    /// Says a text.
    pub async fn say(&mut self, text: &str) {
        say(&mut self.page, self.ticket, self.session.as_mut().unwrap(), text).await;
    }

    /// The next text of the counsellor.
    pub async fn hear(&mut self) -> String {
        hear(
            &mut self.page,
            self.ticket,
            self.session.as_mut().unwrap(),
            &mut self.joiner,
        )
        .await
    }
}

pub(crate) async fn say(page: &mut Page, conversation: TicketId, session: &mut Session, text: &str) {
    for body in split_text(text).unwrap() {
        let contents = Contents {
            typing: false,
            acknowledged: session.received(),
            body,
        };
        let envelope = session.seal(&contents).unwrap();
        let envelope = Envelope::new(Bytes::copy_from_slice(&envelope)).unwrap();
        page.say(FromPage::Envelope(conversation, envelope)).await;
    }
}

pub(crate) async fn hear(
    page: &mut Page,
    conversation: TicketId,
    session: &mut Session,
    joiner: &mut Joiner,
) -> String {
    loop {
        let envelope = page
            .hear_until(|frame| match frame {
                FromServer::Envelope(from, envelope) if *from == conversation => Some(envelope.clone()),
                _ => None,
            })
            .await;
        let contents = session.open(envelope.as_bytes()).unwrap();
        if let Some(text) = joiner.push(&contents.body).unwrap() {
            return text.to_string();
        }
    }
}
