//! One card while it is checked.

use std::collections::BTreeSet;

use toml::Spanned;

use super::super::super::{Translated, is_code};
use super::super::{LONGEST_NAME, is_short_name};
use crate::mistake::{Mistakes, TextFile};

/// So many digits in a row are a fact, such as a number to call, and need a source.
const MOST_DIGITS: usize = 2;

/// One file, the languages that its texts must have, and what is wrong in it so far.
pub(super) struct Sheet<'a> {
    pub(super) file: &'a TextFile,
    languages: Vec<&'a str>,
    pub(super) mistakes: &'a mut Mistakes,
}

impl<'a> Sheet<'a> {
    /// The languages of a card are those of its title.
    pub(super) fn new(title: &'a Translated, file: &'a TextFile, mistakes: &'a mut Mistakes) -> Self {
        let languages = title.languages().collect();
        Self {
            file,
            languages,
            mistakes,
        }
    }

    pub(super) fn wrong(&mut self, at: usize, what: impl Into<String>) {
        self.mistakes.add(self.file.wrong(at, what));
    }

    pub(super) fn wrong_at_end(&mut self, what: &str) {
        self.mistakes.add(self.file.wrong_at_end(what));
    }

    /// The languages must be codes, and there must be one.
    pub(super) fn codes(&mut self, title: &Spanned<Translated>) {
        let at = title.span().start;
        if self.languages.is_empty() {
            self.wrong(
                at,
                "`title` is in no language; write { nl = \"...\" }, with every language of this card.",
            );
        }
        for code in title.get_ref().languages().filter(|code| !is_code(code)) {
            let what = format!("{code:?} is not the code of a language: two small letters, such as nl.");
            self.wrong(at, what);
        }
    }

    /// A text outside a fact.
    pub(super) fn text(&mut self, text: &Spanned<Translated>, field: &str) {
        self.fact(text, field);
        for (language, written) in text.get_ref().iter() {
            if let Some(number) = long_number(written) {
                let what = format!(
                    "`{field}` has {number} in {language:?}. A number, a year or an address is a fact: write it as a \
                     [[section.fact]] with its source, and leave it out here."
                );
                self.wrong(text.span().start, what);
            }
        }
    }

    /// The text of a fact, in which numbers may stand. It must be there in exactly the languages of the card.
    pub(super) fn fact(&mut self, text: &Spanned<Translated>, field: &str) {
        let at = text.span().start;
        let lacks: Vec<&str> = text.get_ref().lacks(&self.languages).collect();
        for language in lacks {
            let what = format!("`{field}` is not there in {language:?}; add {language} = \"...\".");
            self.mistakes.add(self.file.wrong(at, what));
        }
        for language in text.get_ref().beyond(&self.languages) {
            let what = format!(
                "`{field}` has {language:?}, and the card's `title` has not. Add it there and everywhere, or leave it \
                 out here."
            );
            self.mistakes.add(self.file.wrong(at, what));
        }
    }

    /// A text that may be left out.
    pub(super) fn some(&mut self, text: Option<&Spanned<Translated>>, field: &str) {
        if let Some(text) = text {
            self.text(text, field);
        }
    }

    /// A text for one line.
    pub(super) fn line(&mut self, text: &Spanned<Translated>, field: &str) {
        self.text(text, field);
        if text.get_ref().iter().any(|(_, written)| written.contains('\n')) {
            self.wrong(text.span().start, format!("`{field}` must be one line of text."));
        }
    }

    /// Names for the program: short, of these letters, and each only once. `kind` says what they are names of.
    pub(super) fn ids<'b>(&mut self, kind: &str, ids: impl Iterator<Item = &'b Spanned<String>>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            let (at, name) = (id.span().start, id.get_ref());
            if !is_short_name(name) {
                let what = format!(
                    "`id` {name:?} may have only the letters a to z, 0 to 9 and -, at most {LONGEST_NAME} of them."
                );
                self.wrong(at, what);
            } else if !seen.insert(name) {
                let what = format!("`id` {name:?} is there twice; every {kind} needs its own.");
                self.wrong(at, what);
            }
        }
    }
}

/// The first row of digits, of whatever script, that is longer than those in ordinary sentences.
fn long_number(text: &str) -> Option<&str> {
    text.split(|letter: char| !letter.is_numeric())
        .find(|digits| digits.chars().count() > MOST_DIGITS)
}
