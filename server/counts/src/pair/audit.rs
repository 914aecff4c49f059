//! Which numbers that are not told could be computed from those that are, and what is hidden then.

use super::{Place, Table};
use crate::FEWEST;
use crate::line::MANY;
use crate::network::{Edge, Network, Node};

/// How many different numbers must stay possible for one that is not told, less one: all that are under five.
const ROOM: u64 = FEWEST - 1;

/// Everything comes from outside, and where sums are not known it goes there at once.
const OUTSIDE: Node = 0;
const INTO_ROWS: Node = 1;
const OUT_OF_COLUMNS: Node = 2;
const FIRST_ROW: Node = 3;

/// Something that is not told.
#[derive(Debug, Clone, Copy)]
pub(super) enum Untold {
    Cell(Place),
    /// An answer to the first question, or what is not told of its cells.
    Row(usize),
    /// An answer to the second.
    Column(usize),
}

impl Table<'_> {
    /// What could be computed, or narrowed down to a few numbers.
    pub(super) fn narrow(&self) -> Vec<Untold> {
        let (untold, network) = self.network();
        let known = untold
            .into_iter()
            .enumerate()
            .filter(|(edge, _)| !network.has_room(*edge, ROOM));
        let mut narrow: Vec<Untold> = known.map(|(_, what)| what).collect();
        // What a sum leaves is a number too.
        if !self.second.many {
            let rows = (0..self.first.counts.len()).filter(|row| self.first.parts(*row));
            let few = rows.filter(|row| self.leaves_few(|place| place.0 == *row));
            narrow.extend(few.map(Untold::Row));
        }
        if !self.first.many {
            let columns = (0..self.second.counts.len()).filter(|column| self.second.parts(*column));
            let few = columns.filter(|column| self.leaves_few(|place| place.1 == *column));
            narrow.extend(few.map(Untold::Column));
        }
        narrow
    }

    /// What to hide for the sake of what is narrow: a cell beside one that is alone in its row or column, if there is such a
    /// one; else beside all of them; and the last there is where nothing is told beside it.
    pub(super) fn beside(&self, narrow: &[Untold]) -> Vec<Place> {
        let alone: Vec<Place> = narrow
            .iter()
            .filter_map(|what| self.beside_alone(*what))
            .collect();
        if !alone.is_empty() {
            return alone;
        }
        let beside = |what: &Untold| {
            let beside = match *what {
                Untold::Row(row) => self.last_in_row(row),
                Untold::Column(column) => self.last_in_column(column),
                Untold::Cell((row, column)) => self.last_in_row(row).or_else(|| self.last_in_column(column)),
            };
            beside.or_else(|| self.places(true).last())
        };
        narrow.iter().filter_map(beside).collect()
    }

    fn beside_alone(&self, what: Untold) -> Option<Place> {
        let alone = |of: &dyn Fn(Place) -> bool| self.places(false).filter(|place| of(*place)).count() == 1;
        match what {
            Untold::Cell((row, _)) | Untold::Row(row) if alone(&|place| place.0 == row) => {
                self.last_in_row(row)
            }
            Untold::Cell((_, column)) | Untold::Column(column) if alone(&|place| place.1 == column) => {
                self.last_in_column(column)
            }
            _ => None,
        }
    }

    fn last_in_row(&self, row: usize) -> Option<Place> {
        self.places(true).filter(|place| place.0 == row).last()
    }

    fn last_in_column(&self, column: usize) -> Option<Place> {
        self.places(true).filter(|place| place.1 == column).last()
    }

    /// Whether cells are not told that are few together.
    fn leaves_few(&self, of: impl Fn(Place) -> bool) -> bool {
        let mut untold = self.places(false).filter(|place| of(*place)).peekable();
        untold.peek().is_some() && untold.map(|place| self.count(place)).sum::<u64>() < FEWEST
    }

    /// All that is not told, and the sums that are.
    fn network(&self) -> (Vec<Untold>, Network) {
        let (rows, columns) = (self.first.counts.len(), self.second.counts.len());
        // A row adds up to its answer if everybody in it is in one column.
        let row = |row| {
            if self.second.many {
                OUTSIDE
            } else {
                FIRST_ROW + row
            }
        };
        let column = |column| {
            if self.first.many {
                OUTSIDE
            } else {
                FIRST_ROW + rows + column
            }
        };
        let into_rows = if self.first.many { OUTSIDE } else { INTO_ROWS };
        let out_of_columns = if self.second.many { OUTSIDE } else { OUT_OF_COLUMNS };
        let (mut untold, mut edges) = (Vec::new(), Vec::new());
        let mut add = |what, (from, to), flow, bounds| {
            untold.push(what);
            edges.push(Edge {
                from,
                to,
                flow,
                bounds,
            });
        };
        for place in self.places(false) {
            let count = self.count(place);
            let bounds = match count {
                _ if !self.in_parts(place) => (0, MANY),
                ..FEWEST => (0, FEWEST - 1),
                _ => (FEWEST, MANY),
            };
            add(
                Untold::Cell(place),
                (row(place.0), column(place.1)),
                count,
                bounds,
            );
        }
        for (number, count) in self.first.counts.iter().enumerate() {
            if let Some(bounds) = self.first.line.bounds(number) {
                add(Untold::Row(number), (into_rows, row(number)), *count, bounds);
            }
        }
        for (number, count) in self.second.counts.iter().enumerate() {
            if let Some(bounds) = self.second.line.bounds(number) {
                add(
                    Untold::Column(number),
                    (column(number), out_of_columns),
                    *count,
                    bounds,
                );
            }
        }
        let nodes = FIRST_ROW + rows + columns;
        (untold, Network { nodes, edges })
    }
}
