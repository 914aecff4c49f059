//! A wish to be certified: a public key and a name, signed by that key (protocol 9.4).

use core::fmt;

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::VERSION;
use crate::domain::{DomainTag, RequestDomain};
use crate::fields::Fields;
use crate::identity::IdentitySecret;
use crate::name::{CounsellorName, NAME_LENGTH, NameError};
use crate::signature::Signature;

/// Length of a request in bytes.
pub const REQUEST_LENGTH: usize = 129;
const SIGNED_LENGTH: usize = 65;

/// A request whose signature holds: who made it has the key in it. Who that is, people find out.
#[derive(Clone, PartialEq, Eq)]
pub struct CertificateRequest {
    subject: [u8; 32],
    name: CounsellorName,
    encoded: [u8; REQUEST_LENGTH],
}

/// Why bytes are no request.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum DecodeRequestError {
    /// Not 129 bytes.
    #[error("A request has 129 bytes.")]
    WrongLength,
    /// Byte 0 is not 1.
    #[error("This version of requests is unknown.")]
    UnknownVersion,
    /// The name breaks a rule.
    #[error("The name in the request is not sound: {0}")]
    Name(#[from] NameError),
    /// A bit was changed, or somebody else's key stands in it.
    #[error("The request is not signed by the key in it.")]
    WrongSignature,
}

impl IdentitySecret {
    /// Asks to be certified under this name.
    ///
    /// # Errors
    /// [`NameError`], one variant per rule of protocol 4.2.
    pub fn request(&self, name: &str) -> Result<CertificateRequest, NameError> {
        let name = CounsellorName::new(name)?;
        let subject = self.public();
        let mut encoded = [0; REQUEST_LENGTH];
        encoded[0] = VERSION;
        encoded[1..33].copy_from_slice(&subject);
        encoded[33..65].copy_from_slice(&name.encode());
        let signature = self.signer().sign::<RequestDomain>(&encoded[..SIGNED_LENGTH]);
        encoded[65..].copy_from_slice(&signature.to_bytes());
        Ok(CertificateRequest {
            subject,
            name,
            encoded,
        })
    }
}

impl CertificateRequest {
    /// Reads 129 bytes and verifies their signature.
    ///
    /// # Errors
    /// [`DecodeRequestError`], one variant per rule of protocol 9.4.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeRequestError> {
        let encoded: [u8; REQUEST_LENGTH] = bytes.try_into().map_err(|_| DecodeRequestError::WrongLength)?;
        let short = DecodeRequestError::WrongLength;
        let mut fields = Fields::of(bytes);
        if fields.byte().ok_or(short)? != VERSION {
            return Err(DecodeRequestError::UnknownVersion);
        }
        let subject = fields.take().ok_or(short)?;
        let name = CounsellorName::decode(&fields.take::<NAME_LENGTH>().ok_or(short)?)?;
        let signature = Signature::<RequestDomain>::from_bytes(fields.take().ok_or(short)?);
        signature
            .verify(&subject, &encoded[..SIGNED_LENGTH])
            .map_err(|_| DecodeRequestError::WrongSignature)?;
        Ok(Self {
            subject,
            name,
            encoded,
        })
    }

    /// The 129 bytes.
    #[must_use]
    pub fn encode(&self) -> [u8; REQUEST_LENGTH] {
        self.encoded
    }

    /// The key to be certified, Ed25519, 32 bytes.
    #[must_use]
    pub fn subject(&self) -> [u8; 32] {
        self.subject
    }

    /// The name to be certified.
    #[must_use]
    pub fn name(&self) -> &CounsellorName {
        &self.name
    }

    /// What two people read to each other, so that nobody has put another request in its place: four groups of four, from
    /// the first 64 bits of SHA-256(tag | request).
    #[must_use]
    pub fn letters(&self) -> String {
        let hash = Sha256::new()
            .chain_update(RequestDomain::TAG)
            .chain_update(self.encoded)
            .finalize();
        let groups = hash.chunks(2).take(4).map(hex::encode);
        groups.collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Debug for CertificateRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CertificateRequest({:?}, {})", self.name, self.letters())
    }
}
