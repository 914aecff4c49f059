//! A visitor whose page lost its keys comes back into her conversation: docs/protocol.md, 6.10.

use luwte_certificates::{CHAIN_LENGTH, Revocations};
use rand_core::CryptoRng;

use crate::answer::{respond, subject};
use crate::key_encapsulation::PskUse;
use crate::{
    ANSWER_LENGTH, AgreementSecret, AnswerError, BackSecret, Context, ENVELOPE_LENGTH, HandshakeRefused,
    MESSAGE_ONE_LENGTH, Session, VisitorHandshake,
};

/// No envelope has this number: a key would have been used up before (Noise, section 5.1).
const MARK: [u8; 8] = [0xff; 8];

/// The handshake of somebody who comes back was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BackRefused {
    /// The answer does not hold.
    #[error(transparent)]
    Answer(#[from] HandshakeRefused),
    /// Somebody else answered than the counsellor she talked with.
    #[error("Another counsellor answered.")]
    Stranger,
}

/// Checks who answered a visitor who comes back: with the secret that her folder kept, and nobody but the counsellor of
/// this context, [`Context::coming_back`]. `now` in seconds.
///
/// # Errors
/// See [`BackRefused`]; then there is no session, and no word of hers may leave her page.
pub fn finish_coming_back(
    handshake: VisitorHandshake,
    back: &BackSecret,
    answer: &[u8],
    now: u64,
    revocations: &Revocations,
) -> Result<Session, BackRefused> {
    let context = handshake.context().clone();
    let (established, verified) = handshake.open(answer, PskUse::Back(back), now, revocations)?;
    if !context.is_with(verified.counsellor_key) {
        return Err(BackRefused::Stranger);
    }
    Ok(Session::visitor(
        context.begins_anew(),
        verified.counsellor_key,
        established,
    ))
}

/// Answers the message one of a visitor who comes back, with the secret that her page had said. `context` is
/// [`Context::coming_back`] with the counsellor's own key. Draws as [`crate::answer`] does.
///
/// # Errors
/// See [`AnswerError`].
pub fn answer_coming_back<R: CryptoRng + ?Sized>(
    context: &Context,
    back: &BackSecret,
    secret: &AgreementSecret,
    chain: &[u8; CHAIN_LENGTH],
    message_one: &[u8],
    rng: &mut R,
) -> Result<([u8; ANSWER_LENGTH], Session), AnswerError> {
    let what_for = PskUse::Back(back);
    let (answer, established) = respond(context, secret, chain, message_one, what_for, rng)?;
    let session = Session::counsellor(context.begins_anew(), subject(chain)?, established);
    Ok((answer, session))
}

/// An envelope that carries message one of somebody who comes back, and with which secret she does: [`BackSecret::id`].
#[must_use]
pub fn carry_message_one(message_one: &[u8; MESSAGE_ONE_LENGTH], id: &[u8; 16]) -> [u8; ENVELOPE_LENGTH] {
    carry(&[message_one.as_slice(), id].concat())
}

/// An envelope that carries the answer to it.
#[must_use]
pub fn carry_answer(answer: &[u8; ANSWER_LENGTH]) -> [u8; ENVELOPE_LENGTH] {
    carry(answer)
}

/// Message one in an envelope, if it is one that carries it, and the name of the secret.
#[must_use]
pub fn carried_message_one(envelope: &[u8; ENVELOPE_LENGTH]) -> Option<([u8; MESSAGE_ONE_LENGTH], [u8; 16])> {
    let both: [u8; MESSAGE_ONE_LENGTH + 16] = carried(envelope)?;
    let (message_one, id) = both.split_first_chunk()?;
    Some((*message_one, id.try_into().ok()?))
}

/// The answer in an envelope, if it is one that carries it.
#[must_use]
pub fn carried_answer(envelope: &[u8; ENVELOPE_LENGTH]) -> Option<[u8; ANSWER_LENGTH]> {
    carried(envelope)
}

fn carry(message: &[u8]) -> [u8; ENVELOPE_LENGTH] {
    let mut envelope = [0; ENVELOPE_LENGTH];
    let bytes = MARK.iter().chain(message);
    envelope.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    envelope
}

fn carried<const N: usize>(envelope: &[u8; ENVELOPE_LENGTH]) -> Option<[u8; N]> {
    let rest = envelope.strip_prefix(&MARK)?;
    let (message, padding) = rest.split_first_chunk()?;
    padding.iter().all(|byte| *byte == 0).then_some(*message)
}
