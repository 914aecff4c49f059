//! The secrets of a letterbox, made from the identity it belongs to: docs/protocol.md, 13.4.

use std::fmt;

use hkdf::Hkdf;
use luwte_certificates::IdentitySecret;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{AgreementSecret, ENCAPSULATION_KEY_LENGTH, IntakeSecret};

const TAG: &[u8] = b"luwte/1 letterbox";

/// What opens the mail of one person: always the same, so that mail waits for whichever shift of hers comes next.
///
/// Zeroized when dropped; not copied, and never shown by `Debug`.
pub struct LetterboxKeys {
    pub(crate) agreement: AgreementSecret,
    pub(crate) intake: IntakeSecret,
}

impl LetterboxKeys {
    /// Makes the X25519 secret, 32 bytes, and the ML-KEM-768 seed, 64 bytes (d | z), from the 32-byte Ed25519 secret key of
    /// an identity.
    #[must_use]
    pub fn derive(identity: &IdentitySecret) -> Self {
        let (mut agreement, mut seed) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 64]));
        let mut both = Zeroizing::new([0; 96]);
        // 96 bytes are three blocks of the hash, which HKDF always gives.
        let _ = Hkdf::<Sha256>::new(Some(TAG), identity.secret_bytes().as_slice()).expand(&[], both.as_mut());
        let (first, second) = both.split_at(32);
        agreement.copy_from_slice(first);
        seed.copy_from_slice(second);
        Self {
            agreement: AgreementSecret::from_bytes(&agreement),
            intake: IntakeSecret::from_seed(&seed),
        }
    }

    /// The X25519 key that stands in the letterbox, 32 bytes.
    #[must_use]
    pub fn agreement_key(&self) -> [u8; 32] {
        self.agreement.public()
    }

    /// The ML-KEM-768 key that stands in the letterbox, 1,184 bytes.
    #[must_use]
    pub fn encapsulation_key(&self) -> [u8; ENCAPSULATION_KEY_LENGTH] {
        self.intake.encapsulation_key()
    }
}

impl fmt::Debug for LetterboxKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LetterboxKeys(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_back_with_her_identity_opens_the_same_letterbox_and_nobody_else_does() {
        let keys = |secret| LetterboxKeys::derive(&IdentitySecret::from_bytes(&[secret; 32]));
        let public = |keys: LetterboxKeys| (keys.agreement_key(), keys.encapsulation_key());
        assert!(public(keys(1)) == public(keys(1)));
        let (one, other) = (public(keys(1)), public(keys(2)));
        assert!(one.0 != other.0 && one.1 != other.1);
        assert_eq!(format!("{:?}", keys(1)), "LetterboxKeys(redacted)");
    }
}
