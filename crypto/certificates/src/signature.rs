//! Signatures typed by their domain (protocol 4.1): Ed25519, RFC 8032, verified strictly.

use core::fmt;
use core::marker::PhantomData;

use ed25519_dalek::VerifyingKey;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::domain::DomainTag;

/// Length of an Ed25519 signature in bytes (RFC 8032, 5.1.6).
pub const SIGNATURE_LENGTH: usize = 64;

/// A signature made for domain `D` and for nothing else.
pub struct Signature<D> {
    bytes: [u8; SIGNATURE_LENGTH],
    domain: PhantomData<D>,
}

/// The signature does not verify.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("The signature does not verify under this key and domain.")]
pub struct WrongSignature;

impl<D: DomainTag> Signature<D> {
    /// Takes 64 bytes as they came; nothing is checked before [`verify`](Self::verify).
    #[must_use]
    pub fn from_bytes(bytes: [u8; SIGNATURE_LENGTH]) -> Self {
        Self {
            bytes,
            domain: PhantomData,
        }
    }

    /// The 64 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; SIGNATURE_LENGTH] {
        self.bytes
    }

    /// Verifies strictly: S and R canonical, the key canonical and not of small order, and no cofactor
    /// (RFC 8032, 5.1.7, the stronger equation).
    ///
    /// # Errors
    /// [`WrongSignature`] in every case, also when `key` is no point of the curve.
    pub fn verify(&self, key: &[u8; 32], signed: &[u8]) -> Result<(), WrongSignature> {
        verify_strictly(key, &tagged(D::TAG, signed), &self.bytes)
    }
}

impl<D> Clone for Signature<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Signature<D> {}

impl<D> PartialEq for Signature<D> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<D> Eq for Signature<D> {}

impl<D: DomainTag> fmt::Debug for Signature<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature<{}>({})", D::TAG, hex::encode(self.bytes))
    }
}

/// Ed25519 over bytes that already carry their tag. Everything that this project verifies comes through here.
pub(crate) fn verify_strictly(
    key: &[u8; 32],
    message: &[u8],
    signature: &[u8; SIGNATURE_LENGTH],
) -> Result<(), WrongSignature> {
    let verifying = VerifyingKey::from_bytes(key).map_err(|_| WrongSignature)?;
    // The library takes a y coordinate above p, other libraries refuse it. One key, one encoding.
    if &verifying.to_edwards().compress().to_bytes() != key {
        return Err(WrongSignature);
    }
    verifying
        .verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature))
        .map_err(|_| WrongSignature)
}

/// Tag length 1 | tag | bytes. Zeroized when dropped: a letter is for its recipient alone.
pub(crate) fn tagged(tag: &str, signed: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut message = Zeroizing::new(Vec::with_capacity(1 + tag.len() + signed.len()));
    // The sealed trait has only tags far below 256 bytes, so the length never wraps.
    message.push(tag.len() as u8);
    message.extend_from_slice(tag.as_bytes());
    message.extend_from_slice(signed);
    message
}
