//! Letterboxes that hold.

use luwte_certificates::{
    IdentitySecret, Letterbox, LetterboxTerms, OrganisationRoot, Revocations, VISITOR_TOLERANCE_SECONDS,
    Validity,
};
use luwte_conversation::LetterboxKeys;
use serde::{Deserialize, Serialize};

use super::{Ends, array, bytes};
use crate::forge::{Forge, NOW, certified_herself, sign};
use crate::kinds;
use crate::tape::seeded;

const DAY: u64 = 86_400;

/// A letterbox as its owner signs it. It holds with the tolerance of a visitor.
#[derive(Serialize, Deserialize, Clone)]
pub(super) struct Signed {
    name: String,
    pub(super) root: String,
    pub(super) now: u64,
    /// The identity of its owner.
    pub(super) secret: String,
    coordinator: String,
    counsellor: String,
    /// What is made from the identity.
    agreement_secret: String,
    encapsulation_seed: String,
    agreement_key: String,
    not_before: u64,
    not_after: u64,
    when: String,
    pub(super) letterbox: String,
    pub(super) counsellor_key: String,
    counsellor_name: String,
    role: String,
    /// Until when the letterbox and both certificates hold.
    end: u64,
}

/// A letterbox written by hand, right or wrong in any field.
#[derive(Clone)]
pub(super) struct Hand {
    pub(super) forge: Forge,
    pub(super) version: u8,
    pub(super) agreement_key: [u8; 32],
    pub(super) not_before: u64,
    pub(super) not_after: u64,
    pub(super) length: u8,
    pub(super) when: [u8; 120],
    pub(super) encapsulation_key: Vec<u8>,
    pub(super) tag: &'static str,
    pub(super) issuer: ed25519_dalek::SigningKey,
    /// Whether the ML-KEM key is among what is signed.
    pub(super) whole: bool,
}

impl Hand {
    pub(super) fn good(forge: &Forge, when: &str) -> Self {
        let keys = LetterboxKeys::derive(&IdentitySecret::from_bytes(&forge.counsellor_key.to_bytes()));
        let mut field = [0; 120];
        field[..when.len()].copy_from_slice(when.as_bytes());
        Self {
            forge: forge.clone(),
            version: 1,
            agreement_key: keys.agreement_key(),
            not_before: NOW - DAY,
            not_after: NOW + 7 * DAY,
            length: when.len() as u8,
            when: field,
            encapsulation_key: keys.encapsulation_key().to_vec(),
            tag: "luwte/1 letterbox",
            issuer: forge.counsellor_key.clone(),
            whole: true,
        }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let terms = [
            &[self.version][..],
            &self.agreement_key,
            &self.not_before.to_be_bytes(),
            &self.not_after.to_be_bytes(),
            &[self.length],
            &self.when,
        ]
        .concat();
        let key: &[u8] = if self.whole { &self.encapsulation_key } else { &[] };
        let signature = sign(&self.issuer, self.tag, &[&terms, key].concat());
        [
            self.forge.coordinator.certificate(),
            self.forge.counsellor.certificate(),
            terms,
            signature,
            self.encapsulation_key.clone(),
        ]
        .concat()
    }
}

impl Signed {
    fn write(name: &str, now: u64, hand: &Hand) -> Self {
        let forge = &hand.forge;
        let secret = forge.counsellor_key.to_bytes();
        let made = derived_by_hand(&secret);
        let letterbox = hand.bytes();
        let root = forge.root();
        let held = Letterbox::verify(
            &letterbox,
            &root,
            now,
            VISITOR_TOLERANCE_SECONDS,
            &Revocations::default(),
        )
        .unwrap();
        Self {
            name: name.into(),
            root: root.to_hex(),
            now,
            secret: hex::encode(secret),
            coordinator: hex::encode(forge.coordinator.certificate()),
            counsellor: hex::encode(forge.counsellor.certificate()),
            agreement_secret: hex::encode(&made[..32]),
            encapsulation_seed: hex::encode(&made[32..]),
            agreement_key: hex::encode(hand.agreement_key),
            not_before: hand.not_before,
            not_after: hand.not_after,
            when: held.when,
            letterbox: hex::encode(letterbox),
            counsellor_key: hex::encode(held.counsellor_key),
            counsellor_name: held.counsellor_name,
            role: kinds::of_role(held.role).into(),
            end: held.not_after,
        }
    }

