//! Times as coarse as they are kept: in which stretch a wait or a conversation falls.

use serde::Serialize;

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;

/// How long somebody waited. Whoever waited for more than 15 seconds was queued; until then it is only the time that
/// pages and people need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Waited(u8);

/// How long a conversation lasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Lasted(u8);

/// Upper ends, in milliseconds, each still inside. What is longer is in a last bucket of its own.
const WAITED: [(u64, &str); 8] = [
    (15 * SECOND, "up to 15 s"),
    (MINUTE, "up to 1 min"),
    (2 * MINUTE, "up to 2 min"),
    (5 * MINUTE, "up to 5 min"),
    (10 * MINUTE, "up to 10 min"),
    (20 * MINUTE, "up to 20 min"),
    (40 * MINUTE, "up to 40 min"),
    (60 * MINUTE, "up to 60 min"),
];
const LASTED: [(u64, &str); 6] = [
    (5 * MINUTE, "up to 5 min"),
    (15 * MINUTE, "up to 15 min"),
    (30 * MINUTE, "up to 30 min"),
    (45 * MINUTE, "up to 45 min"),
    (60 * MINUTE, "up to 60 min"),
    (90 * MINUTE, "up to 90 min"),
];

impl Waited {
    /// How many buckets there are.
    pub const COUNT: u8 = WAITED.len() as u8 + 1;

    /// The bucket of a wait in milliseconds.
    #[must_use]
    pub fn of(milliseconds: u64) -> Self {
        Self(bucket(&WAITED, milliseconds))
    }

    /// The bucket with this number, 0 for the shortest.
    #[must_use]
    pub fn numbered(number: u8) -> Option<Self> {
        (number < Self::COUNT).then_some(Self(number))
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// All of them, the shortest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self)
    }

    /// Whether it was more than 15 seconds.
    #[must_use]
    pub fn queued(self) -> bool {
        self.0 > 0
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        words(&WAITED, self.0, "more than 60 min")
    }
}

impl Lasted {
    /// How many buckets there are.
    pub const COUNT: u8 = LASTED.len() as u8 + 1;

    /// The bucket of a conversation that lasted for so many milliseconds.
    #[must_use]
    pub fn of(milliseconds: u64) -> Self {
        Self(bucket(&LASTED, milliseconds))
    }

    /// The bucket with this number, 0 for the shortest.
    #[must_use]
    pub fn numbered(number: u8) -> Option<Self> {
        (number < Self::COUNT).then_some(Self(number))
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// All of them, the shortest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self)
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        words(&LASTED, self.0, "more than 90 min")
    }
}

fn bucket(ends: &[(u64, &str)], milliseconds: u64) -> u8 {
    ends.iter().take_while(|(end, _)| *end < milliseconds).count() as u8
}

fn words(ends: &[(u64, &'static str)], number: u8, longest: &'static str) -> &'static str {
    ends.get(usize::from(number)).map_or(longest, |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_seconds_are_no_wait_and_a_millisecond_more_is_one() {
        assert!(!Waited::of(15_000).queued());
        assert!(Waited::of(15_001).queued());
    }

    #[test]
    fn every_time_has_one_bucket_and_the_words_of_it() {
        assert_eq!(Waited::of(0).words(), "up to 15 s");
        assert_eq!(Waited::of(60_000).words(), "up to 1 min");
        assert_eq!(Waited::of(60_001).words(), "up to 2 min");
        assert_eq!(Waited::of(u64::MAX).words(), "more than 60 min");
        assert_eq!(Lasted::of(15 * MINUTE).words(), "up to 15 min");
        assert_eq!(Lasted::of(u64::MAX).words(), "more than 90 min");
        assert_eq!(Waited::of(u64::MAX).number() + 1, Waited::COUNT);
        assert_eq!(Lasted::of(u64::MAX).number() + 1, Lasted::COUNT);
    }
}
