mod mistakes;
mod schema;

use serde_json::{Value, json};

use super::*;
use crate::organisation::Files;

/// A whole card, with a field of every kind. Each line is looked for by the tests of mistakes.
const CARD: &str = r#"# A comment.
version = 3
order = 2
for = ["me", "friend"]
title = { nl = "Mijn plan", en = "My plan" }
short = { nl = "Voor straks", en = "For later" }
about = { nl = "Van jou.", en = "It is yours." }

[[section]]
id = "now"
title = { nl = "Nu", en = "Now" }
text = { nl = "Rustig.", en = "Calmly." }
ask = [{ nl = "Wie helpt?", en = "Who helps?" }]
avoid = [{ nl = "Geen haast", en = "No hurry" }]

[[section.fact]]
text = { nl = "Bel 0800-2000", en = "Call 0800-2000" }
tel = "0800-2000"
site = "https://one.example"
source = { what = "a", where = "b", checked = "2026-11-24" }

[[section.field]]
id = "word"
kind = "text"
label = { nl = "Welk woord?", en = "Which word?" }
hint = { nl = "Iets gewoons", en = "Something ordinary" }

[[section.field]]
id = "who"
kind = "people"
label = { nl = "Met wie?", en = "With whom?" }

[[section.field]]
id = "pick"
kind = "choice"
label = { nl = "Wil je?", en = "Do you want to?" }
choices = [{ id = "yes", label = { nl = "Ja", en = "Yes" } }, { id = "no", label = { nl = "Nee", en = "No" } }]

[[section]]
id = "then"
title = { nl = "Dan", en = "Then" }

[[section.fact]]
text = { nl = "Een term", en = "A term" }
source = { what = "c", where = "d", checked = "not checked" }

[[section.field]]
id = "safe"
kind = "scale"
label = { nl = "Hoe veilig?", en = "How safe?" }
low = { nl = "Niet", en = "Not" }
high = { nl = "Heel", en = "Very" }

[[section.field]]
id = "bag"
kind = "checklist"
label = { nl = "Mee?", en = "To take?" }
choices = [{ id = "key", label = { nl = "Sleutel", en = "Key" } }, { id = "coat", label = { nl = "Jas", en = "Coat" } }]

[[section.field]]
id = "more"
kind = "list"
label = { nl = "Wat nog?", en = "What else?" }
"#;

/// The cards of these files, or what is wrong with them.
fn read_all(files: &[(&str, String)]) -> Result<Cards, String> {
    let mut mistakes = Mistakes::default();
    let cards = Cards::read(&Source::of_all(files), &mut mistakes);
    mistakes.none().map_err(|mistakes| mistakes.to_string())?;
    Ok(cards)
}

fn read(text: &str) -> Result<Card, String> {
    read_all(&[("cards/plan.toml", text.to_owned())]).map(|mut cards| cards.0.remove(0))
}

fn served(card: &Card, language: &str, reader: Reader) -> Value {
    serde_json::from_str(&card.json(language, "ltr", reader)).unwrap()
}

#[test]
fn a_visitor_gets_a_whole_card_in_one_language_without_what_helps_the_counsellor() {
    let card = read(CARD).unwrap();
    assert_eq!(
        served(&card, "en", Reader::Visitor),
        json!({
            "name": "plan", "version": 3, "fingerprint": card.fingerprint, "language": "en", "direction": "ltr",
            "title": "My plan", "about": "It is yours.",
            "sections": [
                {
                    "id": "now", "title": "Now", "text": "Calmly.",
                    "facts": [{
                        "text": "Call 0800-2000", "tel": "0800-2000", "site": "https://one.example",
                        "source": { "what": "a", "where": "b", "checked": "2026-11-24" },
                    }],
                    "fields": [
                        { "id": "word", "kind": "text", "label": "Which word?", "hint": "Something ordinary" },
                        { "id": "who", "kind": "people", "label": "With whom?" },
                        { "id": "pick", "kind": "choice", "label": "Do you want to?", "choices": [
                            { "id": "yes", "label": "Yes" }, { "id": "no", "label": "No" },
                        ] },
                    ],
                },
                {
                    "id": "then", "title": "Then",
                    "facts": [{
                        "text": "A term", "source": { "what": "c", "where": "d", "checked": "not checked" },
                    }],
                    "fields": [
                        { "id": "safe", "kind": "scale", "label": "How safe?", "low": "Not", "high": "Very" },
                        { "id": "bag", "kind": "checklist", "label": "To take?", "choices": [
                            { "id": "key", "label": "Key" }, { "id": "coat", "label": "Coat" },
                        ] },
                        { "id": "more", "kind": "list", "label": "What else?" },
                    ],
                },
            ],
        })
    );
}

