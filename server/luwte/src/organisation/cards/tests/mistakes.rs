use super::{CARD, read, read_all};

/// Replaces the first `right` in the card, and expects this of its line.
fn refused(right: &str, wrong: &str, expected: &str) {
    let at = CARD
        .find(right)
        .unwrap_or_else(|| panic!("the card has no {right:?}"));
    let line = CARD[..at].matches('\n').count() + 1;
    let said = read(&CARD.replacen(right, wrong, 1)).expect_err(wrong);
    let expected = format!("cards/plan.toml, line {line}: {expected}");
    assert!(
        said.lines().any(|told| told.starts_with(&expected)),
        "{wrong:?}: expected {expected:?} in: {said}"
    );
}

#[test]
fn every_text_must_be_there_in_the_languages_of_the_title_and_in_no_other() {
    for (text, field) in [
        ("en = \"For later\"", "short"),
        ("en = \"It is yours.\"", "about"),
        ("en = \"Now\"", "title"),
        ("en = \"Calmly.\"", "text"),
        ("en = \"Who helps?\"", "ask"),
        ("en = \"No hurry\"", "avoid"),
        ("en = \"Call 0800-2000\"", "text"),
        ("en = \"Which word?\"", "label"),
        ("en = \"Something ordinary\"", "hint"),
        ("en = \"Yes\"", "label"),
        ("en = \"Not\"", "low"),
        ("en = \"Very\"", "high"),
    ] {
        let right = format!(", {text}");
        let missing = format!("`{field}` is not there in \"en\"; add en = \"...\".");
        refused(&right, "", &missing);
        refused(&right, ", en = \" \"", &missing);
        let more =
            format!("`{field}` has \"fr\", and the card's `title` has not. Add it there and everywhere");
        refused(&right, &format!("{right}, fr = \"…\""), &more);
    }
    let title = "{ nl = \"Mijn plan\", en = \"My plan\" }";
    refused(title, "{}", "`title` is in no language; write { nl = \"...\" }");
    refused(
        title,
        "{ nl = \"Mijn plan\", english = \"My plan\" }",
        "\"english\" is not the code of a language: two small letters, such as nl.",
    );
    refused(
        title,
        "{ nl = \"\", en = \"My plan\" }",
        "`title` is not there in \"nl\"",
    );
}

#[test]
fn a_number_outside_a_fact_is_refused_because_nobody_would_see_where_it_comes_from() {
    for (right, field) in [
        ("My plan", "title"),
        ("For later", "short"),
        ("It is yours.", "about"),
        ("Calmly.", "text"),
        ("Who helps?", "ask"),
        ("No hurry", "avoid"),
        ("Which word?", "label"),
        ("Something ordinary", "hint"),
        ("Yes", "label"),
        ("Not", "low"),
        ("Very", "high"),
    ] {
        let expected =
            format!("`{field}` has 112 in \"en\". A number, a year or an address is a fact: write it as a");
        refused(right, &format!("{right} (112)"), &expected);
        refused(
            right,
            &format!("{right} ١١٢"),
            &format!("`{field}` has ١١٢ in \"en\"."),
        );
    }
    read(&CARD.replacen("Calmly.", "Between 12 and 24, 24/7.", 1)).unwrap();
}

#[test]
fn what_stands_on_one_line_is_short() {
    let long = format!("en = \"{}\"", "é".repeat(81));
    refused(
        "en = \"For later\"",
        &long,
        "`short` has 81 characters in \"en\"; a list has room for 80. Make it shorter.",
    );
    read(&CARD.replacen("For later", &"é".repeat(80), 1)).unwrap();
    for (right, field) in [("My plan", "title"), ("For later", "short"), ("Now", "title")] {
        let expected = format!("`{field}` must be one line of text.");
        refused(right, &format!("{right}\\nand more"), &expected);
    }
}

#[test]
fn a_name_is_short_and_its_own() {
    let long = "a".repeat(41);
    for (id, kind) in [
        ("now", "section of a card"),
        ("word", "field of a card"),
        ("yes", "choice of a field"),
    ] {
        let right = format!("id = \"{id}\"");
        for wrong in ["Two words", "", &long] {
            let expected =
                format!("`id` {wrong:?} may have only the letters a to z, 0 to 9 and -, at most 40 of them.");
            refused(&right, &format!("id = {wrong:?}"), &expected);
        }
        let (later, again) = match id {
            "now" => ("id = \"then\"", "id = \"now\""),
            // In another section.
            "word" => ("id = \"safe\"", "id = \"word\""),
            _ => ("id = \"no\"", "id = \"yes\""),
        };
        let expected = format!("`id` {id:?} is there twice; every {kind} needs its own.");
        refused(later, again, &expected);
    }
    for name in ["Plan", "my plan", "", &long] {
        let file = format!("cards/{name}.toml");
        let said = read_all(&[(&file, CARD.to_owned())]).unwrap_err();
        assert!(
            said.contains(".toml, line 1: A card's name has only the letters a to z, 0 to 9 and -"),
            "{said}"
        );
    }
    read_all(&[(&format!("cards/{}.toml", &long[1..]), CARD.to_owned())]).unwrap();
}

