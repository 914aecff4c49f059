//! Sealed keys that belong to no certified person: the organisation's root, and the key of somebody who is not certified
//! yet (protocol 9.2, 9.3).

use core::fmt;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::identity::IdentitySecret;
use crate::request::{CertificateRequest, DecodeRequestError, REQUEST_LENGTH};
use crate::root::{OrganisationRoot, RootSecret};
use crate::sealed::{FILE_LIMIT, Sealed, allows, from_hex};

/// Whose key a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// The organisation's root. Its public part is the public key, 32 bytes.
    Root,
    /// Of somebody who is not certified yet. Its public part is the request, 129 bytes.
    NewIdentity,
}

impl KeyKind {
    fn word(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::NewIdentity => "new identity",
        }
    }

    /// `luwte/1 ` and the word, so that one file cannot be passed off as the other.
    fn associated(self, public: &[u8]) -> Vec<u8> {
        [b"luwte/1 ", self.word().as_bytes(), public].concat()
    }
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Root => "a sealed root key",
            Self::NewIdentity => "the sealed key of a new identity",
        })
    }
}

/// The JSON document. Unknown, missing and repeated keys are refused.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    luwte: String,
    version: u32,
    iterations: u32,
    salt: String,
    sealed: String,
    public: String,
}

/// Why a key can't be sealed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SealKeyError {
    /// Fewer than 210,000 or more than 10,000,000 iterations.
    #[error("The number of iterations is between 210,000 and 10,000,000.")]
    Iterations,
    /// The request is for another key.
    #[error("The request is not by this key.")]
    OtherKey,
    /// The file could not be encrypted or written. Not known to happen.
    #[error("The key could not be encrypted.")]
    Encryption,
}

/// Why a key file does not open.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum OpenKeyError {
    /// Too large, not JSON, not exactly the keys of section 9, or a key of another kind.
    #[error("This is not {0}.")]
    AnotherFile(KeyKind),
    /// `version` is not 1.
    #[error("This version of key files is unknown.")]
    UnknownVersion,
    /// Fewer than 210,000 or more than 10,000,000 iterations.
    #[error("The number of iterations is between 210,000 and 10,000,000.")]
    Iterations,
    /// A value is not hex of the right length.
    #[error("A field of the key file is damaged.")]
    DamagedField,
    /// The request can't be read.
    #[error("The request in the key file is damaged: {0}")]
    DamagedRequest(#[from] DecodeRequestError),
    /// The passphrase is wrong, or the file was changed: nobody can tell which.
    #[error("The passphrase does not open this key file.")]
    WrongPassphrase,
    /// The key inside is not the one that the file names.
    #[error("The key in the file is not the one that the file names.")]
    OtherKey,
}

/// Seals the root. Draws the salt, 16 bytes. The result is JSON of at most 4,096 bytes.
///
/// # Errors
/// [`SealKeyError`], one variant per rule of section 9.
pub fn seal_root(
    passphrase: &str,
    secret: &RootSecret,
    iterations: u32,
    rng: &mut impl CryptoRng,
) -> Result<String, SealKeyError> {
    let public = secret.root().to_bytes();
    seal(
        KeyKind::Root,
        passphrase,
        (&secret.secret_bytes(), &public),
        iterations,
        rng,
    )
}

/// A sealed root: what it says without its passphrase, and the rest.
pub struct SealedRoot {
    root: OrganisationRoot,
    sealed: Sealed,
}

impl SealedRoot {
    /// Reads a file.
    ///
    /// # Errors
    /// [`OpenKeyError`], in the order of its variants, but for those that need the passphrase.
    pub fn read(file: &str) -> Result<Self, OpenKeyError> {
        let (public, sealed) = read(KeyKind::Root, file)?;
        Ok(Self {
            root: OrganisationRoot::from_bytes(public),
            sealed,
        })
    }

