//! Going on duty: the shift signs the server's nonce (protocol 4.6). There is no password and no cookie.

use core::fmt;

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::chain::VerifiedChain;
use crate::domain::DutyDomain;
use crate::root::OrganisationRoot;
use crate::signature::Signature;
use crate::signer::Signer;

/// Length of a duty proof in bytes.
pub const DUTY_PROOF_LENGTH: usize = 64;
/// Length of the nonce in a CHALLENGE in bytes.
pub const DUTY_NONCE_LENGTH: usize = 32;

/// The signing secret of one shift. Erased on drop, redacted in debug output.
pub struct ShiftSigner(pub(crate) Signer);

/// Why nobody goes on duty.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum DutyProofError {
    /// Not 64 bytes.
    #[error("A duty proof has 64 bytes.")]
    WrongLength,
    /// The proof is by another key, for another nonce or for another organisation.
    #[error("The duty proof does not verify under the shift's signing key.")]
    WrongSignature,
}

impl ShiftSigner {
    /// Draws 32 bytes.
    pub(crate) fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Signer::generate(rng))
    }

    /// From the 32-byte Ed25519 secret key.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Signer::from_bytes(bytes))
    }

    /// The 32-byte Ed25519 secret key, for a test that keeps a transcript. A console holds it in memory only.
    #[must_use]
    pub fn secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.0.secret_bytes()
    }

    /// The public half, 32 bytes: the signing key in the shift certificate.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.public()
    }

    /// Signs nonce (32 bytes) and root (32 bytes): the root keeps a proof from being carried to another organisation.
    #[must_use]
    pub fn prove_duty(
        &self,
        nonce: &[u8; DUTY_NONCE_LENGTH],
        root: &OrganisationRoot,
    ) -> [u8; DUTY_PROOF_LENGTH] {
        self.0.sign::<DutyDomain>(&signed(nonce, root)).to_bytes()
    }
}

impl fmt::Debug for ShiftSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ShiftSigner({:?})", self.0)
    }
}

/// Does the console that showed this chain hold the shift's signing key?
///
/// # Errors
/// [`DutyProofError`]: wrong length or wrong signature.
pub fn verify_duty_proof(
    chain: &VerifiedChain,
    nonce: &[u8; DUTY_NONCE_LENGTH],
    root: &OrganisationRoot,
    proof: &[u8],
) -> Result<(), DutyProofError> {
    let proof = proof.try_into().map_err(|_| DutyProofError::WrongLength)?;
    Signature::<DutyDomain>::from_bytes(proof)
        .verify(&chain.signing_key, &signed(nonce, root))
        .map_err(|_| DutyProofError::WrongSignature)
}

fn signed(nonce: &[u8; DUTY_NONCE_LENGTH], root: &OrganisationRoot) -> [u8; 64] {
    let mut signed = [0; 64];
    signed[..32].copy_from_slice(nonce);
    signed[32..].copy_from_slice(&root.0);
    signed
}
