//! A coordinator sees which texts are in force, and can compare them with those before her.

use std::process::Command;

use luwte_test_client::{Helpline, binary, organisation};
use serde_json::Value;

use super::folder::{Folder, get};
use crate::QUICK;

const ALWAYS: &str = "zone = \"Europe/Amsterdam\"\nalways = true\n";
/// How `sha256sum` of that begins.
const FINGERPRINT: &str = "88eb79a2";
/// The same as an editor on Windows saves it: other bytes, although they say the same.
const SAVED_OTHERWISE: &str = "d4592dec";

/// What the server of this folder says of one of its files.
fn said(folder: &Folder, file: &str) -> Value {
    let served = folder.serve();
    let texts = get(&served.address, "/console/texts", "gzip").json();
    let files = texts["files"].as_array().unwrap();
    let mut found = files.iter().filter(|text| text["file"] == file);
    let one = found.next().unwrap().clone();
    assert!(found.next().is_none(), "{file} is there twice");
    one
}

/// The list of the command, a line for each file.
fn listed(folder: &Folder) -> Vec<String> {
    let ours = folder.path("hours.toml");
    let output = Command::new(binary())
        .arg("texts")
        .arg(ours.parent().unwrap())
        .output()
        .unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn a_text_that_was_changed_has_another_fingerprint_and_the_others_keep_theirs() {
    let folder = Folder::of_the_example();
    folder.write("hours.toml", ALWAYS);
    let before = (said(&folder, "hours.toml"), said(&folder, "words/nl.toml"));
    assert_eq!(before.0["fingerprint"], FINGERPRINT);
    folder.replace("words/nl.toml", "Druk nog", "Druk");
    let after = (said(&folder, "hours.toml"), said(&folder, "words/nl.toml"));
    assert_eq!(before.0, after.0);
    assert_ne!(before.1["fingerprint"], after.1["fingerprint"]);
    folder.write("hours.toml", format!("\u{feff}{}", ALWAYS.replace('\n', "\r\n")));
    assert_eq!(said(&folder, "hours.toml")["fingerprint"], SAVED_OTHERWISE);
}

#[test]
fn every_text_has_its_language_and_the_day_of_its_oldest_fact() {
    let folder = Folder::of_the_example();
    folder.with_one_page(
        "+++\ntitle = \"One\"\nshort = \"One\"\nfor = []\norder = 1\nsources = [\n\
         { what = \"a\", where = \"a book\", checked = \"2026-11-24\" },\n\
         { what = \"b\", where = \"a book\", checked = \"2026-03-01\" },\n\
         { what = \"c\", where = \"a book\", checked = \"not checked\" },\n]\n+++\nText.\n",
    );
    let page = said(&folder, "pages/ar/one.md");
    assert_eq!(page["language"], "ar");
    assert_eq!(page["checked"], "2026-03-01");
    assert_eq!(page["unchecked"], 1);
    let card = said(&folder, "cards/safety-plan.toml");
    assert_eq!(card["language"], Value::Null);
    assert!(card["checked"].is_string(), "a card has facts");
    let guides = said(&folder, "desk/guides.toml");
    assert_eq!(guides["language"], Value::Null);
    assert_eq!(guides["checked"], Value::Null);
    assert_eq!(guides["unchecked"], 0);
}

#[test]
fn what_only_lies_beside_them_is_not_in_force_and_not_named() {
    let folder = Folder::of_the_example();
    let files = ["notes.md", "words/plan.md", "desk/old.toml", "cards/draft.md"];
    for beside in files {
        folder.write(beside, "# Not for everybody\n");
    }
    let served = folder.serve();
    let texts = get(&served.address, "/console/texts", "").text();
    for beside in files {
        assert!(!texts.contains(beside), "{texts}");
    }
}

#[test]
fn the_command_line_lists_what_the_server_says() {
    let folder = Folder::of_the_example();
    let served = folder.serve();
    let texts = get(&served.address, "/console/texts", "").json();
    let files = texts["files"].as_array().unwrap();
    let listed = listed(&folder);
    assert_eq!(listed.len(), files.len());
    for (line, text) in listed.iter().zip(files) {
        let [file, fingerprint] = ["file", "fingerprint"].map(|key| text[key].as_str().unwrap());
        assert!(line.starts_with(fingerprint) && line.contains(file), "{line}");
    }
    folder.write("hours.toml", "zone = 5\n");
    let ours = folder.path("hours.toml");
    let output = Command::new(binary())
        .arg("texts")
        .arg(ours.parent().unwrap())
        .output()
        .unwrap();
    let refusal = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success() && refusal.contains("hours.toml, line 1"),
        "{refusal}"
    );
}

#[tokio::test]
async fn it_says_when_they_were_read_and_whether_another_node_may_have_others() {
    let before = now();
    let helpline = Helpline::start(&organisation(), QUICK).await;
    let texts = get(&helpline.address, "/console/texts", "").json();
    let read = texts["read"].as_u64().unwrap();
    assert!((before..=now()).contains(&read));
    let redis = std::env::var("LUWTE_TEST_BOARD").is_ok_and(|board| board == "redis");
    assert_eq!(texts["several"], redis);
}

#[tokio::test]
async fn what_a_coordinator_asks_for_is_as_long_as_what_every_console_does() {
    let helpline = Helpline::start(&organisation(), QUICK).await;
    for accepts in ["", "gzip"] {
        let [texts, desk] =
            ["/console/texts", "/console/desk/nl"].map(|path| get(&helpline.address, path, accepts));
        assert_eq!(texts.body.len(), desk.body.len());
    }
}

fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    u64::try_from(since.unwrap().as_millis()).unwrap()
}
