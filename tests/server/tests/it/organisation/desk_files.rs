//! What an organisation writes for its counsellors reaches their consoles, and what is wrong in it starts nothing.

use luwte_test_client::{Helpline, organisation};
use serde_json::Value;

use super::folder::{Folder, get};
use crate::QUICK;

/// Every text of an answer, and every name and number in it with all texts made alike.
fn texts_and_shape(value: &Value) -> (Vec<String>, Value) {
    let mut texts = Vec::new();
    let shape = alike("", value, &mut texts);
    (texts, shape)
}

fn alike(key: &str, value: &Value, texts: &mut Vec<String>) -> Value {
    const NAMES: [&str; 8] = [
        "id", "category", "needs", "regions", "tel", "site", "checked", "code",
    ];
    match value {
        Value::String(text) if !NAMES.contains(&key) => {
            texts.push(text.clone());
            Value::Null
        }
        Value::Array(items) => items.iter().map(|item| alike(key, item, texts)).collect(),
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, value)| (key.clone(), alike(key, value, texts)));
            Value::Object(fields.collect())
        }
        other => other.clone(),
    }
}

#[tokio::test]
async fn a_counsellor_gets_all_that_is_written_for_her_in_the_language_of_her_console() {
    let helpline = Helpline::start(&organisation(), QUICK).await;
    let [nl, en] = ["nl", "en"].map(|language| {
        let answer = get(
            &helpline.address,
            &format!("/console/desk/{language}"),
            "gzip, br",
        );
        assert!(answer.head.starts_with("HTTP/1.1 200"), "{}", answer.head);
        assert!(answer.head.contains("cache-control: no-store"));
        assert!(answer.head.contains("content-type: application/json"));
        answer.json()
    });
    let ((dutch, shape), (english, same)) = (texts_and_shape(&nl), texts_and_shape(&en));
    assert_eq!(shape, same, "both languages say the same things");
    assert_eq!(dutch.len(), english.len());
    assert!(dutch.iter().chain(&english).all(|text| !text.trim().is_empty()));
    let differ = dutch.iter().zip(&english).filter(|(nl, en)| nl != en).count();
    assert!(
        differ * 10 > dutch.len() * 8,
        "only {differ} of {} are translated",
        dutch.len()
    );
    assert!(dutch.contains(
        &"Dank je dat je met me praatte. Dat was misschien niet makkelijk, en je hebt het gedaan.".to_owned()
    ));
}

#[test]
fn the_console_gets_the_fields_that_it_knows_and_no_others() {
    let folder = Folder::of_the_example();
    folder.write(
        "desk/replies.toml",
        "[[category]]\nid = \"a\"\nlabel = { nl = \"Een\", en = \"One\" }\n[[reply]]\ncategory = \"a\"\n\
         title = { nl = \"Titel\", en = \"Title\" }\ntext = { nl = \"Regel één\\nregel <b>twee</b>\", en = \"Line\" }\n",
    );
    folder.write(
        "desk/guides.toml",
        "[[guide]]\nid = \"g\"\ntitle = { nl = \"Gids\", en = \"Guide\" }\nwhen = { nl = \"Dan\", en = \"Then\" }\n\
         [[guide.question]]\nask = { nl = \"Hoe?\", en = \"How?\" }\nnote = { nl = \"Rustig\", en = \"Calm\" }\n\
         [[guide.question]]\nask = { nl = \"Wat?\", en = \"What?\" }\n",
    );
    folder.write(
        "desk/referrals.toml",
        "[[need]]\nid = \"n\"\nlabel = { nl = \"Nood\", en = \"Need\" }\n\
         [[region]]\nid = \"r\"\nlabel = { nl = \"Streek\", en = \"Region\" }\n\
         [[referral]]\nid = \"x\"\nname = { nl = \"Naam\", en = \"Name\" }\nwhat = { nl = \"Iets\", en = \"Something\" }\n\
         needs = [\"n\"]\ntel = \"0800-1234\"\nhours = { nl = \"Altijd\", en = \"Always\" }\n\
         sources = [{ what = \"a\", where = \"b\", checked = \"2026-11-24\" }]\n",
    );
    let served = folder.serve();
    let nl = get(&served.address, "/console/desk/nl", "").json();
    let expected: Value = serde_json::from_str(
        r#"{
            "categories": [{ "id": "a", "label": "Een" }],
            "replies": [{ "category": "a", "title": "Titel", "text": "Regel één\nregel <b>twee</b>" }],
            "guides": [{ "id": "g", "title": "Gids", "when": "Dan", "questions": [
                { "ask": "Hoe?", "note": "Rustig" }, { "ask": "Wat?" }
            ] }],
            "needs": [{ "id": "n", "label": "Nood" }],
            "regions": [{ "id": "r", "label": "Streek" }],
            "referrals": [{
                "id": "x", "name": "Naam", "what": "Iets", "needs": ["n"], "from": 0, "to": 120, "regions": ["r"],
                "tel": "0800-1234", "hours": "Altijd", "checked": "2026-11-24"
            }]
        }"#,
    )
    .unwrap();
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&nl[key], value, "{key}");
    }
    let keys = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(
        keys(&nl),
        [
            "categories",
            "guides",
            "needs",
            "outcomes",
            "referrals",
            "regions",
            "replies",
            "signals",
            "triage"
        ]
    );
    assert_eq!(keys(&nl["signals"][0]), ["about", "id", "items", "title"]);
    assert_eq!(keys(&nl["triage"]), ["onTop", "risks", "underneath"]);
    assert_eq!(keys(&nl["triage"]["risks"][0]), ["id", "text", "title"]);
    assert_eq!(keys(&nl["outcomes"]), ["dispositions", "questions"]);
    assert_eq!(keys(&nl["outcomes"]["dispositions"][0]), ["code", "label"]);
    let question = &nl["outcomes"]["questions"][0];
    assert_eq!(keys(question), ["choices", "code", "id", "label", "many"]);
    assert_eq!(keys(&question["choices"][0]), ["code", "label"]);
}

