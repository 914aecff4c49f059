//! What holds for all mail, whoever left it.

use std::sync::LazyLock;

use luwte_certificates::{LETTERBOX_LENGTH, LetterboxError, LetterboxTerms, OrganisationRoot};
use luwte_conversation::{
    LetterboxKeys, MAIL_LENGTH, Mail, MailError, MailFault, MailRefused, SEALED_MAIL_LENGTH, SLOT_LENGTH,
    SealedMail, open_mail, seal_mail,
};
use zeroize::Zeroizing;

use super::*;

const MONTH: u64 = 2_678_400;

/// A counsellor who is not there, and her letterbox.
struct Away {
    root: OrganisationRoot,
    key: [u8; 32],
    keys: LetterboxKeys,
    letterbox: [u8; LETTERBOX_LENGTH],
}

static NOOR: LazyLock<Away> = LazyLock::new(|| away(1));
static SAM: LazyLock<Away> = LazyLock::new(|| away(2));

/// Somebody of the one organisation, with an identity of her own.
fn away(seed: u64) -> Away {
    let rng = &mut ChaCha20Rng::seed_from_u64(0);
    let root = RootSecret::generate(rng);
    let coordinator = IdentitySecret::generate(rng);
    let year = Validity::new(NOW - 60, NOW + 365 * 86_400).unwrap();
    let first = root
        .certify_coordinator(coordinator.public(), "Bo", year, rng)
        .unwrap();
    let rng = &mut ChaCha20Rng::seed_from_u64(seed);
    let identity = IdentitySecret::generate(rng);
    let second = coordinator
        .certify_counsellor(identity.public(), "Noor", year, rng)
        .unwrap();
    let keys = LetterboxKeys::derive(&identity);
    let terms = LetterboxTerms {
        agreement_key: keys.agreement_key(),
        encapsulation_key: &keys.encapsulation_key(),
        when: "donderdag",
        validity: Validity::new(NOW, NOW + MONTH).unwrap(),
    };
    let letterbox = identity
        .sign_letterbox(&first.encode(), &second.encode(), &terms)
        .unwrap();
    Away {
        root: root.root(),
        key: identity.public(),
        keys,
        letterbox,
    }
}

fn mail() -> impl Strategy<Value = Mail> {
    (any::<[u8; 16]>(), any::<[u8; 32]>(), "\\PC{1,179}").prop_map(|(reply, reply_key, text)| Mail {
        reply: Zeroizing::new(reply),
        reply_key: Zeroizing::new(reply_key),
        text: Zeroizing::new(text),
    })
}

fn left(mail: &Mail, now: u64, seed: u64) -> Result<SealedMail, MailRefused> {
    let rng = &mut ChaCha20Rng::seed_from_u64(seed);
    seal_mail(
        &NOOR.root,
        mail,
        &NOOR.letterbox,
        now,
        &Revocations::default(),
        rng,
    )
}

fn open(by: &Away, slot: &[u8], sealed: &[u8]) -> Result<Mail, MailError> {
    open_mail(&by.root, &by.key, &by.keys, slot, sealed)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_mail_reads_back_as_itself_and_shows_nothing_in_debug_output(mail in mail()) {
        prop_assert_eq!(Mail::decode(&mail.encode().unwrap()), Ok(mail.clone()));
        prop_assert_eq!(format!("{mail:?}"), "Mail(redacted)");
    }

    #[test]
    fn mail_has_one_form_only(mut plain in mail().prop_map(|mail| *mail.encode().unwrap()), at in 0..MAIL_LENGTH, byte: u8) {
        plain[at] = byte;
        if let Ok(mail) = Mail::decode(&plain) {
            prop_assert_eq!(*mail.encode().unwrap(), plain);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), MAIL_LENGTH), length in 0..800_u16) {
        let mut bytes: [u8; MAIL_LENGTH] = bytes.try_into().unwrap();
        let _ = Mail::decode(&bytes);
        bytes[0] = 1;
        bytes[49..51].copy_from_slice(&length.to_be_bytes());
        let _ = Mail::decode(&bytes);
    }

    #[test]
    fn a_counsellor_reads_what_was_left_for_her_and_her_colleague_does_not(mail in mail(), seed: u64) {
        let sent = left(&mail, NOW, seed).unwrap();
        prop_assert_eq!(sent.to, NOOR.key);
        prop_assert_eq!(open(&SAM, &sent.slot, &sent.sealed), Err(MailError::Damaged));
        prop_assert_eq!(open(&NOOR, &sent.slot, &sent.sealed), Ok(mail));
    }

    #[test]
    fn any_changed_bit_of_mail_is_refused(mail in mail(), slot_bit in 0..SLOT_LENGTH * 8, bit in 0..SEALED_MAIL_LENGTH * 8, seed: u64) {
        let sent = left(&mail, NOW, seed).unwrap();
        let mut slot = sent.slot;
        slot[slot_bit / 8] ^= 1 << (slot_bit % 8);
        prop_assert_eq!(open(&NOOR, &slot, &sent.sealed), Err(MailError::Damaged));
        let mut words = sent.sealed;
        words[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(open(&NOOR, &sent.slot, &words), Err(MailError::Damaged));
    }
}

fn short(text: &str) -> Mail {
    Mail {
        reply: Zeroizing::new([1; 16]),
        reply_key: Zeroizing::new([2; 32]),
        text: Zeroizing::new(text.to_owned()),
    }
}

#[test]
fn the_same_left_twice_looks_as_different_as_any_two() {
    let (one, other) = (
        left(&short("a"), NOW, 1).unwrap(),
        left(&short("a"), NOW, 2).unwrap(),
    );
    assert!(one.slot != other.slot && one.sealed != other.sealed);
    assert_eq!(open(&NOOR, &one.slot, &other.sealed), Err(MailError::Damaged));
    assert_eq!(format!("{one:?}"), "SealedMail(redacted)");
}

#[test]
fn nothing_is_left_in_a_letterbox_that_does_not_hold_and_nothing_without_a_word() {
    // A phone's clock may be a day wrong.
    assert!(left(&short("a"), NOW + MONTH + 86_400, 1).is_ok());
    let late = left(&short("a"), NOW + MONTH + 86_401, 1);
    assert_eq!(late, Err(MailRefused::Letterbox(LetterboxError::Expired)));
    for text in ["", &"a".repeat(Mail::LONGEST_TEXT + 1), &"a".repeat(65_537)] {
        let refused = left(&short(text), NOW, 1);
        assert_eq!(refused, Err(MailRefused::Mail(MailFault::Length)));
    }
}

#[test]
fn both_look_for_the_answer_in_the_same_place() {
    let sent = left(&short("tot wanneer?"), NOW, 1).unwrap();
    let hers = short("").answer_folder(NOOR.root);
    let ours = open(&NOOR, &sent.slot, &sent.sealed)
        .unwrap()
        .answer_folder(NOOR.root);
    assert_eq!(hers.lookup(), ours.lookup());
    let answer = ours
        .seal(&[9; 32], b"donderdag", &mut ChaCha20Rng::seed_from_u64(1))
        .unwrap();
    assert_eq!(*hers.open(&[9; 32], answer.as_slice()).unwrap(), b"donderdag");
}
