use ed25519_dalek::SigningKey;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::bytes::join;
use crate::identity_certificate::{IDENTITY_CERTIFICATE_LENGTH, IdentityCertificate, Role};
use crate::revocation::{REVOCATION_LENGTH, revoke};
use crate::shift::{ShiftSigner, StartShiftError};
use crate::shift_certificate::{SHIFT_CERTIFICATE_LENGTH, ShiftCertificate};
use crate::signature::{CoordinatorDomain, CounsellorDomain, ShiftDomain, sign};

/// A coordinator's or counsellor's secret key (Ed25519). It never leaves its owner's machine unsealed.
pub struct IdentitySecret(SigningKey);

/// Why a certificate is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertifyError {
    /// The name is empty, longer than 32 bytes or has control characters, or the validity ends before it begins.
    #[error(
        "The name must be 1 to 32 bytes without control characters, and the validity must end after it begins."
    )]
    Fields,
}

pub(crate) fn certify(
    issuer: &SigningKey,
    role: Role,
    subject: [u8; 32],
    name: &str,
    (not_before, not_after): (u64, u64),
    rng: &mut impl CryptoRng,
) -> Result<[u8; IDENTITY_CERTIFICATE_LENGTH], CertifyError> {
    let mut serial = [0; 8];
    rng.fill_bytes(&mut serial);
    let certificate = IdentityCertificate {
        role,
        serial,
        subject,
        not_before,
        not_after,
        name: name.to_owned(),
    };
    let signed = certificate.to_signed_bytes().ok_or(CertifyError::Fields)?;
    let signature = match role {
        Role::Coordinator => sign::<CoordinatorDomain>(issuer, &signed),
        Role::Counsellor => sign::<CounsellorDomain>(issuer, &signed),
    };
    Ok(join(&[&signed, &signature]))
}

impl IdentitySecret {
    /// Draws 32 bytes and makes a key of them.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut_slice());
        Self::from_bytes(&bytes)
    }

    /// The key of a secret of 32 bytes.
    #[must_use]
    pub fn from_bytes(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The secret, 32 bytes, for sealing.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half, 32 bytes.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// As a coordinator, certifies a counsellor; draws 8 bytes for the serial. Times are seconds since 1970.
    ///
    /// # Errors
    /// When name or validity is not as section 4.2 demands.
    pub fn certify_counsellor(
        &self,
        subject: [u8; 32],
        name: &str,
        not_before: u64,
        not_after: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<[u8; IDENTITY_CERTIFICATE_LENGTH], CertifyError> {
        certify(
            &self.0,
            Role::Counsellor,
            subject,
            name,
            (not_before, not_after),
            rng,
        )
    }

    /// As a counsellor, starts a shift; draws 8 bytes for the serial and 32 for the shift's signing key.
    ///
    /// # Errors
    /// When capacity or validity is not as section 4.3 demands.
    pub fn start_shift(
        &self,
        capacity: u8,
        not_before: u64,
        not_after: u64,
        agreement_key: [u8; 32],
        intake_key_hash: [u8; 32],
        rng: &mut impl CryptoRng,
    ) -> Result<(ShiftSigner, [u8; SHIFT_CERTIFICATE_LENGTH]), StartShiftError> {
        let mut serial = [0; 8];
        rng.fill_bytes(&mut serial);
        let signer = ShiftSigner::generate(rng);
        let certificate = ShiftCertificate {
            capacity,
            serial,
            signing_key: signer.public(),
            agreement_key,
            intake_key_hash,
            not_before,
            not_after,
        };
        let signed = certificate.to_signed_bytes().ok_or(StartShiftError::Fields)?;
        Ok((signer, join(&[&signed, &sign::<ShiftDomain>(&self.0, &signed)])))
    }

    /// Revokes a certificate below this identity.
    #[must_use]
    pub fn revoke(&self, serial: [u8; 8], at_seconds: u64) -> [u8; REVOCATION_LENGTH] {
        revoke(&self.0, serial, at_seconds)
    }
}

impl std::fmt::Debug for IdentitySecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdentitySecret(..)")
    }
}
