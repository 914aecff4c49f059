//! What holds for every letter, whoever wrote it.

use std::sync::LazyLock;

use luwte_conversation::{
    HandOverSecret, LETTER_LENGTH, Letter, LetterError, LetterRefused, SEALED_LETTER_LENGTH, SLOT_LENGTH,
    Says, SealedLetter, ShiftRefused, open_letter, seal_letter,
};
use zeroize::Zeroizing;

use super::*;

/// A colleague.
static OTHER: LazyLock<Shift> = LazyLock::new(|| shift(2));
/// What a letter has before its signature.
const SIGNED: usize = LETTER_LENGTH - 64;

fn text(least: usize, longest: usize) -> impl Strategy<Value = Zeroizing<String>> {
    "\\PC{1,220}".prop_map(move |text| {
        let end = (0..=longest.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at));
        let cut = &text[..end.unwrap_or_default()];
        Zeroizing::new(if cut.len() < least { "a".into() } else { cut.into() })
    })
}

fn maybe_empty() -> impl Strategy<Value = Zeroizing<String>> {
    prop_oneof![Just(Zeroizing::default()), text(0, Letter::LONGEST_TEXT)]
}

fn letter() -> impl Strategy<Value = Letter> {
    let some = any::<[u8; 16]>().prop_filter("zeros are none", |bytes| *bytes != [0; 16]);
    let says = prop_oneof![
        text(1, Letter::LONGEST_TEXT).prop_map(Says::Room),
        text(1, Letter::LONGEST_TEXT).prop_map(Says::Aside),
        maybe_empty().prop_map(Says::Heavy),
        (any::<[u8; 32]>(), text(0, Letter::LONGEST_NOTE)).prop_map(|(secret, note)| Says::Offer {
            secret: HandOverSecret::from_bytes(&secret),
            note
        }),
        Just(Says::Accept),
        maybe_empty().prop_map(Says::Decline),
        Just(Says::Withdraw),
        any::<[u8; 32]>().prop_map(|seed| Says::Renewed(Box::new(std::array::from_fn(|at| seed[at % 32])))),
    ];
    (0..253_402_300_800_u64, some, any::<bool>(), says).prop_map(|(sent_at, some, chosen, says)| {
        let conversation = match says {
            Says::Room(_) | Says::Renewed(_) => None,
            Says::Aside(_) | Says::Heavy(_) => chosen.then_some(some),
            _ => Some(some),
        };
        Letter {
            sent_at,
            conversation,
            says,
        }
    })
}

fn sealed(letter: &Letter, seed: u64) -> SealedLetter {
    let key = OTHER.intake.encapsulation_key();
    seal_letter(
        &SHIFT.context.root,
        letter,
        &SHIFT.signer,
        (&OTHER.chain, &key),
        NOW,
        &Revocations::default(),
        &mut ChaCha20Rng::seed_from_u64(seed),
    )
    .unwrap()
}

fn open(slot: &[u8], sealed: &[u8]) -> Result<([u8; 32], Letter), LetterError> {
    let agreement = AgreementSecret::from_bytes(&OTHER.agreement);
    let secrets = (&agreement, &OTHER.intake);
    open_letter(&SHIFT.context.root, &OTHER.signer.public(), secrets, slot, sealed)
        .map(|opened| (opened.sender, opened.letter))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_letter_reads_back_as_itself_and_shows_nothing_in_debug_output(letter in letter(), sender: [u8; 32]) {
        prop_assert_eq!(Letter::decode(&letter.encode(&sender).unwrap()), Ok((sender, letter.clone())));
        prop_assert_eq!(format!("{letter:?} {:?}", letter.says), "Letter(redacted) Says(redacted)");
    }

    #[test]
    fn a_letter_has_one_form_only(mut plain in letter().prop_map(|letter| *letter.encode(&[7; 32]).unwrap()), at in 0..SIGNED, byte: u8) {
        plain[at] = byte;
        if let Ok((sender, letter)) = Letter::decode(&plain) {
            prop_assert_eq!(*letter.encode(&sender).unwrap(), plain);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), SIGNED), kind in 0..14_u8, length in 0..700_u16) {
        let mut bytes: [u8; SIGNED] = bytes.try_into().unwrap();
        let _ = Letter::decode(&bytes);
        bytes[..2].copy_from_slice(&[1, kind]);
        bytes[58..60].copy_from_slice(&length.to_be_bytes());
        let _ = Letter::decode(&bytes);
    }

    #[test]
    fn a_colleague_reads_what_was_written_to_her_and_by_whom(letter in letter(), seed: u64) {
        let sent = sealed(&letter, seed);
        prop_assert_eq!(sent.to, OTHER.signer.public());
        prop_assert_eq!(open(&sent.slot, &sent.sealed), Ok((SHIFT.signer.public(), letter)));
    }

    #[test]
    fn any_changed_bit_of_a_letter_is_refused(letter in letter(), slot_bit in 0..SLOT_LENGTH * 8, bit in 0..SEALED_LETTER_LENGTH * 8, seed: u64) {
        let sent = sealed(&letter, seed);
        let mut slot = sent.slot;
        slot[slot_bit / 8] ^= 1 << (slot_bit % 8);
        prop_assert_eq!(open(&slot, &sent.sealed), Err(LetterError::Damaged));
        let mut words = sent.sealed;
        words[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(open(&sent.slot, &words), Err(LetterError::Damaged));
    }
}

#[test]
fn two_letters_that_say_the_same_look_as_different_as_any() {
    let letter = Letter {
        sent_at: NOW,
        conversation: None,
        says: Says::Heavy(Zeroizing::default()),
    };
    let (one, other) = (sealed(&letter, 1), sealed(&letter, 2));
    assert!(one.slot != other.slot && one.sealed != other.sealed);
    assert_eq!(open(&one.slot, &other.sealed), Err(LetterError::Damaged));
    assert_eq!(format!("{one:?}"), "SealedLetter(redacted)");
}

#[test]
fn nothing_is_written_to_a_shift_that_does_not_hold() {
    let letter = Letter {
        sent_at: NOW,
        conversation: None,
        says: Says::Heavy(Zeroizing::default()),
    };
    let own = SHIFT.intake.encapsulation_key();
    let send = |key, now| {
        let rng = &mut ChaCha20Rng::seed_from_u64(1);
        let (root, none) = (&SHIFT.context.root, Revocations::default());
        seal_letter(root, &letter, &SHIFT.signer, (&OTHER.chain, key), now, &none, rng).map(|_| ())
    };
    assert_eq!(send(&own, NOW), Err(LetterRefused::Shift(ShiftRefused::OtherKey)));
    let key = OTHER.intake.encapsulation_key();
    // A laptop's clock may be as wrong as a phone's.
    assert_eq!(send(&key, NOW + 86_400), Ok(()));
    let late = send(&key, NOW + 86_461);
    assert!(matches!(late, Err(LetterRefused::Shift(ShiftRefused::Chain(_)))));
}
