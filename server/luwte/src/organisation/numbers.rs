use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::pages::SourceNote;
use super::{Source, Translated};
use crate::mistake::{Mistake, Mistakes, TextFile};

const FILE: &str = "numbers.toml";

/// Other help, in the order of the file.
#[derive(Debug)]
pub(crate) struct Numbers(Vec<Number>);

/// One place where other help is.
#[derive(Debug)]
pub(crate) struct Number {
    pub(crate) id: String,
    /// As people write it; `call` is what a phone dials.
    pub(crate) tel: Option<String>,
    pub(crate) site: Option<String>,
    pub(crate) name: Translated,
    pub(crate) when: Translated,
    pub(crate) what: Translated,
    /// Whether this is the number for who is in danger now.
    pub(crate) danger: bool,
    pub(crate) sources: Vec<SourceNote>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    number: Vec<Spanned<NumberText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberText {
    id: Spanned<String>,
    tel: Option<Spanned<String>>,
    site: Option<Spanned<String>>,
    name: Spanned<Translated>,
    when: Spanned<Translated>,
    what: Spanned<Translated>,
    #[serde(default)]
    danger: bool,
    #[serde(default)]
    sources: Vec<Spanned<SourceNote>>,
}

impl Number {
    /// What comes after `tel:`.
    pub(crate) fn call(&self) -> Option<String> {
        let tel = self.tel.as_ref()?;
        Some(tel.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect())
    }
}

impl Numbers {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Number> {
        self.0.iter()
    }

    /// The one for who is in danger now.
    pub(crate) fn danger(&self) -> Option<&Number> {
        self.0.iter().find(|number| number.danger)
    }

    pub(super) fn read(source: &Source, languages: &[&str], mistakes: &mut Mistakes) -> Option<Self> {
        let file = mistakes.take(source.needed(FILE))?;
        let text: Text = mistakes.take(file.parse())?;
        let mut ids = BTreeSet::new();
        let mut danger = 0;
        for number in &text.number {
            check(number, languages, file, mistakes);
            let number = number.get_ref();
            if !ids.insert(number.id.get_ref()) {
                let what = format!(
                    "`id` {:?} is there twice; every number needs its own.",
                    number.id.get_ref()
                );
                mistakes.add(file.wrong(number.id.span().start, what));
            }
            danger += usize::from(number.danger);
        }
        if danger != 1 {
            let what = format!(
                "{danger} numbers have `danger = true`; exactly one must: the number to call in danger, such as 112."
            );
            mistakes.add(file.wrong_at_end(what));
        }
        Some(Self(
            text.number
                .into_iter()
                .map(Spanned::into_inner)
                .map(Number::from)
                .collect(),
        ))
    }
}

fn check(number: &Spanned<NumberText>, languages: &[&str], file: &TextFile, mistakes: &mut Mistakes) {
    let at = number.span().start;
    let number = number.get_ref();
    for (text, field) in [
        (&number.name, "name"),
        (&number.when, "when"),
        (&number.what, "what"),
    ] {
        Translated::check(text, field, languages, file, mistakes);
    }
    if let Some(wrong) = tel(number.tel.as_ref(), file).or_else(|| site(number.site.as_ref(), file)) {
        mistakes.add(wrong);
    }
    if number.tel.is_none() && (number.site.is_none() || number.danger) {
        let what = if number.danger {
            "The number with `danger = true` needs a `tel`: who is in danger calls."
        } else {
            "This number has no `tel` and no `site`; write one of them."
        };
        mistakes.add(file.wrong(at, what));
    }
    for note in &number.sources {
        SourceNote::check(note, file, 0, mistakes);
    }
}

/// What is wrong with a telephone number, if there is one.
pub(super) fn tel(tel: Option<&Spanned<String>>, file: &TextFile) -> Option<Mistake> {
    let tel = tel?;
    let digits = tel.get_ref().chars().filter(char::is_ascii_digit).count();
    let known = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')');
    if digits >= 3 && tel.get_ref().chars().all(known) {
        return None;
    }
    let what = "`tel` is a telephone number such as \"0800-2000\" or \"+31 20 123 45 67\".";
    Some(file.wrong(tel.span().start, what))
}

/// What is wrong with an address, if there is one.
pub(super) fn site(site: Option<&Spanned<String>>, file: &TextFile) -> Option<Mistake> {
    let site = site?;
    if site.get_ref().starts_with("https://") && !site.get_ref().contains(char::is_whitespace) {
        return None;
    }
    let what = "`site` must be an address that begins with https://.";
    Some(file.wrong(site.span().start, what))
}

impl From<NumberText> for Number {
    fn from(text: NumberText) -> Self {
        Self {
            id: text.id.into_inner(),
            tel: text.tel.map(Spanned::into_inner),
            site: text.site.map(Spanned::into_inner),
            name: text.name.into_inner(),
            when: text.when.into_inner(),
            what: text.what.into_inner(),
            danger: text.danger,
            sources: text.sources.into_iter().map(Spanned::into_inner).collect(),
        }
    }
}
