use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::aead;

/// A key and its nonce (Noise 5.1). Zeroized when dropped; not copied, and never shown by `Debug`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct CipherState {
    key: [u8; 32],
    n: u64,
}

/// The ciphertext is not what was encrypted under this key, nonce and associated data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The ciphertext does not decrypt.")]
pub struct DecryptError;

/// The nonce 2^64 - 1 is reserved for `Rekey()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("No nonce is left for this key.")]
pub struct NonceExhausted;

impl CipherState {
    /// `InitializeKey(key)`: n is 0.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self { key, n: 0 }
    }

    /// The same key, with `n` as the nonce of the next message (Noise 5.1, `SetNonce`).
    #[must_use]
    pub(crate) fn starting_at(mut self, n: u64) -> Self {
        self.n = n;
        self
    }

    /// The nonce that the next message uses.
    #[must_use]
    pub fn nonce(&self) -> u64 {
        self.n
    }

    /// `EncryptWithAd`: the ciphertext is 16 bytes longer than the plaintext; n grows by one.
    ///
    /// # Errors
    /// [`NonceExhausted`] after 2^64 - 1 messages.
    pub fn encrypt_with_ad(
        &mut self,
        associated: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, NonceExhausted> {
        if self.n == u64::MAX {
            return Err(NonceExhausted);
        }
        let ciphertext = aead::encrypt(&self.key, self.n, associated, plaintext);
        self.n += 1;
        Ok(ciphertext)
    }

    /// `DecryptWithAd`: n grows by one after a success and stays after a failure.
    ///
    /// # Errors
    /// [`DecryptError`].
    pub fn decrypt_with_ad(
        &mut self,
        associated: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
        let plaintext = self.peek_with_ad(associated, ciphertext)?;
        self.n += 1;
        Ok(plaintext)
    }

    /// Decrypts as [`Self::decrypt_with_ad`] does, and changes nothing. [`Self::accept`] makes it count.
    pub(crate) fn peek_with_ad(
        &self,
        associated: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
        if self.n == u64::MAX {
            return Err(DecryptError);
        }
        aead::decrypt(&self.key, self.n, associated, ciphertext)
    }

    /// Moves on after what [`Self::peek_with_ad`] returned was found good: n + 1, then `Rekey()`.
    pub(crate) fn accept(&mut self) {
        self.n = self.n.saturating_add(1);
        self.rekey();
    }

    /// `Rekey()` (Noise 4.2): the first 32 bytes of `ENCRYPT(k, 2^64 - 1, empty, 32 zero bytes)`. n stays.
    pub fn rekey(&mut self) {
        let next = Zeroizing::new(aead::encrypt(&self.key, u64::MAX, &[], &[0; 32]));
        if let Some(key) = next.first_chunk() {
            self.key = *key;
        }
    }
}

impl fmt::Debug for CipherState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CipherState(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_decryption_moves_neither_key_nor_nonce() {
        let (mut sender, mut receiver) = (CipherState::new([1; 32]), CipherState::new([1; 32]));
        let good = sender.encrypt_with_ad(b"ad", b"words").unwrap();
        assert_eq!(receiver.decrypt_with_ad(b"other", &good), Err(DecryptError));
        assert_eq!(receiver.nonce(), 0);
        assert_eq!(
            receiver.decrypt_with_ad(b"ad", &good).unwrap().as_slice(),
            b"words"
        );
        assert_eq!(receiver.nonce(), 1);
    }

    #[test]
    fn the_last_nonce_is_never_used_for_a_message() {
        let mut state = CipherState {
            key: [1; 32],
            n: u64::MAX,
        };
        assert_eq!(state.encrypt_with_ad(&[], b"words"), Err(NonceExhausted));
        assert_eq!(state.decrypt_with_ad(&[], &[0; 32]), Err(DecryptError));
    }

    #[test]
    fn debug_shows_no_key_and_zeroize_leaves_none() {
        let mut state = CipherState::new([0xab; 32]);
        assert_eq!(format!("{state:?}"), "CipherState(redacted)");
        state.zeroize();
        assert_eq!((state.key, state.n), ([0; 32], 0));
    }
}
