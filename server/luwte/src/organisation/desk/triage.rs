//! `desk/triage.toml`: what is on top, what lies under it, and how dangerous it is.

use serde::Deserialize;
use toml::Spanned;

use super::sheet::Sheet;
use super::{Source, Translated, owned};
use crate::mistake::Mistakes;

const FILE: &str = "desk/triage.toml";

/// A sheet to think along, for the counsellor alone.
#[derive(Debug)]
pub(crate) struct Triage {
    /// What somebody comes with.
    pub(crate) on_top: Vec<Translated>,
    /// What may be under it, and is easily missed.
    pub(crate) underneath: Vec<Translated>,
    /// From the most dangerous to the least, or the other way round, as the organisation likes.
    pub(crate) risks: Vec<Risk>,
}

/// How dangerous it is now.
#[derive(Debug)]
pub(crate) struct Risk {
    pub(crate) id: String,
    pub(crate) title: Translated,
    /// What it looks like, and what to do.
    pub(crate) text: Translated,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Text {
    on_top: Spanned<Vec<Spanned<Translated>>>,
    underneath: Spanned<Vec<Spanned<Translated>>>,
    #[serde(default)]
    risk: Vec<Spanned<RiskText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RiskText {
    id: Spanned<String>,
    title: Spanned<Translated>,
    text: Spanned<Translated>,
}

impl Triage {
    pub(super) fn read(source: &Source, languages: &[String], mistakes: &mut Mistakes) -> Option<Self> {
        let (mut sheet, text) = Sheet::open::<Text>(source, FILE, languages, mistakes)?;
        sheet.texts(&text.on_top, "onTop");
        sheet.texts(&text.underneath, "underneath");
        sheet.ids("[[risk]]", text.risk.iter().map(|risk| &risk.get_ref().id));
        for risk in text.risk.iter().map(Spanned::get_ref) {
            sheet.text(&risk.title, "title");
            sheet.text(&risk.text, "text");
        }
        Some(Self {
            on_top: owned(text.on_top.into_inner()),
            underneath: owned(text.underneath.into_inner()),
            risks: owned(text.risk),
        })
    }
}

impl From<RiskText> for Risk {
    fn from(text: RiskText) -> Self {
        Self {
            id: text.id.into_inner(),
            title: text.title.into_inner(),
            text: text.text.into_inner(),
        }
    }
}
