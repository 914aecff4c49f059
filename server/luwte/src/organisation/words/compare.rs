//! A language against English: the same keys, the same kinds, the same placeholders.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::placeholders::placeholders;
use crate::mistake::{Mistakes, TextFile};

/// The plural forms of Unicode's CLDR; `zero` means exactly none.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// Names that look more alike than this are a slip of the pen.
const ALIKE: f64 = 0.85;

/// Adds whatever is not as in English.
pub(super) fn compare(english: &DeTable<'_>, texts: &DeTable<'_>, file: &TextFile, mistakes: &mut Mistakes) {
    let mut comparison = Comparison { file, mistakes };
    comparison.tables("", english, texts, file.text.trim_end().len());
}

struct Comparison<'a> {
    file: &'a TextFile,
    mistakes: &'a mut Mistakes,
}

impl Comparison<'_> {
    fn wrong(&mut self, at: usize, what: String) {
        self.mistakes.add(self.file.wrong(at, what));
    }

    /// `end` is where a key that is missing would be written.
    fn tables(&mut self, path: &str, english: &DeTable<'_>, texts: &DeTable<'_>, end: usize) {
        let mut missing: Vec<_> = english
            .iter()
            .filter(|(key, _)| !texts.contains_key(key.get_ref().as_ref()))
            .collect();
        for (key, text) in texts {
            let name = format!("{path}{}", key.get_ref());
            if let Some(model) = english.get(key.get_ref().as_ref()) {
                self.values(&name, model.get_ref(), text, key.span().start);
                continue;
            }
            let meant = missing
                .iter()
                .position(|(missing, _)| strsim::jaro_winkler(missing.get_ref(), key.get_ref()) > ALIKE);
            let advice = match meant.map(|meant| missing.remove(meant)) {
                Some((meant, _)) => format!("write `{path}{}`", meant.get_ref()),
                None => "leave it out".to_owned(),
            };
            self.wrong(
                key.span().start,
                format!("`{name}` is no text of the pages; {advice}."),
            );
        }
        for (key, model) in missing {
            let what = match model.get_ref() {
                DeValue::String(text) => format!("It is {text:?} in English."),
                DeValue::Table(table) if !is_counted(table) => "It is a table of texts.".to_owned(),
                _ => "See the English file.".to_owned(),
            };
            // A text of no table stands above the first table.
            let at = if path.is_empty() && !model.get_ref().is_table() {
                0
            } else {
                end
            };
            self.wrong(at, format!("`{path}{}` is missing. {what}", key.get_ref()));
        }
    }

    fn values(&mut self, name: &str, model: &DeValue<'_>, text: &Spanned<DeValue<'_>>, at: usize) {
        match (model, text.get_ref()) {
            (DeValue::String(model), DeValue::String(text)) => self.texts(name, model, text, at),
            (DeValue::Array(model), DeValue::Array(list)) => self.lists(name, model, list, at),
            (DeValue::Table(model), DeValue::Table(forms)) if is_counted(model) => {
                self.counted(name, model, forms, at);
            }
            (DeValue::Table(model), DeValue::Table(texts)) => {
                self.tables(&format!("{name}."), model, texts, at);
            }
            (DeValue::String(_), _) => self.wrong(at, format!("`{name}` must be a text: \"...\".")),
            (DeValue::Array(_), _) => self.wrong(
                at,
                format!("`{name}` must be a list of texts: [\"...\", \"...\"]."),
            ),
            (DeValue::Table(model), _) if is_counted(model) => {
                let what = format!("`{name}` counts something; write {{ one = \"...\", other = \"...\" }}.");
                self.wrong(at, what);
            }
            _ => self.wrong(at, format!("`{name}` must be a table of texts: [{name}].")),
        }
    }

    fn texts(&mut self, name: &str, model: &str, text: &str, at: usize) {
        if text.trim().is_empty() && !model.trim().is_empty() {
            return self.wrong(at, format!("`{name}` is empty. It is {model:?} in English."));
        }
        let allowed = placeholders(model).unwrap_or_default();
        self.placeholders(name, &allowed, &allowed, text, at);
    }

    fn lists(&mut self, name: &str, model: &DeArray<'_>, list: &DeArray<'_>, at: usize) {
        if model.len() != list.len() {
            let what = format!("`{name}` has {} texts; English has {}.", list.len(), model.len());
            return self.wrong(at, what);
        }
        for (number, (model, item)) in model.iter().zip(list.iter()).enumerate() {
            self.values(
                &format!("{name}[{number}]"),
                model.get_ref(),
                item,
                item.span().start,
            );
        }
    }

    fn counted(&mut self, name: &str, model: &DeTable<'_>, forms: &DeTable<'_>, at: usize) {
        let mut allowed = BTreeSet::from(["count"]);
        for form in model.values() {
            allowed.extend(named(form.get_ref()));
        }
        let needed = model
            .get("other")
            .map(|other| named(other.get_ref()))
            .unwrap_or_default();
        for (form, text) in forms {
            let at = text.span().start;
            let (form, name) = (form.get_ref().as_ref(), format!("{name}.{}", form.get_ref()));
            match text.get_ref() {
                _ if !FORMS.contains(&form) => {
                    self.wrong(
                        at,
                        format!("`{name}` is no plural form; they are {}.", FORMS.join(", ")),
                    );
                }
                DeValue::String(text) if !text.trim().is_empty() => {
                    // Only `other` must name the number: "one person" needs none.
                    let needed = if form == "other" {
                        needed.clone()
                    } else {
                        BTreeSet::new()
                    };
                    self.placeholders(&name, &allowed, &needed, text, at);
                }
                _ => self.wrong(at, format!("`{name}` must be a text: \"...\".")),
            }
        }
        if !forms.contains_key("other") {
            self.wrong(
                at,
                format!("`{name}` needs the form `other`, for every number without its own."),
            );
        }
    }

    fn placeholders(
        &mut self,
        name: &str,
        allowed: &BTreeSet<&str>,
        needed: &BTreeSet<&str>,
        text: &str,
        at: usize,
    ) {
        let Ok(found) = placeholders(text) else {
            let what =
                format!("`{name}` has a brace that is not part of a placeholder such as {{organisation}}.");
            return self.wrong(at, what);
        };
        let mut missing: Vec<&str> = needed.difference(&found).copied().collect();
        // One that is missing and one too many: somebody has translated the name.
        let only = missing.len() == 1;
        for unknown in found.difference(allowed) {
            let meant = missing
                .iter()
                .position(|missing| only || strsim::jaro_winkler(missing, unknown) > ALIKE);
            let advice = match meant.map(|meant| missing.remove(meant)) {
                Some(meant) => format!("write {{{meant}}}"),
                None => "leave it out".to_owned(),
            };
            let what = format!("`{name}` has a placeholder {{{unknown}}} that English has not; {advice}.");
            self.wrong(at, what);
        }
        for missing in missing {
            self.wrong(
                at,
                format!("`{name}` has no {{{missing}}}, and English has; add it."),
            );
        }
    }
}

fn named<'a>(form: &'a DeValue<'_>) -> BTreeSet<&'a str> {
    placeholders(form.as_str().unwrap_or_default()).unwrap_or_default()
}

/// Whether an English table is one text in its plural forms.
fn is_counted(table: &DeTable<'_>) -> bool {
    let form = |(key, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        FORMS.contains(&key.get_ref().as_ref()) && value.get_ref().is_str()
    };
    table.contains_key("other") && table.iter().all(form)
}

#[cfg(test)]
mod tests;
