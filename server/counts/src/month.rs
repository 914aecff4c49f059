use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A month of the organisation's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u16);

/// An hour of the week on the organisation's clock: 0 begins on Monday at midnight, 167 on Sunday at 23:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour(u8);

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Month {
    /// The month with this number, 1 to 12, of a year from 0 to 5,460.
    #[must_use]
    pub fn new(year: u16, month: u8) -> Option<Self> {
        let month = month.checked_sub(1).filter(|month| *month < 12)?;
        year.checked_mul(12)?.checked_add(u16::from(month)).map(Self)
    }

    pub(crate) fn to_bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }

    pub(crate) fn from_bytes(bytes: [u8; 2]) -> Self {
        Self(u16::from_be_bytes(bytes))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0 / 12, self.0 % 12 + 1)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Month {
    type Err = ();

    /// Reads what `Display` writes, such as `2026-11`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, month) = text.split_once('-').ok_or(())?;
        let digits = |text: &str, long| text.len() == long && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(());
        }
        let (year, month) = (year.parse().map_err(|_| ())?, month.parse().map_err(|_| ())?);
        Self::new(year, month).ok_or(())
    }
}

impl Hour {
    /// Hours in a week.
    pub const COUNT: u8 = 7 * 24;

    /// An hour, 0 to 23, of a day, 0 for Monday.
    #[must_use]
    pub fn new(day: u8, hour: u8) -> Option<Self> {
        (day < 7 && hour < 24).then(|| Self(day * 24 + hour))
    }

    /// The hour with this number, 0 to 167.
    #[must_use]
    pub fn numbered(number: u8) -> Option<Self> {
        (number < Self::COUNT).then_some(Self(number))
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// All of them, from Monday on.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self)
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = DAYS.get(usize::from(self.0 / 24)).copied().unwrap_or_default();
        write!(f, "{day} {:02}", self.0 % 24)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_reads_back_as_it_is_written() {
        for text in ["2026-11", "2027-01", "1999-12"] {
            assert_eq!(text.parse::<Month>().unwrap().to_string(), text);
        }
        for text in [
            "2026-13", "2026-00", "2026-1", "26-11", "2026", "2026-+1", "+026-11", "",
        ] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
        assert!(Month::new(2026, 12) < Month::new(2027, 1));
        assert_eq!(Month::new(2026, 13), None);
        assert_eq!(Month::new(6000, 1), None);
    }

    #[test]
    fn the_week_begins_on_monday_at_midnight() {
        assert_eq!(Hour::new(0, 0).unwrap().number(), 0);
        let last = Hour::new(6, 23).unwrap();
        assert_eq!((last.number(), last.to_string().as_str()), (167, "sun 23"));
        assert_eq!(Hour::new(7, 0), None);
    }
}
