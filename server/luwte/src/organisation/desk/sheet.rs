//! One file of `desk/` while it is checked.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::super::pages::is_name;
use super::super::{Source, Translated};
use super::LabelText;
use crate::mistake::{Mistakes, TextFile};

const CODES: RangeInclusive<i64> = 1..=255;

/// One file, the languages that its texts must have, and what is wrong in it so far.
pub(super) struct Sheet<'a> {
    pub(super) file: &'a TextFile,
    languages: &'a [String],
    pub(super) mistakes: &'a mut Mistakes,
}

impl<'a> Sheet<'a> {
    /// Opens a file that must be there, and reads it as TOML.
    pub(super) fn open<T: DeserializeOwned>(
        source: &'a Source,
        name: &str,
        languages: &'a [String],
        mistakes: &'a mut Mistakes,
    ) -> Option<(Self, T)> {
        let file = mistakes.take(source.needed(name))?;
        let text = mistakes.take(file.parse())?;
        let sheet = Self {
            file,
            languages,
            mistakes,
        };
        Some((sheet, text))
    }

    pub(super) fn wrong(&mut self, at: usize, what: impl Into<String>) {
        self.mistakes.add(self.file.wrong(at, what));
    }

    /// A text must be there in exactly the languages of `languages.toml`.
    pub(super) fn text(&mut self, text: &Spanned<Translated>, field: &str) {
        let at = text.span().start;
        for language in text.get_ref().lacks(self.languages) {
            let what = format!("`{field}` is not there in {language:?}; add {language} = \"...\".");
            self.wrong(at, what);
        }
        for language in text.get_ref().beyond(self.languages) {
            let what = format!(
                "`{field}` has {language:?}, and languages.toml does not name it. Add it there, or leave it out here."
            );
            self.wrong(at, what);
        }
    }

    /// Every text of a list, and there must be one.
    pub(super) fn texts(&mut self, list: &Spanned<Vec<Spanned<Translated>>>, field: &str) {
        if list.get_ref().is_empty() {
            let what = format!("`{field}` is empty; write at least one text in it.");
            self.wrong(list.span().start, what);
        }
        for text in list.get_ref() {
            self.text(text, &format!("a text of {field}"));
        }
    }

    /// Names for the program: of these letters, and each only once. `kind` says what they are names of.
    pub(super) fn ids<'b>(&mut self, kind: &str, ids: impl Iterator<Item = &'b Spanned<String>>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            let (at, name) = (id.span().start, id.get_ref());
            if !is_name(name) {
                let what = format!("`id` {name:?} may have only the letters a to z, 0 to 9 and -.");
                self.wrong(at, what);
            } else if !seen.insert(name) {
                let what = format!("`id` {name:?} is there twice; every {kind} needs its own.");
                self.wrong(at, what);
            }
        }
    }

    /// Labels with their ids; gives back which ids there are.
    pub(super) fn labels<'b>(&mut self, kind: &str, labels: &'b [Spanned<LabelText>]) -> BTreeSet<&'b str> {
        self.ids(kind, labels.iter().map(|label| &label.get_ref().id));
        for label in labels {
            self.text(&label.get_ref().label, "label");
        }
        labels
            .iter()
            .map(|label| label.get_ref().id.get_ref().as_str())
            .collect()
    }

    /// A name must be one of those that are known.
    pub(super) fn known(&mut self, field: &str, name: &Spanned<String>, known: &BTreeSet<&str>) {
        if !known.contains(name.get_ref().as_str()) {
            let there: Vec<String> = known.iter().map(|id| format!("{id:?}")).collect();
            let there = if there.is_empty() {
                "none".to_owned()
            } else {
                there.join(", ")
            };
            let what = format!(
                "`{field}` {:?} is not one of the ids in this file: {there}.",
                name.get_ref()
            );
            self.wrong(name.span().start, what);
        }
    }

    /// Codes travel and are counted, so each is one byte that is not nought, and means one thing.
    pub(super) fn codes<'b>(&mut self, kind: &str, codes: impl Iterator<Item = &'b Spanned<i64>>) {
        let codes: Vec<_> = codes.collect();
        let mut seen = BTreeSet::new();
        for code in &codes {
            let (at, number) = (code.span().start, *code.get_ref());
            if !CODES.contains(&number) {
                self.wrong(at, format!("`code` {number} must be a number from 1 to 255."));
            } else if !seen.insert(number) {
                let free = CODES
                    .into_iter()
                    .find(|free| codes.iter().all(|code| code.get_ref() != free));
                let advice = free.map_or(String::new(), |free| {
                    format!(" Write one that was never used, such as {free}.")
                });
                let what = format!("`code` {number} is there twice; every {kind} needs its own.{advice}");
                self.wrong(at, what);
            }
        }
    }
}
