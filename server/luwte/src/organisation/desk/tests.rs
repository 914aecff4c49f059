mod mistakes;

use super::*;
use crate::organisation::Files;

const LANGUAGES_TEXT: &str = r#"languages = ["nl", "en"]
"#;
const REPLIES: &str = r#"[[category]]
id = "begin"
label = { nl = "Begin", en = "Beginning" }
[[reply]]
category = "begin"
title = { nl = "Welkom", en = "Welcome" }
text = { nl = "Hoi.", en = "Hi." }
"#;
const GUIDES: &str = r#"[[guide]]
id = "first"
title = { nl = "Eerst", en = "First" }
when = { nl = "Altijd", en = "Always" }
[[guide.question]]
ask = { nl = "Hoe?", en = "How?" }
[[guide.question]]
ask = { nl = "Wat?", en = "What?" }
note = { nl = "Rustig", en = "Calmly" }
"#;
const SIGNALS: &str = r#"[[signals]]
id = "acts"
title = { nl = "Doen", en = "Acts" }
about = { nl = "Wat", en = "What" }
items = [{ nl = "Halen", en = "Fetching" }]
"#;
const TRIAGE: &str = r#"onTop = [{ nl = "Ruzie", en = "Quarrels" }]
underneath = [{ nl = "Angst", en = "Fear" }]
[[risk]]
id = "now"
title = { nl = "Nu", en = "Now" }
text = { nl = "Bel", en = "Call" }
"#;
const REFERRALS: &str = r#"[[need]]
id = "talk"
label = { nl = "Praten", en = "Talking" }
[[region]]
id = "north"
label = { nl = "Noord", en = "North" }
[[region]]
id = "south"
label = { nl = "Zuid", en = "South" }
[[referral]]
id = "line"
name = { nl = "Lijn", en = "Line" }
what = { nl = "Luistert", en = "Listens" }
needs = ["talk"]
from = 8
to = 18
regions = ["north"]
tel = "0800-2000"
hours = { nl = "Altijd", en = "Always" }
sources = [{ what = "a", where = "b", checked = "2026-11-24" }, { what = "c", where = "d", checked = "2025-01-02" }]
[[referral]]
id = "site"
name = { nl = "Site", en = "Site" }
what = { nl = "Leest", en = "Reads" }
needs = ["talk"]
site = "https://site.example"
hours = { nl = "Altijd", en = "Always" }
sources = [{ what = "a", where = "b", checked = "2026-11-24" }, { what = "c", where = "d", checked = "not checked" }]
"#;
const OUTCOMES: &str = r#"[[disposition]]
code = 1
label = { nl = "Gesprek", en = "Conversation" }
[[disposition]]
code = 255
label = { nl = "Stil", en = "Silent" }
[[question]]
code = 1
id = "about"
label = { nl = "Waarover", en = "About" }
many = true
choices = [{ code = 1, label = { nl = "Thuis", en = "Home" } }, { code = 7, label = { nl = "School", en = "School" } }]
[[question]]
code = 4
id = "age"
label = { nl = "Hoe oud", en = "How old" }
choices = [{ code = 1, label = { nl = "Jong", en = "Young" } }]
[[pair]]
questions = ["age", "about"]
"#;

/// Every file of the desk, all of them right.
const FILES: [(&str, &str); 7] = [
    (LANGUAGES, LANGUAGES_TEXT),
    ("desk/replies.toml", REPLIES),
    ("desk/guides.toml", GUIDES),
    ("desk/signals.toml", SIGNALS),
    ("desk/triage.toml", TRIAGE),
    ("desk/referrals.toml", REFERRALS),
    ("desk/outcomes.toml", OUTCOMES),
];

/// The desk with one file replaced, or what is wrong with it.
fn read(name: &str, text: &str) -> Result<DeskFiles, String> {
    let files = FILES.map(|(file, right)| (file, if file == name { text } else { right }.to_owned()));
    let mut mistakes = Mistakes::default();
    let desk = DeskFiles::read(&Source::of_all(&files), &mut mistakes);
    mistakes.none().map_err(|mistakes| mistakes.to_string())?;
    Ok(desk.unwrap())
}

fn desk() -> DeskFiles {
    read("", "").unwrap()
}

