//! Whose letterbox takes mail, and for how long.

use luwte_certificates::{
    ChainError, IdentityCertificate, IdentitySecret, LETTERBOX_LENGTH, LETTERBOX_LIMIT_SECONDS, Letterbox,
    LetterboxError, LetterboxFault, LetterboxTerms, Link, Revocations, Role, RootSecret, ShiftRole, Validity,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

const NOW: u64 = 1_800_000_000;
const DAY: u64 = 86_400;
const KEM_KEY: [u8; 1_184] = [3; 1_184];

/// A root, a coordinator, and one person whom she certified.
struct Organisation {
    root: RootSecret,
    coordinator: IdentitySecret,
    noor: IdentitySecret,
    above: IdentityCertificate,
    own: IdentityCertificate,
}

impl Organisation {
    /// With Noor in this role; with nobody but the coordinator when there is none.
    fn with(role: Option<Role>) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let root = RootSecret::generate(&mut rng);
        let coordinator = IdentitySecret::generate(&mut rng);
        let noor = match role {
            Some(_) => IdentitySecret::generate(&mut rng),
            None => IdentitySecret::from_bytes(&coordinator.secret_bytes()),
        };
        let year = Validity::new(NOW - DAY, NOW + 365 * DAY).unwrap();
        let above = root
            .certify_coordinator(coordinator.public(), "Bo", year, &mut rng)
            .unwrap();
        let role = role.unwrap_or(Role::Counsellor);
        let own = coordinator
            .certify(role, noor.public(), "Noor", year, &mut rng)
            .unwrap();
        Self {
            root,
            coordinator,
            noor,
            above,
            own,
        }
    }

    /// What Noor signs, saying this about when she is there again, for so many seconds from now on.
    fn letterbox(&self, when: &str, seconds: u64) -> Result<[u8; LETTERBOX_LENGTH], LetterboxFault> {
        let terms = LetterboxTerms {
            agreement_key: [2; 32],
            encapsulation_key: &KEM_KEY,
            when,
            validity: Validity::new(NOW, NOW + seconds).unwrap(),
        };
        self.noor
            .sign_letterbox(&self.above.encode(), &self.own.encode(), &terms)
    }

    fn verify(&self, letterbox: &[u8], now: u64) -> Result<Letterbox, LetterboxError> {
        Letterbox::verify(letterbox, &self.root.root(), now, 0, &Revocations::none())
    }
}

#[test]
fn a_counsellor_says_to_which_keys_mail_for_her_is_sealed_and_when_she_is_there_again() {
    let organisation = Organisation::with(Some(Role::Counsellor));
    let letterbox = organisation.letterbox("Donderdag vanaf 19 uur", DAY).unwrap();
    let said = organisation.verify(&letterbox, NOW).unwrap();
    assert_eq!(said.counsellor_key, organisation.noor.public());
    assert_eq!(said.counsellor_name, "Noor");
    assert_eq!(said.role, ShiftRole::Counsellor);
    assert_eq!(said.agreement_key, [2; 32]);
    assert_eq!(*said.encapsulation_key, KEM_KEY);
    assert_eq!(said.when, "Donderdag vanaf 19 uur");
    assert_eq!(said.not_after, NOW + DAY);
}

#[test]
fn a_coordinator_on_duty_has_a_letterbox_and_those_who_take_no_visitors_have_none() {
    let organisation = Organisation::with(None);
    let letterbox = organisation.letterbox("", DAY).unwrap();
    let said = organisation.verify(&letterbox, NOW).unwrap();
    assert_eq!((said.role, said.when.as_str()), (ShiftRole::Coordinator, ""));
    for role in [Role::Buddy, Role::Interpreter] {
        let organisation = Organisation::with(Some(role));
        let letterbox = organisation.letterbox("", DAY).unwrap();
        let refused = Err(LetterboxError::Identity(ChainError::NotForVisitors));
        assert_eq!(organisation.verify(&letterbox, NOW), refused);
    }
}

#[test]
fn a_letterbox_is_emptied_within_a_month_or_takes_nothing_more() {
    let organisation = Organisation::with(Some(Role::Counsellor));
    let month = LETTERBOX_LIMIT_SECONDS;
    let letterbox = organisation.letterbox("", month).unwrap();
    assert!(organisation.verify(&letterbox, NOW + month).is_ok());
    let verify = |now| organisation.verify(&letterbox, now);
    assert_eq!(verify(NOW + month + 1), Err(LetterboxError::Expired));
    assert_eq!(verify(NOW - 1), Err(LetterboxError::NotYetValid));
    assert_eq!(
        organisation.letterbox("", month + 1),
        Err(LetterboxFault::TooLong)
    );
}

#[test]
fn nobody_puts_up_a_letterbox_in_the_name_of_another() {
    let organisation = Organisation::with(Some(Role::Counsellor));
    let stranger = Organisation::with(None);
    let letterbox = organisation.letterbox("", DAY).unwrap();
    let mut hers = stranger.letterbox("", DAY).unwrap();
    assert!(stranger.verify(&hers, NOW).is_ok());
    hers[..308].copy_from_slice(&letterbox[..308]);
    assert_eq!(
        organisation.verify(&hers, NOW),
        Err(LetterboxError::WrongSignature)
    );
    for bit in (0..8 * LETTERBOX_LENGTH).step_by(97) {
        let mut turned = letterbox;
        turned[bit / 8] ^= 1 << (bit % 8);
        assert!(organisation.verify(&turned, NOW).is_err(), "bit {bit}");
    }
    for wrong in [&letterbox[1..], &[&letterbox[..], &[0]].concat(), &[]] {
        assert_eq!(organisation.verify(wrong, NOW), Err(LetterboxError::WrongLength));
    }
}

#[test]
fn the_letterbox_of_somebody_whose_certificate_was_taken_back_takes_nothing() {
    let organisation = Organisation::with(Some(Role::Counsellor));
    let letterbox = organisation.letterbox("", DAY).unwrap();
    let with = |revocation| {
        let revocations = Revocations::from_iter([revocation]);
        Letterbox::verify(&letterbox, &organisation.root.root(), NOW, 0, &revocations).map(|_| ())
    };
    let revoked = |link| Err(LetterboxError::Identity(ChainError::Revoked(link)));
    let (first, second) = (organisation.above.serial(), organisation.own.serial());
    assert_eq!(
        with(organisation.root.revoke(first, NOW)),
        revoked(Link::Coordinator)
    );
    assert_eq!(
        with(organisation.coordinator.revoke(second, NOW)),
        revoked(Link::Counsellor)
    );
    // Her own word is not enough for that.
    assert_eq!(with(organisation.noor.revoke(second, NOW)), Ok(()));
}

#[test]
fn when_she_is_there_again_is_said_in_a_line_that_fits() {
    let organisation = Organisation::with(Some(Role::Counsellor));
    let longest = "é".repeat(60);
    let letterbox = organisation.letterbox(&longest, DAY).unwrap();
    assert_eq!(organisation.verify(&letterbox, NOW).unwrap().when, longest);
    for (when, fault) in [
        ("a".repeat(121), LetterboxFault::WhenTooLong),
        ("ma\ndi".into(), LetterboxFault::ControlCharacter),
        ("\u{85}".into(), LetterboxFault::ControlCharacter),
        ("\0".into(), LetterboxFault::ControlCharacter),
    ] {
        assert_eq!(organisation.letterbox(&when, DAY), Err(fault), "{when:?}");
    }
}
