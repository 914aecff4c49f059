//! Every text of the visitor's page: `words/<language>.toml`, one file for each language.

mod compare;
mod placeholders;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::de::{DeTable, DeValue};

use super::Source;
use crate::mistake::{Mistake, Mistakes, TextFile};

/// The languages of a helpline.
#[derive(Debug)]
pub(crate) struct Words(BTreeMap<String, Language>);

/// The texts of one language.
#[derive(Debug, Default)]
pub(crate) struct Language {
    /// What those who speak it call it.
    pub(crate) name: String,
    /// `ltr` or `rtl`.
    pub(crate) direction: String,
    /// The whole file.
    pub(crate) json: serde_json::Value,
    /// The texts that this server itself writes into pages.
    pub(crate) own: OwnTexts,
}

/// The texts for who has no JavaScript: the server writes them, because nothing else can.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct OwnTexts {
    pub(crate) exit: Exit,
    pub(crate) page: PageTexts,
    pub(crate) danger: Danger,
    pub(crate) reading: Reading,
    pub(crate) numbers: NumbersTexts,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Exit {
    pub(crate) leave: String,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct PageTexts {
    pub(crate) language: String,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Danger {
    /// A number to call follows.
    pub(crate) ask: String,
    /// That number. It is checked against the one in `numbers.toml`.
    pub(crate) number: String,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct NumbersTexts {
    pub(crate) title: String,
    pub(crate) text: String,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Reading {
    pub(crate) title: String,
    pub(crate) all: String,
    pub(crate) sources: String,
    /// `{date}` is the day somebody looked.
    pub(crate) checked: String,
    pub(crate) unchecked: String,
    /// Why there is no chat without JavaScript, and what there is.
    pub(crate) without: String,
    /// What the exit of such a page does, and what not. `{leave}` is its word.
    pub(crate) leaving: String,
    /// Back to the first page.
    pub(crate) back: String,
}

#[derive(Deserialize)]
struct Known {
    name: String,
    direction: String,
    #[serde(flatten)]
    own: OwnTexts,
}

impl Words {
    /// The codes of the languages, such as `nl`.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// One language.
    pub(crate) fn get(&self, code: &str) -> Option<&Language> {
        self.0.get(code)
    }

    /// Every language: this one first, the others by their code.
    pub(crate) fn from<'a>(&'a self, first: &'a str) -> impl Iterator<Item = (&'a str, &'a Language)> {
        let others = self.0.iter().filter(move |(code, _)| *code != first);
        let first = self.0.get_key_value(first);
        first
            .into_iter()
            .chain(others)
            .map(|(code, words)| (code.as_str(), words))
    }

    /// The languages that have a file. Those with a mistake are named too, so that pages can be checked for them.
    pub(super) fn read(source: &Source, mistakes: &mut Mistakes) -> Self {
        let example = Source::embedded();
        let mut languages = BTreeMap::new();
        let Some(english) = mistakes.take(example.needed("words/en.toml")) else {
            return Self(languages);
        };
        for (code, file) in source.between("words/", ".toml") {
            if is_code(code) {
                languages.insert(
                    code.to_owned(),
                    language(english, file, mistakes).unwrap_or_default(),
                );
            } else {
                let what = format!(
                    "{code:?} is not the code of a language, such as nl.toml: two small letters, as an intake has room for."
                );
                mistakes.add(file.wrong(0, what));
            }
        }
        if languages.is_empty() {
            mistakes.add(source.missing(
                "words",
                "There is no language here; write a file such as words/nl.toml.",
            ));
        }
        Self(languages)
    }
}

fn language(english: &TextFile, file: &TextFile, mistakes: &mut Mistakes) -> Option<Language> {
    let schema = mistakes.take(table(english))?;
    let texts = mistakes.take(table(file))?;
    let before = mistakes.count();
    compare::compare(&schema, &texts, file, mistakes);
    let json = json(&DeValue::Table(texts));
    let known = match serde_json::from_value::<Known>(json.clone()) {
        Ok(known) => known,
        // What the comparison with English has found is told already.
        Err(_) if mistakes.count() > before => return None,
        Err(error) => {
            mistakes
                .add(file.wrong_at_end(format!("The server needs a text that English has not: {error}.")));
            return None;
        }
    };
    if !["ltr", "rtl"].contains(&known.direction.as_str()) {
        let at = file.text.find("direction").unwrap_or_default();
        let what = "`direction` is \"ltr\" (from left to right) or \"rtl\" (from right to left).";
        mistakes.add(file.wrong(at, what));
    }
    Some(Language {
        name: known.name,
        direction: known.direction,
        json,
        own: known.own,
    })
}

fn table(file: &TextFile) -> Result<DeTable<'_>, Mistake> {
    DeTable::parse(&file.text)
        .map(toml::Spanned::into_inner)
        .map_err(|error| file.wrong_toml(&error, 0))
}

/// Texts, lists and tables; a comparison with English has refused everything else.
fn json(value: &DeValue<'_>) -> serde_json::Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Array(list) => list.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())))
            .collect(),
        _ => serde_json::Value::Null,
    }
}

/// Whether it is two small letters.
pub(crate) fn is_code(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())
}
