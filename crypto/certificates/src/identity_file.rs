//! The identity of somebody who goes on duty, sealed with a passphrase (protocol, section 9).

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::identity::IdentitySecret;
use crate::identity_certificate::{
    DecodeIdentityError, IDENTITY_CERTIFICATE_LENGTH, IdentityCertificate, Role,
};
use crate::sealed::{Sealed, allows, from_hex};

pub use crate::sealed::{FILE_LIMIT, ITERATIONS_LIMIT, ITERATIONS_MINIMUM};

const ASSOCIATED_TAG: &[u8] = b"luwte/1 identity";
/// What stands in `luwte` of an identity that opens with a passkey.
const PASSKEY: &str = "passkey identity";

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

/// What kind of document it is, whatever else stands in it.
#[derive(Deserialize)]
struct Kind {
    luwte: String,
}

/// What an opened file holds.
#[derive(Debug)]
pub struct OpenedIdentity {
    /// The person's key.
    pub secret: IdentitySecret,
    /// The certificate of the coordinator above them, or of themselves if they are a coordinator.
    pub coordinator: IdentityCertificate,
    /// The person's certificate: a counsellor's, a buddy's or an interpreter's.
    pub counsellor: IdentityCertificate,
}

/// Why an identity can't be sealed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SealError {
    /// Fewer than 210,000 or more than 10,000,000 iterations.
    #[error("The number of iterations is between 210,000 and 10,000,000.")]
    Iterations,
    /// The first certificate is not a coordinator's, or the second is.
    #[error(
        "An identity file holds the certificate of a coordinator, and then that of a counsellor, buddy or interpreter."
    )]
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
    /// The identity opens with a passkey (section 9.7), which only a browser can ask.
    #[error(
        "This identity opens with a passkey, and only in the counsellor's page. Use the file that opens with the \
         passphrase."
    )]
    OpensWithPasskey,
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
    /// The first certificate is not a coordinator's, or the second is.
    #[error(
        "An identity file holds the certificate of a coordinator, and then that of a counsellor, buddy or interpreter."
    )]
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
    if !allows(iterations) {
        return Err(SealError::Iterations);
    }
    if !in_order(coordinator, counsellor) {
        return Err(SealError::WrongRole);
    }
    if counsellor.subject() != secret.public() {
        return Err(SealError::OtherKey);
    }
    let bytes = secret.secret_bytes();
    let associated = associated_data(&coordinator.encode(), &counsellor.encode());
    let Sealed { salt, sealed, .. } =
        Sealed::seal(passphrase, &bytes, &associated, iterations, rng).ok_or(SealError::Encryption)?;
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

/// A sealed identity: what it says without its passphrase, and the rest. Whether its certificates lead to a root is for
/// [`crate::verify_chain`] to say.
pub struct SealedIdentity {
    coordinator: IdentityCertificate,
    counsellor: IdentityCertificate,
    sealed: Sealed,
}

impl SealedIdentity {
    /// Reads a file.
    ///
    /// # Errors
    /// [`OpenError`], in the order of its variants, but for those that need the passphrase.
    pub fn read(file: &str) -> Result<Self, OpenError> {
        if file.len() > FILE_LIMIT {
            return Err(OpenError::TooLarge);
        }
        let kind: Kind = serde_json::from_str(file).map_err(|_| OpenError::NotAnIdentityFile)?;
        if kind.luwte == PASSKEY {
            return Err(OpenError::OpensWithPasskey);
        }
        let document: Document = serde_json::from_str(file).map_err(|_| OpenError::NotAnIdentityFile)?;
        if document.luwte != "identity" {
            return Err(OpenError::NotAnIdentityFile);
        }
        if document.version != 1 {
            return Err(OpenError::UnknownVersion);
        }
        if !allows(document.iterations) {
            return Err(OpenError::Iterations);
        }
        let damaged = OpenError::DamagedField;
        let sealed = Sealed {
            iterations: document.iterations,
            salt: from_hex(&document.salt).ok_or(damaged)?,
            sealed: from_hex(&document.sealed).ok_or(damaged)?,
        };
        let certificate = |text: &str| {
            let bytes = from_hex::<IDENTITY_CERTIFICATE_LENGTH>(text).ok_or(damaged)?;
            Ok::<_, OpenError>(IdentityCertificate::decode(&bytes)?)
        };
        let coordinator = certificate(&document.coordinator)?;
        let counsellor = certificate(&document.counsellor)?;
        if !in_order(&coordinator, &counsellor) {
            return Err(OpenError::WrongRole);
        }
        if counsellor.name().as_str() != document.name {
            return Err(OpenError::OtherName);
        }
        Ok(Self {
            coordinator,
            counsellor,
            sealed,
        })
    }

    /// The certificate of the coordinator above the person, or of themselves if they are a coordinator.
    #[must_use]
    pub fn coordinator(&self) -> &IdentityCertificate {
        &self.coordinator
    }

    /// The person's certificate.
    #[must_use]
    pub fn counsellor(&self) -> &IdentityCertificate {
        &self.counsellor
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`OpenError::WrongPassphrase`] or [`OpenError::OtherKey`].
    pub fn open(self, passphrase: &str) -> Result<OpenedIdentity, OpenError> {
        let associated = associated_data(&self.coordinator.encode(), &self.counsellor.encode());
        let secret = self.sealed.open(passphrase, &associated);
        let secret = IdentitySecret::from_bytes(&*secret.ok_or(OpenError::WrongPassphrase)?);
        if secret.public() != self.counsellor.subject() {
            return Err(OpenError::OtherKey);
        }
        Ok(OpenedIdentity {
            secret,
            coordinator: self.coordinator,
            counsellor: self.counsellor,
        })
    }
}

/// Reads and opens a file.
///
/// # Errors
/// [`OpenError`], in the order of its variants.
pub fn open(file: &str, passphrase: &str) -> Result<OpenedIdentity, OpenError> {
    SealedIdentity::read(file)?.open(passphrase)
}

fn in_order(coordinator: &IdentityCertificate, counsellor: &IdentityCertificate) -> bool {
    coordinator.role() == Role::Coordinator && counsellor.role() != Role::Coordinator
}

fn associated_data(coordinator: &[u8], counsellor: &[u8]) -> Vec<u8> {
    [ASSOCIATED_TAG, coordinator, counsellor].concat()
}
