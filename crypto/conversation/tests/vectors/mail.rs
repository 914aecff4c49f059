//! `mail.json`: letterboxes, what is left in them, and what must be refused.

mod letterbox;
mod malformed;
mod not_held;
mod refused;

use luwte_certificates::{IdentitySecret, OrganisationRoot, Revocations};
use luwte_conversation::noise::CipherState;
use luwte_conversation::{FolderWords, LetterboxKeys, Mail, open_mail, seal_mail};
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::kinds;
use crate::tape::{Tape, draw, seeded};
use letterbox::Signed;
use malformed::Malformed;
use not_held::NotHeld;
use refused::Refused;

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    letterboxes: Vec<Signed>,
    /// Letterboxes that do not hold.
    not_held: Vec<NotHeld>,
    mail: Vec<Sealed>,
    refused: Vec<Refused>,
    /// What is sealed as mail should be, and is none.
    malformed: Vec<Malformed>,
}

/// What was left in one letterbox.
#[derive(Serialize, Deserialize, Clone)]
struct Sealed {
    name: String,
    /// Index into `letterboxes`.
    letterbox: usize,
    reply: String,
    reply_key: String,
    text: String,
    /// All 768 bytes.
    plain: String,
    /// What is drawn: the key of the mail, an ML-KEM message and an ephemeral secret.
    random: String,
    slot: String,
    sealed: String,
    /// Where the answer is looked for.
    lookup: String,
}

/// Whose letterbox it is, for sealing and for opening.
#[derive(Clone)]
struct Ends {
    root: String,
    now: u64,
    letterbox: String,
    counsellor_key: String,
    secret: String,
}

impl File {
    pub(crate) fn generate() -> Self {
        let letterboxes = letterbox::letterboxes();
        let not_held = not_held::not_held(&letterboxes);
        let mail = mail(&letterboxes);
        let refused = refused::refused(&letterboxes, &mail);
        let malformed = malformed::malformed(&mail);
        Self {
            letterboxes,
            not_held,
            mail,
            refused,
            malformed,
        }
    }

    pub(crate) fn check(&self) {
        assert!(self.letterboxes.len() >= 6 && self.not_held.len() >= 50);
        assert!(self.mail.len() >= 4 && self.refused.len() >= 30 && self.malformed.len() >= 15);
        for own in &self.letterboxes {
            own.check();
        }
        for case in &self.not_held {
            let found = case.run(&self.letterboxes[case.letterbox]);
            assert_eq!(found.as_ref(), Some(&case.expected), "{}", case.name);
        }
        for own in &self.mail {
            let ends = self.letterboxes[own.letterbox].ends();
            assert_eq!(
                own.seal(&ends).unwrap(),
                (bytes(&own.slot), bytes(&own.sealed)),
                "{}",
                own.name
            );
            let opened = own.open(&ends, &bytes(&own.slot), &bytes(&own.sealed)).unwrap();
            assert_eq!(opened, own.says(), "{}", own.name);
            assert_eq!(own.under_its_key(&ends, &bytes(&own.plain)), bytes(&own.sealed));
            assert_eq!(own.lookup, own.lookup_in(&ends));
        }
        for case in &self.refused {
            let own = &self.mail[case.mail];
            let found = case.run(own, self.letterboxes[own.letterbox].ends());
            assert_eq!(found.as_ref(), Some(&case.expected), "{}", case.name);
        }
        for case in &self.malformed {
            let own = &self.mail[case.mail];
            let ends = self.letterboxes[own.letterbox].ends();
            let sealed = own.under_its_key(&ends, &bytes(&case.plain));
            let found = own.open(&ends, &bytes(&own.slot), &sealed).err();
            assert_eq!(found.as_ref(), Some(&case.expected), "{}", case.name);
        }
    }
}

