//! The same attacker before two questions: he knows how it is done, and both questions' own tables.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::line;

/// Two questions with one answer each, as they are published.
struct Table {
    rows: Line,
    columns: Line,
    cells: Vec<Vec<Shown>>,
}

fn table(cells: &[Vec<u64>]) -> Table {
    let rows: Vec<u64> = cells.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<u64> = (0..cells[0].len())
        .map(|column| cells.iter().map(|row| row[column]).sum())
        .collect();
    let (of_rows, of_columns) = (Line::of_parts(&rows), Line::of_parts(&columns));
    let margin = |counts, line| Margin {
        counts,
        line,
        many: false,
    };
    let cells = published(
        &margin(rows.as_slice(), &of_rows),
        &margin(columns.as_slice(), &of_columns),
        cells,
    );
    Table {
        rows: of_rows,
        columns: of_columns,
        cells,
    }
}

fn words(cells: &[Vec<Shown>]) -> Vec<String> {
    let row = |row: &Vec<Shown>| row.iter().map(Shown::to_string).collect::<Vec<_>>().join(" ");
    cells.iter().map(row).collect()
}

#[test]
fn two_questions_with_large_groups_are_told_whole() {
    assert_eq!(
        words(&table(&[vec![20, 30], vec![9, 12]]).cells),
        ["20 30", "9 12"]
    );
}

#[test]
fn a_small_group_takes_with_it_what_it_could_be_computed_from() {
    let cells = table(&[vec![20, 30, 2], vec![9, 12, 25], vec![31, 32, 33]]).cells;
    assert_eq!(words(&cells), ["20 hidden <5", "9 12 25", "31 hidden hidden"]);
}

#[test]
fn of_a_month_with_many_conversations_most_of_what_is_not_small_is_told() {
    // As it is: few answers are frequent, and most are seldom.
    let counts = |row: u64, column: u64| 240 / ((row + 1) * (column + 1) + row);
    let cells: Vec<Vec<u64>> = (0..12)
        .map(|row| (0..8).map(|column| counts(row, column)).collect())
        .collect();
    let large = cells.iter().flatten().filter(|count| **count >= FEWEST).count();
    let told = table(&cells).cells.concat();
    let told = told.iter().filter(|cell| cell.number().is_some()).count();
    assert!(large > 40 && told * 4 > large * 3, "{told} of {large}");
}

#[test]
fn an_answer_that_nearly_everybody_gave_to_both_is_not_told() {
    let counts = [vec![19, 0], vec![1, 20]];
    let [rows, columns] = [[20, 20], [20, 20]];
    let line = Line::of_choices(40, &rows);
    let margin = |counts, line| Margin {
        counts,
        line,
        many: true,
    };
    let cells = published(
        &margin(rows.as_slice(), &line),
        &margin(columns.as_slice(), &line),
        &counts,
    );
    assert_eq!(words(&cells), ["hidden hidden", "hidden hidden"]);
}

#[test]
fn who_knows_how_it_is_done_and_tries_every_table_cannot_tell_one_hidden_number() {
    for (rows, columns, most) in [(2, 2, 44), (2, 3, 22), (3, 2, 20)] {
        for total in FEWEST..=most {
            let mut seen = BTreeMap::new();
            for flat in line::tests::tables(rows * columns, total) {
                let cells: Vec<Vec<u64>> = flat.chunks(columns).map(<[u64]>::to_vec).collect();
                let Table { rows, columns, cells } = table(&cells);
                let published: Vec<Shown> = cells.concat();
                let possible = seen
                    .entry((rows, columns, published))
                    .or_insert_with(|| vec![BTreeSet::new(); flat.len()]);
                for (values, value) in possible.iter_mut().zip(flat) {
                    values.insert(value);
                }
            }
            for ((of_rows, of_columns, cells), possible) in seen {
                for (cell, values) in cells.iter().zip(&possible) {
                    let open = cell.number().is_some() || values.len() >= 2;
                    assert!(open, "{of_rows:?} {of_columns:?} {cells:?}: one of {values:?}");
                }
            }
        }
    }
}

fn many_and_one() -> impl Strategy<Value = (Vec<Vec<u64>>, Vec<u64>, u64)> {
    let row = prop::collection::vec(prop_oneof![2 => 0u64..8, 1 => 0u64..60], 4);
    prop::collection::vec(row, 1..6).prop_flat_map(|cells| {
        let rows = cells.iter().map(|row| row.iter().sum::<u64>()).max().unwrap_or(0);
        (Just(cells), prop::collection::vec(0u64..40, 4), rows..rows + 100)
    })
}

proptest! {
    /// Of a question with several answers and one with a single one the rows add up.
    #[test]
    fn in_a_row_that_adds_up_nothing_is_the_rest((cells, more, total) in many_and_one()) {
        let rows: Vec<u64> = cells.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<u64> = (0..4)
            .map(|column| cells.iter().map(|row| row[column]).max().unwrap() + more[column])
            .collect();
        let (of_rows, of_columns) = (Line::of_choices(total, &rows), Line::of_parts(&columns));
        let first = Margin { counts: &rows, line: &of_rows, many: true };
        let second = Margin { counts: &columns, line: &of_columns, many: false };
        let shown = published(&first, &second, &cells);
        for (row, (shown, cells)) in shown.iter().zip(&cells).enumerate() {
            let told: u64 = shown.iter().filter_map(|cell| cell.number()).sum();
            let hidden = shown.iter().filter(|cell| cell.number().is_none()).count();
            if of_rows.cells[row].number().is_some() && hidden > 0 {
                prop_assert!(hidden > 1 && rows[row] - told >= FEWEST, "{shown:?} of {}", rows[row]);
            }
            for (column, (cell, count)) in shown.iter().zip(cells).enumerate() {
                let Some(number) = cell.number() else { continue };
                prop_assert!(number == *count && number >= FEWEST);
                // Neither are those few who gave one of the answers and not the other.
                for of in [of_rows.cells[row], of_columns.cells[column]] {
                    prop_assert!(of.number().is_none_or(|of| of - number >= FEWEST));
                }
            }
        }
    }

    #[test]
    fn what_is_told_of_two_questions_is_so_and_not_small(
        cells in prop::collection::vec(prop::collection::vec(prop_oneof![2 => 0u64..8, 1 => 0u64..60], 5), 1..7),
    ) {
        let Table { cells: shown, .. } = table(&cells);
        for (shown, counts) in shown.concat().iter().zip(cells.concat()) {
            prop_assert!(shown.number().is_none_or(|number| number == counts && number >= FEWEST));
        }
    }
}