#[test]
fn a_console_in_a_language_that_its_organisation_did_not_write_gets_the_first_one() {
    let folder = Folder::of_the_example();
    folder.write("desk/languages.toml", "languages = [\"en\", \"nl\"]\n");
    let served = folder.serve();
    let answer = |language: &str| get(&served.address, &format!("/console/desk/{language}"), "");
    assert_eq!(answer("ar").json(), answer("en").json());
    assert_ne!(answer("ar").json(), answer("nl").json());
    for strange in ["nl.json", "xyz", "..", "%2e%2e"] {
        let head = answer(strange).head;
        assert!(head.starts_with("HTTP/1.1 404"), "{strange}: {head}");
        assert!(head.contains("cache-control: no-store"));
    }
}

#[test]
fn a_mistake_in_any_file_of_the_desk_is_refused_with_file_line_and_what_to_write() {
    for (file, right, wrong, expected) in [
        (
            "desk/languages.toml",
            "\"en\"]",
            "\"english\"]",
            "\"english\" is not the code of a language: two small letters, such as \"nl\".",
        ),
        (
            "desk/replies.toml",
            "category = \"begin\"",
            "category = \"began\"",
            "`category` \"began\" is not one of the ids in this file: \"begin\", ",
        ),
        (
            "desk/guides.toml",
            "ask = { nl = ",
            "ask = { en = \"\", nl = \"\" } # ",
            "`ask` is not there in \"en\"; add en = \"...\".",
        ),
        (
            "desk/signals.toml",
            "items = [",
            "items = [{ nl = \"Iets\" },",
            "`a text of items` is not there in \"en\"",
        ),
        (
            "desk/triage.toml",
            "id = \"days\"",
            "id = \"now\"",
            "`id` \"now\" is there twice; every [[risk]] needs its own.",
        ),
        (
            "desk/referrals.toml",
            "to = 18",
            "to = 3",
            "`to` 3 is less than `from` 8; exchange them.",
        ),
        (
            "desk/outcomes.toml",
            "code = 2\n",
            "code = 1\n",
            "`code` 1 is there twice; every disposition needs its own. Write one that was never used, such as 2.",
        ),
        (
            "desk/outcomes.toml",
            "\"duration\", \"involved\"",
            "\"duration\", \"evolved\"",
            "`questions` \"evolved\" is not one of the ids in this file: ",
        ),
    ] {
        let folder = Folder::of_the_example();
        let line = folder.replace(file, right, wrong);
        let said = folder.refusal();
        let place = format!("{}, line {line}: ", folder.path(file).display());
        assert!(
            said.lines()
                .any(|told| told.contains(&place) && told.contains(expected)),
            "expected {place}{expected} in: {said}"
        );
    }
}

#[test]
fn every_file_of_the_desk_must_be_there() {
    let folder = Folder::of_the_example();
    std::fs::remove_dir_all(folder.path("desk")).unwrap();
    let said = folder.refusal();
    assert!(
        said.contains("desk/languages.toml, line 1: This file is missing"),
        "{said}"
    );
    folder.write("desk/languages.toml", "languages = [\"nl\"]");
    let said = folder.refusal();
    for name in ["replies", "guides", "signals", "triage", "referrals", "outcomes"] {
        let expected = format!("desk/{name}.toml, line 1: This file is missing; the example has one");
        assert!(said.contains(&expected), "expected {expected:?} in: {said}");
    }
}
