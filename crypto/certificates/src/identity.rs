//! The identity of a person: one Ed25519 key that a coordinator or counsellor keeps for years.

use core::fmt;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::duty::ShiftSigner;
use crate::identity_certificate::{IdentityCertificate, Role};
use crate::revocation::Revocation;
use crate::root::{CertifyError, certify};
use crate::shift_certificate::{SHIFT_CERTIFICATE_LENGTH, ShiftCertificate, ShiftTerms, StartShiftError};
use crate::signer::Signer;
use crate::validity::Validity;

/// The secret half of an identity. Erased on drop, redacted in debug output.
pub struct IdentitySecret(Signer);

/// The terms a counsellor chooses for a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShiftOptions {
    /// Conversations at once, 1 to 8.
    pub capacity: u8,
    /// First second.
    pub not_before: u64,
    /// Last second, at most 43,200 s after the first.
    pub not_after: u64,
}

impl IdentitySecret {
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

    /// The 32-byte Ed25519 secret key. Only the sealed identity file may keep it.
    #[must_use]
    pub fn secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.0.secret_bytes()
    }

    /// The public half, 32 bytes: the subject of the person's certificate.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.public()
    }

    pub(crate) fn signer(&self) -> &Signer {
        &self.0
    }

    /// As a coordinator: signs a counsellor's certificate for her Ed25519 key `subject` (32 bytes). Draws the serial,
    /// 8 bytes.
    ///
    /// # Errors
    /// [`CertifyError::Name`] when the name breaks a rule of protocol 4.2.
    pub fn certify_counsellor(
        &self,
        subject: [u8; 32],
        name: &str,
        validity: Validity,
        rng: &mut impl CryptoRng,
    ) -> Result<IdentityCertificate, CertifyError> {
        self.certify(Role::Counsellor, subject, name, validity, rng)
    }

    /// As a coordinator: signs the certificate of a counsellor, a buddy or an interpreter for their Ed25519 key `subject`
    /// (32 bytes). Draws the serial, 8 bytes.
    ///
    /// # Errors
    /// [`CertifyError::OnlyTheRoot`] for a coordinator; [`CertifyError::Name`] when the name breaks a rule of protocol 4.2.
    pub fn certify(
        &self,
        role: Role,
        subject: [u8; 32],
        name: &str,
        validity: Validity,
        rng: &mut impl CryptoRng,
    ) -> Result<IdentityCertificate, CertifyError> {
        if role == Role::Coordinator {
            return Err(CertifyError::OnlyTheRoot);
        }
        certify(&self.0, role, subject, name, validity, rng)
    }

    /// As a counsellor: starts a shift with a fresh signing key. `agreement_key` is the shift's X25519 key (32 bytes),
    /// `intake_key_hash` SHA-256 of its ML-KEM-768 encapsulation key (32 bytes). Draws the serial (8 bytes), then the
    /// signing secret (32 bytes).
    ///
    /// # Errors
    /// [`StartShiftError`] when the terms break a rule of protocol 4.3.
    pub fn start_shift(
        &self,
        options: ShiftOptions,
        agreement_key: [u8; 32],
        intake_key_hash: [u8; 32],
        rng: &mut impl CryptoRng,
    ) -> Result<(ShiftSigner, [u8; SHIFT_CERTIFICATE_LENGTH]), StartShiftError> {
        let ShiftOptions {
            capacity,
            not_before,
            not_after,
        } = options;
        let validity = Validity::new(not_before, not_after)?;
        let mut serial = [0; 8];
        rng.fill_bytes(&mut serial);
        let shift = ShiftSigner::generate(rng);
        let signing_key = shift.public();
        let terms = ShiftTerms {
            capacity,
            serial,
            signing_key,
            agreement_key,
            intake_key_hash,
            validity,
        };
        let certificate = ShiftCertificate::sign(terms, &self.0)?;
        Ok((shift, certificate.encode()))
    }

    /// Takes back a certificate below this person: a coordinator one of a counsellor or a shift, a counsellor one of a
    /// shift. `revoked_at` in seconds.
    #[must_use]
    pub fn revoke(&self, serial: [u8; 8], revoked_at: u64) -> Revocation {
        Revocation::sign(serial, revoked_at, &self.0)
    }
}

impl fmt::Debug for IdentitySecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdentitySecret({:?})", self.0)
    }
}
