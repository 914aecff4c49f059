//! `letters.json`: letters that are sealed to a shift and opened, and what must be refused.

mod malformed;
mod refused;

use luwte_certificates::{OrganisationRoot, Revocations, ShiftSigner};
use luwte_conversation::noise::CipherState;
use luwte_conversation::{
    AgreementSecret, HandOverSecret, IntakeSecret, Letter, OpenedLetter, Says, open_letter, seal_letter,
};
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};

use crate::forge::{Forge, NOW};
use crate::kinds;
use crate::tape::{Tape, draw, seeded};
use malformed::Malformed;
use refused::Refused;

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    letters: Vec<Sealed>,
    refused: Vec<Refused>,
    /// Letters that are sealed as they should be, and are none.
    malformed: Vec<Malformed>,
}

/// One letter for one shift.
#[derive(Serialize, Deserialize, Clone)]
struct Sealed {
    name: String,
    root: String,
    now: u64,
    /// The sender's shift.
    sender: String,
    sender_secret: String,
    /// The recipient's.
    chain: String,
    encapsulation_key: String,
    signing_key: String,
    agreement_secret: String,
    encapsulation_seed: String,
    kind: u8,
    sent_at: u64,
    conversation: String,
    body: String,
    /// All 768 bytes.
    letter: String,
    /// What is drawn: the key of the letter, an ML-KEM message and an ephemeral secret.
    random: String,
    slot: String,
    sealed: String,
}

impl File {
    pub(crate) fn generate() -> Self {
        let letters = letters();
        let refused = refused::refused(&letters);
        let malformed = malformed::malformed(&letters);
        Self {
            letters,
            refused,
            malformed,
        }
    }

    pub(crate) fn check(&self) {
        assert!(self.letters.len() >= 10 && self.refused.len() >= 30 && self.malformed.len() >= 40);
        for own in &self.letters {
            assert_eq!(own.seal().unwrap(), (bytes(&own.slot), bytes(&own.sealed)));
            let opened = own.open(&bytes(&own.slot), &bytes(&own.sealed)).unwrap();
            assert_eq!(hex::encode(opened.sender), own.sender, "{}", own.name);
            assert_eq!(opened.letter, own.says(), "{}", own.name);
            assert_eq!(own.under_its_key(&bytes(&own.letter)), bytes(&own.sealed));
        }
        for case in &self.refused {
            let found = case.run(&self.letters[case.letter]);
            assert_eq!(found.as_ref(), Some(&case.expected), "{}", case.name);
        }
        for case in &self.malformed {
            let own = &self.letters[case.letter];
            let sealed = own.under_its_key(&bytes(&case.plain));
            let found = own.open(&bytes(&own.slot), &sealed).err();
            assert_eq!(found.as_ref(), Some(&case.expected), "{}", case.name);
        }
    }
}

impl Sealed {
    fn write(name: &str, (from, to): (&Forge, &Forge), letter: &Letter, rng: &mut ChaCha20Rng) -> Self {
        let (seed, random): ([u8; 64], [u8; 96]) = (draw(rng), draw(rng));
        let intake = IntakeSecret::from_seed(&seed);
        let to = to.but(|forge| forge.shift.intake_key_hash = intake.key_hash());
        let encoded = letter.encode(&from.shift.signing_key).unwrap();
        let (kind, body) = kind_and_body(&letter.says);
        let signer = ShiftSigner::from_bytes(&from.shift_key.to_bytes());
        let signature = signer.sign_letter(&from.root(), &to.shift.signing_key, &encoded);
        let mut own = Self {
            name: name.into(),
            root: from.root().to_hex(),
            now: NOW,
            sender: hex::encode(from.shift.signing_key),
            sender_secret: hex::encode(from.shift_key.to_bytes()),
            chain: hex::encode(to.chain()),
            encapsulation_key: hex::encode(intake.encapsulation_key()),
            signing_key: hex::encode(to.shift.signing_key),
            agreement_secret: hex::encode(to.agreement_secret),
            encapsulation_seed: hex::encode(seed),
            kind,
            sent_at: letter.sent_at,
            conversation: hex::encode(letter.conversation.unwrap_or_default()),
            body: hex::encode(body),
            letter: hex::encode([encoded.as_slice(), &signature].concat()),
            random: hex::encode(random),
            slot: String::new(),
            sealed: String::new(),
        };
        let (slot, sealed) = own.seal().unwrap();
        (own.slot, own.sealed) = (hex::encode(slot), hex::encode(sealed));
        own
    }

    /// What it says, from its fields.
    fn says(&self) -> Letter {
        let body = bytes(&self.body);
        let text = || String::from_utf8(body.clone()).unwrap().into();
        let conversation: [u8; 16] = array(&self.conversation);
        Letter {
            sent_at: self.sent_at,
            conversation: (conversation != [0; 16]).then_some(conversation),
            says: match self.kind {
                1 => Says::Room(text()),
                2 => Says::Aside(text()),
                3 => Says::Heavy(text()),
                4 => Says::Offer {
                    secret: HandOverSecret::from_bytes(body.first_chunk().unwrap()),
                    note: String::from_utf8(body[32..].to_vec()).unwrap().into(),
                },
                5 => Says::Accept,
                6 => Says::Decline(text()),
                _ => Says::Withdraw,
            },
        }
    }

