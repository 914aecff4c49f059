//! Which texts are in force: each file that something was made of, with the day of its facts and a fingerprint, so that a
//! coordinator can compare what is served with what she has before her.

use std::path::Path;

use serde::Serialize;
use toml::Value;

use super::pages::{UNCHECKED, front_matter};
use super::words::is_code;

/// Bytes of a fingerprint: the first of SHA-256 of the file. They are for people, against mistakes.
const FINGERPRINT_LENGTH: usize = 4;

/// A file of an organisation, as it was read.
#[derive(Debug, Serialize)]
pub(crate) struct TextInForce {
    /// Its path in the folder, such as `pages/nl/police.md`.
    pub(crate) file: String,
    /// The code of its language; none if it is in several.
    pub(crate) language: Option<String>,
    /// The day on which the oldest of its facts was checked, of those that were.
    pub(crate) checked: Option<String>,
    /// How many of its facts were not.
    pub(crate) unchecked: usize,
    /// 8 hex characters: how the SHA-256 of its bytes begins.
    pub(crate) fingerprint: String,
}

impl TextInForce {
    /// `digest` is the SHA-256 of its bytes.
    pub(super) fn new(file: &str, text: &str, digest: &[u8; 32]) -> Self {
        let notes = notes(text);
        let days = notes.iter().filter(|note| *note != UNCHECKED);
        Self {
            file: file.to_owned(),
            language: language(file),
            checked: days.clone().min().cloned(),
            unchecked: notes.len() - days.count(),
            fingerprint: hex::encode(&digest[..FINGERPRINT_LENGTH]),
        }
    }
}

/// The code that is one of the parts of a path.
fn language(file: &str) -> Option<String> {
    let path = Path::new(file).with_extension("");
    let mut parts = path.iter().filter_map(|part| part.to_str());
    parts.find(|part| is_code(part)).map(str::to_owned)
}

/// When each fact was checked, of all that have a source.
fn notes(text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    if let Ok(toml) = toml::from_str::<Value>(front_matter(text).unwrap_or(text)) {
        collect(&toml, &mut notes);
    }
    notes
}

/// Every `checked` beside a `where`, in whatever it stands.
fn collect(value: &Value, notes: &mut Vec<String>) {
    match value {
        Value::Table(table) => {
            if let (Some(Value::String(checked)), Some(_)) = (table.get("checked"), table.get("where")) {
                notes.push(checked.clone());
            }
            table.values().for_each(|value| collect(value, notes));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, notes)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(checked: &str) -> String {
        format!("sources = [{{ what = \"a\", where = \"b\", checked = {checked:?} }}]\n")
    }

    #[test]
    fn the_day_of_a_file_is_that_of_its_oldest_fact() {
        let one = |day| format!("[[number]]\n{}", source(day));
        let page = format!("+++\n{}+++\n# Not TOML = at all\n", source("2026-11-24"));
        for (text, checked, unchecked) in [
            (one("2026-11-24") + &one("2026-03-01"), Some("2026-03-01"), 0),
            (one("2026-11-24") + &one(UNCHECKED), Some("2026-11-24"), 1),
            (one(UNCHECKED) + &one(UNCHECKED), None, 2),
            (page, Some("2026-11-24"), 0),
            ("checked = \"checked on {date}\"\n".to_owned(), None, 0),
            ("sources = []\n".to_owned(), None, 0),
        ] {
            let said = TextInForce::new("one.toml", &text, &[0; 32]);
            assert_eq!(said.checked.as_deref(), checked, "{text}");
            assert_eq!(said.unchecked, unchecked, "{text}");
        }
    }

    #[test]
    fn the_language_of_a_file_is_in_its_path() {
        for (file, expected) in [
            ("words/nl.toml", Some("nl")),
            ("pages/ar/police.md", Some("ar")),
            ("cards/safety-plan.toml", None),
            ("desk/guides.toml", None),
            ("hours.toml", None),
        ] {
            assert_eq!(language(file).as_deref(), expected, "{file}");
        }
    }
}
