//! Times as coarse as they are kept: in which stretch a wait or a conversation falls.

use std::marker::PhantomData;

use serde::Serialize;

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;

/// In which stretch a time falls, of those that `S` has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Bucket<S>(u8, PhantomData<S>);

/// How long somebody waited. Whoever waited for more than 15 seconds was queued; until then it is only the time that
/// pages and people need.
pub type Waited = Bucket<Waits>;

/// How long a conversation lasted.
pub type Lasted = Bucket<Conversations>;

/// How a kind of time is cut up.
pub trait Stretches {
    /// Upper ends, in milliseconds, each still inside, and in words. What is longer is in a last stretch of its own.
    const ENDS: &'static [(u64, &'static str)];
    /// That last one, in words.
    const LONGEST: &'static str;
}

/// The stretches of waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Waits {}

/// The stretches of conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conversations {}

impl Stretches for Waits {
    const ENDS: &'static [(u64, &'static str)] = &[
        (15 * SECOND, "up to 15 s"),
        (MINUTE, "up to 1 min"),
        (2 * MINUTE, "up to 2 min"),
        (5 * MINUTE, "up to 5 min"),
        (10 * MINUTE, "up to 10 min"),
        (20 * MINUTE, "up to 20 min"),
        (40 * MINUTE, "up to 40 min"),
        (60 * MINUTE, "up to 60 min"),
    ];
    const LONGEST: &'static str = "more than 60 min";
}

impl Stretches for Conversations {
    const ENDS: &'static [(u64, &'static str)] = &[
        (5 * MINUTE, "up to 5 min"),
        (15 * MINUTE, "up to 15 min"),
        (30 * MINUTE, "up to 30 min"),
        (45 * MINUTE, "up to 45 min"),
        (60 * MINUTE, "up to 60 min"),
        (90 * MINUTE, "up to 90 min"),
    ];
    const LONGEST: &'static str = "more than 90 min";
}

impl<S: Stretches> Bucket<S> {
    /// How many buckets there are.
    pub const COUNT: u8 = S::ENDS.len() as u8 + 1;

    /// The bucket of a time in milliseconds.
    #[must_use]
    pub fn of(milliseconds: u64) -> Self {
        let before = S::ENDS.iter().take_while(|(end, _)| *end < milliseconds);
        Self::new(before.count() as u8)
    }

    /// The bucket with this number, 0 for the shortest.
    #[must_use]
    pub fn numbered(number: u8) -> Option<Self> {
        (number < Self::COUNT).then_some(Self::new(number))
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// All of them, the shortest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self::new)
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        let end = S::ENDS.get(usize::from(self.0));
        end.map_or(S::LONGEST, |(_, words)| words)
    }

    const fn new(number: u8) -> Self {
        Self(number, PhantomData)
    }
}

impl Waited {
    /// Whether it was more than 15 seconds.
    #[must_use]
    pub fn queued(self) -> bool {
        self.0 > 0
    }
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
