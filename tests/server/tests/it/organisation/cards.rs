//! Cards reach the visitor's page and the console.

use luwte_test_client::{Helpline, organisation};
use serde_json::Value;

use super::folder::{Folder, get};
use crate::QUICK;

/// A card of which it is known what is in it.
pub(super) const CARD: &str = r#"version = 7
order = -1
for = ["friend"]
title = { nl = "Kaart", en = "Card" }
short = { nl = "Kort", en = "Short" }
about = { nl = "Over", en = "About" }
[[section]]
id = "one"
title = { nl = "Een", en = "One" }
ask = [{ nl = "Vraag", en = "Ask" }]
avoid = [{ nl = "Vermijd", en = "Avoid" }]
[[section.field]]
id = "a"
kind = "text"
label = { nl = "Veld", en = "Field" }
"#;

fn list(address: &str, language: &str) -> Vec<Value> {
    let list = get(address, &format!("/cards/{language}.json"), "gzip").json();
    list["cards"].as_array().unwrap().clone()
}

/// Every path below `/cards/`, and every one below `/console/cards/`.
pub(super) fn everything(address: &str) -> [Vec<String>; 2] {
    let (mut visitors, mut counsellors) = (Vec::new(), Vec::new());
    for language in ["nl", "en", "ar"] {
        visitors.push(format!("/cards/{language}.json"));
        for card in list(address, language) {
            let path = format!("/cards/{language}/{}.json", card["name"].as_str().unwrap());
            counsellors.push(format!("/console{path}"));
            visitors.push(path);
        }
    }
    [visitors, counsellors]
}

#[tokio::test]
async fn what_helps_the_counsellor_is_in_her_card_and_not_in_the_visitors() {
    let helpline = Helpline::start(&organisation(), QUICK).await;
    let [_, counsellors] = everything(&helpline.address);
    for path in counsellors {
        let mut hers = get(&helpline.address, &path, "gzip").json();
        let visitors = get(&helpline.address, path.trim_start_matches("/console"), "gzip").json();
        for section in hers["sections"].as_array_mut().unwrap() {
            let section = section.as_object_mut().unwrap();
            assert!(section.remove("ask").unwrap().is_array(), "{path}");
            assert!(section.remove("avoid").unwrap().is_array(), "{path}");
        }
        assert_eq!(hers, visitors, "{path}");
    }
}

#[test]
fn a_card_is_listed_in_its_order_and_read_in_the_best_language_there_is() {
    let folder = Folder::of_the_example();
    folder.write("cards/ours.toml", CARD);
    folder.write(
        "cards/arabic.toml",
        CARD.replace("nl = ", "ar = ").replace("order = -1", "order = -2"),
    );
    let served = folder.serve();
    for (asked, arabic, ours) in [
        ("nl", ("ar", "rtl"), ("nl", "ltr", "Kaart")),
        ("en", ("en", "ltr"), ("en", "ltr", "Card")),
        ("ar", ("ar", "rtl"), ("nl", "ltr", "Kaart")),
    ] {
        let cards = list(&served.address, asked);
        let [first, second] = [&cards[0], &cards[1]];
        assert_eq!(first["name"], "arabic");
        assert_eq!(first["language"], arabic.0, "asked for {asked}");
        assert_eq!(first["direction"], arabic.1);
        assert_eq!(second["name"], "ours");
        assert_eq!(second["language"], ours.0);
        assert_eq!(second["direction"], ours.1);
        assert_eq!(second["title"], ours.2);
        assert_eq!(second["for"], serde_json::json!(["friend"]));
        let keys: Vec<&String> = second.as_object().unwrap().keys().collect();
        let expected = [
            "direction",
            "fingerprint",
            "for",
            "language",
            "name",
            "short",
            "title",
        ];
        assert_eq!(keys, expected);
        for under in ["", "/console"] {
            let card = get(&served.address, &format!("{under}/cards/{asked}/ours.json"), "").json();
            assert_eq!(card["language"], ours.0);
            assert_eq!(card["direction"], ours.1);
            assert_eq!(card["title"], ours.2);
            assert_eq!(card["version"], 7);
            assert_eq!(card["fingerprint"], second["fingerprint"]);
        }
    }
}

#[test]
fn a_console_gets_cards_in_its_own_language_also_if_visitors_cannot_choose_that() {
    let folder = Folder::of_the_example();
    std::fs::remove_file(folder.path("words/en.toml")).unwrap();
    std::fs::remove_dir_all(folder.path("pages/en")).unwrap();
    for file in ["numbers.toml", "hours.toml"] {
        let text = std::fs::read_to_string(folder.path(file)).unwrap();
        let kept: Vec<String> = text.lines().map(without_english).collect();
        folder.write(file, kept.join("\n"));
    }
    folder.write("cards/ours.toml", CARD);
    let served = folder.serve();
    let card = get(&served.address, "/console/cards/en/ours.json", "").json();
    assert_eq!(
        (&card["title"], &card["direction"]),
        (&"Card".into(), &"ltr".into())
    );
}

/// A line of texts in several languages without that in English, which is between the two others.
fn without_english(line: &str) -> String {
    match (line.find(", en = "), line.find(", ar = ")) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &line[..from], &line[to..]),
        _ => line.to_owned(),
    }
}

#[test]
fn an_organisation_may_have_no_cards() {
    let folder = Folder::of_the_example();
    std::fs::remove_dir_all(folder.path("cards")).unwrap();
    let served = folder.serve();
    assert!(list(&served.address, "nl").is_empty());
    for path in [
        "/cards/nl/safety-plan.json",
        "/cards/xx.json",
        "/console/cards/nl.json",
        "/console/cards/nl/safety-plan.json",
    ] {
        let head = get(&served.address, path, "gzip").head;
        assert!(head.starts_with("HTTP/1.1 404"), "{path}: {head}");
        assert!(head.contains("cache-control: no-store"));
    }
}

#[test]
fn a_mistake_in_a_card_is_refused_with_file_line_and_what_to_write() {
    let folder = Folder::of_the_example();
    folder.write("cards/ours.toml", CARD.replace("Veld", "Veld 112"));
    let said = folder.refusal();
    let expected = format!(
        "{}, line 15: `label` has 112 in \"nl\". A number, a year or an address is a fact: write it as a \
         [[section.fact]] with its source, and leave it out here.",
        folder.path("cards/ours.toml").display()
    );
    assert!(said.contains(&expected), "expected {expected:?} in: {said}");
}
