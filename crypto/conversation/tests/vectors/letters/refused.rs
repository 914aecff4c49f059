//! Letters that are not sealed, or not opened.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Sealed, bytes};
use crate::cases::Op;
use crate::faults::faults;
use crate::forge::{Forge, NOW};
use crate::tape::seeded;

/// The letter that the others are made from.
const BASE: usize = 2;

#[derive(Serialize, Deserialize)]
pub(super) struct Refused {
    pub(super) name: String,
    /// `seal`: nothing is sealed. `open`: nothing is read.
    step: String,
    /// Index into `letters`, whose values are used where nothing else is given.
    pub(super) letter: usize,
    /// What is altered by `op`: `slot` or `sealed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    op: Option<Op>,
    #[serde(default, skip_serializing_if = "Given::is_empty")]
    given: Given,
    pub(super) expected: String,
}

/// What stands in the place of the letter's own values.
#[derive(Serialize, Deserialize, Clone, Default, PartialEq)]
#[serde(default)]
struct Given {
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encapsulation_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signing_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement_secret: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encapsulation_seed: Option<String>,
}

impl Given {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Refused {
    /// The kind of the refusal; none when it was accepted.
    pub(super) fn run(&self, letter: &Sealed) -> Option<String> {
        let mut own = letter.clone();
        let given = self.given.clone();
        for (value, instead) in [
            (&mut own.root, given.root),
            (&mut own.chain, given.chain),
            (&mut own.encapsulation_key, given.encapsulation_key),
            (&mut own.signing_key, given.signing_key),
            (&mut own.agreement_secret, given.agreement_secret),
            (&mut own.encapsulation_seed, given.encapsulation_seed),
        ] {
            *value = instead.unwrap_or_else(|| value.clone());
        }
        own.now = given.now.unwrap_or(own.now);
        if self.step == "seal" {
            return own.seal().err();
        }
        let (mut slot, mut sealed) = (bytes(&own.slot), bytes(&own.sealed));
        if let Some(op) = &self.op {
            let slot_is_altered = self.what.as_deref() == Some("slot");
            op.apply(if slot_is_altered { &mut slot } else { &mut sealed });
        }
        own.open(&slot, &sealed).err()
    }
}

pub(super) fn refused(letters: &[Sealed]) -> Vec<Refused> {
    let mut all = Vec::new();
    not_sealed(&letters[BASE], &mut all);
    not_opened(letters, &mut all);
    all
}

fn case(name: &str, step: &str, expected: &str, given: Given) -> Refused {
    Refused {
        name: name.into(),
        step: step.into(),
        letter: BASE,
        what: None,
        op: None,
        given,
        expected: expected.into(),
    }
}

fn not_sealed(own: &Sealed, all: &mut Vec<Refused>) {
    let rng = &mut seeded("letters that are refused");
    let stranger = Forge::good(rng, "Sam");
    let with_key = |forge: &Forge, key: &[u8]| {
        let forge = forge.but(|forge| forge.shift.intake_key_hash = Sha256::digest(key).into());
        Given {
            root: Some(forge.root().to_hex()),
            chain: Some(hex::encode(forge.chain())),
            encapsulation_key: Some(hex::encode(key)),
            ..Given::default()
        }
    };
    let key = bytes(&own.encapsulation_key);
    let good = Forge::good(rng, "Sam");
    let elsewhere = Given {
        root: None,
        ..with_key(&stranger, &key)
    };
    all.push(case(
        "another organisation's shift",
        "seal",
        "WrongSignature:coordinator",
        elsewhere,
    ));
    // A sample: a letter's recipient goes through the chain check of the handshake, which has its own vectors.
    for (name, wrong, expected) in faults(&good, &stranger).into_iter().skip(4).step_by(5) {
        let root = Some(good.root().to_hex());
        let given = Given {
            root,
            ..with_key(&wrong, &key)
        };
        // The hash of the key is part of what is signed: what is forged stays forged.
        all.push(case(&format!("a recipient with {name}"), "seal", expected, given));
    }
    for (name, now, expected) in [
        ("two days too late", NOW + 2 * 86_400, "Expired:shift"),
        ("two days too early", NOW - 2 * 86_400, "NotYetValid:shift"),
    ] {
        let now = Given {
            now: Some(now),
            ..Given::default()
        };
        all.push(case(name, "seal", expected, now));
    }
    let mut turned = key.clone();
    turned[700] ^= 1;
    let turned = Given {
        encapsulation_key: Some(hex::encode(turned)),
        ..Given::default()
    };
    all.push(case("a key with one bit turned", "seal", "OtherKey", turned));
    // A coefficient of q or more: twelve bits that are all one.
    let mut too_large = key.clone();
    too_large[..2].fill(0xff);
    all.push(case(
        "a key that fails the check of FIPS 203",
        "seal",
        "EncapsulationKey",
        with_key(&good, &too_large),
    ));
    let low = good.but(|forge| forge.shift.agreement_key = [0; 32]);
    all.push(case(
        "an agreement key of low order",
        "seal",
        "LowOrder",
        with_key(&low, &key),
    ));
}

fn not_opened(letters: &[Sealed], all: &mut Vec<Refused>) {
    let (own, other) = (&letters[BASE], &letters[BASE + 1]);
    let elsewhere = Forge::good(&mut seeded("another shift"), "Sam");
    let agreement = hex::encode(elsewhere.agreement_secret);
    for (name, given) in [
        (
            "the root of another organisation",
            Given {
                root: Some(elsewhere.root().to_hex()),
                ..Given::default()
            },
        ),
        (
            "another shift's signing key",
            Given {
                signing_key: Some(hex::encode(elsewhere.shift.signing_key)),
                ..Given::default()
            },
        ),
        (
            "the sender's own signing key",
            Given {
                signing_key: Some(own.sender.clone()),
                ..Given::default()
            },
        ),
        (
            "another shift's agreement key",
            Given {
                agreement_secret: Some(agreement),
                ..Given::default()
            },
        ),
        (
            "another shift's ML-KEM key",
            Given {
                encapsulation_seed: Some(other.encapsulation_seed.clone()),
                ..Given::default()
            },
        ),
    ] {
        all.push(case(name, "open", "Damaged", given));
    }
    let mut alter = |name: &str, what: &str, op: Op, expected: &str| {
        all.push(Refused {
            what: Some(what.into()),
            op: Some(op),
            ..case(name, "open", expected, Given::default())
        });
    };
    for (what, offsets) in [
        ("slot", &[0, 1_087, 1_088, 1_119, 1_120, 1_152, 1_167][..]),
        ("sealed", &[0, 34, 703, 704, 767, 768, 783]),
    ] {
        for &offset in offsets {
            let op = Op::Flip { offset, mask: 0x40 };
            let name = format!("byte {offset} of the {what}, one bit turned");
            alter(&name, what, op, "Damaged");
        }
    }
    let of_other = |hex: &String| Op::Replace {
        offset: 0,
        hex: hex.clone(),
    };
    alter(
        "the slot of another letter",
        "slot",
        of_other(&other.slot),
        "Damaged",
    );
    alter(
        "the words of another letter",
        "sealed",
        of_other(&other.sealed),
        "Damaged",
    );
    let low = Op::Replace {
        offset: 1_088,
        hex: "00".repeat(32),
    };
    alter("an ephemeral key of low order", "slot", low, "LowOrder");
    for (what, length) in [("slot", 1_168), ("sealed", 784)] {
        let short = Op::Truncate(length - 1);
        alter(
            &format!("a byte of the {what} missing"),
            what,
            short,
            "WrongLength",
        );
        let long = Op::Extend("00".into());
        alter(&format!("a byte behind the {what}"), what, long, "WrongLength");
    }
}
