//! What an organisation writes for its counsellors: the files in `desk/`, in languages of their own.
//!
//! Visitors never get them from us. They hold nothing secret either: whoever asks is given them.

mod guides;
mod outcomes;
mod referrals;
mod replies;
mod sheet;
mod signals;
mod triage;

use serde::Deserialize;
use toml::Spanned;

use super::words::is_code;
use super::{Source, Translated};
use crate::mistake::Mistakes;

pub(crate) use guides::Guide;
pub(crate) use outcomes::{Choice, Outcomes, Question};
pub(crate) use referrals::{Referral, Referrals};
pub(crate) use replies::Replies;
pub(crate) use signals::SignalGroup;
pub(crate) use triage::Triage;

const LANGUAGES: &str = "desk/languages.toml";

/// The files of `desk/`, checked.
#[derive(Debug)]
pub(crate) struct DeskFiles {
    /// The codes of the languages in which every text is there. At least one.
    pub(crate) languages: Vec<String>,
    pub(crate) replies: Replies,
    pub(crate) guides: Vec<Guide>,
    pub(crate) signals: Vec<SignalGroup>,
    pub(crate) triage: Triage,
    pub(crate) referrals: Referrals,
    /// How a conversation may be written down when it is over. Its codes are what is counted.
    pub(crate) outcomes: Outcomes,
}

/// A name for the program and one for people.
#[derive(Debug)]
pub(crate) struct Label {
    /// a to z, 0 to 9 and `-`.
    pub(crate) id: String,
    pub(crate) label: Translated,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguagesText {
    languages: Spanned<Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelText {
    pub(super) id: Spanned<String>,
    pub(super) label: Spanned<Translated>,
}

impl DeskFiles {
    /// The language to give to who asks for this one: the first, if it is not there.
    pub(crate) fn language<'a>(&'a self, asked: &'a str) -> &'a str {
        let first = self.languages.first().map_or(asked, String::as_str);
        self.languages
            .iter()
            .find(|code| *code == asked)
            .map_or(first, String::as_str)
    }

    /// Reads all of them, and tells every mistake.
    pub(super) fn read(source: &Source, mistakes: &mut Mistakes) -> Option<Self> {
        let languages = languages(source, mistakes)?;
        let replies = Replies::read(source, &languages, mistakes);
        let guides = guides::read(source, &languages, mistakes);
        let signals = signals::read(source, &languages, mistakes);
        let triage = Triage::read(source, &languages, mistakes);
        let referrals = Referrals::read(source, &languages, mistakes);
        let outcomes = Outcomes::read(source, &languages, mistakes);
        Some(Self {
            languages,
            replies: replies?,
            guides: guides?,
            signals: signals?,
            triage: triage?,
            referrals: referrals?,
            outcomes: outcomes?,
        })
    }
}

impl From<LabelText> for Label {
    fn from(text: LabelText) -> Self {
        Self {
            id: text.id.into_inner(),
            label: text.label.into_inner(),
        }
    }
}

fn languages(source: &Source, mistakes: &mut Mistakes) -> Option<Vec<String>> {
    let file = mistakes.take(source.needed(LANGUAGES))?;
    let text: LanguagesText = mistakes.take(file.parse())?;
    let before = mistakes.count();
    if text.languages.get_ref().is_empty() {
        let what = "`languages` is empty; write at least one, such as [\"nl\", \"en\"].";
        mistakes.add(file.wrong(text.languages.span().start, what));
    }
    let mut codes: Vec<String> = Vec::new();
    for code in text.languages.into_inner() {
        let (at, code) = (code.span().start, code.into_inner());
        if !is_code(&code) {
            let what = format!("{code:?} is not the code of a language: two small letters, such as \"nl\".");
            mistakes.add(file.wrong(at, what));
        } else if codes.contains(&code) {
            mistakes.add(file.wrong(at, format!("{code:?} is there twice; leave one out.")));
        }
        codes.push(code);
    }
    (mistakes.count() == before).then_some(codes)
}

/// Without the places at which they stood.
pub(super) fn owned<T, U: From<T>>(texts: Vec<Spanned<T>>) -> Vec<U> {
    texts.into_iter().map(Spanned::into_inner).map(U::from).collect()
}

#[cfg(test)]
mod tests;
