//! A visitor is handed over (6.6), and snow takes one place after the other.

use luwte_certificates::Revocations;
use luwte_conversation::{
    Body, Context, HandOverSecret, Session, VisitorHandshake, answer, answer_hand_over,
};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

use crate::ends::{Before, NOW, Shift, prologue, shift};

fn before(secret: &HandOverSecret, conversation: &[u8; 16], from: &Shift) -> Before {
    Before {
        salt: b"luwte/1 hand-over psk",
        secret: *secret.as_bytes(),
        prologue: prologue(3, &from.root, conversation, &from.counsellor),
    }
}

/// A visitor who talks with the first and has agreed to go to the second; her message one.
fn agreed(
    (from, to): (&Shift, &Shift),
    secret: &HandOverSecret,
    conversation: [u8; 16],
    rng: &mut ChaCha20Rng,
) -> (Session, [u8; 1_232]) {
    let context = Context::first(from.root, conversation);
    let (handshake, one) = VisitorHandshake::begin(context.clone(), rng);
    let (answered, mut counsellor) = answer(&context, &from.agreement, &from.chain, &one, rng).unwrap();
    let none = Revocations::default();
    let (mut visitor, _) = handshake.finish(&answered, NOW, &none).unwrap();
    visitor
        .open(&counsellor.ask_hand_over(secret, &to.chain).unwrap())
        .unwrap();
    let envelope = visitor.agree_hand_over(NOW, &none, rng).unwrap();
    match counsellor.open(&envelope).unwrap().body {
        Body::HandOverAgreed(one) => (visitor, *one),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_hundred_visitors_are_handed_over_to_snow() {
    let rng = &mut ChaCha20Rng::seed_from_u64(6);
    for _ in 0..100 {
        let (from, to) = (shift("Noor", rng), shift("Sam", rng));
        let secret = HandOverSecret::generate(rng);
        let mut conversation = [0; 16];
        rng.fill_bytes(&mut conversation);
        let (mut visitor, one) = agreed((&from, &to), &secret, conversation, rng);
        let (answered, hash) = before(&secret, &conversation, &from).answer(&to, &one, rng);
        let verified = visitor
            .finish_hand_over(&answered, NOW, &Revocations::default())
            .unwrap();
        assert_eq!(verified.counsellor_name, "Sam");
        assert_eq!(visitor.handshake_hash()[..], hash);
    }
}

#[test]
fn snow_is_handed_over_to_a_hundred_counsellors() {
    let rng = &mut ChaCha20Rng::seed_from_u64(7);
    for _ in 0..100 {
        let (from, to) = (shift("Noor", rng), shift("Sam", rng));
        let secret = HandOverSecret::generate(rng);
        let mut conversation = [0; 16];
        rng.fill_bytes(&mut conversation);
        let before = before(&secret, &conversation, &from);
        let (begun, one) = before.begin(rng);
        let context = Context::hand_over(to.root, conversation, from.counsellor);
        let (answered, session) =
            answer_hand_over(&context, &secret, &to.agreement, &to.chain, &one, rng).unwrap();
        let (chain, hash) = begun.finish(&answered);
        assert_eq!(chain, to.chain);
        assert_eq!(session.handshake_hash()[..], hash);
    }
}
