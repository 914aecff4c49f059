//! What counsellors choose from, as far as counting needs it. Codes are 1 to 255; 0 is what was not filled in.

use serde::{Deserialize, Serialize};

/// What the organisation wrote: which codes there are and what they mean.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Categories {
    /// How a conversation may have ended.
    pub dispositions: Vec<Choice>,
    /// What may be answered about it.
    pub questions: Vec<Question>,
    /// The codes of two questions whose answers are also counted together.
    pub pairs: Vec<[u8; 2]>,
}

/// One answer, or one disposition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is counted.
    pub code: u8,
    /// What it means, in one language.
    pub label: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is counted.
    pub code: u8,
    /// Its name in the organisation's file.
    pub id: String,
    /// Whether more than one choice may be made.
    pub many: bool,
    /// What may be chosen.
    pub choices: Vec<Choice>,
}

impl Categories {
    /// Takes over what another node knows and this one does not.
    pub fn merge(&mut self, other: Self) {
        merge_choices(&mut self.dispositions, other.dispositions);
        for theirs in other.questions {
            match self.questions.iter_mut().find(|ours| ours.code == theirs.code) {
                Some(ours) => merge_choices(&mut ours.choices, theirs.choices),
                None => self.questions.push(theirs),
            }
        }
        for theirs in other.pairs {
            if !self.pairs.iter().any(|ours| same(*ours, theirs)) {
                self.pairs.push(theirs);
            }
        }
    }

    /// A question by its code.
    pub(crate) fn question(&self, code: u8) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == code)
    }

    /// The questions that are counted together, the one with the lower code first.
    pub(crate) fn crossed(&self) -> impl Iterator<Item = (&Question, &Question)> {
        self.pairs.iter().filter_map(|[one, other]| {
            let (first, second) = (one.min(other), one.max(other));
            Some((self.question(*first)?, self.question(*second)?))
        })
    }
}

impl Question {
    pub(crate) fn has(&self, code: u8) -> bool {
        self.choices.iter().any(|choice| choice.code == code)
    }

    /// The codes of what may be told apart: the choices, and, where one of them at most is made, that none was.
    pub(crate) fn codes(&self) -> impl Iterator<Item = u8> {
        let choices = self.choices.iter().map(|choice| choice.code);
        choices.chain((!self.many).then_some(0))
    }
}

pub(crate) fn label(choices: &[Choice], code: u8) -> &str {
    let choice = choices.iter().find(|choice| choice.code == code);
    choice.map_or("", |choice| choice.label.as_str())
}

fn merge_choices(ours: &mut Vec<Choice>, theirs: Vec<Choice>) {
    for choice in theirs {
        if !ours.iter().any(|known| known.code == choice.code) {
            ours.push(choice);
        }
    }
}

fn same(one: [u8; 2], other: [u8; 2]) -> bool {
    let [a, b] = other;
    one == other || one == [b, a]
}
