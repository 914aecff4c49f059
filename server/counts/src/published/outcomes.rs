//! What counsellors chose.

use super::{Coded, Of, Outcomes, PairTable, QuestionTable};
use crate::categories::label;
use crate::line::Line;
use crate::pair::{self, Margin};
use crate::{Answer, Categories, Cell, Choice, Question};

impl Of<'_> {
    pub(super) fn outcomes(self, over: bool, categories: &Categories) -> Outcomes {
        let dispositions = categories.dispositions.iter();
        let counts = self.counts(dispositions.map(|known| Cell::Disposition(known.code)));
        let total = counts.iter().sum();
        let line = Line::of_parts(&counts);
        let mut outcomes = Outcomes {
            total: line.total,
            dispositions: Vec::new(),
            questions: Vec::new(),
            pairs: Vec::new(),
        };
        if !over {
            return outcomes;
        }
        let codes = categories.dispositions.iter().map(|known| known.code);
        outcomes.dispositions = coded(&categories.dispositions, codes, &line);
        let asked: Vec<Asked<'_>> = categories
            .questions
            .iter()
            .map(|question| self.asked(question, total))
            .collect();
        outcomes.questions = asked
            .iter()
            .map(|Asked { question, line, .. }| QuestionTable {
                code: question.code,
                id: question.id.clone(),
                many: question.many,
                choices: coded(&question.choices, question.codes(), line),
            })
            .collect();
        let find = |code| asked.iter().find(|asked| asked.question.code == code);
        outcomes.pairs = categories
            .crossed()
            .filter_map(|(first, second)| Some(self.pair(find(first.code)?, find(second.code)?)))
            .collect();
        outcomes
    }

    fn asked<'a>(self, question: &'a Question, total: u64) -> Asked<'a> {
        let answers = question.choices.iter().map(|choice| Answer {
            question: question.code,
            choice: choice.code,
        });
        let mut counts = self.counts(answers.map(Cell::Answer));
        let line = if question.many {
            Line::of_choices(total, &counts)
        } else {
            counts.push(total.saturating_sub(counts.iter().sum()));
            Line::of_parts(&counts)
        };
        Asked {
            question,
            counts,
            line,
        }
    }

    fn pair(self, first: &Asked<'_>, second: &Asked<'_>) -> PairTable {
        let answer = |question: &Question, choice: &Choice| Answer {
            question: question.code,
            choice: choice.code,
        };
        let row = |choice: &Choice| {
            let one = answer(first.question, choice);
            let others = second.question.choices.iter();
            self.counts(others.map(|choice| Cell::Pair(one, answer(second.question, choice))))
        };
        let mut cells: Vec<Vec<u64>> = first.question.choices.iter().map(row).collect();
        // What is left of each answer was given where the other question was not filled in.
        if !second.question.many {
            for (row, of_row) in cells.iter_mut().zip(&first.counts) {
                row.push(of_row.saturating_sub(row.iter().sum()));
            }
        }
        if !first.question.many {
            let rest = second.counts.iter().enumerate().map(|(column, of_column)| {
                let told = cells.iter().filter_map(|row| row.get(column));
                of_column.saturating_sub(told.sum())
            });
            let rest = rest.collect();
            cells.push(rest);
        }
        PairTable {
            questions: [first.question.code, second.question.code],
            rows: first.question.codes().collect(),
            columns: second.question.codes().collect(),
            cells: pair::published(&first.margin(), &second.margin(), &cells),
        }
    }
}

/// A question, and how often each choice was made.
struct Asked<'a> {
    question: &'a Question,
    counts: Vec<u64>,
    line: Line,
}

impl Asked<'_> {
    fn margin(&self) -> Margin<'_> {
        Margin {
            counts: &self.counts,
            line: &self.line,
            many: self.question.many,
        }
    }
}

fn coded(choices: &[Choice], codes: impl Iterator<Item = u8>, line: &Line) -> Vec<Coded> {
    codes
        .zip(&line.cells)
        .map(|(code, count)| Coded {
            code,
            label: label(choices, code).to_owned(),
            count: *count,
        })
        .collect()
}
