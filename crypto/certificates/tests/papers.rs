//! Who is believed, by whom, and for how long.

use luwte_certificates::{
    ChainError, IdentityCertificate, IdentitySecret, Link, OrganisationRoot, Revocations, RootSecret,
    SERVER_TOLERANCE_SECONDS, ShiftOptions, ShiftSigner, StartShiftError, VISITOR_TOLERANCE_SECONDS,
    Validity, identity_file, verify_chain, verify_duty_proof, verify_letter,
};
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

const NOW: u64 = 1_800_000_000;
const OPTIONS: ShiftOptions = ShiftOptions {
    capacity: 2,
    not_before: NOW - 600,
    not_after: NOW + 600,
};

struct Papers {
    root: RootSecret,
    coordinator: IdentitySecret,
    counsellor: IdentitySecret,
    coordinator_certificate: IdentityCertificate,
    counsellor_certificate: IdentityCertificate,
    signer: ShiftSigner,
    chain: Vec<u8>,
}

fn papers(seed: u64) -> Papers {
    let rng = &mut ChaCha20Rng::seed_from_u64(seed);
    let root = RootSecret::generate(rng);
    let (coordinator, counsellor) = (IdentitySecret::generate(rng), IdentitySecret::generate(rng));
    let validity = Validity::new(NOW - 600, NOW + 600).unwrap();
    let first = root
        .certify_coordinator(coordinator.public(), "Bo", validity, rng)
        .unwrap();
    let second = coordinator
        .certify_counsellor(counsellor.public(), "Noor", validity, rng)
        .unwrap();
    let (signer, third) = counsellor.start_shift(OPTIONS, [1; 32], [2; 32], rng).unwrap();
    let chain = [&first.encode()[..], &second.encode(), &third].concat();
    Papers {
        root,
        coordinator,
        counsellor,
        coordinator_certificate: first,
        counsellor_certificate: second,
        signer,
        chain,
    }
}

fn check(chain: &[u8], root: OrganisationRoot, now: u64, tolerance: u64) -> Result<(), ChainError> {
    verify_chain(chain, &root, now, tolerance, &Revocations::default()).map(|_| ())
}

#[test]
fn a_visitor_refuses_a_counsellor_of_another_organisation() {
    let (ours, theirs) = (papers(1), papers(2));
    assert_eq!(
        check(&ours.chain, ours.root.root(), NOW, VISITOR_TOLERANCE_SECONDS),
        Ok(())
    );
    assert_eq!(
        check(&theirs.chain, ours.root.root(), NOW, VISITOR_TOLERANCE_SECONDS),
        Err(ChainError::WrongSignature(Link::Coordinator))
    );
}

#[test]
fn a_visitors_clock_may_be_a_day_off_and_a_consoles_five_minutes() {
    let ours = papers(1);
    for tolerance in [VISITOR_TOLERANCE_SECONDS, SERVER_TOLERANCE_SECONDS] {
        let at = |now| check(&ours.chain, ours.root.root(), now, tolerance);
        assert_eq!(at(NOW - 600 - tolerance), Ok(()));
        assert_eq!(
            at(NOW - 601 - tolerance),
            Err(ChainError::NotYetValid(Link::Coordinator))
        );
        assert_eq!(at(NOW + 600 + tolerance), Ok(()));
        assert_eq!(
            at(NOW + 601 + tolerance),
            Err(ChainError::Expired(Link::Coordinator))
        );
    }
}

#[test]
fn a_shift_is_at_most_twelve_hours_and_one_to_eight_conversations() {
    let rng = &mut ChaCha20Rng::seed_from_u64(1);
    let counsellor = IdentitySecret::generate(rng);
    let mut start = |capacity, seconds| -> Result<(), StartShiftError> {
        let options = ShiftOptions {
            capacity,
            not_before: NOW,
            not_after: NOW + seconds,
        };
        counsellor.start_shift(options, [1; 32], [2; 32], rng).map(|_| ())
    };
    assert!(start(1, 43_200).is_ok() && start(8, 1).is_ok());
    assert!(start(1, 43_201).is_err() && start(1, 0).is_err());
    assert!(start(0, 60).is_err() && start(9, 60).is_err());
}

