//! The same lists and pages for the visitor's page, which shows them beside a conversation.

use serde::Serialize;

use crate::organisation::{Block, Entrance, Files, Number, Page, SourceNote, TextInForce};

#[derive(Serialize)]
struct List<'a> {
    pages: Vec<Entry<'a>>,
    numbers: Vec<NumberEntry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    page: &'a str,
    title: &'a str,
    short: &'a str,
    r#for: &'a [Entrance],
}

#[derive(Serialize)]
struct NumberEntry<'a> {
    id: &'a str,
    name: &'a str,
    when: &'a str,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tel: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    danger: bool,
    sources: &'a [SourceNote],
}

#[derive(Serialize)]
struct Body<'a> {
    title: &'a str,
    sources: &'a [SourceNote],
    blocks: &'a [Block],
}

/// For a coordinator's console: `InForce` in web-client/src/console/texts.ts.
#[derive(Serialize)]
struct InForce<'a> {
    read: u64,
    several: bool,
    files: &'a [TextInForce],
}

/// The pages and the numbers of a language.
pub(super) fn list(files: &Files, language: &str) -> String {
    let pages = files.pages.of(language).iter();
    text(&List {
        pages: pages
            .map(|page| Entry {
                page: &page.name,
                title: &page.title,
                short: &page.short,
                r#for: &page.entrances,
            })
            .collect(),
        numbers: files
            .numbers
            .iter()
            .map(|number| entry(number, language))
            .collect(),
    })
}

/// One page.
pub(super) fn page(page: &Page) -> String {
    text(&Body {
        title: &page.title,
        sources: &page.sources,
        blocks: &page.blocks,
    })
}

/// Which texts are in force on this node since it read them (milliseconds since 1970), and whether there may be others.
pub(super) fn in_force(files: &Files, read: u64, several: bool) -> String {
    let files = &files.texts;
    text(&InForce { read, several, files })
}

fn entry<'a>(number: &'a Number, language: &str) -> NumberEntry<'a> {
    NumberEntry {
        id: &number.id,
        name: number.name.get(language),
        when: number.when.get(language),
        what: number.what.get(language),
        tel: number.tel.as_deref(),
        site: number.site.as_deref(),
        danger: number.danger,
        sources: &number.sources,
    }
}

/// Texts and lists of texts: there is nothing in them that JSON cannot hold.
pub(super) fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
