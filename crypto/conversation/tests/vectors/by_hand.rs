//! The keys of a conversation from the layer below it, for whoever seals what no honest end does.

use luwte_conversation::noise::{CipherState, Responder};
use x25519_dalek::StaticSecret;

use crate::sessions::{Transcript, psk};

/// Envelope `sequence` of the end `from`, with a key that was replaced `rekeys` times.
pub(crate) fn sealed_by_hand(
    base: &Transcript,
    from: &str,
    sequence: u64,
    rekeys: u64,
    associated: &[u8],
    plain: &[u8],
) -> Vec<u8> {
    sealed_under(cipher_state(base, from), sequence, rekeys, associated, plain)
}

/// The same under the first key of a direction.
pub(crate) fn sealed_under(
    mut state: CipherState,
    sequence: u64,
    rekeys: u64,
    associated: &[u8],
    plain: &[u8],
) -> Vec<u8> {
    for step in 0..sequence {
        state.encrypt_with_ad(&[], &[]).unwrap();
        if step < rekeys {
            state.rekey();
        }
    }
    let number = sequence.to_be_bytes();
    [&number[..], &state.encrypt_with_ad(associated, plain).unwrap()].concat()
}

/// The keys of a session, from the layer below it.
fn cipher_state(base: &Transcript, from: &str) -> CipherState {
    let random: [u8; 64] = array(&base.counsellor_random);
    let visitor: [u8; 96] = array(&base.visitor_random);
    let message_one: [u8; 1_232] = array(&base.message_one);
    let psk = psk(&visitor[32..], &array::<1_678>(&base.answer)[..1_088]);
    let (responder, _) = Responder::read_one(&base.context().prologue(), &message_one).unwrap();
    let own = StaticSecret::from(array::<32>(&base.agreement_secret));
    let ephemeral = StaticSecret::from(<[u8; 32]>::try_from(&random[32..]).unwrap());
    let chain = hex::decode(&base.chain).unwrap();
    let (_, established) = responder.write_two(&own, &ephemeral, &psk, &chain).unwrap();
    if from == "visitor" {
        established.to_responder
    } else {
        established.to_initiator
    }
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap().try_into().unwrap()
}
