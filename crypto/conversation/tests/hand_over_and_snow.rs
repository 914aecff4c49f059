//! Snow takes one place after the other in a hand-over: the psk is made by the letter of 6.6, with the libraries alone.

use hkdf::Hkdf;
use luwte_certificates::{IdentitySecret, OrganisationRoot, Revocations, RootSecret, ShiftOptions, Validity};
use luwte_conversation::{
    AgreementSecret, Body, Context, HandOverSecret, Session, VisitorHandshake, answer, answer_hand_over,
};
use ml_kem::ml_kem_768::{DecapsulationKey, EncapsulationKey};
use ml_kem::{B32, Decapsulate, Key, KeyExport};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};
use snow::Builder;

const NOW: u64 = 1_800_000_000;
const PATTERN: &str = "Noise_NXpsk2_25519_ChaChaPoly_SHA256";

/// A shift of the one organisation.
struct Shift {
    root: OrganisationRoot,
    counsellor: [u8; 32],
    agreement: AgreementSecret,
    chain: [u8; 494],
}

fn shift(name: &str, rng: &mut ChaCha20Rng) -> Shift {
    let founding = &mut ChaCha20Rng::seed_from_u64(0);
    let (root, coordinator) = (RootSecret::generate(founding), IdentitySecret::generate(founding));
    let validity = Validity::new(NOW - 60, NOW + 60).unwrap();
    let first = root
        .certify_coordinator(coordinator.public(), "Bo", validity, founding)
        .unwrap();
    let counsellor = IdentitySecret::generate(rng);
    let second = coordinator
        .certify_counsellor(counsellor.public(), name, validity, rng)
        .unwrap();
    let agreement = AgreementSecret::generate(rng);
    let options = ShiftOptions {
        capacity: 1,
        not_before: NOW - 60,
        not_after: NOW + 60,
    };
    let (_, third) = counsellor
        .start_shift(options, agreement.public(), [0; 32], rng)
        .unwrap();
    let chain = [&first.encode()[..], &second.encode(), &third].concat();
    Shift {
        root: root.root(),
        counsellor: counsellor.public(),
        agreement,
        chain: chain.try_into().unwrap(),
    }
}

fn psk(shared: &[u8], secret: &HandOverSecret, key: &[u8], ciphertext: &[u8]) -> [u8; 32] {
    let info = [Sha256::digest(key), Sha256::digest(ciphertext)].concat();
    let material = [shared, secret.as_bytes()].concat();
    let mut psk = [0; 32];
    Hkdf::<Sha256>::new(Some(b"luwte/1 hand-over psk"), &material)
        .expand(&info, &mut psk)
        .unwrap();
    psk
}

/// 5.2 by the letter.
fn prologue(root: &OrganisationRoot, conversation: &[u8; 16], from: &[u8; 32]) -> Vec<u8> {
    let participants = Sha256::new()
        .chain_update(b"luwte/1 participants")
        .chain_update([2])
        .chain_update([0; 33])
        .chain_update([2])
        .chain_update(from)
        .finalize();
    let root = root.to_bytes();
    [
        b"luwte/1 conversation",
        &root[..],
        conversation,
        &[3],
        &participants,
    ]
    .concat()
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
    let mut buffer = [0; 4_096];
    for _ in 0..100 {
        let (from, to) = (shift("Noor", rng), shift("Sam", rng));
        let secret = HandOverSecret::generate(rng);
        let mut conversation = [0; 16];
        rng.fill_bytes(&mut conversation);
        let (mut visitor, one) = agreed((&from, &to), &secret, conversation, rng);

        let own = to.agreement.to_bytes();
        let prologue = prologue(&to.root, &conversation, &from.counsellor);
        let mut snow = Builder::new(PATTERN.parse().unwrap())
            .prologue(&prologue)
            .unwrap()
            .local_private_key(own.as_slice())
            .unwrap()
            .build_responder()
            .unwrap();
        let length = snow.read_message(&one, &mut buffer).unwrap();
        let kem_key: [u8; 1_184] = buffer[..length].try_into().unwrap();
        let encapsulation = EncapsulationKey::new(&Key::<EncapsulationKey>::from(kem_key)).unwrap();
        let mut message = B32::default();
        rng.fill_bytes(&mut message);
        let (ciphertext, shared) = encapsulation.encapsulate_deterministic(&message);
        snow.set_psk(2, &psk(&shared, &secret, &kem_key, &ciphertext))
            .unwrap();
        let length = snow.write_message(&to.chain, &mut buffer).unwrap();
        let answered = [ciphertext.as_slice(), &buffer[..length]].concat();

        let verified = visitor
            .finish_hand_over(&answered, NOW, &Revocations::default())
            .unwrap();
        assert_eq!(verified.counsellor_name, "Sam");
        assert_eq!(visitor.handshake_hash(), snow.get_handshake_hash());
    }
}

#[test]
fn snow_is_handed_over_to_a_hundred_counsellors() {
    let rng = &mut ChaCha20Rng::seed_from_u64(7);
    let mut buffer = [0; 4_096];
    for _ in 0..100 {
        let (from, to) = (shift("Noor", rng), shift("Sam", rng));
        let secret = HandOverSecret::generate(rng);
        let mut conversation = [0; 16];
        rng.fill_bytes(&mut conversation);
        let mut seed = ml_kem::Seed::default();
        rng.fill_bytes(&mut seed);
        let decapsulation = DecapsulationKey::from_seed(seed);
        let kem_key = decapsulation.encapsulation_key().to_bytes();

        let prologue = prologue(&to.root, &conversation, &from.counsellor);
        let mut snow = Builder::new(PATTERN.parse().unwrap())
            .prologue(&prologue)
            .unwrap()
            .build_initiator()
            .unwrap();
        let length = snow.write_message(&kem_key, &mut buffer).unwrap();
        let context = Context::hand_over(to.root, conversation, from.counsellor);
        let one = &buffer[..length];
        let (answered, session) =
            answer_hand_over(&context, &secret, &to.agreement, &to.chain, one, rng).unwrap();

        let (ciphertext, two) = answered.split_first_chunk::<1_088>().unwrap();
        let shared = decapsulation.decapsulate(&(*ciphertext).into());
        snow.set_psk(2, &psk(&shared, &secret, &kem_key, ciphertext))
            .unwrap();
        let length = snow.read_message(two, &mut buffer).unwrap();
        assert_eq!(buffer[..length], to.chain);
        assert_eq!(session.handshake_hash(), snow.get_handshake_hash());
    }
}
