//! A card in one language, as the pages get it (docs/organisation.md, "What is served").

use serde::Serialize;

use super::{Card, Fact, Field, Kind, Section, SourceNote, Translated};

/// For whom a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    Visitor,
    /// Also gets what to ask and what to avoid.
    Counsellor,
}

#[derive(Serialize)]
struct Served<'a> {
    name: &'a str,
    version: u16,
    fingerprint: &'a str,
    language: &'a str,
    direction: &'a str,
    title: &'a str,
    about: &'a str,
    sections: Vec<ServedSection<'a>>,
}

#[derive(Serialize)]
struct ServedSection<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avoid: Option<Vec<&'a str>>,
    facts: Vec<ServedFact<'a>>,
    fields: Vec<ServedField<'a>>,
}

#[derive(Serialize)]
struct ServedFact<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tel: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<&'a str>,
    source: &'a SourceNote,
}

#[derive(Serialize)]
struct ServedField<'a> {
    id: &'a str,
    kind: Kind,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<ServedChoice<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<&'a str>,
}

#[derive(Serialize)]
struct ServedChoice<'a> {
    id: &'a str,
    label: &'a str,
}

/// One language of all.
#[derive(Clone, Copy)]
struct One<'a> {
    language: &'a str,
    reader: Reader,
}

impl Card {
    /// All of it in one of its languages, which is written in this direction: `ltr` or `rtl`.
    pub(crate) fn json(&self, language: &str, direction: &str, reader: Reader) -> String {
        let one = One { language, reader };
        let served = Served {
            name: &self.name,
            version: self.version,
            fingerprint: &self.fingerprint,
            language,
            direction,
            title: self.title.get(language),
            about: self.about.get(language),
            sections: self.sections.iter().map(|section| one.section(section)).collect(),
        };
        // Texts and lists of texts: there is nothing in them that JSON cannot hold.
        serde_json::to_string(&served).unwrap_or_default()
    }
}

impl One<'_> {
    fn section<'t>(&self, section: &'t Section) -> ServedSection<'t> {
        ServedSection {
            id: &section.id,
            title: section.title.get(self.language),
            text: self.some(section.text.as_ref()),
            ask: self.advice(&section.ask),
            avoid: self.advice(&section.avoid),
            facts: section.facts.iter().map(|fact| self.fact(fact)).collect(),
            fields: section.fields.iter().map(|field| self.field(field)).collect(),
        }
    }

    /// What helps the counsellor is not given to the visitor's page, where somebody may read along.
    fn advice<'t>(&self, texts: &'t [Translated]) -> Option<Vec<&'t str>> {
        let texts = texts.iter().map(|text| text.get(self.language));
        (self.reader == Reader::Counsellor).then(|| texts.collect())
    }

    fn fact<'t>(&self, fact: &'t Fact) -> ServedFact<'t> {
        ServedFact {
            text: fact.text.get(self.language),
            tel: fact.tel.as_deref(),
            site: fact.site.as_deref(),
            source: &fact.source,
        }
    }

    fn field<'t>(&self, field: &'t Field) -> ServedField<'t> {
        let choices = field.choices.iter().map(|choice| ServedChoice {
            id: &choice.id,
            label: choice.label.get(self.language),
        });
        ServedField {
            id: &field.id,
            kind: field.kind,
            label: field.label.get(self.language),
            hint: self.some(field.hint.as_ref()),
            choices: choices.collect(),
            low: self.some(field.low.as_ref()),
            high: self.some(field.high.as_ref()),
        }
    }

    fn some<'t>(&self, text: Option<&'t Translated>) -> Option<&'t str> {
        text.map(|text| text.get(self.language))
    }
}
