//! Cards, for the visitor's page and for the console.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::config::Organisation;
use crate::organisation::{Card, Entrance, Reader};

#[derive(Serialize)]
struct List<'a> {
    cards: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    title: &'a str,
    short: &'a str,
    r#for: &'a [Entrance],
    language: &'a str,
    direction: &'a str,
    fingerprint: &'a str,
}

/// What a visitor's page gets, by its path: a list in every language, and every card in each.
pub(super) fn for_visitors(organisation: &Organisation) -> Vec<(String, String)> {
    let list = |code| (format!("/cards/{code}.json"), list(organisation, code));
    let mut texts: Vec<_> = languages(organisation).into_iter().map(list).collect();
    texts.extend(cards(organisation, "", Reader::Visitor));
    texts
}

/// The cards again for the console, with what helps a counsellor.
pub(super) fn for_counsellors(organisation: &Organisation) -> Vec<(String, String)> {
    cards(organisation, "/console", Reader::Counsellor)
}

/// Those that visitors can choose and those that counsellors read: either may meet a card.
fn languages(organisation: &Organisation) -> BTreeSet<&str> {
    let files = &organisation.files;
    let read = files.desk.languages.iter().map(String::as_str);
    files.words.codes().chain(read).collect()
}

fn cards(organisation: &Organisation, under: &str, reader: Reader) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for code in languages(organisation) {
        for card in organisation.files.cards.iter() {
            let (language, direction) = language(organisation, card, code);
            let path = format!("{under}/cards/{code}/{}.json", card.name);
            texts.push((path, card.json(language, direction, reader)));
        }
    }
    texts
}

fn list(organisation: &Organisation, code: &str) -> String {
    let cards = organisation.files.cards.iter().map(|card| {
        let (language, direction) = language(organisation, card, code);
        Entry {
            name: &card.name,
            title: card.title.get(language),
            short: card.short.get(language),
            r#for: &card.entrances,
            language,
            direction,
            fingerprint: &card.fingerprint,
        }
    });
    super::json::text(&List {
        cards: cards.collect(),
    })
}

/// The language in which who asks for `code` gets a card, and the direction in which that is written.
fn language<'a>(organisation: &'a Organisation, card: &'a Card, code: &str) -> (&'a str, &'a str) {
    let language = card.language(code, &organisation.language);
    let words = organisation.files.words.get(language);
    (language, words.map_or("ltr", |words| &words.direction))
}
