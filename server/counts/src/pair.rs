//! Answers to two questions counted together, so that no small group can be read or computed: docs/counts.md.

mod audit;

use crate::line::Line;
use crate::{FEWEST, Shown};

/// One of the two questions.
pub(crate) struct Margin<'a> {
    /// How many chose each answer.
    pub(crate) counts: &'a [u64],
    /// The same as it is published.
    pub(crate) line: &'a Line,
    /// Whether several answers may be chosen. Otherwise everybody is in exactly one of them.
    pub(crate) many: bool,
}

impl Margin<'_> {
    /// Whether an answer is told, and may be told in parts.
    fn parts(&self, answer: usize) -> bool {
        let cell = self.line.cells.get(answer).copied();
        cell.and_then(Shown::number)
            .is_some_and(|count| count >= 2 * FEWEST)
    }
}

/// How often each answer to the first question came with each to the second: a row for each of the first.
struct Table<'a> {
    first: &'a Margin<'a>,
    second: &'a Margin<'a>,
    cells: &'a [Vec<u64>],
    /// Which cells are told.
    told: Vec<Vec<bool>>,
}

/// A row and a column.
type Place = (usize, usize);

/// What is published of the cells.
pub(crate) fn published(first: &Margin<'_>, second: &Margin<'_>, cells: &[Vec<u64>]) -> Vec<Vec<Shown>> {
    let mut table = Table {
        first,
        second,
        cells,
        told: told_at_first(first, second, cells),
    };
    // Each turn hides at least one more, so it ends.
    while table.told.iter().flatten().any(|told| *told) {
        let narrow = table.narrow();
        if narrow.is_empty() {
            return table.shown();
        }
        for (row, column) in table.beside(&narrow) {
            if let Some(told) = table.told.get_mut(row).and_then(|row| row.get_mut(column)) {
                *told = false;
            }
        }
    }
    // Not even which of them are small.
    cells.iter().map(|row| vec![Shown::Hidden; row.len()]).collect()
}

/// A cell may be told if both of its answers are, and neither it is small nor what it leaves of them. Within an answer that
/// is not told nothing is: that would tell how large it is.
fn told_at_first(first: &Margin<'_>, second: &Margin<'_>, cells: &[Vec<u64>]) -> Vec<Vec<bool>> {
    let leaves_enough =
        |count: u64, of: &Shown| of.number().is_some_and(|of| of.saturating_sub(count) >= FEWEST);
    let rows = cells.iter().zip(&first.line.cells);
    rows.map(|(row, of_row)| {
        let columns = row.iter().zip(&second.line.cells);
        let told = |(count, of_column): (&u64, &Shown)| {
            *count >= FEWEST && leaves_enough(*count, of_row) && leaves_enough(*count, of_column)
        };
        columns.map(told).collect()
    })
    .collect()
}

impl Table<'_> {
    fn shown(&self) -> Vec<Vec<Shown>> {
        let shown = |row: usize, column: usize, told: bool| match self.count((row, column)) {
            count if told => Shown::Number(count),
            _ if !self.in_parts((row, column)) => Shown::Hidden,
            count if count < FEWEST => Shown::Under,
            _ => Shown::Hidden,
        };
        let rows = self.told.iter().enumerate();
        rows.map(|(row, told)| {
            let columns = told.iter().enumerate();
            columns.map(|(column, told)| shown(row, column, *told)).collect()
        })
        .collect()
    }

    /// Whether both answers of a cell are told in parts. Of others it is not even told whether they are small.
    fn in_parts(&self, (row, column): Place) -> bool {
        self.first.parts(row) && self.second.parts(column)
    }

    /// Cells that are told, or those that are not, row by row.
    fn places(&self, told: bool) -> impl Iterator<Item = Place> {
        self.told.iter().enumerate().flat_map(move |(row, cells)| {
            let wanted = cells.iter().enumerate().filter(move |(_, cell)| **cell == told);
            wanted.map(move |(column, _)| (row, column))
        })
    }

    fn count(&self, (row, column): Place) -> u64 {
        let count = self.cells.get(row).and_then(|row| row.get(column));
        count.copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