#[test]
fn a_field_is_of_a_kind_that_there_is_and_has_what_its_kind_needs() {
    let yes_no = "choices = [{ id = \"yes\", label = { nl = \"Ja\", en = \"Yes\" } }, { id = \"no\", label = { nl = \
                  \"Nee\", en = \"No\" } }]";
    let choice = |number: usize| format!("{{ id = \"n{number}\", label = {{ nl = \"a\", en = \"a\" }} }}");
    let eleven = format!(
        "choices = [{}]",
        (0..11).map(choice).collect::<Vec<_>>().join(", ")
    );
    for (right, wrong, expected) in [
        (
            "\"people\"",
            "\"peple\"",
            "`kind` \"peple\" is no kind of field; write \"people\". In:",
        ),
        (
            "\"people\"",
            "\"drawing\"",
            "`kind` \"drawing\" is no kind of field; they are text, list, people, choice, scale, checklist. In:",
        ),
        (yes_no, "choices = []", "`choices` has 0; write 2 to 10."),
        (yes_no, &eleven, "`choices` has 11; write 2 to 10."),
        (
            "low = { nl",
            "choices = []\nlow = { nl",
            "`choices` is for a field of kind \"choice\" or \"checklist\". Leave it out, or change `kind`.",
        ),
        (
            "hint = {",
            "low = {",
            "`low` is for a field of kind \"scale\". Leave it out, or change `kind`.",
        ),
        (
            "hint = {",
            "high = {",
            "`high` is for a field of kind \"scale\". Leave it out, or change `kind`.",
        ),
    ] {
        refused(right, wrong, expected);
    }
    refused(
        "\"people\"",
        "\"choice\"",
        "A field of kind \"choice\" needs `choices`, such as [{ id = \"yes\", label = { ... } }",
    );
    let ten = eleven.replacen(&format!(", {}", choice(10)), "", 1);
    read(&CARD.replacen(yes_no, &ten, 1)).unwrap();
    let ends = "low = { nl = \"Niet\", en = \"Not\" }\nhigh = { nl = \"Heel\", en = \"Very\" }\n";
    read(&CARD.replacen(ends, "", 1)).unwrap();
}

#[test]
fn a_fact_says_where_it_comes_from() {
    for (right, wrong, expected) in [
        (
            "tel = \"0800-2000\"",
            "tel = \"by letter\"",
            "`tel` is a telephone number",
        ),
        (
            "https://one",
            "http://one",
            "`site` must be an address that begins with https://.",
        ),
        ("2026-11-24", "recently", "`checked` is the day somebody looked"),
        (
            "where = \"b\"",
            "where = \"http://b.example\"",
            "`where` is an address",
        ),
    ] {
        refused(right, wrong, expected);
    }
    let said = read(&CARD.replacen("source = {", "# {", 1)).unwrap_err();
    assert!(said.contains("Missing field `source`"), "{said}");
}

#[test]
fn a_card_has_a_version_and_entrances_that_there_are_and_no_other_keys() {
    for wrong in ["0", "65536", "-1"] {
        let expected = format!("`version` {wrong} must be a number from 1 to 65535.");
        refused("version = 3", &format!("version = {wrong}"), &expected);
    }
    assert_eq!(read(&CARD.replace("= 3", "= 65535")).unwrap().version, 65535);
    for (right, wrong, expected) in [
        ("order = 2", "order = \"first\"", "Invalid type: string \"first\""),
        (
            "\"friend\"",
            "\"mother\"",
            "Unknown variant `mother`, expected one of `me`, `parent`",
        ),
        ("about =", "abuot =", "Unknown field `abuot`"),
        ("ask =", "asks =", "Unknown field `asks`"),
        ("hint =", "help =", "Unknown field `help`"),
        ("site =", "web =", "Unknown field `web`"),
        ("# A comment.", "colour = 1", "Unknown field `colour`"),
    ] {
        refused(right, wrong, expected);
    }
}

#[test]
fn there_is_something_to_fill_in() {
    let until = |end: &str| &CARD[..CARD.find(end).unwrap()];
    let said = read(until("[[section]]")).unwrap_err();
    assert!(
        said.contains("cards/plan.toml, line 7: This card has no section; write a [[section]]"),
        "{said}"
    );
    let said = read(until("[[section.field]]")).unwrap_err();
    assert!(
        said.contains("cards/plan.toml, line 9: There is nothing to fill in here; write a [[section.field]]"),
        "{said}"
    );
}

#[test]
fn a_card_has_at_most_200_fields_and_a_folder_60_cards() {
    let field = |number: usize| {
        format!(
            "[[section.field]]\nid = \"n{number}\"\nkind = \"text\"\nlabel = {{ nl = \"a\", en = \"a\" }}\n"
        )
    };
    let with = |fields: usize| CARD.to_owned() + &(6..fields).map(field).collect::<String>();
    read(&with(200)).unwrap();
    let said = read(&with(202)).unwrap_err();
    let line = with(200).matches('\n').count() + 1;
    let expected =
        format!("cards/plan.toml, line {line}: A card has at most 200 fields, and this is one more.");
    assert!(said.contains(&expected), "expected {expected:?} in: {said}");
    assert_eq!(said.lines().count(), 1);

    let names: Vec<String> = (0..61).map(|number| format!("cards/n{number}.toml")).collect();
    let files: Vec<(&str, String)> = names
        .iter()
        .map(|name| (name.as_str(), CARD.to_owned()))
        .collect();
    read_all(&files[..60]).unwrap();
    let said = read_all(&files).unwrap_err();
    assert!(
        said.contains("cards, line 1: There are 61 cards; at most 60 fit into a list. Take some away."),
        "{said}"
    );
}

#[test]
fn a_card_stays_small_enough_for_a_bad_line() {
    let with = |length: usize| CARD.replacen("Calmly.", &"word ".repeat(length / 5), 1);
    read(&with(39_000)).unwrap();
    let said = read(&with(41_000)).unwrap_err();
    let last = CARD.matches('\n').count();
    let expected = format!(
        "cards/plan.toml, line {last}: In \"en\" this card is 42 kB as it is sent, and at most 40 are."
    );
    assert!(said.contains(&expected), "expected {expected:?} in: {said}");
}
