//! What a counsellor chose when a conversation was over. It is taken apart into counters, and is nowhere as a whole.

use crate::{Categories, Cell};

/// One answer to one question, by their codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Answer {
    /// The question.
    pub question: u8,
    /// What was chosen.
    pub choice: u8,
}

/// What a counsellor chose about one conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub disposition: u8,
    /// Answers to any of the questions.
    pub answers: Vec<Answer>,
}

/// Why an outcome is not counted. Nothing of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutcomeRefused {
    /// The disposition is not one of the organisation's.
    #[error("Disposition {0} is not in desk/outcomes.toml. Load the console anew.")]
    Disposition(u8),
    /// The question is not one of the organisation's.
    #[error("Question {0} is not in desk/outcomes.toml. Load the console anew.")]
    Question(u8),
    /// The choice is not one of the question's.
    #[error("Question {} has no choice {} in desk/outcomes.toml. Load the console anew.", .0.question, .0.choice)]
    Choice(Answer),
    /// An answer came twice, or a second one to a question that takes one.
    #[error("Question {0} is answered more often than it may be.")]
    Twice(u8),
}

impl Categories {
    /// The cells that an outcome is added to.
    pub fn cells(&self, outcome: &Outcome) -> Result<Vec<Cell>, OutcomeRefused> {
        let disposition = outcome.disposition;
        if !self.dispositions.iter().any(|known| known.code == disposition) {
            return Err(OutcomeRefused::Disposition(disposition));
        }
        let mut cells = vec![Cell::Disposition(disposition)];
        for (before, answer) in outcome.answers.iter().enumerate() {
            let question = self
                .question(answer.question)
                .ok_or(OutcomeRefused::Question(answer.question))?;
            if !question.has(answer.choice) {
                return Err(OutcomeRefused::Choice(*answer));
            }
            let again =
                |earlier: &Answer| earlier == answer || !question.many && earlier.question == answer.question;
            if outcome.answers.iter().take(before).any(again) {
                return Err(OutcomeRefused::Twice(answer.question));
            }
            cells.push(Cell::Answer(*answer));
        }
        for (first, second) in self.crossed() {
            let of = |code| {
                outcome
                    .answers
                    .iter()
                    .filter(move |answer| answer.question == code)
            };
            for one in of(first.code) {
                cells.extend(of(second.code).map(|other| Cell::Pair(*one, *other)));
            }
        }
        Ok(cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Choice, Question};

    fn categories() -> Categories {
        let choices = |codes: &[u8]| {
            let choice = |code: &u8| Choice {
                code: *code,
                label: format!("choice {code}"),
            };
            codes.iter().map(choice).collect::<Vec<_>>()
        };
        let question = |code, many| Question {
            code,
            id: format!("question-{code}"),
            many,
            choices: choices(&[1, 2, 3]),
        };
        Categories {
            dispositions: choices(&[1, 2]),
            questions: vec![question(1, true), question(5, false), question(7, false)],
            pairs: vec![[5, 1]],
        }
    }

    fn answer(question: u8, choice: u8) -> Answer {
        Answer { question, choice }
    }

    fn cells(disposition: u8, answers: &[Answer]) -> Result<Vec<Cell>, OutcomeRefused> {
        categories().cells(&Outcome {
            disposition,
            answers: answers.to_vec(),
        })
    }

    #[test]
    fn an_outcome_is_counted_by_disposition_by_answer_and_by_the_pairs_that_are_named() {
        let (young, family, school, seldom) = (answer(5, 1), answer(1, 2), answer(1, 3), answer(7, 1));
        assert_eq!(
            cells(2, &[young, family, school, seldom]),
            Ok(vec![
                Cell::Disposition(2),
                Cell::Answer(young),
                Cell::Answer(family),
                Cell::Answer(school),
                Cell::Answer(seldom),
                Cell::Pair(family, young),
                Cell::Pair(school, young),
            ])
        );
        assert_eq!(cells(1, &[]), Ok(vec![Cell::Disposition(1)]));
    }

    #[test]
    fn what_the_organisation_did_not_write_is_not_counted() {
        for (disposition, answers, refused) in [
            (3, vec![], OutcomeRefused::Disposition(3)),
            (0, vec![], OutcomeRefused::Disposition(0)),
            (1, vec![answer(2, 1)], OutcomeRefused::Question(2)),
            (1, vec![answer(5, 9)], OutcomeRefused::Choice(answer(5, 9))),
            (1, vec![answer(5, 0)], OutcomeRefused::Choice(answer(5, 0))),
            (1, vec![answer(5, 1), answer(5, 2)], OutcomeRefused::Twice(5)),
            (1, vec![answer(1, 1), answer(1, 1)], OutcomeRefused::Twice(1)),
        ] {
            assert_eq!(cells(disposition, &answers), Err(refused));
        }
    }
}
