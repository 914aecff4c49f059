//! A card's file as it is written.

use serde::Deserialize;
use toml::Spanned;

use super::super::desk::{Label, LabelText, owned};
use super::{Card, Entrance, Fact, Field, Kind, Section, SourceNote, Translated};

/// Names that look more alike than this are a slip of the pen.
const ALIKE: f64 = 0.85;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CardText {
    pub(super) version: Spanned<i64>,
    order: i64,
    r#for: Vec<Entrance>,
    pub(super) title: Spanned<Translated>,
    pub(super) short: Spanned<Translated>,
    pub(super) about: Spanned<Translated>,
    #[serde(default)]
    pub(super) section: Vec<Spanned<SectionText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionText {
    pub(super) id: Spanned<String>,
    pub(super) title: Spanned<Translated>,
    pub(super) text: Option<Spanned<Translated>>,
    #[serde(default)]
    pub(super) ask: Vec<Spanned<Translated>>,
    #[serde(default)]
    pub(super) avoid: Vec<Spanned<Translated>>,
    #[serde(default)]
    pub(super) fact: Vec<Spanned<FactText>>,
    #[serde(default)]
    pub(super) field: Vec<Spanned<FieldText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactText {
    pub(super) text: Spanned<Translated>,
    pub(super) tel: Option<Spanned<String>>,
    pub(super) site: Option<Spanned<String>>,
    pub(super) source: Spanned<SourceNote>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldText {
    pub(super) id: Spanned<String>,
    pub(super) kind: Spanned<Kind>,
    pub(super) label: Spanned<Translated>,
    pub(super) hint: Option<Spanned<Translated>>,
    pub(super) choices: Option<Spanned<Vec<Spanned<LabelText>>>>,
    pub(super) low: Option<Spanned<Translated>>,
    pub(super) high: Option<Spanned<Translated>>,
}

impl Kind {
    pub(super) const NAMES: [(&str, Self); 6] = [
        ("text", Self::Text),
        ("list", Self::List),
        ("people", Self::People),
        ("choice", Self::Choice),
        ("scale", Self::Scale),
        ("checklist", Self::Checklist),
    ];

    /// As it is written in a file.
    pub(super) fn name(self) -> &'static str {
        let named = Self::NAMES.iter().find(|(_, kind)| *kind == self);
        named.map_or("", |(name, _)| name)
    }
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        if let Some((_, kind)) = Self::NAMES.iter().find(|(name, _)| *name == written) {
            return Ok(*kind);
        }
        let mut names = Self::NAMES.iter().map(|(name, _)| *name);
        let there: Vec<&str> = names.clone().collect();
        let advice = match names.find(|name| strsim::jaro_winkler(name, &written) > ALIKE) {
            Some(meant) => format!("write {meant:?}"),
            None => format!("they are {}", there.join(", ")),
        };
        Err(format!("`kind` {written:?} is no kind of field; {advice}"))
    }
}

impl CardText {
    pub(super) fn card(self, name: &str, version: u16, fingerprint: String) -> Card {
        Card {
            name: name.to_owned(),
            version,
            fingerprint,
            order: self.order,
            entrances: self.r#for,
            title: self.title.into_inner(),
            short: self.short.into_inner(),
            about: self.about.into_inner(),
            sections: owned(self.section),
        }
    }
}

impl From<SectionText> for Section {
    fn from(text: SectionText) -> Self {
        Self {
            id: text.id.into_inner(),
            title: text.title.into_inner(),
            text: text.text.map(Spanned::into_inner),
            ask: owned(text.ask),
            avoid: owned(text.avoid),
            facts: owned(text.fact),
            fields: owned(text.field),
        }
    }
}

impl From<FactText> for Fact {
    fn from(text: FactText) -> Self {
        Self {
            text: text.text.into_inner(),
            tel: text.tel.map(Spanned::into_inner),
            site: text.site.map(Spanned::into_inner),
            source: text.source.into_inner(),
        }
    }
}

impl From<FieldText> for Field {
    fn from(text: FieldText) -> Self {
        let choices: Vec<Label> = text
            .choices
            .map_or(Vec::new(), |choices| owned(choices.into_inner()));
        Self {
            id: text.id.into_inner(),
            kind: text.kind.into_inner(),
            label: text.label.into_inner(),
            hint: text.hint.map(Spanned::into_inner),
            choices,
            low: text.low.map(Spanned::into_inner),
            high: text.high.map(Spanned::into_inner),
        }
    }
}
