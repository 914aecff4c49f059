//! The vectors in `vectors/`: what every implementation of the protocol must do, byte for byte.
//!
//! `LUWTE_WRITE_VECTORS=1 cargo test -p luwte-conversation --test vectors` writes them anew; without the variable the
//! tests fail when the committed files differ from what this implementation does.

mod backs;
mod bodies;
mod by_hand;
mod cards;
mod cases;
mod certificates;
mod faults;
mod folders;
mod forge;
mod guests;
mod hand_overs;
mod identity;
mod intakes;
mod keys;
mod kinds;
mod letters;
mod mail;
mod malformed;
mod malformed_forms;
mod refused;
mod sessions;
mod tape;

use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Compares with, or writes, a file of vectors, and returns what is committed.
fn committed<T: Serialize + DeserializeOwned>(file: &str, generated: &T) -> T {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("vectors")
        .join(file);
    let text = serde_json::to_string_pretty(generated).unwrap() + "\n";
    if std::env::var_os("LUWTE_WRITE_VECTORS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap();
    assert!(stored == text, "{file} is not what this implementation generates");
    serde_json::from_str(&stored).unwrap()
}

#[test]
fn chains_and_duty_proofs_hold_or_are_refused_as_committed() {
    committed("certificates.json", &certificates::File::generate()).check();
}

#[test]
fn conversations_go_as_committed() {
    let sessions = committed("sessions.json", &sessions::generate());
    assert!(sessions.len() >= 10);
    for session in &sessions {
        session.play(usize::MAX);
    }
}

#[test]
fn what_must_be_refused_is_refused_as_committed() {
    let sessions = sessions::generate();
    let cases = committed("refused.json", &refused::generate(&sessions));
    assert!(cases.len() >= 300, "only {} cases", cases.len());
    for case in &cases {
        assert_eq!(
            case.run(&sessions).as_ref(),
            Some(&case.expected),
            "{}",
            case.name
        );
    }
}

#[test]
fn identity_files_open_or_are_refused_as_committed() {
    committed("identity.json", &identity::File::generate()).check();
}

#[test]
fn keys_at_rest_come_back_or_are_refused_as_committed() {
    committed("keys.json", &keys::File::generate()).check();
}

#[test]
fn intakes_are_sealed_and_opened_or_refused_as_committed() {
    committed("intakes.json", &intakes::File::generate()).check();
}

#[test]
fn hand_overs_go_as_committed_and_nobody_else_comes_in() {
    committed("hand_overs.json", &hand_overs::File::generate()).check();
}

#[test]
fn guests_come_in_as_committed_and_nobody_else_does() {
    committed("guests.json", &guests::File::generate()).check();
}

#[test]
fn steps_with_a_card_are_read_or_passed_over_as_committed() {
    committed("cards.json", &cards::File::generate()).check();
}

#[test]
fn five_words_open_one_folder_as_committed_and_no_others_do() {
    committed("folders.json", &folders::File::generate()).check();
}

#[test]
fn visitors_whose_pages_lost_their_keys_come_back_as_committed() {
    committed("backs.json", &backs::File::generate()).check();
}

#[test]
fn letters_are_sealed_and_opened_or_refused_as_committed() {
    committed("letters.json", &letters::File::generate()).check();
}

#[test]
fn mail_is_left_in_letterboxes_and_opened_or_refused_as_committed() {
    committed("mail.json", &mail::File::generate()).check();
}
