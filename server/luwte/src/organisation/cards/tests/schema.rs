//! docs/card.schema.json says of a card what the reader says of it.

mod validator;

use std::collections::BTreeSet;

use serde_json::Value;

use super::{CARD, LONGEST_NAME, MOST_FIELDS, read};
use crate::organisation::Source;
use crate::organisation::cards::Kind;
use crate::organisation::cards::check::{CHOICES, LONGEST_SHORT};

const SCHEMA: &str = include_str!("../../../../../../docs/card.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn allows(card: &str) -> bool {
    let schema = schema();
    let card: Value = toml::from_str(card).unwrap();
    validator::allows(&schema, &schema, &card)
}

#[test]
fn every_card_of_the_example_is_as_the_schema_has_it() {
    assert!(allows(CARD));
    let source = Source::embedded();
    for (name, file) in source.between("cards/", ".toml") {
        assert!(allows(&file.text), "{name}");
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses_too_and_nothing_else() {
    let eleven: Vec<String> = (0..11)
        .map(|number| format!("{{ id = \"n{number}\", label = {{ nl = \"a\", en = \"a\" }} }}"))
        .collect();
    let choices = |count: usize| format!("kind = \"choice\"\nchoices = [{}]", eleven[..count].join(", "));
    let [one, two, ten, eleven] = [1, 2, 10, 11].map(choices);
    let long = "a".repeat(41);
    let changes = [
        ("version = 3", "version = 65535", true),
        ("version = 3", "version = 0", false),
        ("version = 3", "version = 65536", false),
        ("version = 3", "version = \"3\"", false),
        ("order = 2", "", false),
        ("order = 2", "order = -2", true),
        ("[\"me\", \"friend\"]", "[]", true),
        ("[\"me\", \"friend\"]", "[\"mother\"]", false),
        ("# A comment.", "colour = 1", false),
        ("My plan", "My\\nplan", false),
        ("My plan", " ", false),
        ("{ nl = \"Mijn plan\", en = \"My plan\" }", "{}", false),
        ("For later", &"é".repeat(80), true),
        ("For later", &"é".repeat(81), false),
        ("Calmly.", "In 24 hours", true),
        ("Calmly.", "In 2024", false),
        ("Who helps?", "112?", false),
        ("Call 0800-2000", "Call 112 and 0800-2000", true),
        ("id = \"now\"", "id = \"Now\"", false),
        ("id = \"now\"", &format!("id = {:?}", &long[1..]), true),
        ("id = \"now\"", &format!("id = {long:?}"), false),
        ("ask = ", "asks = ", false),
        ("tel = \"0800-2000\"", "tel = \"+31 (20) 1\"", true),
        ("tel = \"0800-2000\"", "tel = \"12\"", false),
        ("tel = \"0800-2000\"", "tel = \"by letter\"", false),
        ("https://one.example", "http://one.example", false),
        ("where = \"b\"", "where = \"https://b.example\"", true),
        ("where = \"b\"", "where = \"http://b.example\"", false),
        ("2026-11-24", "recently", false),
        ("kind = \"people\"", "kind = \"drawing\"", false),
        ("kind = \"people\"", "kind = \"choice\"", false),
        (
            "kind = \"people\"",
            "kind = \"scale\"\nlow = { nl = \"a\", en = \"a\" }",
            true,
        ),
        (
            "kind = \"people\"",
            "kind = \"people\"\nlow = { nl = \"a\", en = \"a\" }",
            false,
        ),
        (
            "kind = \"people\"",
            "kind = \"people\"\nhigh = { nl = \"a\", en = \"a\" }",
            false,
        ),
        ("kind = \"people\"", &two.replace("choice\"", "people\""), false),
        ("kind = \"people\"", &two.replace("choice\"", "checklist\""), true),
        ("kind = \"people\"", &one, false),
        ("kind = \"people\"", &ten, true),
        ("kind = \"people\"", &eleven, false),
    ];
    for (right, other, allowed) in changes {
        assert!(CARD.contains(right), "{right}");
        let card = CARD.replacen(right, other, 1);
        assert_eq!(read(&card).is_ok(), allowed, "the reader about {other}");
        assert_eq!(allows(&card), allowed, "the schema about {other}");
    }
}

#[test]
fn the_schema_has_the_kinds_the_limits_and_the_keys_of_the_reader() {
    let schema = schema();
    let at = |pointer: &str| schema.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}"));
    let kinds: Vec<&str> = Kind::NAMES.iter().map(|(name, _)| *name).collect();
    assert_eq!(at("/$defs/field/properties/kind/enum"), &Value::from(kinds));
    for (pointer, limit) in [
        ("/$defs/id/maxLength", LONGEST_NAME),
        ("/$defs/section/properties/field/maxItems", MOST_FIELDS),
        ("/$defs/field/properties/choices/minItems", *CHOICES.start()),
        ("/$defs/field/properties/choices/maxItems", *CHOICES.end()),
        (
            "/properties/short/allOf/1/additionalProperties/maxLength",
            LONGEST_SHORT,
        ),
        ("/properties/version/maximum", usize::from(u16::MAX)),
    ] {
        assert_eq!(at(pointer), limit, "{pointer}");
    }
    // The card has every key that there is.
    let (mut known, mut used) = (BTreeSet::new(), BTreeSet::new());
    properties(&schema, &mut known);
    keys(&toml::from_str(CARD).unwrap(), &mut used);
    assert_eq!(known, used);
}

/// The names in every `properties`.
fn properties(schema: &Value, names: &mut BTreeSet<String>) {
    if let Some(here) = schema.get("properties").and_then(Value::as_object) {
        names.extend(here.keys().cloned());
    }
    match schema {
        Value::Object(fields) => fields.values().for_each(|value| properties(value, names)),
        Value::Array(items) => items.iter().for_each(|item| properties(item, names)),
        _ => {}
    }
}

/// The keys of a card, without those that are languages.
fn keys(card: &Value, names: &mut BTreeSet<String>) {
    match card {
        Value::Object(fields) if !fields.contains_key("nl") => {
            names.extend(fields.keys().cloned());
            fields.values().for_each(|value| keys(value, names));
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, names)),
        _ => {}
    }
}
