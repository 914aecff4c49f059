//! `cards.json`: steps with a card (6.9), and bodies that are none.

use luwte_conversation::{CardName, CardStep, LONGEST_VALUE, NotOpened};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    steps: Vec<Step>,
    /// Bodies that are passed over, with what is wrong with each.
    passed_over: Vec<PassedOver>,
}

/// A step: its fields, those that it has, and its bytes.
#[derive(Serialize, Deserialize, Default)]
struct Step {
    step: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<Card>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    bytes: String,
}

#[derive(Serialize, Deserialize)]
struct Card {
    name: String,
    version: u16,
    fingerprint: String,
}

#[derive(Serialize, Deserialize)]
struct PassedOver {
    name: String,
    bytes: String,
}

const REASONS: [(&str, NotOpened); 3] = [
    ("not-here", NotOpened::NotHere),
    ("too-many", NotOpened::TooMany),
    ("rather-not", NotOpened::RatherNot),
];

impl File {
    pub(crate) fn generate() -> Self {
        Self {
            steps: steps().iter().map(written).collect(),
            passed_over: passed_over()
                .into_iter()
                .map(|(name, bytes)| PassedOver {
                    name: name.into(),
                    bytes: hex::encode(bytes),
                })
                .collect(),
        }
    }

    pub(crate) fn check(&self) {
        assert!(self.steps.len() >= 15 && self.passed_over.len() >= 25);
        for (step, committed) in steps().iter().zip(&self.steps) {
            let bytes = hex::decode(&committed.bytes).unwrap();
            assert_eq!(*step.encode().unwrap(), bytes, "{}", committed.step);
            assert!(
                CardStep::decode(&bytes).as_ref() == Some(step),
                "{}",
                committed.step
            );
        }
        for PassedOver { name, bytes } in &self.passed_over {
            assert!(CardStep::decode(&hex::decode(bytes).unwrap()).is_none(), "{name}");
        }
    }
}

fn card(name: &str, version: u16, byte: u8) -> CardName {
    CardName {
        name: name.into(),
        version,
        fingerprint: [byte; 16],
    }
}

fn set(number: u8, field: u8, seen: u32, value: &str) -> CardStep {
    CardStep::Set {
        number,
        field,
        seen,
        value: value.to_owned().into(),
    }
}

fn steps() -> Vec<CardStep> {
    let longest_name = "a-0".repeat(13) + "z";
    let longest = "é".repeat(LONGEST_VALUE / 2);
    let mut steps = vec![
        CardStep::Ask(card("safety-plan", 1, 0xab)),
        CardStep::Ask(card("x", 0, 0)),
        CardStep::Ask(card(&longest_name, u16::MAX, 0xff)),
        CardStep::Open {
            number: 0,
            card: card("safety-plan", 1, 0xab),
        },
        CardStep::Open {
            number: 15,
            card: card(&longest_name, 258, 1),
        },
        set(0, 0, 0, ""),
        set(15, 199, u32::MAX, "tante B\t06\nbuurman"),
        set(3, 7, 258, &longest),
        set(3, 7, 259, "\u{feff}begint zo, en met een hand: 👋🏽"),
        CardStep::Pen {
            number: 0,
            field: Some(0),
        },
        CardStep::Pen {
            number: 15,
            field: Some(199),
        },
        CardStep::Pen {
            number: 1,
            field: None,
        },
        CardStep::Close { number: 15 },
        CardStep::NotShown { number: 0 },
    ];
    steps.extend(REASONS.map(|(_, reason)| CardStep::NotOpened {
        reason,
        name: "future-plan".into(),
    }));
    steps
}

