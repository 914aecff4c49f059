//! Letterboxes that do not hold.

use ed25519_dalek::SigningKey;
use luwte_certificates::{Letterbox, OrganisationRoot, VISITOR_TOLERANCE_SECONDS};
use serde::{Deserialize, Serialize};

use super::bytes;
use super::letterbox::{Hand, Signed};
use crate::cases::Op;
use crate::certificates::read_revocations;
use crate::forge::{Forge, NOW, revocation};
use crate::kinds;
use crate::tape::seeded;

const DAY: u64 = 86_400;

#[derive(Serialize, Deserialize)]
pub(super) struct NotHeld {
    pub(super) name: String,
    /// Index into `letterboxes`, whose values are used where nothing else is given.
    pub(super) letterbox: usize,
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    revocations: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    letterbox: Option<String>,
}

impl Given {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl NotHeld {
    /// The kind of the refusal; none when it holds.
    pub(super) fn run(&self, own: &Signed) -> Option<String> {
        let given = self.given.clone();
        let mut letterbox = bytes(&given.letterbox.unwrap_or_else(|| own.letterbox.clone()));
        if let Some(op) = &self.op {
            op.apply(&mut letterbox);
        }
        let root = given.root.unwrap_or_else(|| own.root.clone());
        let root = OrganisationRoot::from_hex(&root).unwrap();
        let now = given.now.unwrap_or(own.now);
        let revocations = read_revocations(&given.revocations);
        Letterbox::verify(&letterbox, &root, now, VISITOR_TOLERANCE_SECONDS, &revocations)
            .err()
            .map(kinds::of_letterbox)
    }
}

fn case(name: &str, expected: &str, given: Given) -> NotHeld {
    NotHeld {
        name: name.into(),
        letterbox: 0,
        op: None,
        given,
        expected: expected.into(),
    }
}

pub(super) fn not_held(letterboxes: &[Signed]) -> Vec<NotHeld> {
    let mut all = Vec::new();
    elsewhere_or_later(letterboxes, &mut all);
    altered(letterboxes, &mut all);
    let rng = &mut seeded("letterboxes that do not hold");
    let good = Hand::good(&Forge::good(rng, "Noor"), "maandag");
    let sam = good.forge.colleague(rng, "Sam");
    malformed(&good, &mut all);
    of_others(&good, &sam, &mut all);
    signed_otherwise(&good, &sam.counsellor_key, &mut all);
    revoked(&good, &mut all);
    all
}

fn elsewhere_or_later(letterboxes: &[Signed], all: &mut Vec<NotHeld>) {
    let root = Given {
        root: Some(letterboxes[2].root.clone()),
        ..Given::default()
    };
    all.push(case(
        "the root of another organisation",
        "WrongSignature:coordinator",
        root,
    ));
    let at = |now| Given {
        now: Some(now),
        ..Given::default()
    };
    for (name, expected, now) in [
        ("a second too late", "Expired:letterbox", NOW + 8 * DAY + 1),
        ("a second too early", "NotYetValid:letterbox", NOW - 2 * DAY - 1),
    ] {
        all.push(case(name, expected, at(now)));
    }
}

fn altered(letterboxes: &[Signed], all: &mut Vec<NotHeld>) {
    let mut alter = |name: &str, expected: &str, op| {
        all.push(NotHeld {
            op: Some(op),
            ..case(name, expected, Given::default())
        });
    };
    for (offset, expected) in [
        (90, "WrongSignature:coordinator"),
        (244, "WrongSignature:counsellor"),
        (309, "WrongSignature:letterbox"),
        (340, "WrongSignature:letterbox"),
        (348, "WrongSignature:letterbox"),
        (358, "WrongSignature:letterbox"),
        (478, "WrongSignature:letterbox"),
        (541, "WrongSignature:letterbox"),
        (542, "WrongSignature:letterbox"),
        (1_134, "WrongSignature:letterbox"),
        (1_725, "WrongSignature:letterbox"),
    ] {
        let op = Op::Flip { offset, mask: 1 };
        alter(&format!("byte {offset}, one bit turned"), expected, op);
    }
    let other = &letterboxes[1].letterbox;
    for (name, expected, offset, range) in [
        (
            "her colleague's certificate",
            "WrongSignature:letterbox",
            154,
            308..616,
        ),
        (
            "her colleague's ML-KEM key",
            "WrongSignature:letterbox",
            542,
            1_084..3_452,
        ),
        (
            "her colleague's signature",
            "WrongSignature:letterbox",
            478,
            956..1_084,
        ),
    ] {
        let hex = other[range].to_owned();
        alter(name, expected, Op::Replace { offset, hex });
    }
    alter("a byte missing", "WrongLength", Op::Truncate(1_725));
    alter("only the certificates", "WrongLength", Op::Truncate(308));
    alter("nothing at all", "WrongLength", Op::Truncate(0));
    alter("a byte more", "WrongLength", Op::Extend("00".into()));
}

/// Adds letterboxes that were changed before they were signed.
fn signed_as(good: &Hand, all: &mut Vec<NotHeld>, name: &str, expected: &str, change: &dyn Fn(&mut Hand)) {
    let mut hand = good.clone();
    change(&mut hand);
    let given = Given {
        root: Some(hand.forge.root().to_hex()),
        letterbox: Some(hex::encode(hand.bytes())),
        ..Given::default()
    };
    all.push(case(name, expected, given));
}

fn malformed(good: &Hand, all: &mut Vec<NotHeld>) {
    let mut add = |name: &str, change: &dyn Fn(&mut Hand)| {
        signed_as(good, all, name, "Malformed:letterbox", change);
    };
    add("version 0", &|hand| hand.version = 0);
    add("version 2", &|hand| hand.version = 2);
    add("31 days and a second", &|hand| {
        hand.not_after = hand.not_before + 31 * DAY + 1
    });
    add("for ever", &|hand| hand.not_after = u64::MAX);
    add("it ends as it begins", &|hand| hand.not_after = hand.not_before);
    add("it ends before it begins", &|hand| {
        hand.not_after = hand.not_before - 1
    });
    for length in [121, 255] {
        let name = format!("{length} bytes about when");
        add(&name, &|hand| (hand.length, hand.when) = (length, [b'a'; 120]));
    }
    add("a byte behind when", &|hand| {
        hand.when[usize::from(hand.length)] = b'a'
    });
    add("a byte at the end of the padding", &|hand| hand.when[119] = 1);
    add("a last byte of when that is not counted", &|hand| {
        hand.length -= 1
    });
    add("a zero that is counted", &|hand| hand.length += 1);
    for (name, text) in [
        ("when is not UTF-8", &b"\xff"[..]),
        ("half a character", b"a\xc3"),
        ("an overlong encoding", b"\xc0\x80"),
        ("a surrogate", b"\xed\xa0\x80"),
        ("a character above U+10FFFF", b"\xf4\x90\x80\x80"),
        ("a line feed", b"ma\nandag"),
        ("a zero inside", b"ma\0andag"),
        ("the control character U+007F", b"\x7f"),
        ("the control character U+0085", b"\xc2\x85"),
    ] {
        add(name, &|hand| {
            hand.when.fill(0);
            hand.when[..text.len()].copy_from_slice(text);
            hand.length = text.len() as u8;
        });
    }
}

/// What is wrong with the certificates: a sample, for they go through the check of a chain, which has its own vectors.
fn of_others(good: &Hand, sam: &Forge, all: &mut Vec<NotHeld>) {
    let mut add = |name: &str, expected: &str, change: &dyn Fn(&mut Forge)| {
        signed_as(good, all, name, expected, &|hand| change(&mut hand.forge));
    };
    for (name, role, tag) in [
        ("a buddy's", 3, "luwte/1 buddy certificate"),
        ("an interpreter's", 4, "luwte/1 interpreter certificate"),
        (
            "a coordinator's with her coordinator certificate alone",
            1,
            "luwte/1 coordinator certificate",
        ),
    ] {
        add(name, "WrongRole:counsellor", &|forge| {
            (forge.counsellor.role, forge.counsellor.tag) = (role, tag);
        });
    }
    add(
        "of somebody whom a counsellor certified",
        "WrongRole:coordinator",
        &|forge| {
            forge.coordinator = sam.counsellor.clone();
            forge.counsellor.issuer = sam.counsellor_key.clone();
        },
    );
    add(
        "of somebody whom another coordinator certified",
        "WrongSignature:counsellor",
        &|forge| forge.counsellor.issuer = sam.counsellor_key.clone(),
    );
    add("a counsellor of version 2", "Malformed:counsellor", &|forge| {
        forge.counsellor.version = 2
    });
    add("a coordinator with role 0", "Malformed:coordinator", &|forge| {
        forge.coordinator.role = 0
    });
    add("a counsellor that expired", "Expired:counsellor", &|forge| {
        forge.counsellor.not_after = NOW - DAY - 1
    });
    add(
        "a coordinator that is not valid yet",
        "NotYetValid:coordinator",
        &|forge| {
            forge.coordinator.not_before = NOW + DAY + 1;
        },
    );
}

fn signed_otherwise(good: &Hand, other: &SigningKey, all: &mut Vec<NotHeld>) {
    let mut add = |name: &str, expected: &str, change: &dyn Fn(&mut Hand)| {
        signed_as(good, all, name, expected, change);
    };
    let wrong = "WrongSignature:letterbox";
    add("signed by a colleague", wrong, &|hand| {
        hand.issuer = other.clone()
    });
    add("signed by her coordinator", wrong, &|hand| {
        hand.issuer = hand.forge.coordinator_key.clone();
    });
    add("signed by the root", wrong, &|hand| {
        hand.issuer = hand.forge.root.clone()
    });
    add("signed by a shift of hers", wrong, &|hand| {
        hand.issuer = hand.forge.shift_key.clone();
    });
    for tag in ["luwte/1 letter", "luwte/2 letterbox", "luwte/1 shift certificate"] {
        let name = format!("signed under the tag {tag}");
        add(&name, wrong, &|hand| hand.tag = tag);
    }
    add("signed without the ML-KEM key", wrong, &|hand| hand.whole = false);
    add("of a key of small order", wrong, &|hand| {
        hand.forge.counsellor.subject = [0; 32];
        hand.forge.counsellor.subject[0] = 1;
    });
    // The order of the checks: who may have one before who signed it, and who signed it before how long it holds.
    add("a buddy's, signed by another", "WrongRole:counsellor", &|hand| {
        (hand.forge.counsellor.role, hand.forge.counsellor.tag) = (3, "luwte/1 buddy certificate");
        hand.issuer = other.clone();
    });
    add("expired, and signed by another", wrong, &|hand| {
        (hand.not_before, hand.not_after) = (NOW - 9 * DAY, NOW - 2 * DAY);
        hand.issuer = other.clone();
    });
    add(
        "expired, and so has the counsellor",
        "Expired:counsellor",
        &|hand| {
            (hand.not_before, hand.not_after) = (NOW - 9 * DAY, NOW - 2 * DAY);
            hand.forge.counsellor.not_after = NOW - DAY - 1;
        },
    );
}

fn revoked(good: &Hand, all: &mut Vec<NotHeld>) {
    let forge = &good.forge;
    for (name, expected, key, serial) in [
        (
            "the coordinator's certificate was taken back by the root",
            "Revoked:coordinator",
            &forge.root,
            forge.coordinator.serial,
        ),
        (
            "her certificate was taken back by the root",
            "Revoked:counsellor",
            &forge.root,
            forge.counsellor.serial,
        ),
        (
            "her certificate was taken back by her coordinator",
            "Revoked:counsellor",
            &forge.coordinator_key,
            forge.counsellor.serial,
        ),
    ] {
        let given = Given {
            root: Some(forge.root().to_hex()),
            letterbox: Some(hex::encode(good.bytes())),
            revocations: vec![hex::encode(revocation(key, 1, serial, "luwte/1 revocation"))],
            ..Given::default()
        };
        all.push(case(name, expected, given));
    }
}
