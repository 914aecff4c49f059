use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::mistake::{Mistakes, TextFile};

/// One text in every language: `{ nl = "Kerst", en = "Christmas", ar = "عيد الميلاد" }`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub(crate) struct Translated(BTreeMap<String, String>);

impl Translated {
    /// The text in a language that the folder has.
    pub(crate) fn get(&self, language: &str) -> &str {
        self.0.get(language).map_or("", String::as_str)
    }

    /// The codes of its languages, by the alphabet.
    pub(crate) fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Its languages, by the alphabet, each with the text.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(code, text)| (code.as_str(), text.as_str()))
    }

    /// Those of these languages in which it is not there, or is empty.
    pub(super) fn lacks<'a, T: AsRef<str>>(&self, languages: &'a [T]) -> impl Iterator<Item = &'a str> {
        let empty = |code: &&str| self.get(code).trim().is_empty();
        languages.iter().map(AsRef::as_ref).filter(empty)
    }

    /// Its languages that are none of these.
    pub(super) fn beyond<T: AsRef<str>>(&self, languages: &[T]) -> impl Iterator<Item = &str> {
        self.languages()
            .filter(|code| languages.iter().all(|known| known.as_ref() != *code))
    }

    /// Must be there in exactly these languages.
    pub(crate) fn check(
        text: &Spanned<Self>,
        field: &str,
        languages: &[&str],
        file: &TextFile,
        mistakes: &mut Mistakes,
    ) {
        let at = text.span().start;
        for language in text.get_ref().lacks(languages) {
            let what = format!("`{field}` is not there in {language:?}; add {language} = \"...\".");
            mistakes.add(file.wrong(at, what));
        }
        for language in text.get_ref().beyond(languages) {
            let what = format!(
                "`{field}` has {language:?}, and there is no words/{language}.toml. Write that, or leave it out here."
            );
            mistakes.add(file.wrong(at, what));
        }
    }
}
