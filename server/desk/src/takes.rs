//! How quickly people are taken, from which a visitor is told how long it usually takes. Counts, no persons.

use crate::Millis;

const TEN_MINUTES: Millis = 600_000;
const MINUTE: Millis = 60_000;
/// How many times ten minutes are remembered.
const SPANS: usize = 6;
/// With fewer conversations than these in the last hour nobody can know.
const FEWEST: u64 = 3;
/// Beyond this a range says nothing to her.
const LONGEST_MINUTES: u64 = 240;

/// Conversations that began in the last hour.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Takes {
    began: Millis,
    /// Which ten minutes since 1970 the newest count is of.
    span: u64,
    counts: [u16; SPANS],
}

impl Takes {
    pub(crate) fn new(now: Millis) -> Self {
        Self {
            began: now,
            span: now / TEN_MINUTES,
            counts: [0; SPANS],
        }
    }

    /// A conversation began.
    pub(crate) fn count(&mut self, now: Millis) {
        self.go_on(now);
        if let Some(count) = self.counts.first_mut() {
            *count = count.saturating_add(1);
        }
    }

    /// How long it usually takes until somebody with so many before her is taken: at least and at most, in minutes.
    ///
    /// Who is taken k-th waits for k conversations to begin. They begin independently of each other, so their number in a
    /// time varies by its root, and so does the time for k of them.
    pub(crate) fn range(&mut self, ahead: u32, now: Millis) -> Option<(u16, u16)> {
        self.go_on(now);
        let begun: u64 = self.counts.iter().map(|count| u64::from(*count)).sum();
        if begun < FEWEST {
            return None;
        }
        let whole = (SPANS as Millis - 1) * TEN_MINUTES + now % TEN_MINUTES;
        let seen = whole.min(now.saturating_sub(self.began)).max(MINUTE);
        let turns = u64::from(ahead) + 1;
        // In hundredths, so that the root of a small number is not a whole one.
        let root = (turns * 10_000).isqrt();
        let minutes = |hundredths: u64| hundredths * seen / (100 * begun * MINUTE);
        let least = minutes((turns * 100).saturating_sub(root));
        let most = minutes(turns * 100 + root) + 1;
        if most > LONGEST_MINUTES {
            return None;
        }
        let (least, most) = match most {
            ..=10 => (least, most),
            _ => (least / 5 * 5, most.div_ceil(5) * 5),
        };
        Some((u16::try_from(least).ok()?, u16::try_from(most).ok()?))
    }

    /// Forgets what is older than an hour. Whether there was something to forget.
    pub(crate) fn go_on(&mut self, now: Millis) -> bool {
        let span = now / TEN_MINUTES;
        let passed = usize::try_from(span.saturating_sub(self.span)).unwrap_or(SPANS);
        if passed > 0 {
            self.counts.rotate_right(passed.min(SPANS));
            self.counts.iter_mut().take(passed).for_each(|count| *count = 0);
            self.span = span;
        }
        passed > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGAN: Millis = 1_800_000_000_000;

    fn evening(every_minutes: u64, times: u64) -> (Takes, Millis) {
        let mut takes = Takes::new(BEGAN);
        let mut now = BEGAN;
        for _ in 0..times {
            now += every_minutes * MINUTE;
            takes.count(now);
        }
        (takes, now)
    }

    #[test]
    fn nobody_is_told_a_time_that_nobody_can_know() {
        let (mut takes, now) = evening(5, 2);
        assert_eq!(takes.range(0, now), None);
    }

    #[test]
    fn when_somebody_is_taken_every_five_minutes_the_fourth_waits_about_twenty() {
        let (mut takes, now) = evening(5, 8);
        assert_eq!(takes.range(3, now), Some((10, 35)));
        assert_eq!(takes.range(0, now), Some((0, 15)));
    }

    #[test]
    fn a_quick_evening_promises_single_minutes() {
        let (mut takes, now) = evening(1, 40);
        assert_eq!(takes.range(3, now), Some((2, 7)));
    }

    #[test]
    fn what_was_an_hour_ago_says_nothing_any_more() {
        let (mut takes, now) = evening(5, 8);
        assert!(takes.range(0, now + 20 * MINUTE).is_some());
        assert_eq!(takes.range(0, now + 70 * MINUTE), None);
    }

    #[test]
    fn when_nobody_is_taken_for_long_the_time_grows() {
        let (mut takes, now) = evening(5, 8);
        let (_, before) = takes.range(3, now).unwrap();
        let (_, after) = takes.range(3, now + 20 * MINUTE).unwrap();
        assert!(after > before);
    }
}
