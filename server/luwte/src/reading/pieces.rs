//! The pieces of a document that is read without JavaScript.

use super::html::{escaped, link};
use crate::config::Organisation;
use crate::organisation::{Block, Inline, Language, Number, SourceNote};

/// Elsewhere nobody hears where she came from.
pub(super) const ELSEWHERE: &str = " rel=\"noreferrer\"";

/// Digits run from left to right in every language.
pub(super) fn call(number: &Number) -> Option<String> {
    let (tel, call) = (number.tel.as_ref()?, number.call()?);
    Some(link(&format!("tel:{call}"), " class=\"number\" dir=\"ltr\"", tel))
}

pub(super) fn danger(organisation: &Organisation, language: &Language) -> String {
    let call = organisation.files.numbers.danger().and_then(call);
    format!(
        "<p class=\"danger\">{} {}</p>",
        escaped(&language.own.danger.ask),
        call.unwrap_or_default()
    )
}

pub(super) fn list(entries: &str) -> String {
    if entries.is_empty() {
        return String::new();
    }
    format!("<ul class=\"list\">{entries}</ul>")
}

pub(super) fn block(block: &Block) -> String {
    match block {
        Block::Heading { text } => format!("<h2>{}</h2>", inlines(text)),
        Block::Paragraph { text } => format!("<p>{}</p>", inlines(text)),
        Block::List { items } => {
            let items: String = items
                .iter()
                .map(|item| format!("<li>{}</li>", inlines(item)))
                .collect();
            format!("<ul>{items}</ul>")
        }
    }
}

fn inlines(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    let text = match &inline.href {
        Some(href) if href.starts_with("tel:") => link(href, " dir=\"ltr\"", &inline.text),
        Some(href) => link(href, ELSEWHERE, &inline.text),
        None => escaped(&inline.text),
    };
    if inline.strong {
        format!("<strong>{text}</strong>")
    } else {
        text
    }
}

/// Folded: they are for who doubts, and must not stand between her and the next number.
pub(super) fn sources(notes: &[SourceNote], language: &Language) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let notes: String = notes.iter().map(|source| note(source, language)).collect();
    format!(
        "<details><summary>{}</summary>{notes}</details>",
        escaped(&language.own.reading.sources)
    )
}

fn note(source: &SourceNote, language: &Language) -> String {
    let texts = &language.own.reading;
    let place = if source.r#where.starts_with("https://") {
        link(&source.r#where, ELSEWHERE, &source.what)
    } else {
        format!(
            "{}: <bdi>{}</bdi>",
            escaped(&source.what),
            escaped(&source.r#where)
        )
    };
    let checked = match source.checked() {
        Some(date) => texts.checked.replace("{date}", date),
        None => texts.unchecked.clone(),
    };
    format!(
        "<p class=\"source\"><bdi>{place}</bdi>, {}</p>",
        escaped(&checked)
    )
}
