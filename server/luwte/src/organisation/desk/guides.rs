//! `desk/guides.toml`: questions by theme, for who wants to ask on.

use serde::Deserialize;
use toml::Spanned;

use super::sheet::Sheet;
use super::{Source, Translated, owned};
use crate::mistake::Mistakes;

const FILE: &str = "desk/guides.toml";

/// Questions about one theme, in the order in which one may ask them.
#[derive(Debug)]
pub(crate) struct Guide {
    pub(crate) id: String,
    pub(crate) title: Translated,
    /// In which conversation it helps.
    pub(crate) when: Translated,
    pub(crate) questions: Vec<Asking>,
}

/// One question.
#[derive(Debug)]
pub(crate) struct Asking {
    /// In words that may be sent.
    pub(crate) ask: Translated,
    /// For the counsellor alone: why, or what to mind.
    pub(crate) note: Option<Translated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    guide: Vec<Spanned<GuideText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuideText {
    id: Spanned<String>,
    title: Spanned<Translated>,
    when: Spanned<Translated>,
    #[serde(default)]
    question: Vec<Spanned<AskingText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskingText {
    ask: Spanned<Translated>,
    note: Option<Spanned<Translated>>,
}

pub(super) fn read(source: &Source, languages: &[String], mistakes: &mut Mistakes) -> Option<Vec<Guide>> {
    let (mut sheet, text) = Sheet::open::<Text>(source, FILE, languages, mistakes)?;
    sheet.ids("guide", text.guide.iter().map(|guide| &guide.get_ref().id));
    for guide in &text.guide {
        let (at, guide) = (guide.span().start, guide.get_ref());
        sheet.text(&guide.title, "title");
        sheet.text(&guide.when, "when");
        if guide.question.is_empty() {
            sheet.wrong(
                at,
                "This guide asks nothing; write a [[guide.question]] below it.",
            );
        }
        for question in guide.question.iter().map(Spanned::get_ref) {
            sheet.text(&question.ask, "ask");
            if let Some(note) = &question.note {
                sheet.text(note, "note");
            }
        }
    }
    Some(owned(text.guide))
}

impl From<GuideText> for Guide {
    fn from(text: GuideText) -> Self {
        Self {
            id: text.id.into_inner(),
            title: text.title.into_inner(),
            when: text.when.into_inner(),
            questions: owned(text.question),
        }
    }
}

impl From<AskingText> for Asking {
    fn from(text: AskingText) -> Self {
        Self {
            ask: text.ask.into_inner(),
            note: text.note.map(Spanned::into_inner),
        }
    }
}
