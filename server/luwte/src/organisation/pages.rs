//! Information pages: `pages/<language>/<page>.md`, TOML between lines of `+++`, then Markdown.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::Source;
use super::markdown::{self, Block};
use crate::mistake::{Mistake, Mistakes, TextFile};

const FENCE: &str = "+++\n";
pub(crate) const UNCHECKED: &str = "not checked";

/// The pages of every language: the same names in each.
#[derive(Debug)]
pub(crate) struct Pages(BTreeMap<String, Vec<Page>>);

/// One page in one language.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its name in addresses, the same in every language.
    pub(crate) name: String,
    pub(crate) title: String,
    /// One line, for lists.
    pub(crate) short: String,
    /// The entrances that show it first.
    pub(crate) entrances: Vec<Entrance>,
    order: i64,
    pub(crate) sources: Vec<SourceNote>,
    pub(crate) blocks: Vec<Block>,
}

/// How a visitor came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Entrance {
    Me,
    Parent,
    Friend,
    Professional,
}

/// Where a fact comes from, and when somebody looked.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceNote {
    pub(crate) what: String,
    /// An address that begins with https://, or a name.
    pub(crate) r#where: String,
    /// A date such as `2026-11-24`, or `not checked`.
    pub(crate) checked: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: Spanned<String>,
    short: Spanned<String>,
    r#for: Vec<Entrance>,
    order: i64,
    sources: Vec<Spanned<SourceNote>>,
}

impl Pages {
    /// The pages of a language, in their order.
    pub(crate) fn of(&self, language: &str) -> &[Page] {
        self.0.get(language).map_or(&[], Vec::as_slice)
    }

    pub(super) fn read(source: &Source, languages: &[&str], mistakes: &mut Mistakes) -> Self {
        let mut pages: BTreeMap<String, Vec<Page>> = BTreeMap::new();
        let mut names = BTreeSet::new();
        for (path, file) in source.between("pages/", ".md") {
            let Some((language, name)) = path.split_once('/') else {
                mistakes.add(file.wrong(0, "A page is in the folder of its language, such as pages/nl/."));
                continue;
            };
            if !languages.contains(&language) {
                let what = format!("There is no words/{language}.toml, so nobody can choose this language.");
                mistakes.add(file.wrong(0, what));
                continue;
            }
            if !is_name(name) {
                let what =
                    "A page's name has only the letters a to z, 0 to 9 and -: it is part of an address.";
                mistakes.add(file.wrong(0, what));
            }
            names.insert(name);
            if let Some(page) = page(name, file, mistakes) {
                pages.entry(language.to_owned()).or_default().push(page);
            }
        }
        for (language, name) in languages
            .iter()
            .flat_map(|code| names.iter().map(move |name| (code, name)))
        {
            let path = format!("pages/{language}/{name}.md");
            if source.file(&path).is_none() {
                let what = "This page is missing: another language has it. Write it, or take the other away.";
                mistakes.add(source.missing(&path, what));
            }
        }
        for pages in pages.values_mut() {
            pages.sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
        }
        Self(pages)
    }
}

fn page(name: &str, file: &TextFile, mistakes: &mut Mistakes) -> Option<Page> {
    let Some((front, body)) = parts(&file.text) else {
        let what = "A page begins with +++ on a line of its own, then `title` and more, then +++ again.";
        mistakes.add(file.wrong(0, what));
        return None;
    };
    let from = FENCE.len();
    let matter: Result<FrontMatter, Mistake> =
        toml::from_str(front).map_err(|error| file.wrong_toml(&error, from));
    let blocks = markdown::read(body, file.text.len() - body.len(), file, mistakes);
    let matter = mistakes.take(matter)?;
    for (text, field) in [(&matter.title, "title"), (&matter.short, "short")] {
        if text.get_ref().trim().is_empty() || text.get_ref().contains('\n') {
            let what = format!("`{field}` must be one line of text.");
            mistakes.add(file.wrong(from + text.span().start, what));
        }
    }
    for note in &matter.sources {
        SourceNote::check(note, file, from, mistakes);
    }
    Some(Page {
        name: name.to_owned(),
        title: matter.title.into_inner(),
        short: matter.short.into_inner(),
        entrances: matter.r#for,
        order: matter.order,
        sources: matter.sources.into_iter().map(Spanned::into_inner).collect(),
        blocks,
    })
}

/// The TOML above a page; none if this is no page.
pub(super) fn front_matter(text: &str) -> Option<&str> {
    parts(text).map(|(front, _)| front)
}

/// What is between the two fences, and what comes after them.
fn parts(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix(FENCE)?;
    let end = if rest.starts_with(FENCE) {
        0
    } else {
        rest.find(&format!("\n{FENCE}"))? + 1
    };
    Some((&rest[..end], &rest[end + FENCE.len()..]))
}

/// Whether it has only a to z, 0 to 9 and `-`.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

impl SourceNote {
    /// The day somebody looked, if anybody did.
    pub(crate) fn checked(&self) -> Option<&str> {
        Some(self.checked.as_str()).filter(|checked| *checked != UNCHECKED)
    }

    /// Must say when somebody looked, or that nobody did.
    pub(super) fn check(note: &Spanned<Self>, file: &TextFile, from: usize, mistakes: &mut Mistakes) {
        let at = from + note.span().start;
        let Self { r#where, checked, .. } = note.get_ref();
        if checked != UNCHECKED && checked.parse::<jiff::civil::Date>().is_err() {
            let what = "`checked` is the day somebody looked, such as \"2026-11-24\", or \"not checked\".";
            mistakes.add(file.wrong(at, what));
        }
        if r#where.contains("://") && !r#where.starts_with("https://") {
            let what = "`where` is an address that begins with https://, or the name of a book or a person.";
            mistakes.add(file.wrong(at, what));
        }
    }
}