#[test]
fn a_counsellor_gets_the_same_card_and_in_every_section_what_to_ask_and_what_to_avoid() {
    let card = read(CARD).unwrap();
    let mut hers = served(&card, "nl", Reader::Counsellor);
    for (section, ask, avoid) in [
        (0, json!(["Wie helpt?"]), json!(["Geen haast"])),
        (1, json!([]), json!([])),
    ] {
        let section = hers["sections"][section].as_object_mut().unwrap();
        assert_eq!(section.remove("ask").unwrap(), ask);
        assert_eq!(section.remove("avoid").unwrap(), avoid);
    }
    assert_eq!(hers, served(&card, "nl", Reader::Visitor));
}

#[test]
fn a_card_is_known_by_the_bytes_of_its_file() {
    let card = read(CARD).unwrap();
    assert_eq!((card.name.as_str(), card.version), ("plan", 3));
    assert_eq!(card.entrances, [Entrance::Me, Entrance::Friend]);
    assert_eq!(
        card.fingerprint, "8e1f0d2a2c555b4c435f5ce6c0d7707a",
        "as sha256sum has it"
    );
    let other = read(&CARD.replace("# A comment.", "# Another.")).unwrap();
    assert_ne!(card.fingerprint, other.fingerprint);
    let lines = read(&CARD.replace('\n', "\r\n")).unwrap();
    assert_ne!(card.fingerprint, lines.fingerprint, "every byte counts");
}

#[test]
fn cards_stand_in_their_order_and_then_by_their_name() {
    let with = |order| CARD.replace("order = 2", &format!("order = {order}"));
    let cards = read_all(&[
        ("cards/a.toml", with(2)),
        ("cards/b.toml", with(1)),
        ("cards/c.toml", with(1)),
        ("cards/d.toml", with(-5)),
        ("numbers.toml", String::new()),
    ])
    .unwrap();
    let names: Vec<&str> = cards.iter().map(|card| card.name.as_str()).collect();
    assert_eq!(names, ["d", "b", "c", "a"]);
    assert_eq!(read_all(&[]).unwrap().iter().count(), 0, "a folder may have none");
}

#[test]
fn who_asks_for_a_language_that_a_card_has_not_gets_the_organisations_or_else_its_first() {
    let card = read(CARD).unwrap();
    assert_eq!(card.languages().collect::<Vec<_>>(), ["en", "nl"]);
    assert_eq!(card.language("nl", "en"), "nl");
    assert_eq!(card.language("ar", "nl"), "nl");
    assert_eq!(card.language("ar", "fr"), "en");
}

#[test]
fn the_example_has_cards_for_whoever_comes() {
    let files = Files::read(&Source::embedded()).unwrap();
    for entrance in [
        Entrance::Me,
        Entrance::Parent,
        Entrance::Friend,
        Entrance::Professional,
    ] {
        let mut cards = files.cards.iter();
        assert!(
            cards.any(|card| card.entrances.contains(&entrance)),
            "nothing for {entrance:?}"
        );
    }
    for card in files.cards.iter() {
        assert_eq!(
            card.languages().collect::<Vec<_>>(),
            ["en", "nl"],
            "{}",
            card.name
        );
        let file = format!("cards/{}.toml", card.name);
        assert!(
            files.texts.iter().any(|text| text.file == file),
            "{file} is not listed"
        );
    }
}
