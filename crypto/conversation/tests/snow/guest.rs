//! A guest is called (6.7), by either of the two, and snow takes one place after the other.

use luwte_certificates::Revocations;
use luwte_conversation::{
    Caller, Context, GuestHandshake, GuestSecret, Invitation, answer_called, verify_guest,
};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

use crate::ends::{Before, NOW, Shift, prologue, shift};

const CALLERS: [(Caller, u8); 2] = [(Caller::Visitor, 4), (Caller::Counsellor, 5)];

fn before(purpose: u8, secret: &GuestSecret, conversation: &[u8; 16], from: &Shift) -> Before {
    Before {
        salt: b"luwte/1 guest psk",
        secret: *secret.as_bytes(),
        prologue: prologue(purpose, &from.root, conversation, &from.counsellor),
    }
}

#[test]
fn snow_is_a_guest_of_a_hundred_conversations() {
    let rng = &mut ChaCha20Rng::seed_from_u64(6);
    let none = Revocations::default();
    for (caller, purpose) in CALLERS.repeat(50) {
        let (from, to) = (shift("Noor", rng), shift("Sam", rng));
        let secret = GuestSecret::generate(rng);
        let mut conversation = [0; 16];
        rng.fill_bytes(&mut conversation);
        let guest = verify_guest(&to.chain, &to.root, NOW, &none).unwrap();
        let context = Context::guest(from.root, conversation, from.counsellor, caller);
        let (handshake, one) = GuestHandshake::begin(context, &secret, guest, rng);
        let (answered, hash) = before(purpose, &secret, &conversation, &from).answer(&to, &one, rng);
        let (session, verified) = handshake.finish(&answered, NOW, &none).unwrap();
        assert_eq!(verified.counsellor_name, "Sam");
        assert_eq!(session.handshake_hash()[..], hash);
    }
}

#[test]
fn snow_calls_a_hundred_guests() {
    let rng = &mut ChaCha20Rng::seed_from_u64(7);
    for (caller, purpose) in CALLERS.repeat(50) {
        let (from, to) = (shift("Noor", rng), shift("Sam", rng));
        let secret = GuestSecret::generate(rng);
        let mut conversation = [0; 16];
        rng.fill_bytes(&mut conversation);
        let before = before(purpose, &secret, &conversation, &from);
        let (begun, one) = before.begin(rng);
        let invitation = Invitation {
            root: to.root,
            conversation,
            from: from.counsellor,
            secret,
        };
        let called = answer_called(&invitation, &to.agreement, &to.chain, &one, rng).unwrap();
        let called = called.unwrap();
        assert_eq!(called.caller, caller);
        let (chain, hash) = begun.finish(&called.answer);
        assert_eq!(chain, to.chain);
        assert_eq!(called.session.handshake_hash()[..], hash);
    }
}