    pub(super) fn ends(&self) -> Ends {
        Ends {
            root: self.root.clone(),
            now: self.now,
            letterbox: self.letterbox.clone(),
            counsellor_key: self.counsellor_key.clone(),
            secret: self.secret.clone(),
        }
    }

    /// Its owner signs the very same, and it holds.
    pub(super) fn check(&self) {
        let identity = IdentitySecret::from_bytes(&array(&self.secret));
        let keys = LetterboxKeys::derive(&identity);
        let terms = LetterboxTerms {
            agreement_key: keys.agreement_key(),
            encapsulation_key: &keys.encapsulation_key(),
            when: &self.when,
            validity: Validity::new(self.not_before, self.not_after).unwrap(),
        };
        let signed = identity
            .sign_letterbox(&array(&self.coordinator), &array(&self.counsellor), &terms)
            .unwrap();
        assert_eq!(hex::encode(signed), self.letterbox, "{}", self.name);
        let root = OrganisationRoot::from_hex(&self.root).unwrap();
        let none = Revocations::default();
        let held = Letterbox::verify(
            &bytes(&self.letterbox),
            &root,
            self.now,
            VISITOR_TOLERANCE_SECONDS,
            &none,
        )
        .unwrap();
        assert_eq!(held.when, self.when);
        assert_eq!(hex::encode(held.agreement_key), self.agreement_key);
        assert_eq!(*held.encapsulation_key, keys.encapsulation_key());
        assert_eq!(
            (held.counsellor_name, held.not_after),
            (self.counsellor_name.clone(), self.end)
        );
    }
}

/// HKDF-SHA-256 with an empty info, 96 bytes, from the layer below it (RFC 5869).
fn derived_by_hand(secret: &[u8; 32]) -> Vec<u8> {
    use hmac::{Hmac, KeyInit, Mac};
    let mac = |key: &[u8], parts: &[&[u8]]| {
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).unwrap();
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().to_vec()
    };
    let extracted = mac(b"luwte/1 letterbox", &[secret]);
    let first = mac(&extracted, &[&[1]]);
    let second = mac(&extracted, &[&first, &[2]]);
    let third = mac(&extracted, &[&second, &[3]]);
    [first, second, third].concat()
}

pub(super) fn letterboxes() -> Vec<Signed> {
    let rng = &mut seeded("letterboxes");
    let noor = Forge::good(rng, "Noor");
    let sam = noor.colleague(rng, "Sam");
    let bo = Forge::good(rng, "Bo").but(certified_herself);
    let hers = Hand::good(&noor, "Donderdag vanaf 19 uur");
    let month = Hand {
        not_before: NOW,
        not_after: NOW + 31 * DAY,
        ..Hand::good(&bo, &"é".repeat(60))
    };
    let short = noor.but(|forge| forge.counsellor.not_after = NOW + 3 * DAY);
    vec![
        Signed::write("a counsellor who is there on Thursday", NOW, &hers),
        Signed::write("her colleague, who does not say when", NOW, &Hand::good(&sam, "")),
        Signed::write("a coordinator on duty, for 31 days", NOW, &month),
        Signed::write("for somebody whose phone is a day behind", NOW - 2 * DAY, &hers),
        Signed::write("for somebody whose phone is a day ahead", NOW + 8 * DAY, &hers),
        Signed::write(
            "signs that are no letters",
            NOW,
            &Hand::good(&sam, "\u{feff} 👩‍👩‍👧 maandag"),
        ),
        Signed::write(
            "a certificate that ends before the letterbox does",
            NOW,
            &Hand::good(&short, "maandag"),
        ),
    ]
}
