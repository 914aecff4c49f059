//! A counsellor's identity, sealed with a passphrase (protocol, section 9).

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::Sha512;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::identity::IdentitySecret;
use crate::identity_certificate::{
    DecodeIdentityError, IDENTITY_CERTIFICATE_LENGTH, IdentityCertificate, Role,
};

/// The largest file, in bytes.
pub const FILE_LIMIT: usize = 4_096;
/// The fewest PBKDF2 iterations.
pub const ITERATIONS_MINIMUM: u32 = 210_000;
/// The most PBKDF2 iterations: above it a file only keeps a console busy.
pub const ITERATIONS_LIMIT: u32 = 10_000_000;
const ASSOCIATED_TAG: &[u8] = b"luwte/1 identity";

/// The JSON document. Unknown, missing and repeated keys are refused.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    luwte: String,
    version: u32,
    name: String,
    iterations: u32,
    salt: String,
    sealed: String,
    coordinator: String,
    counsellor: String,
}

/// What an opened file holds.
#[derive(Debug)]
pub struct OpenedIdentity {
    /// The counsellor's key.
    pub secret: IdentitySecret,
    /// The certificate of the coordinator above her.
    pub coordinator: IdentityCertificate,
    /// Her certificate.
    pub counsellor: IdentityCertificate,
}

/// Why an identity can't be sealed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SealError {
    /// Fewer than 210,000 or more than 10,000,000 iterations.
    #[error("The number of iterations is between 210,000 and 10,000,000.")]
    Iterations,
    /// The first certificate is not a coordinator's or the second not a counsellor's.
    #[error("An identity file holds a coordinator certificate and a counsellor certificate.")]
    WrongRole,
    /// The counsellor certificate is for another key.
    #[error("The counsellor certificate is not for this key.")]
    OtherKey,
    /// The file could not be encrypted or written. Not known to happen.
    #[error("The identity could not be encrypted.")]
    Encryption,
}

/// Why a file does not open.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum OpenError {
    /// More than 4,096 bytes.
    #[error("An identity file has at most 4,096 bytes.")]
    TooLarge,
    /// Not JSON, or not exactly the keys of section 9, or a value of another type.
    #[error("This is not an identity file.")]
    NotAnIdentityFile,
    /// `version` is not 1.
    #[error("This version of identity files is unknown.")]
    UnknownVersion,
    /// Fewer than 210,000 or more than 10,000,000 iterations.
    #[error("The number of iterations is between 210,000 and 10,000,000.")]
    Iterations,
    /// A value is not hex of the right length.
    #[error("A field of the identity file is damaged.")]
    DamagedField,
    /// A certificate can't be read.
    #[error("A certificate in the identity file is damaged: {0}")]
    DamagedCertificate(#[from] DecodeIdentityError),
    /// The first certificate is not a coordinator's or the second not a counsellor's.
    #[error("An identity file holds a coordinator certificate and a counsellor certificate.")]
    WrongRole,
    /// `name` is not the name in the counsellor certificate.
    #[error("The name of the file is not the name in its certificate.")]
    OtherName,
    /// The passphrase is wrong, or the sealed bytes or certificates were changed: nobody can tell which.
    #[error("The passphrase does not open this identity file.")]
    WrongPassphrase,
    /// The key inside is not the subject of the counsellor certificate.
    #[error("The key in the identity file is not the key of its certificate.")]
    OtherKey,
}

