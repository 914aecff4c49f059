//! What an organisation lets its counsellors choose, in the words of the counts.

use luwte_counts::{Categories, Choice, Question};

use crate::organisation::{self, Outcomes};

/// Labels are in one language: whoever reads a table reads one.
pub(crate) fn categories(outcomes: &Outcomes, language: &str) -> Categories {
    let choices = |choices: &[organisation::Choice]| self::choices(choices, language);
    Categories {
        dispositions: choices(&outcomes.dispositions),
        questions: outcomes
            .questions
            .iter()
            .map(|question| Question {
                code: question.code,
                id: question.id.clone(),
                many: question.many,
                choices: choices(&question.choices),
            })
            .collect(),
        pairs: outcomes.pairs.clone(),
    }
}

fn choices(choices: &[organisation::Choice], language: &str) -> Vec<Choice> {
    choices
        .iter()
        .map(|choice| Choice {
            code: choice.code,
            label: choice.label.get(language).to_owned(),
        })
        .collect()
}
