//! Mail that is not sealed, or not opened.

use serde::{Deserialize, Serialize};

use super::letterbox::{Hand, Signed};
use super::{Ends, Sealed, array, bytes};
use crate::cases::Op;
use crate::forge::{Forge, NOW};
use crate::tape::seeded;

#[derive(Serialize, Deserialize)]
pub(super) struct Refused {
    pub(super) name: String,
    /// `seal`: nothing is sealed. `open`: nothing is read.
    step: String,
    /// Index into `mail`, whose values and whose letterbox's are used where nothing else is given.
    pub(super) mail: usize,
    /// What is altered by `op`: `slot` or `sealed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    op: Option<Op>,
    #[serde(default, skip_serializing_if = "Given::is_empty")]
    given: Given,
    pub(super) expected: String,
}

/// What stands in the place of the letterbox's own values.
#[derive(Serialize, Deserialize, Clone, Default, PartialEq)]
#[serde(default)]
struct Given {
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    letterbox: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counsellor_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl Given {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Refused {
    /// The kind of the refusal; none when it was accepted.
    pub(super) fn run(&self, own: &Sealed, mut ends: Ends) -> Option<String> {
        let given = self.given.clone();
        for (value, instead) in [
            (&mut ends.root, given.root),
            (&mut ends.letterbox, given.letterbox),
            (&mut ends.counsellor_key, given.counsellor_key),
            (&mut ends.secret, given.secret),
        ] {
            *value = instead.unwrap_or_else(|| value.clone());
        }
        ends.now = given.now.unwrap_or(ends.now);
        if self.step == "seal" {
            return own.seal(&ends).err();
        }
        let (mut slot, mut sealed) = (bytes(&own.slot), bytes(&own.sealed));
        if let Some(op) = &self.op {
            let slot_is_altered = self.what.as_deref() == Some("slot");
            op.apply(if slot_is_altered { &mut slot } else { &mut sealed });
        }
        own.open(&ends, &slot, &sealed).err()
    }
}

pub(super) fn refused(letterboxes: &[Signed], mail: &[Sealed]) -> Vec<Refused> {
    let mut all = Vec::new();
    not_sealed(letterboxes, &mut all);
    not_opened(letterboxes, mail, &mut all);
    all
}

fn case(name: &str, step: &str, expected: &str, given: Given) -> Refused {
    Refused {
        name: name.into(),
        step: step.into(),
        mail: 0,
        what: None,
        op: None,
        given,
        expected: expected.into(),
    }
}

fn not_sealed(letterboxes: &[Signed], all: &mut Vec<Refused>) {
    let rng = &mut seeded("mail that is refused");
    let good = Hand::good(&Forge::good(rng, "Noor"), "");
    let mut add = |name: &str, expected: &str, given| all.push(case(name, "seal", expected, given));
    let none = Given::default;
    let elsewhere = Some(letterboxes[2].letterbox.clone());
    let elsewhere = Given {
        letterbox: elsewhere,
        ..none()
    };
    add(
        "a letterbox of another organisation",
        "WrongSignature:coordinator",
        elsewhere,
    );
    for (name, expected, days) in [
        ("a letterbox that expired", "Expired:letterbox", 9),
        ("a letterbox that is not valid yet", "NotYetValid:letterbox", -3),
    ] {
        let now = NOW.checked_add_signed(days * 86_400);
        add(name, expected, Given { now, ..none() });
    }
    let mut forged = |name: &str, expected: &str, change: &dyn Fn(&mut Hand)| {
        let mut hand = good.clone();
        change(&mut hand);
        let given = Given {
            root: Some(hand.forge.root().to_hex()),
            letterbox: Some(hex::encode(hand.bytes())),
            ..none()
        };
        add(name, expected, given);
    };
    forged("a buddy's letterbox", "WrongRole:counsellor", &|hand| {
        (hand.forge.counsellor.role, hand.forge.counsellor.tag) = (3, "luwte/1 buddy certificate");
    });
    // A coefficient of q or more: twelve bits that are all one.
    forged(
        "a key that fails the check of FIPS 203",
        "EncapsulationKey",
        &|hand| hand.encapsulation_key[..2].fill(0xff),
    );
    forged("an agreement key that is all zero", "LowOrder", &|hand| {
        hand.agreement_key = [0; 32]
    });
    forged("an agreement key of low order", "LowOrder", &|hand| {
        hand.agreement_key = array("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
    });
}

fn not_opened(letterboxes: &[Signed], mail: &[Sealed], all: &mut Vec<Refused>) {
    let (elsewhere, colleague) = (&letterboxes[2], &letterboxes[1]);
    for (name, root, counsellor_key, secret) in [
        (
            "the root of another organisation",
            Some(&elsewhere.root),
            None,
            None,
        ),
        (
            "her keys under her colleague's name",
            None,
            Some(&colleague.counsellor_key),
            None,
        ),
        (
            "her colleague's keys under her name",
            None,
            None,
            Some(&colleague.secret),
        ),
        (
            "her colleague",
            None,
            Some(&colleague.counsellor_key),
            Some(&colleague.secret),
        ),
    ] {
        let given = Given {
            root: root.cloned(),
            counsellor_key: counsellor_key.cloned(),
            secret: secret.cloned(),
            ..Given::default()
        };
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
        ("sealed", &[0, 1, 49, 767, 768, 783]),
    ] {
        for &offset in offsets {
            let op = Op::Flip { offset, mask: 0x40 };
            let name = format!("byte {offset} of the {what}, one bit turned");
            alter(&name, what, op, "Damaged");
        }
    }
    let other = &mail[3];
    for (name, what, hex) in [
        ("the slot of other mail to her", "slot", &other.slot),
        ("the words of other mail to her", "sealed", &other.sealed),
    ] {
        let hex = hex.clone();
        alter(name, what, Op::Replace { offset: 0, hex }, "Damaged");
    }
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
