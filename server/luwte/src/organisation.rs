//! What an organisation writes itself: words, information pages, other numbers, opening hours, cards, and what its
//! counsellors have at hand.
//!
//! Everything is read and checked at the start, and nothing is read again: a mistake is met by who made it, not by a
//! visitor.

mod cards;
mod desk;
mod hours;
mod markdown;
mod numbers;
mod pages;
mod source;
mod texts;
mod translated;
mod words;

use crate::mistake::Mistakes;

pub(crate) use cards::{Card, Cards, Reader};
pub(crate) use desk::{Choice, DeskFiles, Label, Outcomes, Question, Referral};
pub(crate) use hours::{Hours, Moment};
pub(crate) use markdown::{Block, Inline};
pub(crate) use numbers::{Number, Numbers};
pub(crate) use pages::{Entrance, Page, Pages, SourceNote, UNCHECKED};
pub(crate) use source::Source;
pub(crate) use texts::TextInForce;
pub(crate) use translated::Translated;
pub(crate) use words::{Language, Words, is_code};

/// The files of an organisation, checked.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) words: Words,
    pub(crate) pages: Pages,
    pub(crate) numbers: Numbers,
    pub(crate) hours: Hours,
    /// What is filled in together.
    pub(crate) cards: Cards,
    /// What counsellors have at hand.
    pub(crate) desk: DeskFiles,
    /// All of them by name, with their fingerprints.
    pub(crate) texts: Vec<TextInForce>,
}

impl Files {
    /// Reads all of them. Tells every mistake, in every file.
    pub(crate) fn read(source: &Source) -> Result<Self, Mistakes> {
        let mut mistakes = Mistakes::default();
        let words = Words::read(source, &mut mistakes);
        let languages: Vec<&str> = words.codes().collect();
        let pages = Pages::read(source, &languages, &mut mistakes);
        let numbers = Numbers::read(source, &languages, &mut mistakes);
        let hours = Hours::read(source, &languages, &mut mistakes);
        let cards = Cards::read(source, &mut mistakes);
        let desk = DeskFiles::read(source, &mut mistakes);
        let (Some(numbers), Some(hours), Some(desk)) = (numbers, hours, desk) else {
            return Err(mistakes);
        };
        // The page has it before it has any other number, and makes a call of it.
        for code in &languages {
            let written = words
                .get(code)
                .map_or("", |language| language.own.danger.number.as_str());
            if let Some(right) = numbers.danger().and_then(|number| number.tel.as_deref())
                && written != right
            {
                let what = format!(
                    "`danger.number` is {written:?}, but the number with `danger = true` in numbers.toml is \
                     {right:?}. Write the same."
                );
                mistakes.add(source.missing(&format!("words/{code}.toml"), what));
            }
        }
        mistakes.none()?;
        Ok(Self {
            words,
            pages,
            numbers,
            hours,
            cards,
            desk,
            texts: source.in_force(),
        })
    }
}
