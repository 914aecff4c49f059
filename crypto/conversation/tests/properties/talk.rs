//! The two ends of a conversation, and what is on its way between them.

use std::collections::VecDeque;

use super::*;

/// The two ends and what is on its way between them, in order.
pub(crate) struct Talk {
    pub(crate) visitor: Session,
    pub(crate) counsellor: Session,
    pub(crate) to_visitor: VecDeque<Vec<u8>>,
    pub(crate) to_counsellor: VecDeque<Vec<u8>>,
    pub(crate) heard: [Vec<String>; 2],
    /// The last message one of a hand-over that the counsellor has opened.
    pub(crate) agreed: Option<Box<[u8; MESSAGE_ONE_LENGTH]>>,
    pub(crate) rng: ChaCha20Rng,
}

impl Talk {
    pub(crate) fn begin(seed: u64) -> Self {
        let (visitor, counsellor) = shake_hands(seed);
        Self {
            visitor,
            counsellor,
            to_visitor: VecDeque::new(),
            to_counsellor: VecDeque::new(),
            heard: Default::default(),
            agreed: None,
            rng: ChaCha20Rng::seed_from_u64(seed),
        }
    }

    pub(crate) fn visitor_says(&mut self, text: &str) {
        let envelope = self.visitor.seal(&said_after(&self.visitor, text)).unwrap();
        self.to_counsellor.push_back(envelope.to_vec());
    }

    pub(crate) fn counsellor_says(&mut self, text: &str) {
        let envelope = self.counsellor.seal(&said_after(&self.counsellor, text)).unwrap();
        self.to_visitor.push_back(envelope.to_vec());
    }

    /// Whether one began: none is under way.
    pub(crate) fn rejoin(&mut self) -> bool {
        let envelope = self.visitor.begin_rejoin(&mut self.rng).unwrap();
        envelope.is_some_and(|envelope| {
            self.to_counsellor.push_back(envelope.to_vec());
            true
        })
    }

    pub(crate) fn counsellor_hears(&mut self) {
        let Some(envelope) = self.to_counsellor.pop_front() else {
            return;
        };
        match self.counsellor.open(&envelope).unwrap().body {
            Body::Rejoin(one) => {
                let agreement = AgreementSecret::from_bytes(&SHIFT.agreement);
                let reply = self
                    .counsellor
                    .answer_rejoin(&one, &agreement, &SHIFT.chain, &mut self.rng);
                self.to_visitor.push_back(reply.unwrap().to_vec());
            }
            Body::HandOverAgreed(one) => self.agreed = Some(one),
            body => self.heard[1].extend(words(&body)),
        }
        assert_eq!(self.counsellor.open(&envelope), Err(OpenError::Replayed));
    }

    pub(crate) fn visitor_hears(&mut self) {
        let Some(envelope) = self.to_visitor.pop_front() else {
            return;
        };
        match self.visitor.open(&envelope).unwrap().body {
            Body::RejoinAnswer(answer) => {
                let done = self.visitor.finish_rejoin(&answer, NOW, &Revocations::default());
                self.to_counsellor.push_back(done.unwrap().to_vec());
            }
            body => self.heard[0].extend(words(&body)),
        }
        assert_eq!(self.visitor.open(&envelope), Err(OpenError::Replayed));
    }

    pub(crate) fn everything_arrives(&mut self) {
        while !(self.to_visitor.is_empty() && self.to_counsellor.is_empty()) {
            self.counsellor_hears();
            self.visitor_hears();
        }
    }
}

/// A text that acknowledges all that was opened, as an honest end's does.
fn said_after(session: &Session, text: &str) -> Contents {
    Contents {
        acknowledged: session.received(),
        ..text_contents(text)
    }
}

fn words(body: &Body) -> Option<String> {
    match body {
        Body::Text { bytes, .. } => Some(String::from_utf8(bytes.to_vec()).unwrap()),
        _ => None,
    }
}
