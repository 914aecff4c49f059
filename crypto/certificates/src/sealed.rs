//! A secret key of 32 bytes, sealed with a passphrase: what all key files have in common (protocol, section 9).

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use rand_core::CryptoRng;
use sha2::Sha512;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// The largest key file, in bytes.
pub const FILE_LIMIT: usize = 4_096;
/// The fewest PBKDF2 iterations.
pub const ITERATIONS_MINIMUM: u32 = 210_000;
/// The most PBKDF2 iterations: above it a file only keeps a console busy.
pub const ITERATIONS_LIMIT: u32 = 10_000_000;
const SALT_LENGTH: usize = 16;
const SEALED_LENGTH: usize = 48;

/// The three values of section 9 that hide a secret.
pub(crate) struct Sealed {
    pub(crate) iterations: u32,
    pub(crate) salt: [u8; SALT_LENGTH],
    pub(crate) sealed: [u8; SEALED_LENGTH],
}

pub(crate) fn allows(iterations: u32) -> bool {
    (ITERATIONS_MINIMUM..=ITERATIONS_LIMIT).contains(&iterations)
}

impl Sealed {
    /// Draws the salt, 16 bytes. `None` if the cipher fails, which is not known to happen.
    pub(crate) fn seal(
        passphrase: &str,
        secret: &[u8; 32],
        associated: &[u8],
        iterations: u32,
        rng: &mut impl CryptoRng,
    ) -> Option<Self> {
        let mut salt = [0; SALT_LENGTH];
        rng.fill_bytes(&mut salt);
        let message = Payload {
            msg: secret,
            aad: associated,
        };
        let sealed = cipher(passphrase, &salt, iterations)
            .encrypt(&Nonce::default(), message)
            .ok()?;
        Some(Self {
            iterations,
            salt,
            sealed: sealed.try_into().ok()?,
        })
    }

    /// `None` when the passphrase is wrong, or sealed or associated bytes were changed: nobody can tell which.
    pub(crate) fn open(&self, passphrase: &str, associated: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
        let message = Payload {
            msg: &self.sealed,
            aad: associated,
        };
        let opened = cipher(passphrase, &self.salt, self.iterations)
            .decrypt(&Nonce::default(), message)
            .ok()?;
        let opened = Zeroizing::new(opened);
        opened.first_chunk().copied().map(Zeroizing::new)
    }
}

/// The zero nonce is safe because every sealing has a fresh salt and so a fresh key.
fn cipher(passphrase: &str, salt: &[u8; SALT_LENGTH], iterations: u32) -> ChaCha20Poly1305 {
    let normal: Zeroizing<String> = Zeroizing::new(passphrase.nfkc().collect());
    let mut key = Zeroizing::new([0; 32]);
    pbkdf2::pbkdf2_hmac::<Sha512>(normal.as_bytes(), salt, iterations, &mut *key);
    ChaCha20Poly1305::new((&*key).into())
}

/// `None` unless it is hex of exactly so many bytes.
pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}