    /// The public key that the file names.
    #[must_use]
    pub fn root(&self) -> OrganisationRoot {
        self.root
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`OpenKeyError::WrongPassphrase`] or [`OpenKeyError::OtherKey`].
    pub fn open(&self, passphrase: &str) -> Result<RootSecret, OpenKeyError> {
        let associated = KeyKind::Root.associated(&self.root.to_bytes());
        let secret = self.sealed.open(passphrase, &associated);
        let secret = RootSecret::from_bytes(&*secret.ok_or(OpenKeyError::WrongPassphrase)?);
        if secret.root() != self.root {
            return Err(OpenKeyError::OtherKey);
        }
        Ok(secret)
    }
}

/// Seals the key of somebody who has asked to be certified. Draws the salt, 16 bytes.
///
/// # Errors
/// [`SealKeyError`], one variant per rule of section 9.
pub fn seal_new_identity(
    passphrase: &str,
    secret: &IdentitySecret,
    request: &CertificateRequest,
    iterations: u32,
    rng: &mut impl CryptoRng,
) -> Result<String, SealKeyError> {
    if request.subject() != secret.public() {
        return Err(SealKeyError::OtherKey);
    }
    let public = request.encode();
    seal(
        KeyKind::NewIdentity,
        passphrase,
        (&secret.secret_bytes(), &public),
        iterations,
        rng,
    )
}

/// The sealed key of somebody who has asked to be certified, and the request.
pub struct SealedNewIdentity {
    request: CertificateRequest,
    sealed: Sealed,
}

impl SealedNewIdentity {
    /// Reads a file.
    ///
    /// # Errors
    /// [`OpenKeyError`], in the order of its variants, but for those that need the passphrase.
    pub fn read(file: &str) -> Result<Self, OpenKeyError> {
        let (public, sealed) = read::<REQUEST_LENGTH>(KeyKind::NewIdentity, file)?;
        Ok(Self {
            request: CertificateRequest::decode(&public)?,
            sealed,
        })
    }

    /// What was asked for.
    #[must_use]
    pub fn request(&self) -> &CertificateRequest {
        &self.request
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`OpenKeyError::WrongPassphrase`] or [`OpenKeyError::OtherKey`].
    pub fn open(&self, passphrase: &str) -> Result<IdentitySecret, OpenKeyError> {
        let associated = KeyKind::NewIdentity.associated(&self.request.encode());
        let secret = self.sealed.open(passphrase, &associated);
        let secret = IdentitySecret::from_bytes(&*secret.ok_or(OpenKeyError::WrongPassphrase)?);
        if self.request.subject() != secret.public() {
            return Err(OpenKeyError::OtherKey);
        }
        Ok(secret)
    }
}

fn seal(
    kind: KeyKind,
    passphrase: &str,
    (secret, public): (&[u8; 32], &[u8]),
    iterations: u32,
    rng: &mut impl CryptoRng,
) -> Result<String, SealKeyError> {
    if !allows(iterations) {
        return Err(SealKeyError::Iterations);
    }
    let associated = kind.associated(public);
    let Sealed { salt, sealed, .. } =
        Sealed::seal(passphrase, secret, &associated, iterations, rng).ok_or(SealKeyError::Encryption)?;
    let document = Document {
        luwte: kind.word().to_owned(),
        version: 1,
        iterations,
        salt: hex::encode(salt),
        sealed: hex::encode(sealed),
        public: hex::encode(public),
    };
    serde_json::to_string_pretty(&document).map_err(|_| SealKeyError::Encryption)
}

fn read<const N: usize>(kind: KeyKind, file: &str) -> Result<([u8; N], Sealed), OpenKeyError> {
    let another = OpenKeyError::AnotherFile(kind);
    if file.len() > FILE_LIMIT {
        return Err(another);
    }
    let document: Document = serde_json::from_str(file).map_err(|_| another)?;
    if document.luwte != kind.word() {
        return Err(another);
    }
    if document.version != 1 {
        return Err(OpenKeyError::UnknownVersion);
    }
    if !allows(document.iterations) {
        return Err(OpenKeyError::Iterations);
    }
    let damaged = OpenKeyError::DamagedField;
    let sealed = Sealed {
        iterations: document.iterations,
        salt: from_hex(&document.salt).ok_or(damaged)?,
        sealed: from_hex(&document.sealed).ok_or(damaged)?,
    };
    Ok((from_hex(&document.public).ok_or(damaged)?, sealed))
}
