//! A guest in a conversation: docs/protocol.md, 6.7. What the two who let her in say about her, and how they call her.

use std::fmt;

use luwte_certificates::{
    CHAIN_LENGTH, ChainError, OrganisationRoot, Revocations, VISITOR_TOLERANCE_SECONDS, VerifiedChain,
    verify_chain,
};
use rand_core::CryptoRng;

use crate::answer::{respond, subject};
use crate::key_encapsulation::PskUse;
use crate::rejoin::Rejoin;
use crate::visitor_handshake::same_shift;
use crate::{
    ANSWER_LENGTH, AgreementSecret, AnswerError, Body, Context, ENVELOPE_LENGTH, GuestSecret,
    HandshakeRefused, MESSAGE_ONE_LENGTH, SealError, Session, VisitorHandshake,
};

/// Which end of a conversation calls the guest. Each does, by a handshake of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// The visitor.
    Visitor,
    /// The counsellor who has the conversation.
    Counsellor,
}

/// Why a record about a guest is not sealed. Nothing has changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GuestError {
    /// The other end says this, or nobody does: this is a session with a guest.
    #[error("This end of this session does not say this of a guest.")]
    NotHere,
    /// No envelope can be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// Why the answer of a guest is refused. The other side sees the same whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GuestRefused {
    /// It fails the checks of 5.5.
    #[error("The guest's answer is refused. {0}")]
    Answer(#[from] HandshakeRefused),
    /// The answer holds, but it comes from another guest, or another shift of hers.
    #[error("The answer comes from another shift than the one that was called.")]
    Stranger,
}

/// The handshake of whoever calls a guest, between message one and the answer. It is used once.
pub struct GuestHandshake {
    handshake: VisitorHandshake,
    secret: GuestSecret,
    /// Who must answer.
    to: VerifiedChain,
}

/// An invitation that a guest has accepted.
pub struct Invitation {
    /// The organisation.
    pub root: OrganisationRoot,
    /// The conversation it is about: the one of the visitor and the counsellor.
    pub conversation: [u8; 16],
    /// Who invites: the subject of the counsellor's certificate.
    pub from: [u8; 32],
    /// What stood in her letter.
    pub secret: GuestSecret,
}

/// What a guest's console sends, and what it has from then on.
pub struct Called {
    /// Who called.
    pub caller: Caller,
    /// For the frame ANSWER.
    pub answer: [u8; ANSWER_LENGTH],
    /// The guest's end of the session with whoever called.
    pub session: Session,
}

/// Who a guest is to be, at the time `now` (seconds since 1970), with a visitor's tolerance: whoever is on duty, in
/// whatever role. A page looks before a visitor is asked, and again before she says yes.
///
/// # Errors
/// See [`ChainError`]: then nobody is asked, and the answer is no.
pub fn verify_guest(
    chain: &[u8],
    root: &OrganisationRoot,
    now: u64,
    revocations: &Revocations,
) -> Result<VerifiedChain, ChainError> {
    verify_chain(chain, root, now, VISITOR_TOLERANCE_SECONDS, revocations)
}

impl Session {
    /// The counsellor asks whether a guest may come in. `secret` is fresh, and the guest has it from a letter; `chain` is
    /// that of her shift.
    ///
    /// # Errors
    /// See [`GuestError`].
    pub fn ask_guest(
        &mut self,
        secret: &GuestSecret,
        chain: &[u8; CHAIN_LENGTH],
    ) -> Result<[u8; ENVELOPE_LENGTH], GuestError> {
        self.may_say(Some(Caller::Counsellor))?;
        Ok(self.seal_step(Body::GuestAsked {
            secret: secret.clone(),
            chain: Box::new(*chain),
        })?)
    }

    /// The visitor says whether the guest with this id may come in.
    ///
    /// # Errors
    /// See [`GuestError`].
    pub fn answer_guest(&mut self, id: [u8; 16], yes: bool) -> Result<[u8; ENVELOPE_LENGTH], GuestError> {
        self.may_say(Some(Caller::Visitor))?;
        Ok(self.seal_step(Body::GuestAnswered { id, yes })?)
    }

    /// Either end says that the question is taken back, or that the guest with this id is not in, or no longer.
    ///
    /// # Errors
    /// See [`GuestError`].
    pub fn end_guest(&mut self, id: [u8; 16]) -> Result<[u8; ENVELOPE_LENGTH], GuestError> {
        self.may_say(None)?;
        Ok(self.seal_step(Body::GuestOver(id))?)
    }

