use ed25519_dalek::SigningKey;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::bytes::join;
use crate::chain::VerifiedChain;
use crate::root::OrganisationRoot;
use crate::signature::{DutyDomain, sign, verifies};

/// Bytes of a duty proof: section 4.6.
pub const DUTY_PROOF_LENGTH: usize = 64;

/// The secret signing key of a shift, in memory only. It proves being on duty.
pub struct ShiftSigner(SigningKey);

/// Why a shift is not started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StartShiftError {
    /// Capacity or validity is outside its range.
    #[error("A shift takes 1 to 8 conversations at once and lasts at most 12 hours.")]
    Fields,
}

/// Why a shift is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DutyProofError {
    /// The signature is not by this shift, for this nonce and this organisation.
    #[error("The duty proof was not signed by this shift for this nonce and organisation.")]
    Signature,
}

impl ShiftSigner {
    pub(crate) fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut_slice());
        Self(SigningKey::from_bytes(&bytes))
    }

    /// The public half, 32 bytes.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs the server's nonce for this organisation.
    #[must_use]
    pub fn prove_duty(&self, nonce: &[u8; 32], root: &OrganisationRoot) -> [u8; DUTY_PROOF_LENGTH] {
        sign::<DutyDomain>(&self.0, &proven(nonce, root))
    }
}

impl std::fmt::Debug for ShiftSigner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ShiftSigner(..)")
    }
}

/// Checks that whoever answers holds the shift of this chain.
///
/// # Errors
/// See [`DutyProofError`].
pub fn verify_duty_proof(
    chain: &VerifiedChain,
    nonce: &[u8; 32],
    root: &OrganisationRoot,
    proof: &[u8; DUTY_PROOF_LENGTH],
) -> Result<(), DutyProofError> {
    if verifies::<DutyDomain>(&chain.signing_key, &proven(nonce, root), proof) {
        Ok(())
    } else {
        Err(DutyProofError::Signature)
    }
}

fn proven(nonce: &[u8; 32], root: &OrganisationRoot) -> [u8; 64] {
    join(&[nonce, &root.to_bytes()])
}
