//! What holds for every step with a card (6.9), and who may say one.

use luwte_conversation::{
    CardName, CardStep, CardStepError, HandOverSecret, HandOverStage, LONGEST_VALUE, MOST_CARDS, MOST_FIELDS,
    NotOpened,
};

use super::*;

fn names() -> impl Strategy<Value = String> {
    "[a-z0-9-]{1,40}"
}

fn cards() -> impl Strategy<Value = CardName> {
    (names(), any::<u16>(), any::<[u8; 16]>()).prop_map(|(name, version, fingerprint)| CardName {
        name,
        version,
        fingerprint,
    })
}

fn steps() -> impl Strategy<Value = CardStep> {
    let (numbers, fields) = (0..MOST_CARDS, 0..MOST_FIELDS);
    let reasons = prop::sample::select(vec![NotOpened::NotHere, NotOpened::TooMany, NotOpened::RatherNot]);
    // At most four bytes a character.
    let values = prop::collection::vec(any::<char>(), 0..=LONGEST_VALUE / 4);
    prop_oneof![
        cards().prop_map(CardStep::Ask),
        (numbers.clone(), cards()).prop_map(|(number, card)| CardStep::Open { number, card }),
        (numbers.clone(), fields.clone(), any::<u32>(), values).prop_map(|(number, field, seen, value)| {
            CardStep::Set {
                number,
                field,
                seen,
                value: value.into_iter().collect::<String>().into(),
            }
        }),
        (numbers.clone(), prop::option::of(fields))
            .prop_map(|(number, field)| CardStep::Pen { number, field }),
        numbers.clone().prop_map(|number| CardStep::Close { number }),
        (reasons, names()).prop_map(|(reason, name)| CardStep::NotOpened { reason, name }),
        numbers.prop_map(|number| CardStep::NotShown { number }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_step_is_read_as_it_was_written(step in steps()) {
        let body = step.encode().unwrap();
        prop_assert!((2..=1_907).contains(&body.len()));
        prop_assert_eq!(CardStep::decode(&body), Some(step));
    }

    #[test]
    fn any_bytes_are_a_step_that_we_would_write_or_none(first in 0..8_u8, rest in prop::collection::vec(any::<u8>(), 0..80)) {
        let body = [&[first][..], &rest].concat();
        if let Some(step) = CardStep::decode(&body) {
            prop_assert_eq!(&*step.encode().unwrap(), &body);
        }
    }

    #[test]
    fn a_step_of_which_one_byte_changed_is_one_that_we_would_write_or_none(step in steps(), at: prop::sample::Index, to: u8) {
        let mut body = step.encode().unwrap();
        let at = at.index(body.len());
        body[at] = to;
        if let Some(step) = CardStep::decode(&body) {
            prop_assert_eq!(step.encode().unwrap(), body);
        }
    }

    #[test]
    fn whatever_a_card_carries_arrives_as_it_was(bytes in prop::collection::vec(any::<u8>(), 2..=PART_LENGTH)) {
        let contents = card(&bytes);
        prop_assert_eq!(Contents::decode(&contents.encode().unwrap()).unwrap(), contents);
    }
}

fn card(bytes: &[u8]) -> Contents {
    Contents {
        typing: false,
        acknowledged: 0,
        body: Body::Card(bytes.to_vec().into()),
    }
}

fn set(number: u8, field: u8, value: &str) -> CardStep {
    CardStep::Set {
        number,
        field,
        seen: 0,
        value: value.to_owned().into(),
    }
}

#[test]
fn what_would_be_passed_over_is_not_written() {
    let template = |name: &str| CardName {
        name: name.into(),
        version: 1,
        fingerprint: [0; 16],
    };
    for step in [
        CardStep::Ask(template("")),
        CardStep::Ask(template(&"a".repeat(41))),
        CardStep::Ask(template("Safety plan")),
        CardStep::Open {
            number: MOST_CARDS,
            card: template("a"),
        },
        set(MOST_CARDS, 0, ""),
        set(0, MOST_FIELDS, ""),
        set(0, 0, &"a".repeat(LONGEST_VALUE + 1)),
        // One character less than too many, and a byte more.
        set(0, 0, &("a".to_owned() + &"é".repeat(LONGEST_VALUE / 2))),
        CardStep::Pen {
            number: 0,
            field: Some(MOST_FIELDS),
        },
        // Nowhere is said without a field.
        CardStep::Pen {
            number: 0,
            field: Some(255),
        },
        CardStep::Close { number: MOST_CARDS },
        CardStep::NotOpened {
            reason: NotOpened::NotHere,
            name: String::new(),
        },
        CardStep::NotShown { number: 255 },
    ] {
        assert_eq!(step.encode(), Err(CardStepError), "{step:?}");
    }
}

#[test]
fn both_write_in_a_card_until_she_has_agreed_to_another_counsellor() {
    let rng = &mut ChaCha20Rng::seed_from_u64(1);
    let (mut visitor, mut counsellor) = shake_hands(1);
    // A step that nobody knows is no damage either.
    for body in [&[4, 0][..], &[255, 255]] {
        let said = visitor.seal(&card(body)).unwrap();
        assert_eq!(counsellor.open(&said), Ok(card(body)));
        let said = counsellor.seal(&card(body)).unwrap();
        assert_eq!(visitor.open(&said), Ok(card(body)));
    }
    let secret = HandOverSecret::generate(rng);
    let asked = counsellor.ask_hand_over(&secret, &shift(2).chain).unwrap();
    visitor.open(&asked).unwrap();
    // Asked is not agreed.
    let said = visitor.seal(&card(&[4, 0])).unwrap();
    assert_eq!(counsellor.open(&said), Ok(card(&[4, 0])));
    visitor
        .agree_hand_over(NOW, &Revocations::default(), rng)
        .unwrap();
    assert_eq!(visitor.hand_over(), HandOverStage::Agreed);
    let sent = visitor.sent();
    assert_eq!(visitor.seal(&card(&[4, 0])), Err(SealError::HandedOver));
    assert_eq!(visitor.sent(), sent);
    let said = counsellor.seal(&card(&[4, 0])).unwrap();
    assert_eq!(visitor.open(&said), Ok(card(&[4, 0])));
}

#[test]
fn debug_shows_nothing_of_a_card() {
    for shown in [
        format!("{:?}", card(b"\x02geheim").body),
        format!("{:?}", set(0, 0, "geheim")),
    ] {
        assert!(shown.ends_with("(redacted)"), "{shown}");
    }
}
