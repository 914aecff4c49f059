//! Answers to two questions counted together, so that no small group can be read or computed: docs/counts.md.

use crate::line::{Line, MANY};
use crate::network::{Edge, Network, Node};
use crate::{FEWEST, Shown};

/// How many different numbers must be possible for a cell that is hidden, less one.
const ROOM: u64 = FEWEST;
/// The same for an answer to one question, which its own table has seen to.
const MARGIN_ROOM: u64 = FEWEST - 1;

/// One of the two questions.
pub(crate) struct Margin<'a> {
    /// How many chose each answer.
    pub(crate) counts: &'a [u64],
    /// The same as it is published.
    pub(crate) line: &'a Line,
    /// Whether several answers may be chosen. Otherwise everybody is in exactly one of them.
    pub(crate) many: bool,
}

/// What is published of the cells: each is a number or hidden. `cells` has a row for each answer to the first question.
pub(crate) fn published(first: &Margin<'_>, second: &Margin<'_>, cells: &[Vec<u64>]) -> Vec<Vec<Shown>> {
    let mut told = told_at_first(first, second, cells);
    // Each turn hides at least one more, so it ends.
    loop {
        let also = to_hide(first, second, cells, &told);
        if also.is_empty() {
            break;
        }
        for place in also {
            hide(&mut told, place);
        }
    }
    let shown = |(count, told): (&u64, &bool)| {
        if *told {
            Shown::Number(*count)
        } else {
            Shown::Hidden
        }
    };
    cells
        .iter()
        .zip(&told)
        .map(|(counts, told)| counts.iter().zip(told).map(shown).collect())
        .collect()
}

/// A cell may be told if it is not small, and neither is what it leaves of its answers.
fn told_at_first(first: &Margin<'_>, second: &Margin<'_>, cells: &[Vec<u64>]) -> Vec<Vec<bool>> {
    let large = |count: u64, of: u64| of.saturating_sub(count) >= FEWEST;
    let rows = cells.iter().zip(first.counts);
    rows.map(|(row, of_row)| {
        let columns = row.iter().zip(second.counts);
        columns
            .map(|(count, of_column)| *count >= FEWEST && large(*count, *of_row) && large(*count, *of_column))
            .collect()
    })
    .collect()
}

type Place = (usize, usize);

/// One of the numbers that are not told.
#[derive(Clone, Copy)]
enum Untold {
    Cell(Place),
    Row(usize),
    Column(usize),
}

/// For every number that is not told and could be computed, one more cell to hide.
fn to_hide(first: &Margin<'_>, second: &Margin<'_>, cells: &[Vec<u64>], told: &[Vec<bool>]) -> Vec<Place> {
    let (untold, network) = network(first, second, cells, told);
    let narrow = untold.iter().enumerate().filter(|(edge, what)| {
        let enough = match what {
            Untold::Cell(_) => ROOM,
            Untold::Row(_) | Untold::Column(_) => MARGIN_ROOM,
        };
        !network.has_room(*edge, enough)
    });
    let last = |wanted: &dyn Fn(Place) -> bool| places(told, true).filter(|place| wanted(*place)).last();
    let alone =
        |wanted: &dyn Fn(Place) -> bool| places(told, false).filter(|place| wanted(*place)).count() < 2;
    narrow
        .filter_map(|(_, what)| {
            let beside = match *what {
                Untold::Cell((row, column)) => {
                    let (in_row, in_column) =
                        (|place: Place| place.0 == row, |place: Place| place.1 == column);
                    // Beside it first where nothing else is hidden.
                    if alone(&in_row) || !alone(&in_column) {
                        last(&in_row).or_else(|| last(&in_column))
                    } else {
                        last(&in_column).or_else(|| last(&in_row))
                    }
                }
                Untold::Row(row) => last(&|place| place.0 == row),
                Untold::Column(column) => last(&|place| place.1 == column),
            };
            beside.or_else(|| last(&|_| true))
        })
        .collect()
}

/// Cells that are told, or those that are not, row by row.
fn places(told: &[Vec<bool>], wanted: bool) -> impl Iterator<Item = Place> {
    told.iter().enumerate().flat_map(move |(row, told)| {
        let wanted = told.iter().enumerate().filter(move |(_, told)| **told == wanted);
        wanted.map(move |(column, _)| (row, column))
    })
}

/// Everything comes from outside, and where sums are not known it goes there at once.
const OUTSIDE: Node = 0;
const INTO_ROWS: Node = 1;
const OUT_OF_COLUMNS: Node = 2;
const FIRST_ROW: Node = 3;

fn network(
    first: &Margin<'_>,
    second: &Margin<'_>,
    cells: &[Vec<u64>],
    told: &[Vec<bool>],
) -> (Vec<Untold>, Network) {
    let first_column = FIRST_ROW + cells.len();
    // A row has a known sum if everybody in it is in one column.
    let row = |row| if second.many { OUTSIDE } else { FIRST_ROW + row };
    let column = |column| {
        if first.many {
            OUTSIDE
        } else {
            first_column + column
        }
    };
    let into_rows = if first.many { OUTSIDE } else { INTO_ROWS };
    let out_of_columns = if second.many { OUTSIDE } else { OUT_OF_COLUMNS };
    let mut untold = Vec::new();
    let mut edges = Vec::new();
    for (number, (counts, told)) in cells.iter().zip(told).enumerate() {
        for (place, (count, _)) in counts
            .iter()
            .zip(told)
            .enumerate()
            .filter(|(_, (_, told))| !**told)
        {
            untold.push(Untold::Cell((number, place)));
            edges.push(Edge {
                from: row(number),
                to: column(place),
                flow: *count,
                bounds: (0, MANY),
            });
        }
    }
    for (number, flow) in first.counts.iter().enumerate() {
        if let Some(bounds) = first.line.bounds(number) {
            untold.push(Untold::Row(number));
            edges.push(Edge {
                from: into_rows,
                to: row(number),
                flow: *flow,
                bounds,
            });
        }
    }
    for (number, flow) in second.counts.iter().enumerate() {
        if let Some(bounds) = second.line.bounds(number) {
            untold.push(Untold::Column(number));
            edges.push(Edge {
                from: column(number),
                to: out_of_columns,
                flow: *flow,
                bounds,
            });
        }
    }
    let nodes = first_column + second.counts.len();
    (untold, Network { nodes, edges })
}

fn hide(told: &mut [Vec<bool>], (row, column): Place) {
    if let Some(told) = told.get_mut(row).and_then(|row| row.get_mut(column)) {
        *told = false;
    }
}

#[cfg(test)]
mod tests;
