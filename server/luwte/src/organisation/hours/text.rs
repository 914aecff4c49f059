//! `hours.toml` as it is written, and what is wrong with it.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::Deserialize;
use toml::Spanned;

use super::super::{Source, Translated};
use super::{Hours, Opening};
use crate::mistake::{Mistake, Mistakes, TextFile};

const FILE: &str = "hours.toml";
/// A night may last until noon; what ends later has its times exchanged.
const LATEST_END: i64 = 12 * 60;
const DAY: i64 = 24 * 60;
const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    zone: Spanned<String>,
    #[serde(default)]
    always: Option<Spanned<bool>>,
    #[serde(default)]
    open: Vec<OpenText>,
    #[serde(default)]
    closed: Vec<ClosedText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenText {
    days: Spanned<Vec<Spanned<String>>>,
    from: Spanned<String>,
    to: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClosedText {
    date: Spanned<String>,
    because: Spanned<Translated>,
}

impl Hours {
    /// Reads `hours.toml`.
    pub(in super::super) fn read(
        source: &Source,
        languages: &[&str],
        mistakes: &mut Mistakes,
    ) -> Option<Self> {
        let file = mistakes.take(source.needed(FILE))?;
        let text = mistakes.take(file.parse::<Text>())?;
        let zone = mistakes.take(zone(&text.zone, file));
        let always = text.always.as_ref().filter(|always| *always.get_ref());
        let week = match always {
            Some(always) if !text.open.is_empty() => {
                let what =
                    "`always = true` means day and night: leave out every [[open]], or leave out this line.";
                mistakes.add(file.wrong(always.span().start, what));
                return None;
            }
            Some(_) => day_and_night(),
            None if text.open.is_empty() => {
                let what =
                    "There is no [[open]] here. Write one with `days`, `from` and `to`, or `always = true`.";
                mistakes.add(file.wrong_at_end(what));
                return None;
            }
            None => week(&text.open, file, mistakes),
        };
        let mut closed = BTreeMap::new();
        for day in text.closed {
            let at = day.date.span().start;
            Translated::check(&day.because, "because", languages, file, mistakes);
            let Ok(date) = day.date.get_ref().parse::<Date>() else {
                mistakes.add(file.wrong(at, "`date` is a day such as \"2026-12-25\"."));
                continue;
            };
            if closed.insert(date, day.because.into_inner()).is_some() {
                mistakes.add(file.wrong(at, format!("`date` \"{date}\" is closed twice; leave one out.")));
            }
        }
        Some(Self {
            zone: zone?,
            week,
            closed,
        })
    }
}

/// From the zones inside the binary: what a machine has may be old.
fn zone(name: &Spanned<String>, file: &TextFile) -> Result<TimeZone, Mistake> {
    TimeZoneDatabase::bundled().get(name.get_ref()).map_err(|_| {
        let what = format!(
            "`zone` {:?} is not known: write one such as \"Europe/Amsterdam\".",
            name.get_ref()
        );
        file.wrong(name.span().start, what)
    })
}

fn day_and_night() -> Vec<Opening> {
    let whole = |(_, day)| Opening {
        day,
        from: Time::midnight(),
        to: Time::midnight(),
    };
    DAYS.map(whole).to_vec()
}

fn week(texts: &[OpenText], file: &TextFile, mistakes: &mut Mistakes) -> Vec<Opening> {
    let mut week = Vec::new();
    for text in texts {
        let (from, to) = (time(&text.from, "from", file), time(&text.to, "to", file));
        let (Some(from), Some(to)) = (mistakes.take(from), mistakes.take(to)) else {
            continue;
        };
        if let Some(wrong) = exchanged(from, to) {
            mistakes.add(file.wrong(text.to.span().start, wrong));
            continue;
        }
        if text.days.get_ref().is_empty() {
            mistakes.add(file.wrong(
                text.days.span().start,
                "`days` is empty: write days such as [\"mon\", \"tue\"].",
            ));
        }
        for name in text.days.get_ref() {
            let Some((_, day)) = DAYS.into_iter().find(|(known, _)| known == name.get_ref()) else {
                let what = "An entry of `days` is not known: write mon, tue, wed, thu, fri, sat or sun.";
                mistakes.add(file.wrong(name.span().start, what));
                continue;
            };
            let opening = Opening { day, from, to };
            if week.iter().any(|other| overlap(*other, opening)) {
                let what = format!(
                    "Two openings overlap on {:?}, {} to {}: write each hour once.",
                    name.get_ref(),
                    text.from.get_ref(),
                    text.to.get_ref()
                );
                mistakes.add(file.wrong(name.span().start, what));
            }
            week.push(opening);
        }
    }
    // In the order of a day: what follows at once is the same opening.
    week.sort_by_key(|opening| (opening.day.to_monday_zero_offset(), opening.from));
    week
}

fn time(text: &Spanned<String>, field: &str, file: &TextFile) -> Result<Time, Mistake> {
    let wrong = || {
        let what = format!("`{field}` is a time between \"00:00\" and \"23:59\", with two digits each.");
        file.wrong(text.span().start, what)
    };
    let digits = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
    let (hour, minute) = text.get_ref().split_once(':').ok_or_else(wrong)?;
    let (hour, minute) = digits(hour).zip(digits(minute)).ok_or_else(wrong)?;
    Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}

fn exchanged(from: Time, to: Time) -> Option<&'static str> {
    if from == to {
        Some("`from` and `to` are the same time. For day and night write `always = true`.")
    } else if to < from && minutes(to) > LATEST_END {
        Some("`to` is before `from`. A night may last until 12:00 of the next day; are the two exchanged?")
    } else {
        None
    }
}

fn overlap(a: Opening, b: Opening) -> bool {
    let week = 7 * DAY;
    let span = |opening: Opening| {
        let begin = i64::from(opening.day.to_monday_zero_offset()) * DAY + minutes(opening.from);
        let length = (minutes(opening.to) - minutes(opening.from)).rem_euclid(DAY);
        (begin, begin + length)
    };
    let (a, b) = (span(a), span(b));
    // The night of Sunday goes on in Monday.
    [-week, 0, week]
        .iter()
        .any(|shift| a.0 + shift < b.1 && b.0 < a.1 + shift)
}

fn minutes(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}
