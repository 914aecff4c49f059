//! What holds for every text, envelope and order of delivery.

mod card;
mod guest;
mod hand_over;
mod intake;
mod letter;
mod mail;
mod rejoin;
mod talk;

use std::sync::LazyLock;

use luwte_certificates::{IdentitySecret, Revocations, RootSecret, ShiftOptions, ShiftSigner, Validity};
use luwte_conversation::{
    ANSWER_LENGTH, AgreementSecret, Body, Brake, BrakeReason, BrakeTerms, Contents, ContentsError, Context,
    ENVELOPE_LENGTH, IntakeSecret, Joiner, LONGEST_TEXT, MESSAGE_ONE_LENGTH, OpenError, PART_LENGTH,
    SealError, Session, SplitError, VisitorHandshake, answer, split_text,
};
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

const NOW: u64 = 1_800_000_000;

/// Keys and a chain, made once.
struct Shift {
    context: Context,
    agreement: [u8; 32],
    chain: [u8; 494],
    /// The counsellor's key.
    counsellor: [u8; 32],
    signer: ShiftSigner,
    intake: IntakeSecret,
}

static SHIFT: LazyLock<Shift> = LazyLock::new(|| shift(1));

/// A shift of the one organisation, with keys of its own.
fn shift(seed: u64) -> Shift {
    let rng = &mut ChaCha20Rng::seed_from_u64(0);
    let root = RootSecret::generate(rng);
    let coordinator = IdentitySecret::generate(rng);
    let validity = Validity::new(NOW - 60, NOW + 60).unwrap();
    let first = root
        .certify_coordinator(coordinator.public(), "Bo", validity, rng)
        .unwrap();
    let rng = &mut ChaCha20Rng::seed_from_u64(seed);
    let counsellor = IdentitySecret::generate(rng);
    let agreement = AgreementSecret::generate(rng);
    let second = coordinator
        .certify_counsellor(counsellor.public(), "Noor", validity, rng)
        .unwrap();
    let options = ShiftOptions {
        capacity: 1,
        not_before: NOW - 60,
        not_after: NOW + 60,
    };
    let intake = IntakeSecret::generate(rng);
    let (signer, third) = counsellor
        .start_shift(options, agreement.public(), intake.key_hash(), rng)
        .unwrap();
    Shift {
        context: Context::first(root.root(), [3; 16]),
        agreement: *agreement.to_bytes(),
        chain: [&first.encode()[..], &second.encode(), &third]
            .concat()
            .try_into()
            .unwrap(),
        counsellor: counsellor.public(),
        signer,
        intake,
    }
}

fn shake_hands(seed: u64) -> (Session, Session) {
    let rng = &mut ChaCha20Rng::seed_from_u64(seed);
    let (handshake, one) = VisitorHandshake::begin(SHIFT.context.clone(), rng);
    let agreement = AgreementSecret::from_bytes(&SHIFT.agreement);
    let (answered, counsellor) = answer(&SHIFT.context, &agreement, &SHIFT.chain, &one, rng).unwrap();
    let (visitor, _) = handshake.finish(&answered, NOW, &Revocations::default()).unwrap();
    (visitor, counsellor)
}

