//! A conversation moves to another counsellor: docs/protocol.md, 6.6. The steps that either end takes.

use luwte_certificates::{
    CHAIN_LENGTH, ChainError, Revocations, VISITOR_TOLERANCE_SECONDS, VerifiedChain, verify_chain,
};
use rand_core::CryptoRng;

use crate::hand_over::{Agreed, Answering, Asked, Asking, HandOver};
use crate::key_encapsulation::PskUse;
use crate::visitor_handshake::same_shift;
use crate::{
    Body, Context, ENVELOPE_LENGTH, HandOverSecret, HandOverStage, HandshakeRefused, SealError, Session,
    VisitorHandshake,
};

/// Why a step of a hand-over is not taken. Nothing has changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandOverError {
    /// This end does not take this step, or not now.
    #[error("This step of a hand-over is not due.")]
    NotNow,
    /// The chain of the other counsellor does not hold. The visitor is not asked, and her page refuses.
    #[error("The other counsellor's chain does not hold. {0}")]
    Chain(#[from] ChainError),
    /// No envelope can be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// Why a visitor's page refuses the answer of the counsellor to whom she was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandOverRefused {
    /// She has agreed to none, or an answer to it was looked at before.
    #[error("No answer to a hand-over is due.")]
    NotNow,
    /// It fails the checks of 5.5.
    #[error("The other counsellor's answer is refused. {0}")]
    Answer(#[from] HandshakeRefused),
    /// The answer holds, but its counsellor, or one of the keys of her shift, is another than the one she agreed to.
    #[error("The answer comes from another shift than the one she agreed to.")]
    Stranger,
}

impl Session {
    /// Where a hand-over stands at this end.
    #[must_use]
    pub fn hand_over(&self) -> HandOverStage {
        self.hand_over.stage()
    }

    /// The counsellor asks whether another may take her place. `secret` is fresh, and the other has it from a letter;
    /// `chain` is that of the other's shift.
    ///
    /// # Errors
    /// See [`HandOverError`]. After one that was taken back it is not due until the visitor is known to have opened that.
    pub fn ask_hand_over(
        &mut self,
        secret: &HandOverSecret,
        chain: &[u8; CHAIN_LENGTH],
    ) -> Result<[u8; ENVELOPE_LENGTH], HandOverError> {
        let HandOver::Counsellor(Asking::Nothing) = self.hand_over else {
            return Err(HandOverError::NotNow);
        };
        if self.context.with_guest() {
            return Err(HandOverError::NotNow);
        }
        let envelope = self.seal_step(Body::HandOverAsked {
            secret: secret.clone(),
            chain: Box::new(*chain),
        })?;
        self.hand_over = HandOver::Counsellor(Asking::Asked);
        Ok(envelope)
    }

    /// The counsellor takes back what she asked, answered or not. The conversation goes on as before.
    ///
    /// # Errors
    /// See [`HandOverError`].
    pub fn withdraw_hand_over(&mut self) -> Result<[u8; ENVELOPE_LENGTH], HandOverError> {
        let sequence = self.sent();
        let next = match self.hand_over {
            HandOver::Counsellor(Asking::Asked) => Asking::Withdrawn { sequence },
            HandOver::Counsellor(Asking::Agreed) => Asking::Nothing,
            _ => return Err(HandOverError::NotNow),
        };
        let envelope = self.seal_step(Body::HandOverWithdrawn)?;
        self.hand_over = HandOver::Counsellor(next);
        Ok(envelope)
    }

    /// Who is to take the counsellor's place, checked at the time `now` (seconds since 1970): what the visitor is shown.
    ///
    /// # Errors
    /// [`HandOverError::NotNow`], or [`HandOverError::Chain`]: then she is not asked, and her page refuses.
    pub fn handed_to(&self, now: u64, revocations: &Revocations) -> Result<VerifiedChain, HandOverError> {
        let asked = self.asked()?;
        let root = &self.context.root;
        Ok(verify_chain(
            asked.chain.as_slice(),
            root,
            now,
            VISITOR_TOLERANCE_SECONDS,
            revocations,
        )?
        .for_visitors()?)
    }

    /// The visitor agrees. Checks once more who it is, and draws as [`VisitorHandshake::begin`] does. From now on she
    /// writes nothing more to this counsellor, unless it is taken back.
    ///
    /// # Errors
    /// See [`HandOverError`].
    pub fn agree_hand_over<R: CryptoRng + ?Sized>(
        &mut self,
        now: u64,
        revocations: &Revocations,
        rng: &mut R,
    ) -> Result<[u8; ENVELOPE_LENGTH], HandOverError> {
        let to = self.handed_to(now, revocations)?;
        let secret = self.asked()?.secret.clone();
        let context = Context::hand_over(self.context.root, self.context.conversation, self.counsellor);
        let (handshake, message_one) = VisitorHandshake::begin(context, rng);
        let envelope = self.seal_step(Body::HandOverAgreed(Box::new(message_one)))?;
        self.hand_over = HandOver::Visitor(Answering::Agreed(Some(Box::new(Agreed {
            handshake,
            secret,
            to,
        }))));
        Ok(envelope)
    }

    /// The visitor would rather stay, or the chain does not hold.
    ///
    /// # Errors
    /// See [`HandOverError`].
    pub fn refuse_hand_over(&mut self) -> Result<[u8; ENVELOPE_LENGTH], HandOverError> {
        self.asked()?;
        let sequence = self.sent();
        let envelope = self.seal_step(Body::HandOverRefused)?;
        self.hand_over = HandOver::Visitor(Answering::Refused { sequence });
        Ok(envelope)
    }

    /// The visitor checks the answer of the counsellor she agreed to, at the time `now` (seconds since 1970). It is
    /// looked at once. Afterwards this is the session with that counsellor, whose sequence numbers begin at 0, and the
    /// keys of before are gone.
    ///
    /// # Errors
    /// See [`HandOverRefused`]; the session is still the one of before.
    pub fn finish_hand_over(
        &mut self,
        answer: &[u8],
        now: u64,
        revocations: &Revocations,
    ) -> Result<VerifiedChain, HandOverRefused> {
        let HandOver::Visitor(Answering::Agreed(agreed)) = &mut self.hand_over else {
            return Err(HandOverRefused::NotNow);
        };
        let agreed = *agreed.take().ok_or(HandOverRefused::NotNow)?;
        let what_for = PskUse::HandOver(&agreed.secret);
        let (established, to) = agreed.handshake.open(answer, what_for, now, revocations)?;
        if !same_shift(&to, &agreed.to) {
            return Err(HandOverRefused::Stranger);
        }
        *self = Self::visitor(self.context.begins_anew(), to.counsellor_key, established);
        Ok(to)
    }

    fn asked(&self) -> Result<&Asked, HandOverError> {
        match &self.hand_over {
            HandOver::Visitor(Answering::Asked(asked)) => Ok(asked),
            _ => Err(HandOverError::NotNow),
        }
    }
}