fn written(step: &CardStep) -> Step {
    let named = |card: &CardName| {
        Some(Card {
            name: card.name.clone(),
            version: card.version,
            fingerprint: hex::encode(card.fingerprint),
        })
    };
    let bytes = hex::encode(&*step.encode().unwrap());
    let (step, fields) = match step.clone() {
        CardStep::Ask(card) => (
            "ask",
            Step {
                card: named(&card),
                ..Step::default()
            },
        ),
        CardStep::Open { number, card } => (
            "open",
            Step {
                number: Some(number),
                card: named(&card),
                ..Step::default()
            },
        ),
        CardStep::Set {
            number,
            field,
            seen,
            value,
        } => (
            "set",
            Step {
                number: Some(number),
                field: Some(field),
                seen: Some(seen),
                value: Some(value.to_string()),
                ..Step::default()
            },
        ),
        CardStep::Pen { number, field } => (
            "pen",
            Step {
                number: Some(number),
                field,
                ..Step::default()
            },
        ),
        CardStep::Close { number } => ("close", numbered(number)),
        CardStep::NotShown { number } => ("not-shown", numbered(number)),
        CardStep::NotOpened { reason, name } => (
            "not-opened",
            Step {
                reason: REASONS
                    .iter()
                    .find(|(_, known)| *known == reason)
                    .map(|(reason, _)| (*reason).into()),
                name: Some(name),
                ..Step::default()
            },
        ),
    };
    Step {
        step: step.into(),
        bytes,
        ..fields
    }
}

fn numbered(number: u8) -> Step {
    Step {
        number: Some(number),
        ..Step::default()
    }
}

fn passed_over() -> Vec<(&'static str, Vec<u8>)> {
    let template = |name: &[u8]| [&[0, 1][..], &[0xab; 16], name].concat();
    let ask = |name: &[u8]| [&[0][..], &template(name)].concat();
    let set = |number: u8, field: u8, value: &[u8]| [&[2, number, field, 0, 0, 0, 0][..], value].concat();
    vec![
        ("no step", vec![]),
        ("one byte", vec![4]),
        ("step 7", vec![7, 0]),
        ("step 255", vec![255; 60]),
        ("an ask without a name", ask(b"")),
        ("an ask that ends in its fingerprint", ask(b"")[..12].to_vec()),
        ("a name of 41 bytes", ask(&[b'a'; 41])),
        ("a name with a capital", ask(b"Safety-plan")),
        ("a name with a stroke", ask(b"../safety")),
        ("a name that is not ASCII", ask("kindé".as_bytes())),
        ("a name that is not UTF-8", ask(&[0xff])),
        (
            "card 16 is opened",
            [&[1, 16][..], &template(b"safety-plan")].concat(),
        ),
        (
            "a card without a name is opened",
            [&[1, 0][..], &template(b"")].concat(),
        ),
        ("a set in card 16", set(16, 0, b"a")),
        ("a set of field 200", set(0, 200, b"a")),
        ("a set of field 255", set(0, 255, b"a")),
        ("a set that ends in what was seen", vec![2, 0, 0, 0, 0, 0]),
        ("a value of 1,901 bytes", set(0, 0, &[b'a'; 1_901])),
        (
            "a value of as many bytes as a record has",
            set(0, 0, &[b'a'; 1_985]),
        ),
        ("a value that is not UTF-8", set(0, 0, &[0xc3])),
        ("a value with half a pair", set(0, 0, &[0xed, 0xa0, 0x80])),
        ("a pen in card 16", vec![3, 16, 0]),
        ("a pen in field 200", vec![3, 0, 200]),
        ("a pen in field 254", vec![3, 0, 254]),
        ("a pen without a field", vec![3, 0]),
        ("a pen that says more", vec![3, 0, 0, 0]),
        ("card 16 is closed", vec![4, 16]),
        ("a close that says more", vec![4, 0, 0]),
        ("not opened for no reason", [&[5, 0][..], b"safety-plan"].concat()),
        ("not opened for reason 4", [&[5, 4][..], b"safety-plan"].concat()),
        ("not opened, and no name", vec![5, 1]),
        ("card 16 is not shown", vec![6, 16]),
        ("not shown, and more", vec![6, 0, 0]),
    ]
}