fn text_contents(text: &str) -> Contents {
    Contents {
        typing: false,
        acknowledged: 0,
        body: split_text(text).unwrap().remove(0),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_that_is_split_joins_to_itself(text in "\\PC{1,7900}") {
        let mut joiner = Joiner::default();
        let parts = split_text(&text).unwrap();
        let (last, before) = parts.split_last().unwrap();
        for part in before {
            let full = matches!(part, Body::Text { more: true, bytes, .. } if bytes.len() == PART_LENGTH);
            prop_assert!(full);
            prop_assert_eq!(joiner.push(part).unwrap(), None);
            prop_assert_eq!(joiner.push(&Body::Nothing).unwrap(), None);
        }
        let joined = joiner.push(last).unwrap().unwrap();
        prop_assert_eq!(joined.as_str(), &text);
    }

    #[test]
    fn contents_that_are_encoded_decode_to_themselves(typing: bool, acknowledged: u64, text in "\\PC{0,400}") {
        let body = split_text(&text).map_or(Body::Nothing, |mut parts| parts.remove(0));
        let contents = Contents { typing, acknowledged, body };
        prop_assert_eq!(Contents::decode(&contents.encode().unwrap()).unwrap(), contents);
    }

    #[test]
    fn whatever_decodes_is_what_encode_writes(head in any::<[u8; 14]>(), body in prop::collection::vec(any::<u8>(), 0..64)) {
        let mut plain = [0; 2_006];
        plain[..14].copy_from_slice(&head);
        plain[0] &= 1;
        plain[1] &= 3;
        plain[10..13].fill(0);
        plain[14..14 + body.len()].copy_from_slice(&body);
        if let Ok(contents) = Contents::decode(&plain) {
            prop_assert_eq!(*contents.encode().unwrap(), plain);
        }
    }

    #[test]
    fn a_brake_decodes_only_from_what_encode_writes(what in 0..4_u8, reason in 0..6_u8, seconds in 0..700_u16) {
        let bytes = [&[what, reason][..], &seconds.to_be_bytes()].concat();
        let lifted = what == 0 && reason == 0 && seconds == 0;
        let on = (1..=2).contains(&what) && (1..=4).contains(&reason) && (30..=600).contains(&seconds);
        match Brake::decode(&bytes) {
            Ok(brake) => prop_assert_eq!(&brake.encode().unwrap()[..], &bytes),
            Err(why) => prop_assert_eq!(why, ContentsError::Brake),
        }
        prop_assert_eq!(Brake::decode(&bytes).is_ok(), lifted || on);
    }

    #[test]
    fn any_changed_bit_of_an_envelope_is_refused_and_the_right_one_still_opens(bit in 0..ENVELOPE_LENGTH * 8, seed: u64) {
        let (mut visitor, mut counsellor) = shake_hands(seed);
        let right = visitor.seal(&text_contents("hallo")).unwrap();
        let mut wrong = right;
        wrong[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(counsellor.open(&wrong).is_err());
        prop_assert_eq!(counsellor.received(), 0);
        prop_assert_eq!(counsellor.open(&right).unwrap(), text_contents("hallo"));
    }

    #[test]
    fn any_changed_bit_of_message_one_or_the_answer_is_refused(one_bit in 0..MESSAGE_ONE_LENGTH * 8, answer_bit in 0..ANSWER_LENGTH * 8, seed: u64) {
        let rng = &mut ChaCha20Rng::seed_from_u64(seed);
        let (handshake, one) = VisitorHandshake::begin(SHIFT.context.clone(), rng);
        let agreement = AgreementSecret::from_bytes(&SHIFT.agreement);
        let mut wrong = one;
        wrong[one_bit / 8] ^= 1 << (one_bit % 8);
        prop_assert!(answer(&SHIFT.context, &agreement, &SHIFT.chain, &wrong, rng).is_err());
        let (mut answered, _) = answer(&SHIFT.context, &agreement, &SHIFT.chain, &one, rng).unwrap();
        answered[answer_bit / 8] ^= 1 << (answer_bit % 8);
        prop_assert!(handshake.finish(&answered, NOW, &Revocations::default()).is_err());
    }

    #[test]
    fn with_duplicates_and_gaps_every_envelope_is_opened_once_and_in_order(arrivals in prop::collection::vec(0..12_usize, 0..80), seed: u64) {
        let (mut visitor, mut counsellor) = shake_hands(seed);
        let sealed: Vec<_> =
            (0..12).map(|number| visitor.seal(&text_contents(&format!("{number}"))).unwrap()).collect();
        let mut opened = Vec::new();
        for number in arrivals.into_iter().chain(0..12) {
            match counsellor.open(&sealed[number]) {
                Ok(contents) => {
                    prop_assert_eq!(contents, text_contents(&format!("{number}")));
                    opened.push(number);
                }
                Err(OpenError::Replayed) => prop_assert!(number < opened.len()),
                Err(OpenError::Early) => prop_assert!(number > opened.len()),
                Err(why) => prop_assert!(false, "{why}"),
            }
            prop_assert_eq!(counsellor.received(), opened.len() as u64);
        }
        prop_assert_eq!(opened, (0..12).collect::<Vec<_>>());
    }
}

#[test]
fn a_text_is_neither_empty_nor_longer_than_sixteen_parts() {
    assert_eq!(split_text(""), Err(SplitError::Empty));
    assert_eq!(
        split_text(&"a".repeat(LONGEST_TEXT + 1)),
        Err(SplitError::TooLong)
    );
    let longest = split_text(&"a".repeat(LONGEST_TEXT)).unwrap();
    assert_eq!(longest.len(), 16);
    assert!(matches!(
        longest.last(),
        Some(Body::Text {
            part: 15,
            more: false,
            ..
        })
    ));
}

#[test]
fn nothing_is_acknowledged_that_was_not_opened() {
    let (mut visitor, _) = shake_hands(0);
    let contents = Contents {
        typing: false,
        acknowledged: 1,
        body: Body::Nothing,
    };
    assert_eq!(visitor.seal(&contents), Err(SealError::AcknowledgesTooMuch));
    assert_eq!(visitor.sent(), 0);
}

#[test]
fn the_counsellor_brakes_and_a_visitor_cannot() {
    let (mut visitor, mut counsellor) = shake_hands(0);
    let terms = BrakeTerms {
        reason: BrakeReason::Moment,
        seconds: 60,
    };
    let contents = |brake| Contents {
        typing: false,
        acknowledged: 0,
        body: Body::Brake(brake),
    };
    assert_eq!(
        visitor.seal(&contents(Brake::Pause(terms))),
        Err(SealError::VisitorBrakes)
    );
    assert_eq!(visitor.sent(), 0);
    for brake in [Brake::Slow(terms), Brake::Pause(terms), Brake::Lifted] {
        let sealed = counsellor.seal(&contents(brake)).unwrap();
        assert_eq!(visitor.open(&sealed).unwrap(), contents(brake));
    }
}

#[test]
fn debug_shows_neither_keys_nor_words() {
    let rng = &mut ChaCha20Rng::seed_from_u64(5);
    let (handshake, _) = VisitorHandshake::begin(SHIFT.context.clone(), rng);
    assert_eq!(format!("{handshake:?}"), "VisitorHandshake(redacted)");
    assert_eq!(
        format!("{:?}", AgreementSecret::from_bytes(&[0xab; 32])),
        "AgreementSecret(redacted)"
    );
    let (visitor, _) = shake_hands(0);
    assert_eq!(format!("{visitor:?}"), "Session(redacted)");
    assert!(!format!("{:?}", text_contents("geheim")).contains("geheim"));
    assert_eq!(format!("{:?}", Joiner::default()), "Joiner(redacted)");
}
