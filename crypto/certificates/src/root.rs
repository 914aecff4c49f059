use ed25519_dalek::{SigningKey, VerifyingKey};
use rand_core::CryptoRng;

use crate::identity::{CertifyError, certify};
use crate::identity_certificate::{IDENTITY_CERTIFICATE_LENGTH, Role};
use crate::revocation::{REVOCATION_LENGTH, revoke};

/// An organisation's public root key (Ed25519, 32 bytes), built into its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrganisationRoot([u8; 32]);

/// The bytes are no usable Ed25519 key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This is not a usable Ed25519 public key of 32 bytes.")]
pub struct RootKeyError;

impl OrganisationRoot {
    /// Takes a public key.
    ///
    /// # Errors
    /// When it is not a point of the curve, or one of small order, which anyone could sign for.
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, RootKeyError> {
        match VerifyingKey::from_bytes(&bytes) {
            Ok(key) if !key.is_weak() => Ok(Self(bytes)),
            _ => Err(RootKeyError),
        }
    }

    /// Takes a public key as 64 hexadecimal characters.
    ///
    /// # Errors
    /// As [`Self::from_bytes`].
    pub fn from_hex(text: &str) -> Result<Self, RootKeyError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| RootKeyError)?;
        Self::from_bytes(bytes)
    }

    /// The key, 32 bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// The key as 64 hexadecimal characters.
    #[must_use]
    pub fn to_hex(self) -> String {
        hex::encode(self.0)
    }
}

/// An organisation's secret root key. Kept offline; it certifies coordinators and nothing else.
pub struct RootSecret(SigningKey);

impl RootSecret {
    /// Draws 32 bytes and makes a key of them.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut_slice());
        Self(SigningKey::from_bytes(&bytes))
    }

    /// The public half.
    #[must_use]
    pub fn root(&self) -> OrganisationRoot {
        OrganisationRoot(self.0.verifying_key().to_bytes())
    }

    /// Certifies a coordinator; draws 8 bytes for the serial. Times are seconds since 1970.
    ///
    /// # Errors
    /// When name or validity is not as section 4.2 demands.
    pub fn certify_coordinator(
        &self,
        subject: [u8; 32],
        name: &str,
        not_before: u64,
        not_after: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<[u8; IDENTITY_CERTIFICATE_LENGTH], CertifyError> {
        certify(
            &self.0,
            Role::Coordinator,
            subject,
            name,
            (not_before, not_after),
            rng,
        )
    }

    /// Revokes any certificate of the organisation.
    #[must_use]
    pub fn revoke(&self, serial: [u8; 8], at_seconds: u64) -> [u8; REVOCATION_LENGTH] {
        revoke(&self.0, serial, at_seconds)
    }
}

impl std::fmt::Debug for RootSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RootSecret(..)")
    }
}
