use super::{FILES, read};
use crate::mistake::Mistakes;
use crate::organisation::{Files, Source};

/// Replaces the first `right` in a file, and expects this of its line.
fn refused(file: &str, right: &str, wrong: &str, expected: &str) {
    let (name, text) = FILES
        .iter()
        .find(|(name, _)| name.ends_with(file))
        .unwrap_or_else(|| panic!("no {file}"));
    let at = text
        .find(right)
        .unwrap_or_else(|| panic!("{file} has no {right:?}"));
    let line = text[..at].matches('\n').count() + 1;
    let said = read(name, &text.replacen(right, wrong, 1)).expect_err(wrong);
    let expected = format!("{name}, line {line}: {expected}");
    assert!(
        said.lines().any(|told| told.starts_with(&expected)),
        "{wrong:?}: expected {expected:?} in: {said}"
    );
}

#[test]
fn languages_must_be_named_once_and_by_their_code() {
    for (right, wrong, expected) in [
        (r#"["nl", "en"]"#, "[]", "`languages` is empty"),
        (r#""en""#, r#""English""#, "\"English\" is not the code"),
        (r#""en""#, r#""nl""#, "\"nl\" is there twice"),
        ("languages", "language", "Unknown field `language`"),
    ] {
        refused("languages.toml", right, wrong, expected);
    }
}

#[test]
fn a_text_must_be_there_in_every_language_of_the_desk_and_in_no_other() {
    for (file, right, field) in [
        ("replies.toml", r#", en = "Beginning""#, "label"),
        ("replies.toml", r#", en = "Welcome""#, "title"),
        ("replies.toml", r#", en = "Hi.""#, "text"),
        ("guides.toml", r#", en = "First""#, "title"),
        ("guides.toml", r#", en = "Always""#, "when"),
        ("guides.toml", r#", en = "How?""#, "ask"),
        ("guides.toml", r#", en = "Calmly""#, "note"),
        ("signals.toml", r#", en = "Acts""#, "title"),
        ("signals.toml", r#", en = "What""#, "about"),
        ("signals.toml", r#", en = "Fetching""#, "a text of items"),
        ("triage.toml", r#", en = "Quarrels""#, "a text of onTop"),
        ("triage.toml", r#", en = "Fear""#, "a text of underneath"),
        ("triage.toml", r#", en = "Now""#, "title"),
        ("triage.toml", r#", en = "Call""#, "text"),
        ("referrals.toml", r#", en = "Talking""#, "label"),
        ("referrals.toml", r#", en = "North""#, "label"),
        ("referrals.toml", r#", en = "Line""#, "name"),
        ("referrals.toml", r#", en = "Listens""#, "what"),
        ("referrals.toml", r#", en = "Always""#, "hours"),
        ("outcomes.toml", r#", en = "Conversation""#, "label"),
        ("outcomes.toml", r#", en = "About""#, "label"),
        ("outcomes.toml", r#", en = "Home""#, "label"),
    ] {
        let missing = format!("`{field}` is not there in \"en\"; add en = \"...\".");
        refused(file, right, "", &missing);
        refused(file, right, r#", en = " ""#, &missing);
        let more = format!("`{field}` has \"fr\", and languages.toml does not name it.");
        refused(file, right, &format!("{right}, fr = \"…\""), &more);
    }
}

#[test]
fn an_id_must_be_short_and_its_own() {
    for (file, id, kind) in [
        ("replies.toml", "begin", "category"),
        ("guides.toml", "first", "guide"),
        ("signals.toml", "acts", "[[signals]]"),
        ("triage.toml", "now", "[[risk]]"),
        ("referrals.toml", "talk", "need"),
        ("referrals.toml", "south", "region"),
        ("referrals.toml", "line", "referral"),
        ("outcomes.toml", "about", "question"),
    ] {
        let right = format!("id = \"{id}\"");
        let expected = "`id` \"Two words\" may have only the letters a to z, 0 to 9 and -.";
        refused(file, &right, "id = \"Two words\"", expected);
        let (name, text) = FILES.iter().find(|(name, _)| name.ends_with(file)).unwrap();
        let twice = text.replace("id = \"north\"", "id = \"south\"");
        let twice = twice.replace("id = \"site\"", "id = \"line\"");
        let twice = twice.replace("id = \"age\"", "id = \"about\"");
        let said = read(name, &format!("{twice}{}", again(file))).unwrap_err();
        let expected = format!("`id` \"{id}\" is there twice; every {kind} needs its own.");
        assert!(said.contains(&expected), "expected {expected:?} in: {said}");
    }
}

/// A second one of what this file has one of.
fn again(file: &str) -> String {
    let (_, text) = FILES.iter().find(|(name, _)| name.ends_with(file)).unwrap();
    match file {
        "replies.toml" | "guides.toml" | "signals.toml" => (*text).to_owned(),
        "triage.toml" => text[text.find("[[risk]]").unwrap()..].to_owned(),
        "referrals.toml" => text[..text.find("[[region]]").unwrap()].to_owned(),
        _ => String::new(),
    }
}

#[test]
fn a_reply_is_in_a_category_that_is_there() {
    let expected = "`category` \"begun\" is not one of the ids in this file: \"begin\".";
    refused(
        "replies.toml",
        "category = \"begin\"",
        "category = \"begun\"",
        expected,
    );
    refused("replies.toml", "text = {", "txt = {", "Unknown field `txt`");
}

#[test]
fn a_list_that_must_say_something_is_not_empty() {
    let items = "[{ nl = \"Halen\", en = \"Fetching\" }]";
    refused("signals.toml", items, "[]", "`items` is empty");
    let top = "[{ nl = \"Ruzie\", en = \"Quarrels\" }]";
    refused("triage.toml", top, "[]", "`onTop` is empty");
    let under = "[{ nl = \"Angst\", en = \"Fear\" }]";
    refused("triage.toml", under, "[]", "`underneath` is empty");
    let guide = &FILES[2].1[..FILES[2].1.find("[[guide.question]]").unwrap()];
    let said = read("desk/guides.toml", guide).unwrap_err();
    assert!(
        said.contains(
            "desk/guides.toml, line 1: This guide asks nothing; write a [[guide.question]] below it."
        ),
        "{said}"
    );
}

#[test]
fn a_referral_says_for_whom_it_is_and_how_to_reach_it() {
    for (right, wrong, expected) in [
        ("[\"talk\"]", "[]", "`needs` is empty, so nobody would find this"),
        (
            "[\"talk\"]",
            "[\"walk\"]",
            "`needs` \"walk\" is not one of the ids in this file: \"talk\".",
        ),
        ("[\"north\"]", "[]", "`regions` is empty"),
        (
            "[\"north\"]",
            "[\"west\"]",
            "`regions` \"west\" is not one of the ids in this file: \"north\", \"south\".",
        ),
        (
            "to = 18",
            "to = 7",
            "`to` 7 is less than `from` 8; exchange them.",
        ),
        ("to = 18", "to = -1", "Invalid value"),
        ("\"0800-2000\"", "\"by letter\"", "`tel` is a telephone number"),
        (
            "\"https://site.example\"",
            "\"http://site.example\"",
            "`site` must be an address that begins with https://.",
        ),
        (
            "{ what = \"a\", where = \"b\", checked = \"2026-11-24\" }",
            "{ what = \"a\", where = \"b\", checked = \"recently\" }",
            "`checked` is the day somebody looked",
        ),
        (
            "\"b\", checked",
            "\"http://b.example\", checked",
            "`where` is an address",
        ),
    ] {
        refused("referrals.toml", right, wrong, expected);
    }
    let text = FILES[5].1.replace("tel = \"0800-2000\"\n", "");
    let said = read("desk/referrals.toml", &text).unwrap_err();
    assert!(
        said.contains("line 10: This referral has no `tel` and no `site`; write one of them."),
        "{said}"
    );
}

#[test]
fn a_code_is_one_byte_that_is_not_nought_and_means_one_thing() {
    for (right, wrong, expected) in [
        (
            "code = 1\n",
            "code = 0\n",
            "`code` 0 must be a number from 1 to 255.",
        ),
        (
            "code = 255",
            "code = 256",
            "`code` 256 must be a number from 1 to 255.",
        ),
        (
            "code = 255",
            "code = -1",
            "`code` -1 must be a number from 1 to 255.",
        ),
        (
            "code = 255",
            "code = 1",
            "`code` 1 is there twice; every disposition needs its own. Write one that was never used, such as 2.",
        ),
        (
            "code = 4",
            "code = 1",
            "`code` 1 is there twice; every question needs its own. Write one that was never used, such as 2.",
        ),
        (
            "code = 7",
            "code = 1",
            "`code` 1 is there twice; every choice of a question needs its own. Write one that was never used, such as 2.",
        ),
        ("code = 4", "code = \"four\"", "Invalid type"),
    ] {
        refused("outcomes.toml", right, wrong, expected);
    }
}

#[test]
fn outcomes_must_leave_something_to_choose() {
    let choices = "[{ code = 1, label = { nl = \"Jong\", en = \"Young\" } }]";
    refused("outcomes.toml", choices, "[]", "`choices` is empty");
    let said = read("desk/outcomes.toml", "# nothing\n").unwrap_err();
    assert!(
        said.contains("desk/outcomes.toml, line 1: There is no [[disposition]] here."),
        "{said}"
    );
}

#[test]
fn a_pair_is_of_two_questions_that_are_there() {
    let right = "[\"age\", \"about\"]";
    for (wrong, expected) in [
        (
            "[\"age\", \"abuot\"]",
            "`questions` \"abuot\" is not one of the ids in this file: \"about\", \"age\".",
        ),
        ("[\"age\"]", "`questions` of a pair names two questions"),
        (
            "[\"age\", \"about\", \"age\"]",
            "`questions` of a pair names two questions",
        ),
        ("[\"age\", \"age\"]", "A pair is of two different questions"),
    ] {
        refused("outcomes.toml", right, wrong, expected);
    }
    for again in [right, "[\"about\", \"age\"]"] {
        let text = format!("{}[[pair]]\nquestions = {again}\n", FILES[6].1);
        let said = read("desk/outcomes.toml", &text).unwrap_err();
        assert!(
            said.contains("line 21: This pair is there twice; leave one out."),
            "{said}"
        );
    }
}

#[test]
fn every_file_must_be_there() {
    let mut mistakes = Mistakes::default();
    let files: Vec<(&str, String)> = vec![FILES[0]]
        .into_iter()
        .map(|(name, text)| (name, text.to_owned()))
        .collect();
    assert!(super::DeskFiles::read(&Source::of_all(&files), &mut mistakes).is_none());
    let said = mistakes.to_string();
    for (name, _) in &FILES[1..] {
        assert!(
            said.contains(&format!("{name}, line 1: This file is missing")),
            "{said}"
        );
    }
    let said = Files::read(&Source::of_all(&[])).unwrap_err().to_string();
    assert!(
        said.contains("desk/languages.toml, line 1: This file is missing"),
        "{said}"
    );
}
