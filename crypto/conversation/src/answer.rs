use luwte_certificates::{CHAIN_LENGTH, IDENTITY_CERTIFICATE_LENGTH};
use rand_core::CryptoRng;

use crate::agreement_secret::draw;
use crate::key_encapsulation::{PskUse, encapsulate};
use crate::noise::{Established, LowOrder, ReadError, Responder};
use crate::{
    ANSWER_LENGTH, AgreementSecret, Context, ENCAPSULATION_KEY_LENGTH, HandOverSecret, MESSAGE_ONE_LENGTH,
    Session,
};

/// Where the subject of the counsellor's certificate begins in a chain (4.2).
const COUNSELLOR_KEY: usize = IDENTITY_CERTIFICATE_LENGTH + 10;

/// Why a counsellor's console does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// Message one is not [`MESSAGE_ONE_LENGTH`] bytes.
    #[error("Message one is not 1,232 bytes long.")]
    WrongLength,
    /// Message one does not decrypt: it was changed, or made for another conversation or organisation.
    #[error("Message one does not decrypt.")]
    Damaged,
    /// The ML-KEM key fails the check of FIPS 203, 7.2.
    #[error("The encapsulation key in message one is not valid.")]
    EncapsulationKey,
    /// A Diffie-Hellman result is all zero.
    #[error("The key in message one is of low order.")]
    LowOrder,
}

impl From<LowOrder> for AnswerError {
    fn from(_: LowOrder) -> Self {
        Self::LowOrder
    }
}

/// Answers a visitor's message one with the keys of a shift. Draws an ML-KEM message, 32 bytes, and an ephemeral
/// secret, 32 bytes, from `rng`.
///
/// The chain is sent as it is: whether it holds, and belongs to `secret`, is for the visitor to find.
///
/// # Errors
/// See [`AnswerError`].
pub fn answer<R: CryptoRng + ?Sized>(
    context: &Context,
    secret: &AgreementSecret,
    chain: &[u8; CHAIN_LENGTH],
    message_one: &[u8],
    rng: &mut R,
) -> Result<([u8; ANSWER_LENGTH], Session), AnswerError> {
    let (answer, established) = respond(context, secret, chain, message_one, PskUse::First, rng)?;
    let session = Session::counsellor(context.clone(), subject(chain)?, established);
    Ok((answer, session))
}

/// Answers the message one of a visitor who was handed over (6.6), with the keys of a shift and the secret from the
/// letter. `context` is [`Context::hand_over`] from the counsellor who wrote it. Draws as [`answer`] does.
///
/// # Errors
/// See [`AnswerError`].
pub fn answer_hand_over<R: CryptoRng + ?Sized>(
    context: &Context,
    hand_over: &HandOverSecret,
    secret: &AgreementSecret,
    chain: &[u8; CHAIN_LENGTH],
    message_one: &[u8],
    rng: &mut R,
) -> Result<([u8; ANSWER_LENGTH], Session), AnswerError> {
    let what_for = PskUse::HandOver(hand_over);
    let (answer, established) = respond(context, secret, chain, message_one, what_for, rng)?;
    let session = Session::counsellor(context.begins_anew(), subject(chain)?, established);
    Ok((answer, session))
}

/// The counsellor's key in a chain.
pub(crate) fn subject(chain: &[u8; CHAIN_LENGTH]) -> Result<[u8; 32], AnswerError> {
    let subject = chain.get(COUNSELLOR_KEY..).and_then(<[u8]>::first_chunk);
    subject.copied().ok_or(AnswerError::WrongLength)
}

/// The responder's side of a handshake.
pub(crate) fn respond<R: CryptoRng + ?Sized>(
    context: &Context,
    secret: &AgreementSecret,
    chain: &[u8; CHAIN_LENGTH],
    message_one: &[u8],
    what_for: PskUse,
    rng: &mut R,
) -> Result<([u8; ANSWER_LENGTH], Established), AnswerError> {
    let message_one: &[u8; MESSAGE_ONE_LENGTH] =
        message_one.try_into().map_err(|_| AnswerError::WrongLength)?;
    let (responder, payload) =
        Responder::read_one(&context.prologue(), message_one).map_err(|why| match why {
            ReadError::TooShort => AnswerError::WrongLength,
            ReadError::LowOrder => AnswerError::LowOrder,
            ReadError::Damaged => AnswerError::Damaged,
        })?;
    let key = payload
        .first_chunk::<ENCAPSULATION_KEY_LENGTH>()
        .ok_or(AnswerError::WrongLength)?;
    let (ciphertext, psk) = encapsulate(key, what_for, rng).ok_or(AnswerError::EncapsulationKey)?;
    let ephemeral = draw(rng);
    let (message_two, established) = responder.write_two(&secret.0, &ephemeral, &psk, chain)?;
    let mut answer = [0; ANSWER_LENGTH];
    answer.copy_from_slice(&[ciphertext.as_slice(), &message_two].concat());
    Ok((answer, established))
}