    /// The slot and the sealed letter.
    fn seal(&self) -> Result<(Vec<u8>, Vec<u8>), String> {
        let mut tape = Tape::new(&bytes(&self.random));
        let sealed = seal_letter(
            &OrganisationRoot::from_hex(&self.root).unwrap(),
            &self.says(),
            &ShiftSigner::from_bytes(&array(&self.sender_secret)),
            (&bytes(&self.chain), &array(&self.encapsulation_key)),
            self.now,
            &Revocations::default(),
            &mut tape,
        )
        .map_err(kinds::of_letter_refusal)?;
        assert!(tape.is_used_up(), "a letter draws 96 bytes");
        assert_eq!(hex::encode(sealed.to), self.signing_key);
        Ok((sealed.slot.to_vec(), sealed.sealed.to_vec()))
    }

    fn open(&self, slot: &[u8], sealed: &[u8]) -> Result<OpenedLetter, String> {
        open_letter(
            &OrganisationRoot::from_hex(&self.root).unwrap(),
            &array(&self.signing_key),
            (
                &AgreementSecret::from_bytes(&array(&self.agreement_secret)),
                &IntakeSecret::from_seed(&array(&self.encapsulation_seed)),
            ),
            slot,
            sealed,
        )
        .map_err(kinds::of_letter)
    }

    /// Any 768 bytes under the key in the slot, by the letter of 12.2.
    fn under_its_key(&self, plain: &[u8]) -> Vec<u8> {
        let key = *bytes(&self.random).first_chunk().unwrap();
        let bound_to = [
            b"luwte/1 letter",
            &bytes(&self.root)[..],
            &bytes(&self.signing_key),
        ]
        .concat();
        CipherState::new(key).encrypt_with_ad(&bound_to, plain).unwrap()
    }
}

fn kind_and_body(says: &Says) -> (u8, Vec<u8>) {
    match says {
        Says::Room(text) => (1, text.as_bytes().to_vec()),
        Says::Aside(text) => (2, text.as_bytes().to_vec()),
        Says::Heavy(text) => (3, text.as_bytes().to_vec()),
        Says::Offer { secret, note } => (4, [secret.as_bytes(), note.as_bytes()].concat()),
        Says::Accept => (5, Vec::new()),
        Says::Decline(text) => (6, text.as_bytes().to_vec()),
        Says::Withdraw => (7, Vec::new()),
        Says::Renewed(certificates) => (12, certificates.to_vec()),
    }
}

fn letters() -> Vec<Sealed> {
    let rng = &mut seeded("letters");
    let noor = Forge::good(rng, "Noor");
    let sam = noor.colleague(rng, "Sam");
    let conversation = draw(rng);
    let secret = HandOverSecret::from_bytes(&draw(rng));
    let offer = |note: &str| Says::Offer {
        secret: secret.clone(),
        note: note.to_owned().into(),
    };
    let text = |text: &str| text.to_owned().into();
    let about = Some(conversation);
    let all: Vec<(&str, Option<[u8; 16]>, u64, Says)> = vec![
        (
            "to the staff room",
            None,
            NOW,
            Says::Room(text("Wie heeft er thee?")),
        ),
        ("to her alone", None, NOW, Says::Aside(text("Gaat het?"))),
        (
            "to her alone, about a conversation",
            about,
            NOW + 1,
            Says::Aside(text("Wil je meekijken?")),
        ),
        ("that was heavy", None, NOW, Says::Heavy(text(""))),
        (
            "that was heavy, and what it was about",
            about,
            NOW,
            Says::Heavy(text("Ik wil even bellen.")),
        ),
        (
            "will you take over",
            about,
            NOW,
            offer("Zij is zestien, en veilig vannacht."),
        ),
        ("will you take over, in no words", about, NOW, offer("")),
        (
            "will you take over, in as many as there is room for",
            about,
            NOW,
            offer(&"é".repeat(306)),
        ),
        ("yes", about, NOW, Says::Accept),
        ("no", about, NOW, Says::Decline(text(""))),
        ("no, and why", about, NOW, Says::Decline(text("Ik ga zo eten."))),
        ("never mind", about, NOW, Says::Withdraw),
        (
            "the longest, at the end of time",
            None,
            253_402_300_799,
            Says::Room(text(
                &"سلام".repeat(80).chars().chain("abcd".chars()).collect::<String>(),
            )),
        ),
        (
            "signs that are no letters, at the beginning of time",
            None,
            0,
            Says::Aside(text("\u{feff}\u{0}👩‍👩‍👧\n")),
        ),
    ];
    all.into_iter()
        .map(|(name, conversation, sent_at, says)| {
            let letter = Letter {
                sent_at,
                conversation,
                says,
            };
            Sealed::write(name, (&noor, &sam), &letter, rng)
        })
        .collect()
}

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    bytes(text).try_into().unwrap()
}
