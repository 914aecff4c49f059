//! What may be told of a month: docs/counts.md says why nothing under five is in it or can be computed from it.

mod evenings;
mod outcomes;

use serde::Serialize;

use crate::{Categories, Cell, Month, Shown, Sums};

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

/// Answers to two questions.
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
        let (tables, hours) = of.evenings();
        Self {
            month,
            over,
            tables,
            hours,
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
}
