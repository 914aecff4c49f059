//! What may be told of a month: docs/counts.md says why nothing under five is in it or can be computed from it.

use serde::Serialize;

use crate::categories::label;
use crate::line::Line;
use crate::pair::{self, Margin};
use crate::{Answer, Categories, Cell, Choice, Hour, Lasted, Month, Question, Shown, Sums, Waited, What};

/// One month, ready to be handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Published {
    /// Which.
    pub month: Month,
    /// Whether it is over. Until then only the number of its outcomes is told: who compares two tables of a month that
    /// is not over reads what was chosen about a single conversation between them.
    pub over: bool,
    /// How many came, were reached, left, and so on.
    pub tables: Vec<Table>,
    /// The same by the hour of the week.
    pub hours: Vec<Hours>,
    /// What counsellors chose when conversations were over.
    pub outcomes: Outcomes,
}

/// A total, and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What was counted.
    pub what: &'static str,
    /// All of it.
    pub total: Shown,
    /// By what the cells are told apart; nothing if there are none.
    pub by: Option<&'static str>,
    /// The parts. Their codes count up from the shortest.
    pub cells: Vec<Coded>,
}

/// The 168 hours of the week, from Monday at midnight on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// What was counted.
    pub what: &'static str,
    /// One for each hour.
    pub counts: Vec<Shown>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coded {
    /// Its code; 0 in a question is what was not filled in.
    pub code: u8,
    /// What it means.
    pub label: String,
    /// How many.
    pub count: Shown,
}

/// What counsellors chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcomes {
    /// How many chose anything.
    pub total: Shown,
    /// How conversations ended. Empty until the month is over, and so are the others.
    pub dispositions: Vec<Coded>,
    /// What was answered.
    pub questions: Vec<QuestionTable>,
    /// Answers to two questions.
    pub pairs: Vec<PairTable>,
}

/// Answers to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionTable {
    /// Its code.
    pub code: u8,
    /// Its name in the organisation's file.
    pub id: String,
    /// Whether several choices may be made, so that they add up to more than the total.
    pub many: bool,
    /// One for each choice, and where they add up to the total one for what was not filled in.
    pub choices: Vec<Coded>,
}

/// Answers to two questions. A cell is a number or hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PairTable {
    /// The questions' codes.
    pub questions: [u8; 2],
    /// The choices of the first, one for each row.
    pub rows: Vec<u8>,
    /// The choices of the second, one for each column.
    pub columns: Vec<u8>,
    /// The cells.
    pub cells: Vec<Vec<Shown>>,
}

impl Published {
    /// What may be told of a month. `over` is whether it is.
    #[must_use]
    pub fn new(sums: &Sums, month: Month, over: bool, categories: &Categories) -> Self {
        let of = Of { sums, month };
        let alone = |what| Line::of_parts(&sums.hours(month, what));
        let reached = of.line(Waited::all().map(Cell::Reached));
        let left = of.line(Waited::all().filter(|waited| waited.queued()).map(Cell::Left));
        let lasted = of.line(Lasted::all().map(Cell::Over));
        let at_once = reached.cells.first().copied().unwrap_or(Shown::Hidden);
        let after_waiting = match (reached.total, at_once) {
            (Shown::Number(total), Shown::Number(at_once)) => Shown::Number(total.saturating_sub(at_once)),
            _ => Shown::Hidden,
        };
        let queued = after_waiting.and(left.total);
        let total = |what, total| Table {
            what,
            total,
            by: None,
            cells: Vec::new(),
        };
        let waits = || Waited::all().map(|waited| (waited.number(), waited.words()));
        let lengths = Lasted::all().map(|lasted| (lasted.number(), lasted.words()));
        let tables = vec![
            total("arrived", alone(What::Arrived).total),
            table("reached", reached, "waited", waits()),
            total("queued", queued),
            table("left", left, "waited", waits().skip(1)),
            table("conversation", lasted, "lasted", lengths),
            total("exit", alone(What::Exit).total),
            total("handed-over", alone(What::HandedOver).total),
        ];
        Self {
            month,
            over,
            tables,
            hours: of.hours(at_once),
            outcomes: of.outcomes(over, categories),
        }
    }
}

/// The counters of one month.
#[derive(Clone, Copy)]
struct Of<'a> {
    sums: &'a Sums,
    month: Month,
}

impl Of<'_> {
    fn counts(self, cells: impl Iterator<Item = Cell>) -> Vec<u64> {
        cells.map(|cell| self.sums.get(self.month, cell)).collect()
    }

    fn line(self, cells: impl Iterator<Item = Cell>) -> Line {
        Line::of_parts(&self.counts(cells))
    }

    /// Whether somebody waited first is told by the hour only if it is told of the month: otherwise the sums of the hours
    /// would tell it.
    fn hours(self, at_once: Shown) -> Vec<Hours> {
        let mut hours = vec![self.hours_of("arrived", &[What::Arrived])];
        match at_once.number() {
            Some(_) => {
                hours.push(self.hours_of("reached-at-once", &[What::AtOnce]));
                hours.push(self.hours_of("reached-after-waiting", &[What::AfterWaiting]));
            }
            None => hours.push(self.hours_of("reached", &[What::AtOnce, What::AfterWaiting])),
        }
        hours.push(self.hours_of("left", &[What::Left]));
        hours.push(self.hours_of("conversation", &[What::Over]));
        hours.push(self.hours_of("exit", &[What::Exit]));
        hours.push(self.hours_of("handed-over", &[What::HandedOver]));
        hours
    }

    fn hours_of(self, what: &'static str, sum: &[What]) -> Hours {
        let hour = |hour| {
            let of = |what: &What| self.sums.get(self.month, Cell::Hour(*what, hour));
            sum.iter().map(of).sum()
        };
        let counts: Vec<u64> = Hour::all().map(hour).collect();
        Hours {
            what,
            counts: Line::of_parts(&counts).cells,
        }
    }

    fn outcomes(self, over: bool, categories: &Categories) -> Outcomes {
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

fn table(
    what: &'static str,
    line: Line,
    by: &'static str,
    buckets: impl Iterator<Item = (u8, &'static str)>,
) -> Table {
    let cells = buckets.zip(line.cells).map(|((code, words), count)| Coded {
        code,
        label: words.to_owned(),
        count,
    });
    Table {
        what,
        total: line.total,
        by: Some(by),
        cells: cells.collect(),
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