#[test]
fn an_outcome_has_the_codes_of_its_file_and_nothing_else_is_counted() {
    let outcomes = desk().outcomes;
    let codes = |choices: &[Choice]| choices.iter().map(|choice| choice.code).collect::<Vec<_>>();
    assert_eq!(codes(&outcomes.dispositions), [1, 255]);
    let [about, age] = &outcomes.questions[..] else {
        panic!("two questions");
    };
    assert_eq!((about.code, about.id.as_str(), about.many), (1, "about", true));
    assert_eq!((age.code, age.id.as_str(), age.many), (4, "age", false));
    assert_eq!(codes(&about.choices), [1, 7]);
    assert_eq!(outcomes.pairs, [[4, 1]]);
    assert!(outcomes.crosses(1, 4) && outcomes.crosses(4, 1));
    assert!(!outcomes.crosses(1, 1));
}

#[test]
fn a_place_without_regions_is_everywhere_and_without_ages_for_everyone() {
    let referrals = desk().referrals.referrals;
    let [line, site] = &referrals[..] else {
        panic!("two referrals");
    };
    assert_eq!((line.from, line.to), (8, 18));
    assert_eq!(line.regions, ["north"]);
    assert_eq!((site.from, site.to), (0, 120));
    assert_eq!(site.regions, ["north", "south"]);
}

#[test]
fn a_place_is_as_old_as_its_oldest_check_and_unchecked_if_one_fact_is() {
    let referrals = desk().referrals.referrals;
    assert_eq!(referrals[0].checked(), Some("2025-01-02"));
    assert_eq!(referrals[1].checked(), None);
    let without = REFERRALS.replacen("sources = [{ what = \"a\"", "sources = [] # {", 1);
    let referrals = read("desk/referrals.toml", &without).unwrap().referrals.referrals;
    assert_eq!(referrals[0].checked(), None, "what has no source was not checked");
}

#[test]
fn a_console_in_a_language_that_is_not_there_gets_the_first() {
    let desk = desk();
    assert_eq!(desk.language("en"), "en");
    assert_eq!(desk.language("ar"), "nl");
}

#[test]
fn a_desk_may_have_one_language_and_lists_with_nothing_in_them() {
    let one: Vec<(&str, String)> = [
        (LANGUAGES, "languages = [\"nl\"]"),
        ("desk/replies.toml", ""),
        ("desk/guides.toml", ""),
        ("desk/signals.toml", ""),
        (
            "desk/triage.toml",
            "onTop = [{ nl = \"a\" }]\nunderneath = [{ nl = \"b\" }]",
        ),
        ("desk/referrals.toml", ""),
        (
            "desk/outcomes.toml",
            "[[disposition]]\ncode = 1\nlabel = { nl = \"c\" }",
        ),
    ]
    .map(|(name, text)| (name, text.to_owned()))
    .to_vec();
    let mut mistakes = Mistakes::default();
    let desk = DeskFiles::read(&Source::of_all(&one), &mut mistakes);
    assert_eq!(mistakes.count(), 0);
    assert!(desk.unwrap().outcomes.questions.is_empty());
}

#[test]
fn the_example_has_something_at_hand_for_every_conversation() {
    let desk = Files::read(&Source::embedded()).unwrap().desk;
    assert_eq!(desk.languages, ["nl", "en"]);
    assert!(desk.replies.replies.len() >= 25);
    for category in &desk.replies.categories {
        let mut replies = desk.replies.replies.iter();
        assert!(
            replies.any(|reply| reply.category == category.id),
            "{} is empty",
            category.id
        );
    }
    assert!(desk.guides.len() >= 12);
    for guide in &desk.guides {
        assert!(
            (5..=9).contains(&guide.questions.len()),
            "{} has {} questions",
            guide.id,
            guide.questions.len()
        );
    }
    let signals: usize = desk.signals.iter().map(|group| group.items.len()).sum();
    assert!(signals >= 25);
    for need in &desk.referrals.needs {
        let mut referrals = desk.referrals.referrals.iter();
        assert!(
            referrals.any(|referral| referral.needs.contains(&need.id)),
            "nobody is there for {}",
            need.id
        );
    }
}
