//! Fresh keys for the same two: docs/protocol.md, 6.5. Three records inside the channel, and each direction changes its
//! keys at a point in its own order.

use std::fmt;

use luwte_certificates::{CHAIN_LENGTH, Revocations};
use rand_core::CryptoRng;

use crate::answer::respond;
use crate::key_encapsulation::PskUse;
use crate::noise::{CipherState, ExportedSecret};
use crate::{
    ANSWER_LENGTH, AgreementSecret, AnswerError, Body, ENVELOPE_LENGTH, HandshakeRefused, MESSAGE_ONE_LENGTH,
    SealError, Session, VisitorHandshake,
};

/// Where a rejoin stands at one end.
pub(crate) enum Rejoin {
    /// The visitor's end. A handshake waits for its answer while a rejoin is under way.
    Visitor(Option<Box<VisitorHandshake>>),
    /// The counsellor's end.
    Counsellor(Answering),
}

/// How far the counsellor's end is.
pub(crate) enum Answering {
    /// No rejoin is under way.
    Idle,
    /// Message one was opened and must be answered.
    Asked,
    /// The answer was sealed. These come into use when the visitor says that she accepts it.
    Answered(Box<Next>),
}

/// What comes into use for what the visitor sends.
pub(crate) struct Next {
    receiving: CipherState,
    exported: ExportedSecret,
    handshake_hash: [u8; 32],
}

/// Why a rejoin does not go on. Towards the other end it is damage: the conversation stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RejoinError {
    /// This end does not take this step, or not now.
    #[error("This step of a rejoin is not due.")]
    NotNow,
    /// The visitor's message one is refused.
    #[error("The visitor's message is refused. {0}")]
    MessageOne(#[from] AnswerError),
    /// The counsellor's answer is refused.
    #[error("The counsellor's answer is refused. {0}")]
    Answer(#[from] HandshakeRefused),
    /// The answer holds, but it comes from another counsellor.
    #[error("The answer comes from another counsellor than the one in this conversation.")]
    Stranger,
    /// No envelope can be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl Rejoin {
    pub(crate) const VISITOR: Self = Self::Visitor(None);
    pub(crate) const COUNSELLOR: Self = Self::Counsellor(Answering::Idle);

    /// Whether contents of this kind may come now.
    pub(crate) fn may_open(&self, body: &Body) -> bool {
        match body {
            Body::Rejoin(_) => matches!(self, Self::Counsellor(Answering::Idle)),
            Body::RejoinAnswer(_) => matches!(self, Self::Visitor(Some(_))),
            Body::RejoinDone => matches!(self, Self::Counsellor(Answering::Answered(_))),
            _ => true,
        }
    }
}

impl Session {
    /// The visitor asks for fresh keys. Draws as [`VisitorHandshake::begin`] does. None while a rejoin is under way, and
    /// at the counsellor's end.
    ///
    /// # Errors
    /// [`SealError::Exhausted`].
    pub fn begin_rejoin<R: CryptoRng + ?Sized>(
        &mut self,
        rng: &mut R,
    ) -> Result<Option<[u8; ENVELOPE_LENGTH]>, SealError> {
        let Rejoin::Visitor(None) = self.rejoin else {
            return Ok(None);
        };
        let context = self.context.rejoin(self.counsellor);
        let (handshake, message_one) = VisitorHandshake::begin(context, rng);
        let envelope = self.seal_step(Body::Rejoin(Box::new(message_one)))?;
        self.rejoin = Rejoin::Visitor(Some(Box::new(handshake)));
        Ok(Some(envelope))
    }

    /// The counsellor answers a message one that was just opened, and seals with the fresh keys from now on. Draws as
    /// [`crate::answer`] does.
    ///
    /// # Errors
    /// See [`RejoinError`]; the conversation stops.
    pub fn answer_rejoin<R: CryptoRng + ?Sized>(
        &mut self,
        message_one: &[u8; MESSAGE_ONE_LENGTH],
        secret: &AgreementSecret,
        chain: &[u8; CHAIN_LENGTH],
        rng: &mut R,
    ) -> Result<[u8; ENVELOPE_LENGTH], RejoinError> {
        let Rejoin::Counsellor(Answering::Asked) = self.rejoin else {
            return Err(RejoinError::NotNow);
        };
        let context = self.context.rejoin(self.counsellor);
        let before = PskUse::Rejoin(&self.exported);
        let (answer, established) = respond(&context, secret, chain, message_one, before, rng)?;
        let envelope = self.seal_step(Body::RejoinAnswer(Box::new(answer)))?;
        self.sending = established.to_initiator.starting_at(self.sent());
        self.rejoin = Rejoin::Counsellor(Answering::Answered(Box::new(Next {
            receiving: established.to_responder,
            exported: established.exported,
            handshake_hash: established.handshake_hash,
        })));
        Ok(envelope)
    }

    /// The visitor checks an answer that was just opened, at the time `now` (seconds since 1970), and uses the fresh keys
    /// from now on.
    ///
    /// # Errors
    /// See [`RejoinError`]; the conversation stops.
    pub fn finish_rejoin(
        &mut self,
        answer: &[u8; ANSWER_LENGTH],
        now: u64,
        revocations: &Revocations,
    ) -> Result<[u8; ENVELOPE_LENGTH], RejoinError> {
        let Rejoin::Visitor(handshake) = &mut self.rejoin else {
            return Err(RejoinError::NotNow);
        };
        let handshake = handshake.take().ok_or(RejoinError::NotNow)?;
        let (established, verified) =
            handshake.open(answer, PskUse::Rejoin(&self.exported), now, revocations)?;
        if verified.counsellor_key != self.counsellor {
            return Err(RejoinError::Stranger);
        }
        let envelope = self.seal_step(Body::RejoinDone)?;
        self.receiving = established.to_initiator.starting_at(self.received());
        self.sending = established.to_responder.starting_at(self.sent());
        self.exported = established.exported;
        self.handshake_hash = established.handshake_hash;
        Ok(envelope)
    }

    /// What an opened step changes at the counsellor's end.
    pub(crate) fn rejoin_step_opened(&mut self, body: &Body) {
        let Rejoin::Counsellor(answering) = &mut self.rejoin else {
            return;
        };
        match body {
            Body::Rejoin(_) => *answering = Answering::Asked,
            Body::RejoinDone => {
                if let Answering::Answered(next) = std::mem::replace(answering, Answering::Idle) {
                    self.receiving = next.receiving.starting_at(self.receiving.nonce());
                    self.exported = next.exported;
                    self.handshake_hash = next.handshake_hash;
                }
            }
            _ => {}
        }
    }
}

impl fmt::Debug for Rejoin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Rejoin(redacted)")
    }
}
