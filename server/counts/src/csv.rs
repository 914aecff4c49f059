//! The same numbers as a table for a spreadsheet: one line for each of them, comma-separated (RFC 4180).

use std::fmt::Write;

use crate::categories::label;
use crate::published::PairTable;
use crate::{Categories, Coded, Hour, Published, Shown};

/// What is in every line.
const HEAD: &str = "month,what,by,code,value,count\n";

/// Months as comma-separated values. `categories` says what codes mean.
#[must_use]
pub fn csv(months: &[Published], categories: &Categories) -> String {
    let mut lines = Lines(HEAD.to_owned());
    for published in months {
        month(&mut lines, published, categories);
    }
    lines.0
}

struct Lines(String);

impl Lines {
    fn add(&mut self, [month, what, by, code, value]: [&str; 5], count: Shown) {
        let fields = [month, what, by, code, value].map(quoted).join(",");
        let _ = writeln!(self.0, "{fields},{count}");
    }

    fn coded(&mut self, [month, what, by]: [&str; 3], cells: &[Coded]) {
        for cell in cells {
            let value = if cell.label.is_empty() {
                "not filled in"
            } else {
                &cell.label
            };
            self.add([month, what, by, &cell.code.to_string(), value], cell.count);
        }
    }
}

fn month(lines: &mut Lines, published: &Published, categories: &Categories) {
    let month = &published.month.to_string();
    for table in &published.tables {
        lines.add([month, table.what, "total", "", ""], table.total);
        lines.coded([month, table.what, table.by.unwrap_or_default()], &table.cells);
    }
    let outcomes = &published.outcomes;
    lines.add([month, "outcome", "total", "", ""], outcomes.total);
    lines.coded([month, "outcome", "disposition"], &outcomes.dispositions);
    for question in &outcomes.questions {
        lines.coded([month, &question.id, "choice"], &question.choices);
    }
    for table in &outcomes.pairs {
        pair(lines, month, table, categories);
    }
    for hours in &published.hours {
        for (hour, count) in Hour::all().zip(&hours.counts) {
            let (number, words) = (hour.number().to_string(), hour.to_string());
            lines.add([month, hours.what, "hour", &number, &words], *count);
        }
    }
}

fn pair(lines: &mut Lines, month: &str, table: &PairTable, categories: &Categories) {
    let [Some(first), Some(second)] = table.questions.map(|code| categories.question(code)) else {
        return;
    };
    let what = format!("{} + {}", first.id, second.id);
    let words = |label: &str| match label {
        "" => "not filled in".to_owned(),
        label => label.to_owned(),
    };
    for (row, counts) in table.rows.iter().zip(&table.cells) {
        for (column, count) in table.columns.iter().zip(counts) {
            let one = words(label(&first.choices, *row));
            let other = words(label(&second.choices, *column));
            let (code, value) = (format!("{row}+{column}"), format!("{one} + {other}"));
            lines.add([month, &what, "choices", &code, &value], *count);
        }
    }
}

fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_with_a_comma_or_quotes_is_one_field() {
        assert_eq!(
            quoted("Weggegaan, met de \"nooduitgang\""),
            "\"Weggegaan, met de \"\"nooduitgang\"\"\""
        );
        assert_eq!(quoted("<5"), "<5");
    }
}
