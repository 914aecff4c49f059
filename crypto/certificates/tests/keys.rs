//! Keys at rest: on paper, sealed, and asked to be certified.

use luwte_certificates::identity_file::ITERATIONS_MINIMUM;
use luwte_certificates::key_file::{self, OpenKeyError, SealKeyError, SealedNewIdentity, SealedRoot};
use luwte_certificates::paper::{self, PaperError};
use luwte_certificates::{CertificateRequest, DecodeRequestError, IdentitySecret, NameError, RootSecret};
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

fn read(page: &str) -> Result<String, PaperError> {
    paper::read(page).map(|root| hex::encode(*root.secret_bytes()))
}

#[test]
fn a_root_key_comes_back_from_paper_however_somebody_types_it() {
    let root = RootSecret::generate(&mut rng(1));
    let secret = hex::encode(*root.secret_bytes());
    let page = paper::write(&root);
    assert_eq!(page.lines().count(), 4);
    assert!(page.lines().all(|line| line.split("  ").count() == 5), "{page:?}");
    let around = format!("The key of an organisation.\n\n{}\nKeep it in a safe.\n", *page);
    let without_groups = page
        .lines()
        .map(|line| {
            let (number, rest) = line.split_once("  ").unwrap();
            format!("{number}. {}\n", rest.replace("  ", ""))
        })
        .collect::<String>();
    let backwards: Vec<&str> = page.lines().rev().collect();
    for typed in [
        page.to_string(),
        page.to_lowercase(),
        page.replace('0', "O"),
        around,
        without_groups,
        backwards.join("\r\n"),
    ] {
        assert_eq!(read(&typed).as_ref(), Ok(&secret), "{typed}");
    }
}

#[test]
fn a_typing_error_is_told_with_its_line() {
    let page = paper::write(&RootSecret::generate(&mut rng(2)));
    let lines: Vec<&str> = page.lines().collect();
    let with = |number: usize, line: &str| {
        let mut changed = lines.clone();
        changed[number - 1] = line;
        read(&changed.join("\n")).unwrap_err()
    };
    assert_eq!(with(2, ""), PaperError::Missing(2));
    assert_eq!(with(3, lines[0]), PaperError::Twice(1));
    let short = lines[2].strip_suffix(|_: char| true).unwrap();
    assert_eq!(with(3, short), PaperError::Length { line: 3, count: 15 });
    let strange = format!("{short}U");
    assert_eq!(with(3, &strange), PaperError::Letter { line: 3, letter: 'U' });
    let swapped = format!("4{}", lines[0].strip_prefix('1').unwrap());
    assert_eq!(with(4, &swapped), PaperError::Mistyped(4));
    assert_eq!(read("").unwrap_err(), PaperError::Missing(1));
}

#[test]
fn a_sealed_root_opens_with_its_passphrase_alone() {
    let root = RootSecret::generate(&mut rng(3));
    let file = key_file::seal_root("e\u{301}en lamp", &root, ITERATIONS_MINIMUM, &mut rng(4)).unwrap();
    let opened = SealedRoot::read(&file).unwrap().open("\u{e9}en lamp").unwrap();
    assert_eq!(opened.root(), root.root());
    assert!(!file.contains(&hex::encode(*root.secret_bytes())));
    let refused = |file: &str, passphrase: &str| {
        let opened = SealedRoot::read(file).and_then(|sealed| sealed.open(passphrase));
        opened.unwrap_err()
    };
    assert_eq!(refused(&file, "een lamp"), OpenKeyError::WrongPassphrase);
    let public = root.root().to_hex();
    let other = RootSecret::generate(&mut rng(5)).root().to_hex();
    let changed = file.replace(&public, &other);
    assert_eq!(refused(&changed, "\u{e9}en lamp"), OpenKeyError::WrongPassphrase);
    let cut = file.replace(&public, &public[2..]);
    assert_eq!(refused(&cut, "\u{e9}en lamp"), OpenKeyError::DamagedField);
    for other in ["{}", "", &file.replace("root", "identity"), &format!("{file} x")] {
        assert!(
            matches!(refused(other, "x"), OpenKeyError::AnotherFile(_)),
            "{other}"
        );
    }
    let quick = key_file::seal_root("x", &root, ITERATIONS_MINIMUM - 1, &mut rng(4));
    assert_eq!(quick, Err(SealKeyError::Iterations));
}

#[test]
fn the_key_of_a_new_identity_keeps_its_request_and_is_no_root() {
    let identity = IdentitySecret::generate(&mut rng(6));
    let request = identity.request("Noor").unwrap();
    let seal = |identity| {
        key_file::seal_new_identity("een lamp", identity, &request, ITERATIONS_MINIMUM, &mut rng(7))
    };
    let file = seal(&identity).unwrap();
    let sealed = SealedNewIdentity::read(&file).unwrap();
    assert_eq!(sealed.request(), &request);
    assert_eq!(sealed.open("een lamp").unwrap().public(), identity.public());
    assert!(matches!(
        SealedRoot::read(&file),
        Err(OpenKeyError::AnotherFile(_))
    ));
    let stranger = IdentitySecret::generate(&mut rng(8));
    assert_eq!(seal(&stranger), Err(SealKeyError::OtherKey));
}

#[test]
fn a_request_says_whose_key_it_is_and_holds_only_with_that_key() {
    let identity = IdentitySecret::generate(&mut rng(9));
    let request = identity.request("Noor").unwrap();
    let read = CertificateRequest::decode(&request.encode()).unwrap();
    assert_eq!(
        (read.subject(), read.name().as_str()),
        (identity.public(), "Noor")
    );
    assert_eq!(read.letters(), request.letters());
    assert_eq!(read.letters().len(), 19);
    assert_eq!(identity.request("").unwrap_err(), NameError::Empty);
    let other = IdentitySecret::generate(&mut rng(10)).request("Noor").unwrap();
    assert_ne!(other.letters(), request.letters());
    // Somebody else's key under a signature of one's own.
    let mut stolen = other.encode();
    stolen[1..33].copy_from_slice(&identity.public());
    assert_eq!(
        CertificateRequest::decode(&stolen),
        Err(DecodeRequestError::WrongSignature)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_wrong_letter_is_always_told_with_its_line(seed in any::<u64>(), line in 0..4_usize, place in 0..16_usize, other in 1..32_usize) {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut page = paper::write(&RootSecret::generate(&mut rng(seed))).as_bytes().to_vec();
        // A line is "1  ABCD  EFGH  JKMN  PQRS\n".
        let at = line * 26 + 3 + place / 4 * 6 + place % 4;
        let value = ALPHABET.iter().position(|symbol| *symbol == page[at]).unwrap();
        page[at] = ALPHABET[(value + other) % 32];
        let why = paper::read(&String::from_utf8(page).unwrap()).err();
        prop_assert_eq!(why, Some(PaperError::Mistyped(line + 1)));
    }

    #[test]
    fn any_changed_bit_of_a_request_is_refused(bit in 0..129_usize * 8) {
        let mut request = IdentitySecret::generate(&mut rng(11)).request("Noor").unwrap().encode();
        request[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(CertificateRequest::decode(&request).is_err());
    }

    #[test]
    fn no_page_makes_the_reader_panic(page in any::<String>()) {
        let _ = paper::read(&page);
        let _ = SealedRoot::read(&page);
    }
}
