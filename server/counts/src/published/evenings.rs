//! How many came, were reached and left, and when.

use super::{Coded, Hours, Of, Table};
use crate::line::Line;
use crate::{Cell, Hour, Lasted, Shown, Waited, What};

impl Of<'_> {
    /// What happened, and the same by the hour.
    pub(super) fn evenings(self) -> (Vec<Table>, Vec<Hours>) {
        let alone = |what| Line::of_parts(&self.sums.hours(self.month, what));
        let reached = self.line(Waited::all().map(Cell::Reached));
        let left = self.line(Waited::all().filter(|waited| waited.queued()).map(Cell::Left));
        let lasted = self.line(Lasted::all().map(Cell::Over));
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
        (tables, self.hours(at_once))
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
