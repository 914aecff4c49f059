//! `desk/signals.toml`: what may point to exploitation, for the counsellor alone.

use serde::Deserialize;
use toml::Spanned;

use super::sheet::Sheet;
use super::{Source, Translated, owned};
use crate::mistake::Mistakes;

const FILE: &str = "desk/signals.toml";

/// Signals that say something about the same thing, such as what somebody does.
#[derive(Debug)]
pub(crate) struct SignalGroup {
    pub(crate) id: String,
    pub(crate) title: Translated,
    /// What they mean together, and what they do not.
    pub(crate) about: Translated,
    pub(crate) items: Vec<Translated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    signals: Vec<Spanned<GroupText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupText {
    id: Spanned<String>,
    title: Spanned<Translated>,
    about: Spanned<Translated>,
    items: Spanned<Vec<Spanned<Translated>>>,
}

pub(super) fn read(
    source: &Source,
    languages: &[String],
    mistakes: &mut Mistakes,
) -> Option<Vec<SignalGroup>> {
    let (mut sheet, text) = Sheet::open::<Text>(source, FILE, languages, mistakes)?;
    sheet.ids(
        "[[signals]]",
        text.signals.iter().map(|group| &group.get_ref().id),
    );
    for group in text.signals.iter().map(Spanned::get_ref) {
        sheet.text(&group.title, "title");
        sheet.text(&group.about, "about");
        sheet.texts(&group.items, "items");
    }
    Some(owned(text.signals))
}

impl From<GroupText> for SignalGroup {
    fn from(text: GroupText) -> Self {
        Self {
            id: text.id.into_inner(),
            title: text.title.into_inner(),
            about: text.about.into_inner(),
            items: owned(text.items.into_inner()),
        }
    }
}
