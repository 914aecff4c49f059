use std::fmt;

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::aead;
use super::{CipherState, DecryptError, PROTOCOL_NAME};

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

impl SymmetricState {
    /// `InitializeSymmetric(protocol name)` followed by `MixHash(prologue)`.
    #[must_use]
    pub fn new(prologue: &[u8]) -> Self {
        let hash: [u8; 32] = Sha256::digest(PROTOCOL_NAME).into();
        let mut state = Self { chaining_key: hash, hash, key: None, n: 0 };
        state.mix_hash(prologue);
        state
    }

    /// `MixHash(data)`.
    pub fn mix_hash(&mut self, data: &[u8]) {
        self.hash = Sha256::new().chain_update(self.hash).chain_update(data).finalize().into();
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

    /// `Split()`: the first key is the initiator's for sending, the second the responder's.
    #[must_use]
    pub fn split(&self) -> (CipherState, CipherState) {
        let [first, second] = *derive::<2>(&self.chaining_key, &[]);
        (CipherState::new(first), CipherState::new(second))
    }
}

/// Noise's `HKDF(chaining key, input, N)`, which is RFC 5869 with the chaining key as salt and no info.
#[expect(clippy::expect_used, reason = "HKDF refuses only more than 255 blocks, and N is two or three")]
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
