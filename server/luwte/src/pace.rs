//! How fast one page may send: docs/protocol.md, `too-fast`.

/// Frames that may come at once.
const AT_ONCE: u64 = 512;
/// Frames a second for long.
const A_SECOND: u64 = 64;

/// A token bucket in thousandths of a frame.
pub(crate) struct Pace {
    left: u64,
    counted_at: u64,
}

impl Pace {
    pub(crate) fn new(now_milliseconds: u64) -> Self {
        Self {
            left: AT_ONCE * 1000,
            counted_at: now_milliseconds,
        }
    }

    /// Whether one more message may come now.
    pub(crate) fn allows(&mut self, now_milliseconds: u64) -> bool {
        let passed = now_milliseconds.saturating_sub(self.counted_at);
        self.counted_at = now_milliseconds;
        self.left = (self.left + passed.saturating_mul(A_SECOND)).min(AT_ONCE * 1000);
        match self.left.checked_sub(1000) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_passes_and_a_flood_does_not() {
        let mut pace = Pace::new(0);
        assert!((0..512).all(|_| pace.allows(0)));
        assert!(!pace.allows(0));
        assert!(pace.allows(1000));
        assert_eq!((0..1000).filter(|_| pace.allows(1000)).count(), 63);
    }
}
