//! Snow takes one place after the other with a guest: the psk is made by the letter of 6.7, with the libraries alone.

use hkdf::Hkdf;
use luwte_certificates::{IdentitySecret, OrganisationRoot, Revocations, RootSecret, ShiftOptions, Validity};
use luwte_conversation::{
    AgreementSecret, Caller, Context, GuestHandshake, GuestSecret, Invitation, answer_called, verify_guest,
};
use ml_kem::ml_kem_768::{DecapsulationKey, EncapsulationKey};
use ml_kem::{B32, Decapsulate, Key, KeyExport};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};
use snow::Builder;

const NOW: u64 = 1_800_000_000;
const CALLERS: [(Caller, u8); 2] = [(Caller::Visitor, 4), (Caller::Counsellor, 5)];
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

fn psk(shared: &[u8], secret: &GuestSecret, key: &[u8], ciphertext: &[u8]) -> [u8; 32] {
    let info = [Sha256::digest(key), Sha256::digest(ciphertext)].concat();
    let material = [shared, secret.as_bytes()].concat();
    let mut psk = [0; 32];
    Hkdf::<Sha256>::new(Some(b"luwte/1 guest psk"), &material)
        .expand(&info, &mut psk)
        .unwrap();
    psk
}

/// 5.2 by the letter.
fn prologue(purpose: u8, root: &OrganisationRoot, conversation: &[u8; 16], from: &[u8; 32]) -> Vec<u8> {
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
        &[purpose],
        &participants,
    ]
    .concat()
}

#[test]
fn snow_is_a_guest_of_a_hundred_conversations() {
    let rng = &mut ChaCha20Rng::seed_from_u64(6);
    let mut buffer = [0; 4_096];
    for (caller, purpose) in CALLERS.repeat(50) {
        let (from, to) = (shift("Noor", rng), shift("Sam", rng));
        let secret = GuestSecret::generate(rng);
        let mut conversation = [0; 16];
        rng.fill_bytes(&mut conversation);
        let none = Revocations::default();
        let guest = verify_guest(&to.chain, &to.root, NOW, &none).unwrap();
        let context = Context::guest(from.root, conversation, from.counsellor, caller);
        let (handshake, one) = GuestHandshake::begin(context, &secret, guest, rng);

        let own = to.agreement.to_bytes();
        let prologue = prologue(purpose, &to.root, &conversation, &from.counsellor);
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

        let (session, verified) = handshake.finish(&answered, NOW, &none).unwrap();
        assert_eq!(verified.counsellor_name, "Sam");
        assert_eq!(session.handshake_hash(), snow.get_handshake_hash());
    }
}

#[test]
fn snow_calls_a_hundred_guests() {
    let rng = &mut ChaCha20Rng::seed_from_u64(7);
    let mut buffer = [0; 4_096];
    for (caller, purpose) in CALLERS.repeat(50) {
        let (from, to) = (shift("Noor", rng), shift("Sam", rng));
        let secret = GuestSecret::generate(rng);
        let mut conversation = [0; 16];
        rng.fill_bytes(&mut conversation);
        let mut seed = ml_kem::Seed::default();
        rng.fill_bytes(&mut seed);
        let decapsulation = DecapsulationKey::from_seed(seed);
        let kem_key = decapsulation.encapsulation_key().to_bytes();

        let prologue = prologue(purpose, &to.root, &conversation, &from.counsellor);
        let mut snow = Builder::new(PATTERN.parse().unwrap())
            .prologue(&prologue)
            .unwrap()
            .build_initiator()
            .unwrap();
        let length = snow.write_message(&kem_key, &mut buffer).unwrap();
        let invitation = Invitation {
            root: to.root,
            conversation,
            from: from.counsellor,
            secret: secret.clone(),
        };
        let one = &buffer[..length];
        let called = answer_called(&invitation, &to.agreement, &to.chain, one, rng).unwrap();
        let called = called.unwrap();
        assert_eq!(called.caller, caller);

        let (ciphertext, two) = called.answer.split_first_chunk::<1_088>().unwrap();
        let shared = decapsulation.decapsulate(&(*ciphertext).into());
        snow.set_psk(2, &psk(&shared, &secret, &kem_key, ciphertext))
            .unwrap();
        let length = snow.read_message(two, &mut buffer).unwrap();
        assert_eq!(buffer[..length], to.chain);
        assert_eq!(called.session.handshake_hash(), snow.get_handshake_hash());
    }
}
