use super::*;

const ENGLISH: &str = r#"
name = "English"
[start]
title = "Welcome to {organisation}"
lead = "You can start anywhere."
steps = ["Breathe in", "Hold for {seconds}"]
before = { zero = "Nobody", one = "One person", other = "{count} people" }
"#;

fn mistakes(texts: &str) -> String {
    let file = TextFile::new("nl.toml".into(), texts);
    let mut mistakes = Mistakes::default();
    let parse = |text| DeTable::parse(text).unwrap().into_inner();
    compare(&parse(ENGLISH), &parse(&file.text), &file, &mut mistakes);
    mistakes.to_string()
}

#[test]
fn a_language_that_is_as_english_has_no_mistake() {
    assert_eq!(mistakes(ENGLISH), "");
    let more = ENGLISH.replace(
        "one = \"One person\",",
        "two = \"{count}\", few = \"x\", many = \"{count} y\",",
    );
    assert_eq!(mistakes(&more), "", "a language has its own plural forms");
}

#[test]
fn whatever_differs_from_english_is_named_with_its_line() {
    for (right, wrong, expected) in [
        (
            "{organisation}",
            "{organization}",
            "nl.toml, line 4: `start.title` has a placeholder {organization} that English has not; write {organisation}.",
        ),
        (
            "to {organisation}",
            "",
            "line 4: `start.title` has no {organisation}",
        ),
        (
            "anywhere",
            "{where}",
            "line 5: `start.lead` has a placeholder {where} that English has not; leave it out.",
        ),
        ("anywhere", "{anywhere", "line 5: `start.lead` has a brace"),
        (
            "You can start anywhere.",
            " ",
            "line 5: `start.lead` is empty. It is \"You can start anywhere.\"",
        ),
        (
            "lead =",
            "laed =",
            "line 5: `start.laed` is no text of the pages; write `start.lead`.",
        ),
        (
            "lead = \"You can start anywhere.\"\n",
            "",
            "line 3: `start.lead` is missing. It is \"You can start",
        ),
        ("[start]", "[begin]", "line 7: `start` is missing"),
        (
            "[start]",
            "[begin]",
            "line 3: `begin` is no text of the pages; leave it out.",
        ),
        ("name = \"English\"\n", "", "line 1: `name` is missing"),
        (
            "\"You can start anywhere.\"",
            "5",
            "line 5: `start.lead` must be a text",
        ),
        (
            "\"You can start anywhere.\"",
            "[\"a\"]",
            "line 5: `start.lead` must be a text",
        ),
        (
            "\"Breathe in\", ",
            "",
            "line 6: `start.steps` has 1 texts; English has 2.",
        ),
        (
            "Hold for {seconds}",
            "Hold",
            "line 6: `start.steps[1]` has no {seconds}",
        ),
        (
            "other = ",
            "others = ",
            "line 7: `start.before.others` is no plural form",
        ),
        (
            ", other = \"{count} people\"",
            "",
            "line 7: `start.before` needs the form `other`",
        ),
        (
            "{count} people",
            "many people",
            "line 7: `start.before.other` has no {count}",
        ),
        (
            "One person",
            "{number}",
            "line 7: `start.before.one` has a placeholder {number}",
        ),
        (
            "{ zero = \"Nobody\", one = \"One person\", other = \"{count} people\" }",
            "\"x\"",
            "line 7: `start.before` counts something",
        ),
    ] {
        assert!(ENGLISH.contains(right));
        let said = mistakes(&ENGLISH.replace(right, wrong));
        assert!(
            said.contains(expected),
            "{wrong:?}: expected {expected:?} in: {said}"
        );
    }
}
