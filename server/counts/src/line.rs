//! A row of cells and their total, so that neither a small cell can be read nor one computed: docs/counts.md.

use crate::{FEWEST, Shown};

/// A row of cells as it is published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    pub(crate) total: Shown,
    pub(crate) cells: Vec<Shown>,
}

impl Line {
    /// Cells that are parts of their total: every event is in one of them.
    pub(crate) fn of_parts(cells: &[u64]) -> Self {
        let total = sum(cells);
        if total < FEWEST {
            return Self::under(cells.len());
        }
        let hide = match hidden_with(cells) {
            Some(first_hidden) => first_hidden,
            // Not even which of them are small: with so few cells that are not, it could be computed what these are.
            None => return Self::hidden(total, cells.len()),
        };
        let shown = |(place, count): (usize, &u64)| match *count {
            count if count < FEWEST => Shown::Under,
            _ if place >= hide => Shown::Hidden,
            count => Shown::Number(count),
        };
        Self {
            total: Shown::Number(total),
            cells: cells.iter().enumerate().map(shown).collect(),
        }
    }

    /// Cells that each hold some of `total` events; an event may be in several of them or in none. So nothing is known of
    /// one from the others, but those that a cell does not hold can be computed.
    pub(crate) fn of_choices(total: u64, cells: &[u64]) -> Self {
        match total {
            ..FEWEST => Self::under(cells.len()),
            _ if total < 2 * FEWEST => Self::hidden(total, cells.len()),
            _ => Self {
                total: Shown::Number(total),
                cells: cells.iter().map(|count| choice(*count, total)).collect(),
            },
        }
    }

    /// What one who reads it knows of a cell that is not told: at least and at most.
    pub(crate) fn bounds(&self, place: usize) -> Option<(u64, u64)> {
        match self.cells.get(place)? {
            Shown::Number(_) => None,
            Shown::Under => Some((0, FEWEST - 1)),
            // Where every cell is hidden, so is whether it is small.
            Shown::Hidden if self.is_hidden() => Some((0, MANY)),
            Shown::Hidden => Some((FEWEST, MANY)),
        }
    }

    /// Whether it is told of no cell even that it is small or is not.
    pub(crate) fn is_hidden(&self) -> bool {
        self.cells.iter().all(|cell| *cell == Shown::Hidden)
    }

    fn under(cells: usize) -> Self {
        Self {
            total: Shown::Under,
            cells: vec![Shown::Under; cells],
        }
    }

    fn hidden(total: u64, cells: usize) -> Self {
        Self {
            total: Shown::Number(total),
            cells: vec![Shown::Hidden; cells],
        }
    }
}

/// More than anything that is counted.
pub(crate) const MANY: u64 = 1 << 40;

/// From which cell on none is told, for the sake of those that are under five. None if nothing helps.
fn hidden_with(cells: &[u64]) -> Option<usize> {
    let small = || cells.iter().filter(|count| **count < FEWEST);
    if small().count() == 0 {
        return Some(cells.len());
    }
    // Who subtracts what is told from the total knows the rest: five at least, and not so many that each must be large.
    // Cells that are zero may be known to be, such as hours at which it is closed, and are no cover for the others.
    let rest: u64 = small().sum();
    let filled = small().filter(|count| **count > 0).count() as u64;
    if rest >= FEWEST && rest <= (FEWEST - 1) * filled.saturating_sub(1) {
        return Some(cells.len());
    }
    // Otherwise larger ones go with them, from the end on, until what is hidden is five more than what everybody knows:
    // that the larger are five each. That this is enough one can see from what is told, so it tells nothing more.
    let mut beyond = rest;
    for (place, count) in cells.iter().enumerate().rev() {
        beyond = beyond.saturating_add(count.saturating_sub(FEWEST));
        if *count >= FEWEST && beyond >= FEWEST {
            return Some(place);
        }
    }
    None
}

fn choice(count: u64, total: u64) -> Shown {
    if count >= FEWEST && total.saturating_sub(count) < FEWEST {
        return Shown::Hidden;
    }
    Shown::alone(count)
}

fn sum(cells: &[u64]) -> u64 {
    cells.iter().fold(0, |sum, count| sum.saturating_add(*count))
}

#[cfg(test)]
pub(crate) mod tests;
