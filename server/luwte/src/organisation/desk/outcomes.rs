//! `desk/outcomes.toml`: how a conversation may be written down when it is over.
//!
//! Only codes travel to the server and are counted; what they mean is in this file. A code keeps its meaning for ever:
//! counts of last year have it too.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::sheet::Sheet;
use super::{Source, Translated, owned};
use crate::mistake::Mistakes;

const FILE: &str = "desk/outcomes.toml";

/// What may be said of a conversation: one disposition, and an answer to any of the questions or to none.
#[derive(Debug)]
pub(crate) struct Outcomes {
    /// How it ended. At least one; their codes are unique among themselves.
    pub(crate) dispositions: Vec<Choice>,
    /// What it was about. Their codes are unique among themselves, and so are their ids.
    pub(crate) questions: Vec<Question>,
    /// The codes of two different questions whose answers are also counted together. Each pair is here once.
    pub(crate) pairs: Vec<[u8; 2]>,
}

/// One question.
#[derive(Debug)]
pub(crate) struct Question {
    /// 1 to 255.
    pub(crate) code: u8,
    /// Its name in the file: a to z, 0 to 9 and `-`.
    pub(crate) id: String,
    pub(crate) label: Translated,
    /// Whether more than one choice may be made.
    pub(crate) many: bool,
    /// At least one; their codes are unique within this question.
    pub(crate) choices: Vec<Choice>,
}

/// One answer, or one disposition.
#[derive(Debug)]
pub(crate) struct Choice {
    /// 1 to 255.
    pub(crate) code: u8,
    pub(crate) label: Translated,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    disposition: Vec<Spanned<ChoiceText>>,
    #[serde(default)]
    question: Vec<Spanned<QuestionText>>,
    #[serde(default)]
    pair: Vec<PairText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceText {
    code: Spanned<i64>,
    label: Spanned<Translated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionText {
    code: Spanned<i64>,
    id: Spanned<String>,
    label: Spanned<Translated>,
    #[serde(default)]
    many: bool,
    choices: Spanned<Vec<Spanned<ChoiceText>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PairText {
    questions: Spanned<Vec<Spanned<String>>>,
}

impl Outcomes {
    pub(super) fn read(source: &Source, languages: &[String], mistakes: &mut Mistakes) -> Option<Self> {
        let (mut sheet, text) = Sheet::open::<Text>(source, FILE, languages, mistakes)?;
        if text.disposition.is_empty() {
            let what = "There is no [[disposition]] here. Write one with `code` and `label`, such as a conversation.";
            sheet.mistakes.add(sheet.file.wrong_at_end(what));
        }
        choices("disposition", &text.disposition, &mut sheet);
        let questions = text.question.iter().map(Spanned::get_ref);
        sheet.codes("question", questions.clone().map(|question| &question.code));
        sheet.ids("question", questions.clone().map(|question| &question.id));
        for question in questions {
            sheet.text(&question.label, "label");
            if question.choices.get_ref().is_empty() {
                let what = "`choices` is empty; write at least one { code = 1, label = { ... } }.";
                sheet.wrong(question.choices.span().start, what);
            }
            choices("choice of a question", question.choices.get_ref(), &mut sheet);
        }
        let mut outcomes = Self {
            dispositions: owned(text.disposition),
            questions: owned(text.question),
            pairs: Vec::new(),
        };
        for pair in &text.pair {
            outcomes.pair(pair, &mut sheet);
        }
        Some(outcomes)
    }

    /// Whether the answers to these two questions are also counted together.
    pub(crate) fn crosses(&self, first: u8, second: u8) -> bool {
        self.pairs
            .iter()
            .any(|pair| *pair == [first, second] || *pair == [second, first])
    }

    fn pair(&mut self, text: &PairText, sheet: &mut Sheet<'_>) {
        let (at, ids) = (text.questions.span().start, text.questions.get_ref());
        let known: BTreeSet<&str> = self
            .questions
            .iter()
            .map(|question| question.id.as_str())
            .collect();
        for id in ids {
            sheet.known("questions", id, &known);
        }
        let [first, second] = ids.as_slice() else {
            sheet.wrong(
                at,
                "`questions` of a pair names two questions, such as [\"about\", \"age\"].",
            );
            return;
        };
        if first.get_ref() == second.get_ref() {
            sheet.wrong(at, "A pair is of two different questions; name another one.");
            return;
        }
        let code = |id: &Spanned<String>| {
            let named = self
                .questions
                .iter()
                .find(|question| &question.id == id.get_ref());
            named.map(|question| question.code)
        };
        match (code(first), code(second)) {
            (Some(first), Some(second)) if self.crosses(first, second) => {
                sheet.wrong(at, "This pair is there twice; leave one out.");
            }
            (Some(first), Some(second)) => self.pairs.push([first, second]),
            _ => {}
        }
    }
}

fn choices(kind: &str, choices: &[Spanned<ChoiceText>], sheet: &mut Sheet<'_>) {
    sheet.codes(kind, choices.iter().map(|choice| &choice.get_ref().code));
    for choice in choices {
        sheet.text(&choice.get_ref().label, "label");
    }
}

impl From<ChoiceText> for Choice {
    fn from(text: ChoiceText) -> Self {
        Self {
            code: byte(&text.code),
            label: text.label.into_inner(),
        }
    }
}

impl From<QuestionText> for Question {
    fn from(text: QuestionText) -> Self {
        Self {
            code: byte(&text.code),
            id: text.id.into_inner(),
            label: text.label.into_inner(),
            many: text.many,
            choices: owned(text.choices.into_inner()),
        }
    }
}

/// Only a code that is told as a mistake does not fit.
fn byte(code: &Spanned<i64>) -> u8 {
    u8::try_from(*code.get_ref()).unwrap_or_default()
}
