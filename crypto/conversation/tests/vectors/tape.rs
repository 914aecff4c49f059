//! Generators that can be written down.

use std::collections::VecDeque;
use std::convert::Infallible;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng, TryCryptoRng, TryRng};

/// Gives out prepared bytes in order and fails the test when they run out.
pub(crate) struct Tape(VecDeque<u8>);

impl Tape {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self(bytes.iter().copied().collect())
    }

    pub(crate) fn is_used_up(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryRng for Tape {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("only bytes are drawn")
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("only bytes are drawn")
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill_with(|| self.0.pop_front().expect("the tape is long enough"));
        Ok(())
    }
}

impl TryCryptoRng for Tape {}

/// A generator for one purpose, the same in every run.
pub(crate) fn seeded(purpose: &str) -> ChaCha20Rng {
    let mut seed = [0; 32];
    seed[..purpose.len()].copy_from_slice(purpose.as_bytes());
    ChaCha20Rng::from_seed(seed)
}

pub(crate) fn draw<const N: usize>(rng: &mut ChaCha20Rng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill_bytes(&mut bytes);
    bytes
}
