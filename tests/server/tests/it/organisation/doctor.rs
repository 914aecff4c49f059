//! `luwte doctor` says what an organisation has not written yet.

use std::process::{Command, Output};

use luwte_test_client::binary;

use super::cards::CARD;
use super::folder::Folder;

fn doctor(folder: &Folder) -> Output {
    let beside = folder.path("hours.toml");
    Command::new(binary())
        .arg("doctor")
        .arg(beside.parent().unwrap())
        .output()
        .unwrap()
}

/// What it says of this folder, in lines.
fn said(folder: &Folder) -> Vec<String> {
    let output = doctor(folder);
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().map(str::to_owned).collect()
}

/// The example with these cards alone.
fn with_cards(cards: &[(&str, String)]) -> Folder {
    let folder = Folder::of_the_example();
    std::fs::remove_dir_all(folder.path("cards")).unwrap();
    for (name, text) in cards {
        folder.write(&format!("cards/{name}.toml"), text);
    }
    folder
}

#[test]
fn all_is_well_where_nothing_is_missing() {
    let everywhere = CARD.replace("nl = ", "ar = \"ب\", nl = ");
    let folder = with_cards(&[("plan", everywhere)]);
    let expected = [
        "cards/plan.toml: version 7, ar and en and nl, fields: 1, facts: 0 (0 not checked)",
        "All is well.",
    ];
    assert_eq!(said(&folder), expected);
    assert_eq!(
        said(&with_cards(&[])),
        ["All is well."],
        "an organisation may have no cards"
    );
}

#[test]
fn it_says_which_card_is_missing_in_which_language_and_what_its_reader_gets_instead() {
    let fact = |checked: &str| {
        format!(
            "[[section.fact]]\ntext = {{ nl = \"Iets\", en = \"Something\" }}\n\
             source = {{ what = \"a\", where = \"b\", checked = {checked:?} }}\n"
        )
    };
    let with_facts = CARD.to_owned() + &fact("2026-11-24") + &fact("not checked");
    let only_dutch = CARD.replace(", en = ", " } # ");
    let only_dutch = only_dutch.replace("[{ nl = \"Vraag\" } # \"Ask\" }]", "[]");
    let only_dutch = only_dutch.replace("[{ nl = \"Vermijd\" } # \"Avoid\" }]", "[]");
    let folder = with_cards(&[("both", with_facts), ("dutch", only_dutch)]);
    assert_eq!(
        said(&folder),
        [
            "cards/both.toml: version 7, en and nl, fields: 1, facts: 2 (1 not checked)",
            "cards/dutch.toml: version 7, nl, fields: 1, facts: 0 (0 not checked)",
            "cards/both.toml: facts that nobody checked: 1. Look at their sources, and write the day in `checked`.",
            "cards/both.toml: not there in \"ar\"; who reads that gets it in the `language` of luwte.toml if that is \
             \"en\" or \"nl\", and else in \"en\".",
            "cards/dutch.toml: not there in \"ar\"; who reads that gets it in \"nl\".",
            "cards/dutch.toml: not there in \"en\"; who reads that gets it in \"nl\".",
            "4 findings. A server starts with this folder all the same.",
        ]
    );
}

#[test]
fn every_mistake_that_a_server_would_refuse_is_told_with_file_and_line() {
    let folder = with_cards(&[("plan", CARD.replace("version = 7", "version = 0"))]);
    let line = folder.replace("numbers.toml", "tel = \"112\"", "tel = \"ask\"");
    let output = doctor(&folder);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let told = String::from_utf8(output.stderr).unwrap();
    for expected in [
        "cards/plan.toml, line 1: `version` 0 must be a number from 1 to 65535.".to_owned(),
        format!("numbers.toml, line {line}: `tel` is a telephone number"),
    ] {
        assert!(told.contains(&expected), "expected {expected:?} in: {told}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_asked_for() {
    let output = Command::new(binary())
        .args(["doctor", "/nowhere"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("/nowhere cannot be read") && told.contains("Give the folder with words/"),
        "{told}"
    );
}
