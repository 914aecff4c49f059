//! An Ed25519 secret that signs within one domain at a time. The secrets of root, people and shifts wrap it.

use core::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::domain::DomainTag;
use crate::signature::{Signature, tagged};

/// The library zeroizes the key on drop.
pub(crate) struct Signer(SigningKey);

impl Signer {
    /// Draws 32 bytes.
    pub(crate) fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *bytes);
        Self::from_bytes(&bytes)
    }

    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(bytes))
    }

    pub(crate) fn secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    pub(crate) fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    pub(crate) fn sign<D: DomainTag>(&self, signed: &[u8]) -> Signature<D> {
        Signature::from_bytes(self.0.sign(&tagged(D::TAG, signed)).to_bytes())
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
