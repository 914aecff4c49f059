mod mistakes;

use super::*;
use crate::mistake::Mistakes;
use crate::organisation::Source;

const EVENINGS: &str = r#"zone = "Europe/Amsterdam"
[[open]]
days = ["mon", "tue", "wed", "thu"]
from = "14:00"
to = "22:00"
[[open]]
days = ["fri", "sat"]
from = "20:00"
to = "04:00"
[[closed]]
date = "2026-12-25"
because = { nl = "Kerst" }
"#;

fn read(text: &str) -> Result<Hours, String> {
    let source = Source::of_all(&[("hours.toml", text.to_owned())]);
    let mut mistakes = Mistakes::default();
    let hours = Hours::read(&source, &["nl"], &mut mistakes);
    mistakes.none().map_err(|mistakes| mistakes.to_string())?;
    Ok(hours.unwrap())
}

fn instant(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_millisecond()
}

/// What the hours say, as instants with their offset.
fn at(hours: &Hours, now: &str) -> String {
    let moment = hours.at(instant(now));
    let zoned = |instant: i64| {
        let zoned = Timestamp::from_millisecond(instant)
            .unwrap()
            .to_zoned_datetime(hours.zone.clone());
        zoned.strftime("%a %d %b %H:%M %:z").to_string()
    };
    let mut said = String::from(if moment.open { "open" } else { "closed" });
    for (word, instant) in [("opens", moment.opens), ("closes", moment.closes)] {
        if let Some(instant) = instant {
            said += &format!(", {word} {}", zoned(instant));
        }
    }
    if let Some(because) = moment.because {
        said += &format!(", because {}", because.get("nl"));
    }
    said
}

fn all(text: &str, cases: &[(&str, &str)]) {
    let hours = read(text).unwrap();
    for (now, expected) in cases {
        assert_eq!(at(&hours, now), *expected, "at {now}");
    }
}

#[test]
fn on_a_weekday_it_opens_and_closes_as_the_file_says() {
    all(
        EVENINGS,
        &[
            (
                "2026-11-24T13:59:59.999+01:00",
                "closed, opens Tue 24 Nov 14:00 +01:00",
            ),
            ("2026-11-24T14:00+01:00", "open, closes Tue 24 Nov 22:00 +01:00"),
            (
                "2026-11-24T21:59:59.999+01:00",
                "open, closes Tue 24 Nov 22:00 +01:00",
            ),
            ("2026-11-24T22:00+01:00", "closed, opens Wed 25 Nov 14:00 +01:00"),
            ("2026-11-29T12:00+01:00", "closed, opens Mon 30 Nov 14:00 +01:00"),
        ],
    );
}

#[test]
fn a_night_goes_on_after_midnight() {
    all(
        EVENINGS,
        &[
            ("2026-11-28T01:00+01:00", "open, closes Sat 28 Nov 04:00 +01:00"),
            ("2026-11-28T04:00+01:00", "closed, opens Sat 28 Nov 20:00 +01:00"),
            ("2026-11-29T03:59+01:00", "open, closes Sun 29 Nov 04:00 +01:00"),
        ],
    );
}

#[test]
fn on_a_holiday_nothing_begins_and_the_night_before_ends_at_midnight() {
    // Christmas 2026 is a Friday; the evening before is a Thursday, made a night here.
    let nights = EVENINGS
        .replace("\"wed\", \"thu\"]", "\"wed\"]")
        .replace("[\"fri\",", "[\"thu\", \"fri\",");
    all(
        &nights,
        &[
            ("2026-12-24T23:00+01:00", "open, closes Fri 25 Dec 00:00 +01:00"),
            (
                "2026-12-25T01:00+01:00",
                "closed, opens Sat 26 Dec 20:00 +01:00, because Kerst",
            ),
            (
                "2026-12-25T21:00+01:00",
                "closed, opens Sat 26 Dec 20:00 +01:00, because Kerst",
            ),
            ("2026-12-26T01:00+01:00", "closed, opens Sat 26 Dec 20:00 +01:00"),
        ],
    );
}

#[test]
fn in_the_night_that_the_clock_goes_back_an_opening_is_an_hour_longer() {
    // 25 October 2026, 03:00 summer time becomes 02:00.
    let hours = read(EVENINGS).unwrap();
    let moment = hours.at(instant("2026-10-24T20:00+02:00"));
    assert_eq!(moment.closes, Some(instant("2026-10-25T04:00+01:00")));
    assert_eq!(
        moment.closes.unwrap() - instant("2026-10-24T20:00+02:00"),
        9 * 3_600_000
    );
    all(
        &EVENINGS.replace("04:00", "02:30"),
        &[
            ("2026-10-25T02:29+02:00", "open, closes Sun 25 Oct 02:30 +02:00"),
            // The second 02:29 of that night.
            ("2026-10-25T02:29+01:00", "closed, opens Mon 26 Oct 14:00 +01:00"),
        ],
    );
}

#[test]
fn in_the_night_that_the_clock_goes_forward_an_opening_is_an_hour_shorter() {
    // 29 March 2026, 02:00 becomes 03:00 summer time.
    let hours = read(EVENINGS).unwrap();
    let moment = hours.at(instant("2026-03-28T20:00+01:00"));
    assert_eq!(moment.closes, Some(instant("2026-03-29T04:00+02:00")));
    assert_eq!(
        moment.closes.unwrap() - instant("2026-03-28T20:00+01:00"),
        7 * 3_600_000
    );
    all(
        &EVENINGS.replace("04:00", "02:30"),
        &[("2026-03-29T01:59+01:00", "open, closes Sun 29 Mar 03:30 +02:00")],
    );
}

#[test]
fn day_and_night_has_no_end_but_a_holiday() {
    let always = "zone = \"Europe/Amsterdam\"\nalways = true\n";
    all(
        always,
        &[
            ("2026-11-24T03:00+01:00", "open"),
            ("2026-10-25T02:30+01:00", "open"),
        ],
    );
    let holiday = format!("{always}[[closed]]\ndate = \"2026-12-25\"\nbecause = {{ nl = \"Kerst\" }}\n");
    all(
        &holiday,
        &[
            ("2026-11-24T03:00+01:00", "open, closes Fri 25 Dec 00:00 +01:00"),
            (
                "2026-12-25T03:00+01:00",
                "closed, opens Sat 26 Dec 00:00 +01:00, because Kerst",
            ),
            ("2026-12-26T00:00+01:00", "open"),
        ],
    );
}

#[test]
fn openings_that_follow_at_once_are_one() {
    let text = "zone = \"UTC\"\n[[open]]\ndays = [\"tue\"]\nfrom = \"18:00\"\nto = \"00:00\"\n\
                [[open]]\ndays = [\"wed\"]\nfrom = \"00:00\"\nto = \"02:00\"\n";
    all(
        text,
        &[("2026-11-24T19:00Z", "open, closes Wed 25 Nov 02:00 +00:00")],
    );
}

#[test]
fn the_order_of_the_file_does_not_matter() {
    let text = "zone = \"UTC\"\n[[open]]\ndays = [\"tue\"]\nfrom = \"18:00\"\nto = \"20:00\"\n\
                [[open]]\ndays = [\"tue\"]\nfrom = \"09:00\"\nto = \"12:00\"\n";
    all(
        text,
        &[("2026-11-24T08:00Z", "closed, opens Tue 24 Nov 09:00 +00:00")],
    );
}
