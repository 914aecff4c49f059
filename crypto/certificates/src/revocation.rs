//! Taking a certificate back (protocol 4.5).

use std::collections::BTreeMap;

use thiserror::Error;

use crate::VERSION;
use crate::domain::RevocationDomain;
use crate::fields::Fields;
use crate::signature::Signature;
use crate::signer::Signer;

/// Length of a revocation in bytes.
pub const REVOCATION_LENGTH: usize = 81;
const SIGNED_LENGTH: usize = 17;

/// A certificate's serial, taken back by a signature that is not verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    serial: [u8; 8],
    revoked_at: u64,
    signature: Signature<RevocationDomain>,
}

/// Why bytes are no revocation.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum DecodeRevocationError {
    /// Not 81 bytes.
    #[error("A revocation has 81 bytes.")]
    WrongLength,
    /// Byte 0 is not 1.
    #[error("This version of revocations is unknown.")]
    UnknownVersion,
}

impl Revocation {
    pub(crate) fn sign(serial: [u8; 8], revoked_at: u64, signer: &Signer) -> Self {
        let signature = signer.sign(&signed(serial, revoked_at));
        Self {
            serial,
            revoked_at,
            signature,
        }
    }

    /// Reads 81 bytes. Who signed it is asked only when a chain is verified.
    ///
    /// # Errors
    /// [`DecodeRevocationError`], one variant per rule.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeRevocationError> {
        let short = DecodeRevocationError::WrongLength;
        let mut fields = Fields::of(bytes);
        let version = fields.byte().ok_or(short)?;
        let serial = fields.take().ok_or(short)?;
        let revoked_at = fields.number().ok_or(short)?;
        let signature = Signature::from_bytes(fields.take().ok_or(short)?);
        fields.end().ok_or(short)?;
        if version != VERSION {
            return Err(DecodeRevocationError::UnknownVersion);
        }
        Ok(Self {
            serial,
            revoked_at,
            signature,
        })
    }

    /// The 81 bytes.
    #[must_use]
    pub fn encode(&self) -> [u8; REVOCATION_LENGTH] {
        let mut encoded = [0; REVOCATION_LENGTH];
        encoded[..SIGNED_LENGTH].copy_from_slice(&signed(self.serial, self.revoked_at));
        encoded[SIGNED_LENGTH..].copy_from_slice(&self.signature.to_bytes());
        encoded
    }

    /// The serial it takes back.
    #[must_use]
    pub fn serial(&self) -> [u8; 8] {
        self.serial
    }

    /// When, in seconds. For people to read: a revocation counts from the moment it is known.
    #[must_use]
    pub fn revoked_at(&self) -> u64 {
        self.revoked_at
    }

    /// Whether this key (Ed25519, 32 bytes) signed it.
    #[must_use]
    pub fn is_signed_by(&self, key: &[u8; 32]) -> bool {
        self.signature
            .verify(key, &signed(self.serial, self.revoked_at))
            .is_ok()
    }
}

fn signed(serial: [u8; 8], revoked_at: u64) -> [u8; SIGNED_LENGTH] {
    let mut signed = [0; SIGNED_LENGTH];
    signed[0] = VERSION;
    signed[1..9].copy_from_slice(&serial);
    signed[9..].copy_from_slice(&revoked_at.to_be_bytes());
    signed
}

/// All revocations somebody knows, whoever signed them. Those that nobody above a certificate signed are ignored.
#[derive(Clone, Debug, Default)]
pub struct Revocations(BTreeMap<[u8; 8], Vec<Revocation>>);

impl Revocations {
    /// None is known.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads revocations of 81 bytes each.
    ///
    /// # Errors
    /// [`DecodeRevocationError`] of the first that can't be read: half a list is not a list.
    pub fn decode<'a>(list: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, DecodeRevocationError> {
        let mut revocations = Self::none();
        for bytes in list {
            revocations.insert(Revocation::decode(bytes)?);
        }
        Ok(revocations)
    }

    /// Adds one; the same one twice changes nothing.
    pub fn insert(&mut self, revocation: Revocation) {
        let of_serial = self.0.entry(revocation.serial).or_default();
        if !of_serial.contains(&revocation) {
            of_serial.push(revocation);
        }
    }

    /// How many are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Is none known?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Is this serial revoked by one of the keys (Ed25519, 32 bytes) above it?
    pub(crate) fn revoke(&self, serial: [u8; 8], keys_above: &[&[u8; 32]]) -> bool {
        self.0
            .get(&serial)
            .into_iter()
            .flatten()
            .any(|revocation| keys_above.iter().any(|key| revocation.is_signed_by(key)))
    }
}

impl FromIterator<Revocation> for Revocations {
    fn from_iter<I: IntoIterator<Item = Revocation>>(list: I) -> Self {
        let mut revocations = Self::none();
        list.into_iter()
            .for_each(|revocation| revocations.insert(revocation));
        revocations
    }
}
