//! The sealed identity file: docs/protocol.md section 9.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::Sha512;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::identity::IdentitySecret;
use crate::identity_certificate::{IDENTITY_CERTIFICATE_LENGTH, IdentityCertificate};

/// Fewest iterations of PBKDF2-HMAC-SHA-512 that are accepted, and the number used for sealing.
pub const ITERATIONS: u32 = 210_000;
const MOST_ITERATIONS: u32 = 10_000_000;
const LONGEST_FILE: usize = 4096;
const TAG: &[u8] = b"luwte/1 identity";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    luwte: String,
    version: u32,
    name: String,
    iterations: u32,
    salt: String,
    sealed: String,
    coordinator: String,
    counsellor: String,
}

/// Why an identity is not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The counsellor's certificate cannot be read, or is for another key.
    #[error("The certificate does not belong to this identity.")]
    Certificate,
    /// The cipher refused; it never does for 32 bytes.
    #[error("The identity could not be encrypted.")]
    Cipher,
}

/// Why an identity file is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It is no identity file of this version.
    #[error("This is not an identity file, or it is damaged.")]
    Malformed,
    /// The passphrase is wrong, or the file was changed.
    #[error("The passphrase does not open this file.")]
    Passphrase,
    /// The certificate inside is for another key.
    #[error("The certificate in the file does not belong to its key.")]
    Certificate,
}

/// An opened identity with its certificates.
#[derive(Debug)]
pub struct Opened {
    /// The secret key.
    pub identity: IdentitySecret,
    /// The coordinator's certificate.
    pub coordinator: [u8; IDENTITY_CERTIFICATE_LENGTH],
    /// The counsellor's certificate.
    pub counsellor: [u8; IDENTITY_CERTIFICATE_LENGTH],
}

/// Seals an identity under a passphrase; draws 16 bytes for the salt.
///
/// # Errors
/// See [`SealError`].
pub fn seal(
    identity: &IdentitySecret,
    coordinator: &[u8; IDENTITY_CERTIFICATE_LENGTH],
    counsellor: &[u8; IDENTITY_CERTIFICATE_LENGTH],
    passphrase: &str,
    rng: &mut impl CryptoRng,
) -> Result<String, SealError> {
    let (certificate, ..) = IdentityCertificate::read(counsellor).ok_or(SealError::Certificate)?;
    if certificate.subject != identity.public() {
        return Err(SealError::Certificate);
    }
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let associated = [TAG, coordinator, counsellor].concat();
    let secret = identity.to_bytes();
    let payload = Payload {
        msg: secret.as_slice(),
        aad: &associated,
    };
    let sealed = cipher(passphrase, &salt, ITERATIONS)
        .encrypt(&Nonce::default(), payload)
        .map_err(|_| SealError::Cipher)?;
    let text = Text {
        luwte: "identity".into(),
        version: 1,
        name: certificate.name,
        iterations: ITERATIONS,
        salt: hex::encode(salt),
        sealed: hex::encode(sealed),
        coordinator: hex::encode(coordinator),
        counsellor: hex::encode(counsellor),
    };
    serde_json::to_string_pretty(&text).map_err(|_| SealError::Cipher)
}

/// Opens a sealed identity.
///
/// # Errors
/// See [`OpenError`].
pub fn open(file: &str, passphrase: &str) -> Result<Opened, OpenError> {
    if file.len() > LONGEST_FILE {
        return Err(OpenError::Malformed);
    }
    let text: Text = serde_json::from_str(file).map_err(|_| OpenError::Malformed)?;
    let known = text.luwte == "identity" && text.version == 1;
    if !known || !(ITERATIONS..=MOST_ITERATIONS).contains(&text.iterations) {
        return Err(OpenError::Malformed);
    }
    let salt: [u8; 16] = field(&text.salt)?;
    let sealed: [u8; 48] = field(&text.sealed)?;
    let coordinator = field(&text.coordinator)?;
    let counsellor = field(&text.counsellor)?;
    let associated = [TAG, &coordinator[..], &counsellor[..]].concat();
    let payload = Payload {
        msg: &sealed,
        aad: &associated,
    };
    let secret = cipher(passphrase, &salt, text.iterations)
        .decrypt(&Nonce::default(), payload)
        .map(Zeroizing::new)
        .map_err(|_| OpenError::Passphrase)?;
    let secret = Zeroizing::new(secret.as_slice().try_into().map_err(|_| OpenError::Malformed)?);
    let identity = IdentitySecret::from_bytes(&secret);
    let (certificate, ..) = IdentityCertificate::read(&counsellor).ok_or(OpenError::Malformed)?;
    if certificate.subject != identity.public() || certificate.name != text.name {
        return Err(OpenError::Certificate);
    }
    Ok(Opened {
        identity,
        coordinator,
        counsellor,
    })
}

fn cipher(passphrase: &str, salt: &[u8; 16], iterations: u32) -> ChaCha20Poly1305 {
    let passphrase: Zeroizing<String> = Zeroizing::new(passphrase.nfkc().collect());
    let mut key = Zeroizing::new([0; 32]);
    pbkdf2::pbkdf2_hmac::<Sha512>(passphrase.as_bytes(), salt, iterations, key.as_mut_slice());
    ChaCha20Poly1305::new(&Key::from(*key))
}

fn field<const N: usize>(text: &str) -> Result<[u8; N], OpenError> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| OpenError::Malformed)?;
    Ok(bytes)
}