#[test]
fn a_revocation_counts_only_from_above() {
    let (ours, theirs) = (papers(1), papers(2));
    let serial = ours.counsellor_certificate.serial();
    let with = |revocation| {
        let mut revocations = Revocations::default();
        revocations.insert(revocation);
        verify_chain(&ours.chain, &ours.root.root(), NOW, 0, &revocations).map(|_| ())
    };
    let revoked = Err(ChainError::Revoked(Link::Counsellor));
    assert_eq!(with(ours.root.revoke(serial, NOW)), revoked);
    assert_eq!(with(ours.coordinator.revoke(serial, NOW)), revoked);
    assert_eq!(with(ours.counsellor.revoke(serial, NOW)), Ok(()));
    assert_eq!(with(theirs.root.revoke(serial, NOW)), Ok(()));
}

#[test]
fn a_duty_proof_is_for_one_nonce_and_one_organisation() {
    let (ours, theirs) = (papers(1), papers(2));
    let root = ours.root.root();
    let chain = verify_chain(&ours.chain, &root, NOW, 0, &Revocations::default()).unwrap();
    let proof = ours.signer.prove_duty(&[5; 32], &root);
    assert!(verify_duty_proof(&chain, &[5; 32], &root, &proof).is_ok());
    assert!(verify_duty_proof(&chain, &[6; 32], &root, &proof).is_err());
    assert!(verify_duty_proof(&chain, &[5; 32], &theirs.root.root(), &proof).is_err());
    assert!(verify_duty_proof(&chain, &[5; 32], &root, &proof[..63]).is_err());
}

#[test]
fn a_letter_is_from_one_shift_to_one_other_in_one_organisation() {
    let (ours, theirs) = (papers(1), papers(2));
    let (root, sender, recipient) = (ours.root.root(), ours.signer.public(), theirs.signer.public());
    let letter = [7; 704];
    let signature = ours.signer.sign_letter(&root, &recipient, &letter);
    let verifies = |sender: [u8; 32], root: OrganisationRoot, recipient: [u8; 32], byte: u8| {
        verify_letter(&sender, &root, &recipient, &[byte; 704], &signature).is_ok()
    };
    assert!(verifies(sender, root, recipient, 7));
    assert!(!verifies(recipient, root, recipient, 7));
    assert!(!verifies(sender, theirs.root.root(), recipient, 7));
    assert!(!verifies(sender, root, sender, 7));
    assert!(!verifies(sender, root, recipient, 8));
    // The same bytes under another tag are no letter.
    let proof = ours.signer.prove_duty(&recipient, &root);
    assert!(verify_letter(&sender, &root, &recipient, &letter, &proof).is_err());
}

#[test]
fn an_identity_opens_with_its_passphrase_alone() {
    let ours = papers(1);
    let rng = &mut ChaCha20Rng::seed_from_u64(3);
    let (above, own) = (&ours.coordinator_certificate, &ours.counsellor_certificate);
    let file = identity_file::seal("e\u{301}en lamp", &ours.counsellor, above, own, 210_000, rng).unwrap();
    let opened = identity_file::open(&file, "\u{e9}en lamp").unwrap();
    assert_eq!(opened.secret.public(), ours.counsellor.public());
    assert!(identity_file::open(&file, "een lamp").is_err());
    assert!(identity_file::seal("x", &ours.coordinator, above, own, 210_000, rng).is_err());
    assert!(identity_file::seal("x", &ours.counsellor, above, own, 209_999, rng).is_err());
}

#[test]
fn debug_shows_no_secret() {
    let ours = papers(1);
    let secret = hex::encode(*ours.counsellor.secret_bytes());
    let bytes = format!("{:?}", *ours.counsellor.secret_bytes());
    for shown in [
        format!("{:?}", ours.root),
        format!("{:?}", ours.counsellor),
        format!("{:?}", ours.signer),
        format!("{:?}", IdentitySecret::from_bytes(&[0xab; 32])),
    ] {
        assert!(!shown.contains(&secret) && !shown.contains(&bytes), "{shown}");
        assert!(
            !shown.contains(&"ab".repeat(32)) && !shown.contains("171, 171"),
            "{shown}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_changed_bit_of_a_chain_is_refused(bit in 0..494_usize * 8) {
        let ours = papers(1);
        let mut chain = ours.chain;
        chain[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(check(&chain, ours.root.root(), NOW, VISITOR_TOLERANCE_SECONDS).is_err());
    }

    #[test]
    fn no_bytes_make_the_verifier_panic(chain in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(check(&chain, papers(1).root.root(), NOW, VISITOR_TOLERANCE_SECONDS).is_err());
    }
}
