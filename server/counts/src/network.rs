//! How far numbers that are not told could differ from what they are, while all that is told stays so.
//!
//! Rows and columns with known sums make a network: what flows into a row flows on through its cells into columns. A
//! number can be another one exactly if it lies on a circle along which others can give way, so an attacker who solves
//! all sums at once finds no more than this search does.

use std::collections::VecDeque;

/// A place where as much comes in as goes out.
pub(crate) type Node = usize;

/// One number that is not told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) from: Node,
    pub(crate) to: Node,
    /// What it is.
    pub(crate) flow: u64,
    /// What everybody knows of it: at least and at most.
    pub(crate) bounds: (u64, u64),
}

/// All numbers that are not told.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    pub(crate) nodes: usize,
    pub(crate) edges: Vec<Edge>,
}

impl Network {
    /// Whether the number on this edge could be so much larger or smaller, both together.
    pub(crate) fn has_room(&self, edge: usize, enough: u64) -> bool {
        let Some(Edge { from, to, .. }) = self.edges.get(edge).copied() else {
            return false;
        };
        if from == to {
            return true;
        }
        let (low, high) = self.residual(edge);
        let up = self.clone().push(edge, (to, from), enough.min(high));
        let down = enough.saturating_sub(up).min(low);
        up + self.clone().push(edge, (from, to), down) >= enough
    }

    /// How far an edge itself may go down and up.
    fn residual(&self, edge: usize) -> (u64, u64) {
        self.edges.get(edge).map_or((0, 0), |edge| {
            let (low, high) = edge.bounds;
            (edge.flow.saturating_sub(low), high.saturating_sub(edge.flow))
        })
    }

    /// Sends as much as it can, and at most so much, from one node to another past an edge. How much that is.
    fn push(mut self, past: usize, (from, to): (Node, Node), most: u64) -> u64 {
        let mut sent = 0;
        while sent < most {
            let Some(path) = self.path(past, from, to) else {
                break;
            };
            let room = path.iter().map(|(edge, up)| {
                let (low, high) = self.residual(*edge);
                if *up { high } else { low }
            });
            let amount = room.min().unwrap_or(0).min(most - sent);
            for (edge, up) in path {
                if let Some(edge) = self.edges.get_mut(edge) {
                    edge.flow = if up {
                        edge.flow + amount
                    } else {
                        edge.flow - amount
                    };
                }
            }
            sent += amount;
        }
        sent
    }

    /// The shortest way along edges that may go up, or backwards along edges that may go down.
    fn path(&self, past: usize, from: Node, to: Node) -> Option<Vec<(usize, bool)>> {
        let mut came: Vec<Option<(usize, bool)>> = vec![None; self.nodes];
        let mut todo = VecDeque::from([from]);
        while let Some(node) = todo.pop_front() {
            for (number, edge) in self
                .edges
                .iter()
                .enumerate()
                .filter(|(number, _)| *number != past)
            {
                let (low, high) = self.residual(number);
                for (begin, end, room, up) in
                    [(edge.from, edge.to, high, true), (edge.to, edge.from, low, false)]
                {
                    if begin == node
                        && room > 0
                        && end != from
                        && let Some(seen @ None) = came.get_mut(end)
                    {
                        *seen = Some((number, up));
                        todo.push_back(end);
                    }
                }
            }
        }
        let mut path = Vec::new();
        let mut node = to;
        while node != from {
            let (number, up) = came.get(node).copied()??;
            path.push((number, up));
            let edge = self.edges.get(number)?;
            node = if up { edge.from } else { edge.to };
        }
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every cell of a table whose sums are known is an edge from its row to its column.
    fn table(cells: &[[u64; 3]; 2]) -> Network {
        let edges = (0..2).flat_map(|row| {
            (0..3).map(move |column| Edge {
                from: row,
                to: 2 + column,
                flow: cells[row][column],
                bounds: (0, 1_000),
            })
        });
        Network {
            nodes: 5,
            edges: edges.collect(),
        }
    }

    #[test]
    fn a_number_that_is_alone_in_its_row_is_known() {
        let mut alone = table(&[[7, 7, 7], [7, 7, 7]]);
        alone.edges.truncate(4);
        assert!(!alone.has_room(1, 1), "its column has only it");
        assert!(alone.has_room(0, 0));
        assert!(!table(&[[0, 0, 0], [7, 7, 7]]).has_room(0, 1), "its row is empty");
        assert!(table(&[[7, 7, 7], [7, 7, 7]]).has_room(0, 14));
        assert!(!table(&[[7, 7, 7], [7, 7, 7]]).has_room(0, 15));
    }

    proptest! {
        /// The search finds what trying every table finds.
        #[test]
        fn the_search_finds_every_table(cells: [[u8; 3]; 2]) {
            let cells = cells.map(|row| row.map(|cell| u64::from(cell % 6)));
            let [one, other] = cells;
            let rows = [one.iter().sum::<u64>(), other.iter().sum()];
            let columns = [0, 1, 2].map(|column| one[column] + other[column]);
            let mut seen = Vec::new();
            for a in 0..=columns[0] {
                for b in 0..=columns[1] {
                    let Some(c) = rows[0].checked_sub(a + b) else { continue };
                    if c <= columns[2] {
                        seen.push([a, b, c]);
                    }
                }
            }
            for column in 0..3 {
                let values = || seen.iter().map(|row| row[column]);
                let room = values().max().unwrap() - values().min().unwrap();
                prop_assert!(table(&cells).has_room(column, room));
                prop_assert!(!table(&cells).has_room(column, room + 1));
            }
        }
    }
}
