use std::fmt;

use rand_core::CryptoRng;
use sha2::{Digest, Sha256};

use crate::ENCAPSULATION_KEY_LENGTH;
use crate::key_encapsulation::{CIPHERTEXT_LENGTH, Decapsulation, Psk, PskUse};

/// The ML-KEM-768 key of a shift, to which intakes and letters are sealed for as long as it lasts.
///
/// Zeroized when dropped; not copied, and never shown by `Debug`.
pub struct IntakeSecret(Decapsulation);

impl IntakeSecret {
    /// Draws the seed, 64 bytes (d | z), from `rng`.
    pub fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        Self(Decapsulation::generate(rng))
    }

    /// Takes a seed, 64 bytes (d | z).
    #[must_use]
    pub fn from_seed(seed: &[u8; 64]) -> Self {
        Self(Decapsulation::from_seed(seed))
    }

    /// The public half, which goes along with the shift's chain.
    #[must_use]
    pub fn encapsulation_key(&self) -> [u8; ENCAPSULATION_KEY_LENGTH] {
        self.0.encapsulation_key()
    }

    /// SHA-256 of the public half, which the shift's certificate names (4.3).
    #[must_use]
    pub fn key_hash(&self) -> [u8; 32] {
        Sha256::digest(self.encapsulation_key()).into()
    }

    pub(crate) fn psk(&self, ciphertext: &[u8; CIPHERTEXT_LENGTH], what_for: PskUse) -> Psk {
        self.0.psk(ciphertext, what_for)
    }
}

impl fmt::Debug for IntakeSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("IntakeSecret(redacted)")
    }
}