    /// Begins a handshake of this end with a guest, whose shift has this chain, which was verified. Draws as
    /// [`VisitorHandshake::begin`] does.
    ///
    /// # Errors
    /// [`GuestError::NotHere`] in a session with a guest.
    pub fn call_guest<R: CryptoRng + ?Sized>(
        &self,
        secret: &GuestSecret,
        to: VerifiedChain,
        rng: &mut R,
    ) -> Result<(GuestHandshake, [u8; MESSAGE_ONE_LENGTH]), GuestError> {
        self.may_say(None)?;
        let Context {
            root, conversation, ..
        } = self.context;
        let context = Context::guest(root, conversation, self.counsellor, self.end());
        Ok(GuestHandshake::begin(context, secret, to, rng))
    }

    /// Which end this is.
    fn end(&self) -> Caller {
        match self.rejoin {
            Rejoin::Visitor(_) => Caller::Visitor,
            Rejoin::Counsellor(_) => Caller::Counsellor,
        }
    }

    fn may_say(&self, end: Option<Caller>) -> Result<(), GuestError> {
        let mine = end.is_none_or(|end| end == self.end());
        if mine && !self.context.with_guest() {
            Ok(())
        } else {
            Err(GuestError::NotHere)
        }
    }
}

impl GuestHandshake {
    /// Begins a handshake in a context made by [`Context::guest`]. Draws as [`VisitorHandshake::begin`] does.
    #[must_use]
    pub fn begin<R: CryptoRng + ?Sized>(
        context: Context,
        secret: &GuestSecret,
        to: VerifiedChain,
        rng: &mut R,
    ) -> (Self, [u8; MESSAGE_ONE_LENGTH]) {
        let (handshake, message_one) = VisitorHandshake::begin(context, rng);
        let secret = secret.clone();
        (
            Self {
                handshake,
                secret,
                to,
            },
            message_one,
        )
    }

    /// Checks who answered, at the time `now` (seconds since 1970). The session's other end is the guest's.
    ///
    /// # Errors
    /// See [`GuestRefused`].
    pub fn finish(
        self,
        answer: &[u8],
        now: u64,
        revocations: &Revocations,
    ) -> Result<(Session, VerifiedChain), GuestRefused> {
        let context = self.handshake.context().clone();
        let what_for = PskUse::Guest(&self.secret);
        let (established, guest) = self.handshake.open(answer, what_for, now, revocations)?;
        if !same_shift(&guest, &self.to) {
            return Err(GuestRefused::Stranger);
        }
        let session = Session::visitor(context, guest.counsellor_key, established);
        Ok((session, guest))
    }
}

/// Answers whoever calls a guest by this invitation, with the keys of the guest's shift. Draws as [`crate::answer`] does,
/// and nothing when message one belongs to neither caller: then there is no answer, and another invitation may be meant.
///
/// Each caller is answered at most once for an invitation. The caller of this function keeps count, and sends no second
/// answer.
///
/// # Errors
/// See [`AnswerError`]; never [`AnswerError::Damaged`].
pub fn answer_called<R: CryptoRng + ?Sized>(
    invitation: &Invitation,
    secret: &AgreementSecret,
    chain: &[u8; CHAIN_LENGTH],
    message_one: &[u8],
    rng: &mut R,
) -> Result<Option<Called>, AnswerError> {
    let Invitation {
        root,
        conversation,
        from,
        ..
    } = *invitation;
    for caller in [Caller::Visitor, Caller::Counsellor] {
        let context = Context::guest(root, conversation, from, caller);
        let what_for = PskUse::Guest(&invitation.secret);
        let (answer, established) = match respond(&context, secret, chain, message_one, what_for, rng) {
            Err(AnswerError::Damaged) => continue,
            answered => answered?,
        };
        let session = Session::counsellor(context, subject(chain)?, established);
        return Ok(Some(Called {
            caller,
            answer,
            session,
        }));
    }
    Ok(None)
}

impl fmt::Debug for GuestHandshake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("GuestHandshake(redacted)")
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Invitation(redacted)")
    }
}

impl fmt::Debug for Called {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Called(redacted)")
    }
}
