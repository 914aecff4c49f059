use bytes::Bytes;
use luwte_certificates::OrganisationRoot;
use luwte_conversation::{Context, Joiner, Session, answer};
use luwte_wire::{Answer, Chain, DutyProof, FromPage, FromServer, TicketId};

use crate::organisation::OnDuty;
use crate::visitor::{hear, say};
use crate::{Helpline, Organisation, Page};

/// A counsellor without a browser, with at most one conversation.
pub struct Counsellor {
    /// The console's socket.
    pub page: Page,
    root: OrganisationRoot,
    shift: OnDuty,
    conversation: Option<(TicketId, Session)>,
    joiner: Joiner,
}

impl Counsellor {
    /// Goes on duty.
    pub async fn report(helpline: &Helpline, organisation: &Organisation, name: &str) -> Self {
        let mut counsellor =
            Self::with_shift(helpline, organisation.root(), organisation.shift(name, 2)).await;
        counsellor.prove().await;
        counsellor
            .page
            .hear_until(|frame| matches!(frame, FromServer::OnDuty).then_some(()))
            .await;
        counsellor
    }

    /// A console with a shift of one organisation, that reports to the helpline of another.
    pub async fn with_shift_of(helpline: &Helpline, theirs: &Organisation, root: OrganisationRoot) -> Self {
        Self::with_shift(helpline, root, theirs.shift("Stranger", 2)).await
    }

    async fn with_shift(helpline: &Helpline, root: OrganisationRoot, shift: OnDuty) -> Self {
        let page = Page::open(helpline).await;
        Self {
            page,
            root,
            shift,
            conversation: None,
            joiner: Joiner::default(),
        }
    }

    /// REPORT and DUTY on the present socket, without waiting for what the server thinks of it.
    pub async fn prove(&mut self) {
        self.page.say(FromPage::Report).await;
        let nonce = self
            .page
            .hear_until(|frame| match frame {
                FromServer::Challenge(nonce) => Some(*nonce),
                _ => None,
            })
            .await;
        let proof = DutyProof(self.shift.signer.prove_duty(&nonce.0, &self.root));
        self.page
            .say(FromPage::Duty(Box::new(Chain(self.shift.chain)), proof))
            .await;
    }

    /// Takes who is next and answers her.
    pub async fn take(&mut self) -> TicketId {
        self.page.say(FromPage::TakeNext).await;
        let (ticket, message_one) = self
            .page
            .hear_until(|frame| match frame {
                FromServer::Taken {
                    conversation,
                    message_one,
                    ..
                } => Some((*conversation, message_one.clone())),
                FromServer::NotTaken(why) => panic!("nobody was taken: {why:?}"),
                _ => None,
            })
            .await;
        let context = Context::first(self.root, ticket.0);
        let (reply, session) = answer(
            &context,
            &self.shift.agreement,
            &self.shift.chain,
            message_one.as_bytes(),
            &mut rand::rng(),
        )
        .unwrap();
        self.page
            .say(FromPage::Answer(
                ticket,
                Answer::new(Bytes::copy_from_slice(&reply)).unwrap(),
            ))
            .await;
        self.conversation = Some((ticket, session));
        ticket
    }

    /// Says a text.
    pub async fn say(&mut self, text: &str) {
        let (ticket, session) = self.conversation.as_mut().unwrap();
        say(&mut self.page, *ticket, session, text).await;
    }

    /// The next text of the visitor.
    pub async fn hear(&mut self) -> String {
        let (ticket, session) = self.conversation.as_mut().unwrap();
        hear(&mut self.page, *ticket, session, &mut self.joiner).await
    }
}
