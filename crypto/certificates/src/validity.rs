//! From when until when a certificate holds.

use thiserror::Error;

/// Two instants in seconds; the second is later than the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    not_before: u64,
    not_after: u64,
}

/// Why two instants are no validity.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ValidityError {
    /// The end is not later than the beginning.
    #[error("A certificate ends later than it begins.")]
    EndsBeforeItBegins,
}

/// Why a certificate does not hold now.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum OutsideValidity {
    /// It begins later than now plus the tolerance.
    #[error("The certificate is not valid yet.")]
    NotYetValid,
    /// It ended earlier than now minus the tolerance.
    #[error("The certificate has expired.")]
    Expired,
}

impl Validity {
    /// `not_before` and `not_after` in seconds, both included.
    ///
    /// # Errors
    /// [`ValidityError::EndsBeforeItBegins`] unless `not_after` is later than `not_before`.
    pub fn new(not_before: u64, not_after: u64) -> Result<Self, ValidityError> {
        if not_after <= not_before {
            return Err(ValidityError::EndsBeforeItBegins);
        }
        Ok(Self {
            not_before,
            not_after,
        })
    }

    /// First second.
    #[must_use]
    pub fn not_before(&self) -> u64 {
        self.not_before
    }

    /// Last second.
    #[must_use]
    pub fn not_after(&self) -> u64 {
        self.not_after
    }

    /// Length in seconds.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        self.not_after - self.not_before
    }

    /// *not before - tolerance <= now <= not after + tolerance* (protocol 4.4), all in seconds.
    ///
    /// # Errors
    /// [`OutsideValidity`]: too early or too late.
    pub fn holds_at(&self, now: u64, tolerance: u64) -> Result<(), OutsideValidity> {
        if now < self.not_before.saturating_sub(tolerance) {
            return Err(OutsideValidity::NotYetValid);
        }
        if now > self.not_after.saturating_add(tolerance) {
            return Err(OutsideValidity::Expired);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validity_has_both_of_its_ends_and_the_tolerance_around_them() {
        let validity = Validity::new(1_000, 2_000).unwrap();
        assert_eq!(validity.holds_at(899, 100), Err(OutsideValidity::NotYetValid));
        assert_eq!(validity.holds_at(900, 100), Ok(()));
        assert_eq!(validity.holds_at(2_100, 100), Ok(()));
        assert_eq!(validity.holds_at(2_101, 100), Err(OutsideValidity::Expired));
    }

    #[test]
    fn the_ends_of_time_do_not_wrap() {
        let validity = Validity::new(0, u64::MAX).unwrap();
        assert_eq!(validity.holds_at(0, u64::MAX), Ok(()));
        assert_eq!(validity.holds_at(u64::MAX, 86_400), Ok(()));
    }

    #[test]
    fn a_validity_takes_at_least_a_second() {
        assert_eq!(Validity::new(5, 5), Err(ValidityError::EndsBeforeItBegins));
        assert_eq!(Validity::new(6, 5), Err(ValidityError::EndsBeforeItBegins));
    }
}
