//! A wrong configuration starts nothing and says which file, line and field is wrong.

use std::process::Command;

use luwte_test_client::binary;

const GOOD: &str = r#"listen = "127.0.0.1:0"
origins = ["http://helpline.test"]
[organisation]
name = "A test"
root = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
exit = "https://www.knmi.nl/"
language = "en"
"#;

/// Runs `luwte serve` on this text and returns what it says as it refuses.
fn refusal(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("luwte.toml");
    std::fs::write(&file, text).unwrap();
    std::fs::write(folder.path().join("good.key"), luwte_test_client::token_key()).unwrap();
    let output = Command::new(binary())
        .args(["serve", "--config"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn every_mistake_is_named_with_file_line_and_field() {
    let cases = [
        (
            "listen = \"127.0.0.1:0\"",
            "listen = \"here\"",
            "line 1",
            "`listen`",
        ),
        (
            "[\"http://helpline.test\"]",
            "[\"helpline.test/chat\"]",
            "line 2",
            "`origins`",
        ),
        ("[\"http://helpline.test\"]", "[]", "line 2", "`origins`"),
        (
            "[organisation]",
            "redis = \"redis+sentinel://one:26379,two/helpline\"\n[organisation]",
            "line 3",
            "`redis` has no host and port where \"two\" stands",
        ),
        (
            "[organisation]",
            "redis = \"redis://127.0.0.1:6379/\"\n[organisation]",
            "line 3",
            "`token_key_file`",
        ),
        ("root = \"d75a", "root = \"xyz", "line 5", "`organisation.root`"),
        ("exit = \"https", "exit = \"ftp", "line 6", "`organisation.exit`"),
        (
            "language = \"en\"",
            "language = \"xx\"",
            "line 7",
            "`organisation.language`",
        ),
        ("language =", "langauge =", "line 7", "langauge"),
        (
            "language = \"en\"",
            "language = \"en\"\nrevocations_file = \"nowhere.txt\"",
            "line 8",
            "nowhere.txt cannot be read",
        ),
        (
            "language = \"en\"",
            "language = \"en\"\nrevocations = []",
            "line 8",
            "revocations_file",
        ),
        ("name = \"A test\"", "name = 5", "line 4", "name = 5"),
        ("name = \"A test\"\n", "", "line 3", "name"),
        ("language = \"en\"", "language = \"en", "line 7", "language"),
    ];
    for (right, wrong, line, field) in cases {
        assert!(GOOD.contains(right));
        let said = refusal(&GOOD.replace(right, wrong));
        for expected in ["luwte.toml", line, field] {
            assert!(
                said.contains(expected),
                "{wrong:?}: expected {expected:?} in: {said}"
            );
        }
    }
}

#[test]
fn every_mistake_about_folders_is_named_with_file_line_and_field() {
    let redis = "redis = \"redis://127.0.0.1:1/\"\ntoken_key_file = \"good.key\"\n[organisation]";
    // Two lines more stand before the section.
    let on_redis = GOOD.replace("[organisation]", redis);
    let key = "key_file = \"good.key\"";
    let cases = [
        (GOOD, "keep = \"paper\"", "line 9", "`folders.keep` must be"),
        (
            GOOD,
            "keep = \"disk\"",
            "line 9",
            "`folders.directory` must say where",
        ),
        (
            GOOD,
            "keep = \"disk\"\ndirectory = \"kept\"",
            "line 9",
            "`folders.key_file`",
        ),
        (
            GOOD,
            "directory = \"kept\"",
            "line 9",
            "`folders.directory` is for",
        ),
        (
            GOOD,
            "keep = \"off\"\ndirectory = \"kept\"",
            "line 10",
            "`folders.directory` is for",
        ),
        (
            GOOD,
            "key_file = \"nowhere.key\"",
            "line 9",
            "nowhere.key cannot be read",
        ),
        (
            GOOD,
            "key_file = \"luwte.toml\"",
            "line 9",
            "luwte.toml must hold one key of 128 hex characters",
        ),
        (GOOD, "most = 0", "line 9", "`folders.most`"),
        (GOOD, "kept = \"memory\"", "line 9", "kept"),
        (&on_redis, "keep = \"memory\"", "line 11", "`folders.key_file`"),
        (&on_redis, "most = 5", "line 1", "`folders.key_file`"),
        (
            &on_redis,
            &format!("{key}\nkeep = \"disk\"\ndirectory = \"kept\""),
            "line 12",
            "on one node only",
        ),
    ];
    for (before, section, line, field) in cases {
        let said = refusal(&format!("{before}[folders]\n{section}\n"));
        for expected in ["luwte.toml", line, field] {
            assert!(
                said.contains(expected),
                "{section:?}: expected {expected:?} in: {said}"
            );
        }
    }
    // Without a section at all, several nodes need the key too.
    let said = refusal(&on_redis);
    assert!(
        said.contains("luwte.toml") && said.contains("`folders.key_file`"),
        "{said}"
    );
}

#[test]
fn a_directory_for_folders_that_cannot_be_used_is_named_with_what_to_do() {
    let section = "[folders]\nkeep = \"disk\"\ndirectory = \"luwte.toml\"\nkey_file = \"good.key\"\n";
    let said = refusal(&format!("{GOOD}{section}"));
    for expected in ["`folders.directory`", "luwte.toml cannot be used", "mode 700"] {
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn a_missing_file_says_what_to_do() {
    let output = Command::new(binary())
        .args(["serve", "--config", "nowhere.toml"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("nowhere.toml") && said.contains("--config"),
        "{said}"
    );
}
