//! The organisation's root: its public key, which is in every page, and its secret, which is on paper in a safe.

use core::fmt;

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::identity_certificate::{IdentityCertificate, Person, Role};
use crate::name::{CounsellorName, NameError};
use crate::revocation::Revocation;
use crate::signer::Signer;
use crate::validity::Validity;

/// The Ed25519 key that stands for an organisation, 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationRoot(pub [u8; 32]);

/// Why a text is no root.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum RootFromHexError {
    /// Not 64 characters of hex.
    #[error("A root is written as 64 characters of hex.")]
    NotHex,
}

impl OrganisationRoot {
    /// Takes 32 bytes as they are.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0
    }

    /// Reads 64 characters of hex.
    ///
    /// # Errors
    /// [`RootFromHexError::NotHex`] for any other text.
    pub fn from_hex(text: &str) -> Result<Self, RootFromHexError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| RootFromHexError::NotHex)?;
        Ok(Self(bytes))
    }

    /// 64 characters of lower-case hex.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }
}

impl fmt::Debug for OrganisationRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OrganisationRoot({})", self.to_hex())
    }
}

/// The secret half of a root. Erased on drop, redacted in debug output.
pub struct RootSecret(Signer);

/// Why a person can't be certified.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CertifyError {
    /// The name breaks a rule.
    #[error("This name can't stand in a certificate: {0}")]
    Name(#[from] NameError),
    /// A coordinator would certify a coordinator.
    #[error("Only the organisation's root certifies a coordinator.")]
    OnlyTheRoot,
}

impl RootSecret {
    /// Draws 32 bytes.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Signer::generate(rng))
    }

    /// From the 32-byte Ed25519 secret key (RFC 8032, 5.1.5).
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Signer::from_bytes(bytes))
    }

    /// The 32-byte Ed25519 secret key, to be kept offline.
    #[must_use]
    pub fn secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.0.secret_bytes()
    }

    /// The public half.
    #[must_use]
    pub fn root(&self) -> OrganisationRoot {
        OrganisationRoot(self.0.public())
    }

    /// Signs a coordinator's certificate for her Ed25519 key `subject` (32 bytes). Draws the serial, 8 bytes.
    ///
    /// # Errors
    /// [`CertifyError::Name`] when the name breaks a rule of protocol 4.2.
    pub fn certify_coordinator(
        &self,
        subject: [u8; 32],
        name: &str,
        validity: Validity,
        rng: &mut impl CryptoRng,
    ) -> Result<IdentityCertificate, CertifyError> {
        certify(&self.0, Role::Coordinator, subject, name, validity, rng)
    }

    /// Takes back any certificate of the organisation. `revoked_at` in seconds.
    #[must_use]
    pub fn revoke(&self, serial: [u8; 8], revoked_at: u64) -> Revocation {
        Revocation::sign(serial, revoked_at, &self.0)
    }
}

impl fmt::Debug for RootSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RootSecret({:?})", self.0)
    }
}

pub(crate) fn certify(
    signer: &Signer,
    role: Role,
    subject: [u8; 32],
    name: &str,
    validity: Validity,
    rng: &mut impl CryptoRng,
) -> Result<IdentityCertificate, CertifyError> {
    let name = CounsellorName::new(name)?;
    let mut serial = [0; 8];
    rng.fill_bytes(&mut serial);
    Ok(IdentityCertificate::sign(
        Person {
            role,
            serial,
            subject,
            validity,
            name,
        },
        signer,
    ))
}
