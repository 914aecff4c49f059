//! `desk/replies.toml`: sentences that are ready to be sent.

use serde::Deserialize;
use toml::Spanned;

use super::sheet::Sheet;
use super::{Label, LabelText, Source, Translated, owned};
use crate::mistake::Mistakes;

const FILE: &str = "desk/replies.toml";

/// Replies, by category.
#[derive(Debug)]
pub(crate) struct Replies {
    /// In the order in which they are shown.
    pub(crate) categories: Vec<Label>,
    pub(crate) replies: Vec<Reply>,
}

/// One reply, to be read over before it is sent.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The id of a category.
    pub(crate) category: String,
    /// What counsellors find it by; never sent.
    pub(crate) title: Translated,
    pub(crate) text: Translated,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    category: Vec<Spanned<LabelText>>,
    #[serde(default)]
    reply: Vec<Spanned<ReplyText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplyText {
    category: Spanned<String>,
    title: Spanned<Translated>,
    text: Spanned<Translated>,
}

impl Replies {
    pub(super) fn read(source: &Source, languages: &[String], mistakes: &mut Mistakes) -> Option<Self> {
        let (mut sheet, text) = Sheet::open::<Text>(source, FILE, languages, mistakes)?;
        let categories = sheet.labels("category", &text.category);
        for reply in text.reply.iter().map(Spanned::get_ref) {
            sheet.known("category", &reply.category, &categories);
            sheet.text(&reply.title, "title");
            sheet.text(&reply.text, "text");
        }
        Some(Self {
            categories: owned(text.category),
            replies: owned(text.reply),
        })
    }
}

impl From<ReplyText> for Reply {
    fn from(text: ReplyText) -> Self {
        Self {
            category: text.category.into_inner(),
            title: text.title.into_inner(),
            text: text.text.into_inner(),
        }
    }
}
