//! What a card must be, beyond being readable.

mod sheet;

use std::ops::RangeInclusive;

use toml::Spanned;

use super::super::numbers;
use super::text::{CardText, FactText, FieldText, SectionText};
use super::{Kind, MOST_FIELDS, SourceNote};
use crate::mistake::{Mistakes, TextFile};
use sheet::Sheet;

/// A line of a list on a small phone, in characters.
pub(super) const LONGEST_SHORT: usize = 80;
pub(super) const CHOICES: RangeInclusive<usize> = 2..=10;

/// Tells every mistake; gives back the version if that is right.
pub(super) fn check(card: &CardText, file: &TextFile, mistakes: &mut Mistakes) -> Option<u16> {
    let mut sheet = Sheet::new(card.title.get_ref(), file, mistakes);
    let (at, written) = (card.version.span().start, *card.version.get_ref());
    let version = u16::try_from(written).ok().filter(|version| *version > 0);
    if version.is_none() {
        sheet.wrong(
            at,
            format!("`version` {written} must be a number from 1 to 65535."),
        );
    }
    sheet.codes(&card.title);
    sheet.line(&card.title, "title");
    sheet.line(&card.short, "short");
    for (language, short) in card.short.get_ref().iter() {
        let length = short.chars().count();
        if length > LONGEST_SHORT {
            let what = format!(
                "`short` has {length} characters in {language:?}; a list has room for {LONGEST_SHORT}. Make it shorter."
            );
            sheet.wrong(card.short.span().start, what);
        }
    }
    sheet.text(&card.about, "about");
    sections(&card.section, &mut sheet);
    version
}

fn sections(sections: &[Spanned<SectionText>], sheet: &mut Sheet<'_>) {
    if sections.is_empty() {
        sheet
            .wrong_at_end("This card has no section; write a [[section]], and a [[section.field]] below it.");
    }
    let each = || sections.iter().map(Spanned::get_ref);
    let fields = || each().flat_map(|section| &section.field);
    sheet.ids("section of a card", each().map(|section| &section.id));
    sheet.ids("field of a card", fields().map(|field| &field.get_ref().id));
    if let Some(first) = fields().nth(MOST_FIELDS) {
        let what = format!(
            "A card has at most {MOST_FIELDS} fields, and this is one more. Divide it into two cards."
        );
        sheet.wrong(first.span().start, what);
    }
    for written in sections {
        let section = written.get_ref();
        sheet.line(&section.title, "title");
        sheet.some(section.text.as_ref(), "text");
        section.ask.iter().for_each(|text| sheet.text(text, "ask"));
        section.avoid.iter().for_each(|text| sheet.text(text, "avoid"));
        for fact in section.fact.iter().map(Spanned::get_ref) {
            check_fact(fact, sheet);
        }
        if section.field.is_empty() {
            let what = "There is nothing to fill in here; write a [[section.field]] below it.";
            sheet.wrong(written.span().start, what);
        }
        for field in section.field.iter().map(Spanned::get_ref) {
            check_field(field, sheet);
        }
    }
}

fn check_fact(fact: &FactText, sheet: &mut Sheet<'_>) {
    sheet.fact(&fact.text, "text");
    let ways = [
        numbers::tel(fact.tel.as_ref(), sheet.file),
        numbers::site(fact.site.as_ref(), sheet.file),
    ];
    for wrong in ways.into_iter().flatten() {
        sheet.mistakes.add(wrong);
    }
    SourceNote::check(&fact.source, sheet.file, 0, sheet.mistakes);
}

fn check_field(field: &FieldText, sheet: &mut Sheet<'_>) {
    let kind = *field.kind.get_ref();
    sheet.text(&field.label, "label");
    sheet.some(field.hint.as_ref(), "hint");
    let choosing = matches!(kind, Kind::Choice | Kind::Checklist);
    match &field.choices {
        None if choosing => {
            let what = format!(
                "A field of kind {:?} needs `choices`, such as [{{ id = \"yes\", label = {{ ... }} }}, {{ id = \"no\", \
                 label = {{ ... }} }}].",
                kind.name()
            );
            sheet.wrong(field.kind.span().start, what);
        }
        None => {}
        Some(choices) => {
            let (at, choices) = (choices.span().start, choices.get_ref());
            if !choosing {
                let what = "`choices` is for a field of kind \"choice\" or \"checklist\". Leave it out, or change `kind`.";
                sheet.wrong(at, what);
            } else if !CHOICES.contains(&choices.len()) {
                let what = format!(
                    "`choices` has {}; write {} to {}.",
                    choices.len(),
                    CHOICES.start(),
                    CHOICES.end()
                );
                sheet.wrong(at, what);
            }
            sheet.ids(
                "choice of a field",
                choices.iter().map(|choice| &choice.get_ref().id),
            );
            for choice in choices {
                sheet.text(&choice.get_ref().label, "label");
            }
        }
    }
    for (end, name) in [(&field.low, "low"), (&field.high, "high")] {
        sheet.some(end.as_ref(), name);
        if let Some(end) = end.as_ref().filter(|_| kind != Kind::Scale) {
            let what = format!("`{name}` is for a field of kind \"scale\". Leave it out, or change `kind`.");
            sheet.wrong(end.span().start, what);
        }
    }
}