/// Seals an identity. Draws the salt, 16 bytes. The result is JSON of at most 4,096 bytes.
///
/// # Errors
/// [`SealError`], one variant per rule of section 9.
pub fn seal(
    passphrase: &str,
    secret: &IdentitySecret,
    coordinator: &IdentityCertificate,
    counsellor: &IdentityCertificate,
    iterations: u32,
    rng: &mut impl CryptoRng,
) -> Result<String, SealError> {
    if !(ITERATIONS_MINIMUM..=ITERATIONS_LIMIT).contains(&iterations) {
        return Err(SealError::Iterations);
    }
    if coordinator.role() != Role::Coordinator || counsellor.role() != Role::Counsellor {
        return Err(SealError::WrongRole);
    }
    if counsellor.subject() != secret.public() {
        return Err(SealError::OtherKey);
    }
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let bytes = secret.secret_bytes();
    let associated = associated_data(&coordinator.encode(), &counsellor.encode());
    let sealed = cipher(passphrase, &salt, iterations)
        .encrypt(
            &Nonce::default(),
            Payload {
                msg: &*bytes,
                aad: &associated,
            },
        )
        .map_err(|_| SealError::Encryption)?;
    let document = Document {
        luwte: "identity".to_owned(),
        version: 1,
        name: counsellor.name().as_str().to_owned(),
        iterations,
        salt: hex::encode(salt),
        sealed: hex::encode(sealed),
        coordinator: hex::encode(coordinator.encode()),
        counsellor: hex::encode(counsellor.encode()),
    };
    serde_json::to_string_pretty(&document).map_err(|_| SealError::Encryption)
}

/// Opens a file. Whether its certificates lead to a root is for [`crate::verify_chain`] to say.
///
/// # Errors
/// [`OpenError`], in the order of its variants.
pub fn open(file: &str, passphrase: &str) -> Result<OpenedIdentity, OpenError> {
    if file.len() > FILE_LIMIT {
        return Err(OpenError::TooLarge);
    }
    let document: Document = serde_json::from_str(file).map_err(|_| OpenError::NotAnIdentityFile)?;
    if document.luwte != "identity" {
        return Err(OpenError::NotAnIdentityFile);
    }
    if document.version != 1 {
        return Err(OpenError::UnknownVersion);
    }
    if !(ITERATIONS_MINIMUM..=ITERATIONS_LIMIT).contains(&document.iterations) {
        return Err(OpenError::Iterations);
    }
    let salt = from_hex::<16>(&document.salt)?;
    let sealed = from_hex::<48>(&document.sealed)?;
    let coordinator = from_hex::<IDENTITY_CERTIFICATE_LENGTH>(&document.coordinator)?;
    let counsellor = from_hex::<IDENTITY_CERTIFICATE_LENGTH>(&document.counsellor)?;
    let associated = associated_data(&coordinator, &counsellor);
    let coordinator = IdentityCertificate::decode(&coordinator)?;
    let counsellor = IdentityCertificate::decode(&counsellor)?;
    if coordinator.role() != Role::Coordinator || counsellor.role() != Role::Counsellor {
        return Err(OpenError::WrongRole);
    }
    if counsellor.name().as_str() != document.name {
        return Err(OpenError::OtherName);
    }
    let opened = cipher(passphrase, &salt, document.iterations)
        .decrypt(
            &Nonce::default(),
            Payload {
                msg: &sealed,
                aad: &associated,
            },
        )
        .map_err(|_| OpenError::WrongPassphrase)?;
    let opened = Zeroizing::new(opened);
    let bytes = opened.first_chunk().ok_or(OpenError::WrongPassphrase)?;
    let secret = IdentitySecret::from_bytes(bytes);
    if secret.public() != counsellor.subject() {
        return Err(OpenError::OtherKey);
    }
    Ok(OpenedIdentity {
        secret,
        coordinator,
        counsellor,
    })
}

/// The zero nonce is safe because every sealing has a fresh salt and so a fresh key.
fn cipher(passphrase: &str, salt: &[u8; 16], iterations: u32) -> ChaCha20Poly1305 {
    let normal: Zeroizing<String> = Zeroizing::new(passphrase.nfkc().collect());
    let mut key = Zeroizing::new([0; 32]);
    pbkdf2::pbkdf2_hmac::<Sha512>(normal.as_bytes(), salt, iterations, &mut *key);
    ChaCha20Poly1305::new((&*key).into())
}

fn associated_data(coordinator: &[u8], counsellor: &[u8]) -> Vec<u8> {
    [ASSOCIATED_TAG, coordinator, counsellor].concat()
}

fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], OpenError> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| OpenError::DamagedField)?;
    Ok(bytes)
}
