//! A moment as coarse as it is kept, on the organisation's clock.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use luwte_counts::{Hour, Month};

/// The month and the hour of the week at a time in milliseconds since 1970. None outside the years that are counted.
pub(super) fn when(zone: &TimeZone, now: u64) -> Option<(Month, Hour)> {
    let instant = Timestamp::from_millisecond(i64::try_from(now).ok()?).ok()?;
    let here = zone.to_datetime(instant);
    let month = Month::new(u16::try_from(here.year()).ok()?, u8::try_from(here.month()).ok()?)?;
    let day = u8::try_from(here.weekday().to_monday_zero_offset()).ok()?;
    let hour = Hour::new(day, u8::try_from(here.hour()).ok()?)?;
    Some((month, hour))
}

/// The first month that is not over everywhere: for who reads a ledger and does not know whose clock it went by.
pub(super) fn running(now: u64) -> Option<Month> {
    let last_on_earth = TimeZone::fixed(Offset::constant(-12));
    when(&last_on_earth, now).map(|(month, _)| month)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZoneDatabase;

    use super::*;

    fn at(zone: &str, time: &str) -> String {
        let zone = TimeZoneDatabase::bundled().get(zone).unwrap();
        let time: Timestamp = time.parse().unwrap();
        let (month, hour) = when(&zone, time.as_millisecond() as u64).unwrap();
        format!("{month} {hour}")
    }

    #[test]
    fn an_evening_belongs_to_the_hour_and_month_on_the_clock_of_the_organisation() {
        assert_eq!(at("Europe/Amsterdam", "2026-11-24T19:30:00Z"), "2026-11 tue 20");
        assert_eq!(at("Europe/Amsterdam", "2026-06-30T22:10:00Z"), "2026-07 wed 00");
        assert_eq!(at("America/New_York", "2026-12-01T02:00:00Z"), "2026-11 mon 21");
        // The hour that comes twice when the clock goes back is one.
        assert_eq!(at("Europe/Amsterdam", "2026-10-25T00:30:00Z"), "2026-10 sun 02");
        assert_eq!(at("Europe/Amsterdam", "2026-10-25T01:30:00Z"), "2026-10 sun 02");
    }

    #[test]
    fn a_month_is_over_when_it_is_over_everywhere() {
        let running = |time: &str| {
            let time: Timestamp = time.parse().unwrap();
            super::running(time.as_millisecond() as u64).unwrap().to_string()
        };
        assert_eq!(running("2026-12-01T11:59:59Z"), "2026-11");
        assert_eq!(running("2026-12-01T12:00:00Z"), "2026-12");
    }
}
