//! When a helpline is open: `hours.toml`, and what it means at one moment.

mod text;

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::Translated;

/// How far ahead a moment is looked for. A helpline that is closed for longer says nothing about when it opens.
const DAYS_AHEAD: usize = 400;

/// The opening hours, in the zone of the organisation.
#[derive(Debug)]
pub(crate) struct Hours {
    zone: TimeZone,
    week: Vec<Opening>,
    /// Days without any opening.
    closed: BTreeMap<Date, Translated>,
}

/// An opening of every week. It belongs to the day on which it begins.
#[derive(Debug, Clone, Copy)]
struct Opening {
    day: Weekday,
    from: Time,
    /// On the next day if it is not after `from`.
    to: Time,
}

/// What the hours say at one moment. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment<'a> {
    pub(crate) open: bool,
    /// The next opening; none while it is open.
    pub(crate) opens: Option<i64>,
    /// The end of this opening; none while it is closed, and if there is no end.
    pub(crate) closes: Option<i64>,
    /// Why it is closed on this day.
    pub(crate) because: Option<&'a Translated>,
}

impl Hours {
    /// What the hours say at `now`, in milliseconds since 1970.
    pub(crate) fn at(&self, now: i64) -> Moment<'_> {
        let instant = Timestamp::from_millisecond(now).unwrap_or_default();
        let today = self.zone.to_datetime(instant).date();
        let mut found: Option<(i64, i64)> = None;
        // Yesterday's opening may go on after midnight. One that follows at once is the same opening.
        for (from, to) in self.openings(today) {
            match &mut found {
                _ if to <= now => {}
                None => found = Some((from, to)),
                Some((_, end)) if from <= *end => *end = to,
                Some((from, end)) => return self.moment(now, today, Some((*from, Some(*end)))),
            }
        }
        // Nothing comes after it, as far as one looks: then it has no end, unless this is an end before a long rest.
        let last = today.saturating_add((DAYS_AHEAD as i64 - 2).days());
        let endless = self.midnight(last);
        let found = found.map(|(from, end)| (from, Some(end).filter(|end| *end < endless)));
        self.moment(now, today, found)
    }

    /// The zone of the organisation.
    pub(crate) fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Every reason why it is closed on a day.
    pub(crate) fn reasons(&self) -> impl Iterator<Item = &Translated> {
        self.closed.values()
    }

    fn moment(&self, now: i64, today: Date, found: Option<(i64, Option<i64>)>) -> Moment<'_> {
        let open = found.is_some_and(|(from, _)| from <= now);
        Moment {
            open,
            opens: found.filter(|_| !open).map(|(from, _)| from),
            closes: found.filter(|_| open).and_then(|(_, end)| end),
            because: self.closed.get(&today).filter(|_| !open),
        }
    }

    /// The openings from yesterday on, in order. On a closed day nothing begins and nothing goes on.
    fn openings(&self, today: Date) -> impl Iterator<Item = (i64, i64)> {
        let yesterday = today.saturating_sub(1.day());
        yesterday
            .series(1.day())
            .take(DAYS_AHEAD)
            .filter(|day| !self.closed.contains_key(day))
            .flat_map(move |day| {
                let next = day.saturating_add(1.day());
                let of_day = self
                    .week
                    .iter()
                    .filter(move |opening| opening.day == day.weekday());
                of_day.map(move |opening| {
                    let end = match (opening.to > opening.from, self.closed.contains_key(&next)) {
                        (true, _) => self.instant(day, opening.to),
                        (false, false) => self.instant(next, opening.to),
                        (false, true) => self.midnight(next),
                    };
                    (self.instant(day, opening.from), end)
                })
            })
            // An hour that the clock jumps over in spring is none.
            .filter(|(from, to)| from < to)
    }

    fn midnight(&self, day: Date) -> i64 {
        self.instant(day, Time::midnight())
    }

    /// When the clock goes forward, a time that does not exist is an hour later; when it goes back, the first of two.
    fn instant(&self, day: Date, time: Time) -> i64 {
        self.zone
            .to_timestamp(day.to_datetime(time))
            .map_or(i64::MAX, Timestamp::as_millisecond)
    }
}

#[cfg(test)]
mod tests;