impl Sealed {
    fn write(
        name: &str,
        letterboxes: &[Signed],
        letterbox: usize,
        text: &str,
        rng: &mut ChaCha20Rng,
    ) -> Self {
        let (reply, reply_key, random): ([u8; 16], [u8; 32], [u8; 96]) = (draw(rng), draw(rng), draw(rng));
        let mut own = Self {
            name: name.into(),
            letterbox,
            reply: hex::encode(reply),
            reply_key: hex::encode(reply_key),
            text: text.into(),
            plain: String::new(),
            random: hex::encode(random),
            slot: String::new(),
            sealed: String::new(),
            lookup: String::new(),
        };
        let ends = letterboxes[letterbox].ends();
        own.plain = hex::encode(*own.says().encode().unwrap());
        own.lookup = own.lookup_in(&ends);
        let (slot, sealed) = own.seal(&ends).unwrap();
        (own.slot, own.sealed) = (hex::encode(slot), hex::encode(sealed));
        own
    }

    fn says(&self) -> Mail {
        Mail {
            reply: Zeroizing::new(array(&self.reply)),
            reply_key: Zeroizing::new(array(&self.reply_key)),
            text: Zeroizing::new(self.text.clone()),
        }
    }

    /// The slot and the sealed mail.
    fn seal(&self, ends: &Ends) -> Result<(Vec<u8>, Vec<u8>), String> {
        let mut tape = Tape::new(&bytes(&self.random));
        let root = OrganisationRoot::from_hex(&ends.root).unwrap();
        let letterbox = bytes(&ends.letterbox);
        let none = Revocations::default();
        let sealed = seal_mail(&root, &self.says(), &letterbox, ends.now, &none, &mut tape)
            .map_err(kinds::of_mail_refusal)?;
        assert!(tape.is_used_up(), "mail draws 96 bytes");
        assert_eq!(hex::encode(sealed.to), ends.counsellor_key);
        Ok((sealed.slot.to_vec(), sealed.sealed.to_vec()))
    }

    fn open(&self, ends: &Ends, slot: &[u8], sealed: &[u8]) -> Result<Mail, String> {
        let identity = IdentitySecret::from_bytes(&array(&ends.secret));
        open_mail(
            &OrganisationRoot::from_hex(&ends.root).unwrap(),
            &array(&ends.counsellor_key),
            &LetterboxKeys::derive(&identity),
            slot,
            sealed,
        )
        .map_err(kinds::of_mail)
    }

    /// These 768 bytes, sealed as the mail is.
    fn under_its_key(&self, ends: &Ends, plain: &[u8]) -> Vec<u8> {
        let key = *bytes(&self.random).first_chunk().unwrap();
        let bound_to = [
            b"luwte/1 mail".to_vec(),
            bytes(&ends.root),
            bytes(&ends.counsellor_key),
        ]
        .concat();
        CipherState::new(key).encrypt_with_ad(&bound_to, plain).unwrap()
    }

    fn lookup_in(&self, ends: &Ends) -> String {
        let root = OrganisationRoot::from_hex(&ends.root).unwrap();
        let folder = FolderWords::of_reply(root, &array(&self.reply), &array(&self.reply_key));
        assert_eq!(hex::encode(folder.seed()), self.reply_key);
        hex::encode(folder.lookup())
    }
}

fn mail(letterboxes: &[Signed]) -> Vec<Sealed> {
    let rng = &mut seeded("mail");
    let longest = "سلام".repeat(89) + "hallo";
    [
        ("a few words", 0, "Ik ben er donderdag ook."),
        ("for her colleague", 1, "Ik ben er donderdag ook."),
        ("the longest, for a coordinator", 2, longest.as_str()),
        ("one letter, by a phone that is a day behind", 3, "a"),
        (
            "signs that are no letters, by a phone that is a day ahead",
            4,
            "\u{feff}\u{0}👩‍👩‍👧\n",
        ),
    ]
    .into_iter()
    .map(|(name, letterbox, text)| Sealed::write(name, letterboxes, letterbox, text, rng))
    .collect()
}

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    bytes(text).try_into().unwrap()
}
