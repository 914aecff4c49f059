//! An attacker who knows docs/counts.md by heart and has all the time in the world.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

fn line(cells: &[u64]) -> String {
    let Line { total, cells } = Line::of_parts(cells);
    let cells: Vec<String> = cells.iter().map(Shown::to_string).collect();
    format!("{total}: {}", cells.join(" "))
}

/// Every way in which so many cells can have this sum.
pub(crate) fn tables(cells: usize, sum: u64) -> Vec<Vec<u64>> {
    if cells == 1 {
        return vec![vec![sum]];
    }
    (0..=sum)
        .flat_map(|first| {
            tables(cells - 1, sum - first).into_iter().map(move |mut rest| {
                rest.insert(0, first);
                rest
            })
        })
        .collect()
}

#[test]
fn a_row_of_large_cells_is_told_whole() {
    assert_eq!(line(&[20, 5, 9]), "34: 20 5 9");
}

#[test]
fn of_a_month_with_fewer_than_five_nothing_is_told() {
    assert_eq!(line(&[3, 0, 1]), "<5: <5 <5 <5");
    assert_eq!(line(&[0, 0]), "<5: <5 <5");
}

#[test]
fn a_small_cell_alone_would_be_the_rest_so_a_large_one_goes_with_it() {
    assert_eq!(line(&[20, 3, 12]), "35: 20 <5 hidden");
    assert_eq!(line(&[20, 12, 0]), "32: 20 hidden <5");
}

#[test]
fn small_cells_cover_each_other_when_they_are_enough() {
    assert_eq!(line(&[20, 3, 12, 2, 1]), "38: 20 <5 12 <5 <5");
}

#[test]
fn small_cells_that_are_all_nearly_five_do_not_cover_each_other() {
    assert_eq!(line(&[30, 4, 4]), "38: hidden <5 <5");
}

#[test]
fn a_large_cell_of_five_covers_nothing_so_more_go_with_it() {
    assert_eq!(line(&[30, 5, 3]), "38: hidden hidden <5");
}

#[test]
fn when_nothing_can_cover_the_small_cells_not_even_they_are_named() {
    assert_eq!(line(&[6, 1]), "7: hidden hidden");
}

#[test]
fn who_knows_how_it_is_done_and_tries_every_table_cannot_tell_one_hidden_number() {
    // The last is six cells of four, for which it takes the most to hide.
    for (cells, totals) in [(2, 0..=60), (3, 0..=40), (4, 0..=24), (5, 0..=16), (6, 24..=24)] {
        for total in totals {
            let mut seen: BTreeMap<Line, Vec<BTreeSet<u64>>> = BTreeMap::new();
            for table in tables(cells, total) {
                let possible = seen
                    .entry(Line::of_parts(&table))
                    .or_insert_with(|| vec![BTreeSet::new(); cells]);
                for (values, value) in possible.iter_mut().zip(table) {
                    values.insert(value);
                }
            }
            // A total of zero is not told, so whoever reads it thinks of the totals up to four as well.
            if total < FEWEST {
                continue;
            }
            for (line, possible) in seen {
                for (cell, values) in line.cells.iter().zip(&possible) {
                    let least = match cell {
                        Shown::Number(_) => continue,
                        Shown::Under => 3,
                        Shown::Hidden => 2,
                    };
                    assert!(values.len() >= least, "{line:?}: a cell is one of {values:?}");
                }
            }
        }
    }
}

proptest! {
    /// Whoever only subtracts, and knows no more than that a cell is under five, learns nothing by it.
    #[test]
    fn who_subtracts_finds_that_a_small_cell_may_be_anything_under_five(
        cells in prop::collection::vec(prop_oneof![3 => 0u64..7, 1 => 0u64..200], 1..30),
    ) {
        let line = Line::of_parts(&cells);
        let Some(total) = line.total.number() else {
            prop_assert!(line.cells.iter().all(|cell| *cell == Shown::Under));
            return Ok(());
        };
        let told: u64 = line.cells.iter().filter_map(|cell| cell.number()).sum();
        let rest = total - told;
        let bounds: Vec<(u64, u64)> = (0..cells.len()).filter_map(|place| line.bounds(place)).collect();
        prop_assert!(bounds.is_empty() == (rest == 0));
        prop_assert!(bounds.is_empty() || rest >= FEWEST, "a rest of {rest}");
        for (low, high) in &bounds {
            let least: u64 = bounds.iter().map(|(low, _)| low).sum::<u64>() - low;
            let most: u64 = bounds.iter().map(|(_, high)| high).sum::<u64>() - high;
            let (from, to) = ((*low).max(rest.saturating_sub(most)), (*high).min(rest - least));
            if *high < FEWEST {
                prop_assert_eq!((from, to), (0, FEWEST - 1));
            } else {
                prop_assert!(to - from >= FEWEST - 1, "{line:?}: {from} to {to}");
            }
        }
    }

    #[test]
    fn what_is_told_is_so(cells in prop::collection::vec(0u64..40, 1..20)) {
        let line = Line::of_parts(&cells);
        for (cell, count) in line.cells.iter().zip(&cells) {
            match cell {
                Shown::Number(number) => prop_assert!(number == count && *count >= FEWEST),
                Shown::Under => prop_assert!(*count < FEWEST),
                Shown::Hidden => {}
            }
        }
    }

    #[test]
    fn of_choices_neither_who_made_one_nor_who_did_not_are_told_when_they_are_few(
        total in 0u64..60,
        cells in prop::collection::vec(0u64..60, 1..8),
    ) {
        let cells: Vec<u64> = cells.into_iter().map(|cell| cell.min(total)).collect();
        for (cell, count) in Line::of_choices(total, &cells).cells.iter().zip(&cells) {
            match cell {
                Shown::Number(_) => prop_assert!(*count >= FEWEST && total - count >= FEWEST),
                Shown::Under => prop_assert!(*count < FEWEST),
                Shown::Hidden => prop_assert!(total - count < FEWEST || total < 2 * FEWEST),
            }
        }
    }
}
