//! `cards/<name>.toml`: what a visitor and a counsellor fill in together. One file for each card, all its languages in it.

mod check;
mod served;
mod text;

use serde::{Deserialize, Serialize};

use super::desk::Label;
use super::pages::is_name;
use super::{Entrance, Source, SourceNote, Translated};
use crate::mistake::{Mistakes, TextFile};

pub(crate) use served::Reader;

/// A page shows them all in one list.
const MOST_CARDS: usize = 60;
/// A name or an id is part of an address, or of what travels as an answer: this many bytes.
const LONGEST_NAME: usize = 40;
/// As many as a step with a card can number (docs/protocol.md, section 6.9).
const MOST_FIELDS: usize = 200;
/// Every card is sent as large as the largest, also to a phone on a bad line: bytes of its JSON.
const LONGEST_JSON: usize = 40 * 1024;
/// Bytes of a fingerprint: the first of SHA-256 of the file. Two pages compare them.
const FINGERPRINT_LENGTH: usize = 16;

/// The cards of an organisation, in their order. There may be none.
#[derive(Debug)]
pub(crate) struct Cards(Vec<Card>);

/// One card.
#[derive(Debug)]
pub(crate) struct Card {
    /// That of its file: 1 to 40 of a to z, 0 to 9 and `-`.
    pub(crate) name: String,
    pub(crate) version: u16,
    /// 32 hex characters: how the SHA-256 of its file begins.
    pub(crate) fingerprint: String,
    order: i64,
    /// The entrances that show it first.
    pub(crate) entrances: Vec<Entrance>,
    pub(crate) title: Translated,
    /// One line, for lists.
    pub(crate) short: Translated,
    about: Translated,
    sections: Vec<Section>,
}

#[derive(Debug)]
struct Section {
    id: String,
    title: Translated,
    text: Option<Translated>,
    /// For the counsellor alone: what one may ask here, and what one had better not.
    ask: Vec<Translated>,
    avoid: Vec<Translated>,
    facts: Vec<Fact>,
    fields: Vec<Field>,
}

/// Something that is true of the world, and where it comes from.
#[derive(Debug)]
struct Fact {
    text: Translated,
    /// As people write it.
    tel: Option<String>,
    site: Option<String>,
    source: SourceNote,
}

#[derive(Debug)]
struct Field {
    id: String,
    kind: Kind,
    label: Translated,
    hint: Option<Translated>,
    /// 2 to 10 for a choice and a checklist, none for others.
    choices: Vec<Label>,
    /// What the two ends of a scale mean.
    low: Option<Translated>,
    high: Option<Translated>,
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", rename_all = "lowercase")]
enum Kind {
    /// Some lines of her own.
    Text,
    /// Short lines.
    List,
    /// Names, each with how to reach them.
    People,
    /// One of some.
    Choice,
    /// 0 to 10.
    Scale,
    /// Any of some.
    Checklist,
}

impl Cards {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Card> {
        self.0.iter()
    }

    /// Reads all of them, and tells every mistake. A folder without `cards/` has none.
    pub(super) fn read(source: &Source, mistakes: &mut Mistakes) -> Self {
        let files: Vec<_> = source.between("cards/", ".toml").collect();
        if files.len() > MOST_CARDS {
            let what = format!(
                "There are {} cards; at most {MOST_CARDS} fit into a list. Take some away.",
                files.len()
            );
            mistakes.add(source.missing("cards", what));
        }
        let card = |(name, file)| card(name, file, source, mistakes);
        let mut cards: Vec<Card> = files.into_iter().filter_map(card).collect();
        cards.sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
        Self(cards)
    }
}

fn card(name: &str, file: &TextFile, source: &Source, mistakes: &mut Mistakes) -> Option<Card> {
    let before = mistakes.count();
    if !is_short_name(name) {
        let what = format!(
            "A card's name has only the letters a to z, 0 to 9 and -, at most {LONGEST_NAME} of them: it is part of \
             an address."
        );
        mistakes.add(file.wrong(0, what));
    }
    let text: text::CardText = mistakes.take(file.parse())?;
    let version = check::check(&text, file, mistakes);
    if mistakes.count() > before {
        return None;
    }
    let digest = source.digest(&format!("cards/{name}.toml"))?;
    let card = text.card(name, version?, hex::encode(&digest[..FINGERPRINT_LENGTH]));
    for language in card.languages() {
        let length = card.json(language, "ltr", Reader::Counsellor).len();
        if length > LONGEST_JSON {
            let what = format!(
                "In {language:?} this card is {} kB as it is sent, and at most {} are. Make its texts shorter, or \
                 divide it into two cards.",
                length.div_ceil(1024),
                LONGEST_JSON / 1024
            );
            mistakes.add(file.wrong_at_end(what));
        }
    }
    Some(card)
}

fn is_short_name(name: &str) -> bool {
    is_name(name) && name.len() <= LONGEST_NAME
}

impl Card {
    /// The codes of its languages, by the alphabet: every text of it is in each.
    pub(crate) fn languages(&self) -> impl Iterator<Item = &str> {
        self.title.languages()
    }

    /// The language in which to give it to who asks for this one: that, else the organisation's own, else its first.
    pub(crate) fn language<'a>(&'a self, asked: &str, own: &str) -> &'a str {
        let there = |code: &str| self.languages().find(|language| *language == code);
        there(asked)
            .or_else(|| there(own))
            .or_else(|| self.languages().next())
            .unwrap_or_default()
    }

    /// How many fields it has.
    pub(crate) fn fields(&self) -> usize {
        self.sections.iter().map(|section| section.fields.len()).sum()
    }

    /// Where each of its facts comes from.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &SourceNote> {
        let facts = self.sections.iter().flat_map(|section| &section.facts);
        facts.map(|fact| &fact.source)
    }
}

#[cfg(test)]
mod tests;
