//! Days, for people and for certificates.

use luwte_certificates::{Validity, ValidityError};

use crate::board::now_milliseconds;

const DAY: u64 = 86_400;
/// A certificate begins a little earlier than it is signed: other clocks may be behind.
const EARLIER: u64 = 3_600;

/// This moment, in seconds since 1970.
pub(crate) fn now() -> u64 {
    now_milliseconds() / 1000
}

/// From now for so many days, but no longer than until `end`, in seconds.
pub(crate) fn from_now(days: u32, end: u64) -> Result<Validity, ValidityError> {
    let now = now();
    Validity::new(
        now.saturating_sub(EARLIER),
        (now + u64::from(days) * DAY).min(end),
    )
}

/// A day as people write it, such as 2026-11-24, in UTC.
pub(crate) fn day(seconds: u64) -> String {
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map_or("the end of time".to_owned(), |time| {
            time.strftime("%Y-%m-%d").to_string()
        })
}
