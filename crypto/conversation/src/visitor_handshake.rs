use std::fmt;

use luwte_certificates::{
    CHAIN_LENGTH, ChainError, Revocations, VISITOR_TOLERANCE_SECONDS, VerifiedChain, verify_chain,
};
use rand_core::CryptoRng;

use crate::agreement_secret::draw;
use crate::key_encapsulation::{CIPHERTEXT_LENGTH, Decapsulation, PskUse};
use crate::noise::{Established, Initiator, ReadError};
use crate::{ANSWER_LENGTH, Context, MESSAGE_ONE_LENGTH, Session};

/// A visitor's handshake between message one and the answer. It is used once.
pub struct VisitorHandshake {
    context: Context,
    initiator: Initiator,
    decapsulation: Decapsulation,
}

/// Why a visitor's page refuses an answer (5.5). Whatever it is, the other side sees the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandshakeRefused {
    /// Not [`ANSWER_LENGTH`] bytes.
    #[error("The answer is not 1,678 bytes long.")]
    WrongLength,
    /// A Diffie-Hellman result is all zero.
    #[error("A key in the answer is of low order.")]
    LowOrder,
    /// Message two does not decrypt: it was changed, or made for another handshake.
    #[error("The answer does not decrypt.")]
    Damaged,
    /// The chain in it does not hold.
    #[error("The counsellor's chain does not hold. {0}")]
    Chain(#[from] ChainError),
    /// The static key is not the agreement key of the chain's shift.
    #[error("The answer was not made with the key of the counsellor's shift.")]
    OtherKey,
}

/// Whether these are one shift: another one of the same counsellor has other keys.
pub(crate) fn same_shift(one: &VerifiedChain, other: &VerifiedChain) -> bool {
    let keys = |chain: &VerifiedChain| (chain.counsellor_key, chain.signing_key, chain.agreement_key);
    keys(one) == keys(other)
}

impl VisitorHandshake {
    /// Begins a handshake. Draws an ephemeral secret, 32 bytes, and an ML-KEM seed, 64 bytes, from `rng`.
    #[must_use]
    pub fn begin<R: CryptoRng + ?Sized>(context: Context, rng: &mut R) -> (Self, [u8; MESSAGE_ONE_LENGTH]) {
        let ephemeral = draw(rng);
        let decapsulation = Decapsulation::generate(rng);
        let key = decapsulation.encapsulation_key();
        let (initiator, written) = Initiator::write_one(&context.prologue(), ephemeral, &key);
        let mut message_one = [0; MESSAGE_ONE_LENGTH];
        message_one.copy_from_slice(&written);
        (
            Self {
                context,
                initiator,
                decapsulation,
            },
            message_one,
        )
    }

    /// Checks who answered, at the time `now` (seconds since 1970).
    ///
    /// # Errors
    /// See [`HandshakeRefused`]; then there is no session, and no word of hers may leave her page.
    pub fn finish(
        self,
        answer: &[u8],
        now: u64,
        revocations: &Revocations,
    ) -> Result<(Session, VerifiedChain), HandshakeRefused> {
        let context = self.context.clone();
        let (established, verified) = self.open(answer, PskUse::First, now, revocations)?;
        let session = Session::visitor(context, verified.counsellor_key, established);
        Ok((session, verified))
    }

    /// What it is for.
    pub(crate) fn context(&self) -> &Context {
        &self.context
    }

    /// The checks of 5.5 on an answer. A guest may be whoever is on duty: who let her in has seen in which role.
    pub(crate) fn open(
        self,
        answer: &[u8],
        what_for: PskUse,
        now: u64,
        revocations: &Revocations,
    ) -> Result<(Established, VerifiedChain), HandshakeRefused> {
        let answer: &[u8; ANSWER_LENGTH] = answer.try_into().map_err(|_| HandshakeRefused::WrongLength)?;
        let (ciphertext, message_two) = answer
            .split_first_chunk::<CIPHERTEXT_LENGTH>()
            .ok_or(HandshakeRefused::WrongLength)?;
        let psk = self.decapsulation.psk(ciphertext, what_for);
        let (chain, established) = self
            .initiator
            .read_two(&psk, message_two)
            .map_err(|why| match why {
                ReadError::TooShort => HandshakeRefused::WrongLength,
                ReadError::LowOrder => HandshakeRefused::LowOrder,
                ReadError::Damaged => HandshakeRefused::Damaged,
            })?;
        debug_assert_eq!(chain.len(), CHAIN_LENGTH);
        let verified = verify_chain(
            &chain,
            &self.context.root,
            now,
            VISITOR_TOLERANCE_SECONDS,
            revocations,
        )?;
        let verified = match self.context.with_guest() {
            true => verified,
            false => verified.for_visitors()?,
        };
        if verified.agreement_key != established.responder_key {
            return Err(HandshakeRefused::OtherKey);
        }
        Ok((established, verified))
    }
}

impl fmt::Debug for VisitorHandshake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("VisitorHandshake(redacted)")
    }
}
