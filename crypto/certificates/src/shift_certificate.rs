//! The certificate of a shift: at most twelve hours of duty (protocol 4.3).

use thiserror::Error;

use crate::VERSION;
use crate::domain::ShiftDomain;
use crate::fields::Fields;
use crate::signature::{Signature, WrongSignature};
use crate::signer::Signer;
use crate::validity::{Validity, ValidityError};

/// Length of a shift certificate in bytes.
pub const SHIFT_CERTIFICATE_LENGTH: usize = 186;
/// The longest shift, in seconds: 12 h.
pub const SHIFT_LIMIT_SECONDS: u64 = 43_200;
/// The most conversations a counsellor may take at once.
pub const CAPACITY_LIMIT: u8 = 8;
const SIGNED_LENGTH: usize = 122;

/// A certificate whose fields are sound. That says nothing about its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftCertificate {
    terms: ShiftTerms,
    encoded: [u8; SHIFT_CERTIFICATE_LENGTH],
}

/// What a shift certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShiftTerms {
    pub(crate) capacity: u8,
    pub(crate) serial: [u8; 8],
    pub(crate) signing_key: [u8; 32],
    pub(crate) agreement_key: [u8; 32],
    pub(crate) intake_key_hash: [u8; 32],
    pub(crate) validity: Validity,
}

/// Why bytes are no shift certificate.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum DecodeShiftError {
    /// Not 186 bytes.
    #[error("A shift certificate has 186 bytes.")]
    WrongLength,
    /// Byte 0 is not 1.
    #[error("This version of shift certificates is unknown.")]
    UnknownVersion,
    /// The terms break a rule.
    #[error("The terms of the shift are not sound: {0}")]
    Terms(#[from] StartShiftError),
}

/// Why a shift can't be started on these terms.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum StartShiftError {
    /// Zero conversations at once, or more than 8.
    #[error("A shift takes 1 to 8 conversations at once.")]
    Capacity,
    /// It does not end later than it begins.
    #[error("The validity of the shift is not sound: {0}")]
    Validity(#[from] ValidityError),
    /// More than 43,200 s.
    #[error("A shift lasts at most 12 hours.")]
    TooLong,
}

impl ShiftTerms {
    pub(crate) fn check(&self) -> Result<(), StartShiftError> {
        if self.capacity == 0 || self.capacity > CAPACITY_LIMIT {
            return Err(StartShiftError::Capacity);
        }
        if self.validity.seconds() > SHIFT_LIMIT_SECONDS {
            return Err(StartShiftError::TooLong);
        }
        Ok(())
    }
}

impl ShiftCertificate {
    pub(crate) fn sign(terms: ShiftTerms, signer: &Signer) -> Result<Self, StartShiftError> {
        terms.check()?;
        let mut encoded = [0; SHIFT_CERTIFICATE_LENGTH];
        encoded[0] = VERSION;
        encoded[1] = terms.capacity;
        encoded[2..10].copy_from_slice(&terms.serial);
        encoded[10..42].copy_from_slice(&terms.signing_key);
        encoded[42..74].copy_from_slice(&terms.agreement_key);
        encoded[74..106].copy_from_slice(&terms.intake_key_hash);
        encoded[106..114].copy_from_slice(&terms.validity.not_before().to_be_bytes());
        encoded[114..122].copy_from_slice(&terms.validity.not_after().to_be_bytes());
        let signature = signer.sign::<ShiftDomain>(&encoded[..SIGNED_LENGTH]);
        encoded[122..].copy_from_slice(&signature.to_bytes());
        Ok(Self { terms, encoded })
    }

    /// Reads 186 bytes and checks every field but the signature.
    ///
    /// # Errors
    /// [`DecodeShiftError`], one variant per rule of protocol 4.3.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeShiftError> {
        let encoded = bytes.try_into().map_err(|_| DecodeShiftError::WrongLength)?;
        let mut fields = Fields::of(bytes);
        let short = DecodeShiftError::WrongLength;
        if fields.byte().ok_or(short)? != VERSION {
            return Err(DecodeShiftError::UnknownVersion);
        }
        let terms = ShiftTerms {
            capacity: fields.byte().ok_or(short)?,
            serial: fields.take().ok_or(short)?,
            signing_key: fields.take().ok_or(short)?,
            agreement_key: fields.take().ok_or(short)?,
            intake_key_hash: fields.take().ok_or(short)?,
            validity: {
                let not_before = fields.number().ok_or(short)?;
                Validity::new(not_before, fields.number().ok_or(short)?).map_err(StartShiftError::from)?
            },
        };
        terms.check()?;
        Ok(Self { terms, encoded })
    }

    /// The 186 bytes.
    #[must_use]
    pub fn encode(&self) -> [u8; SHIFT_CERTIFICATE_LENGTH] {
        self.encoded
    }

    /// Verifies the signature; `counsellor` is an Ed25519 key, 32 bytes.
    ///
    /// # Errors
    /// [`WrongSignature`] when it does not verify.
    pub fn verify(&self, counsellor: &[u8; 32]) -> Result<(), WrongSignature> {
        let (signed, signature) = self.encoded.split_at(SIGNED_LENGTH);
        let signature = signature.try_into().map_err(|_| WrongSignature)?;
        Signature::<ShiftDomain>::from_bytes(signature).verify(counsellor, signed)
    }

    /// Conversations at once, 1 to 8.
    #[must_use]
    pub fn capacity(&self) -> u8 {
        self.terms.capacity
    }

    /// Eight random bytes by which it can be revoked.
    #[must_use]
    pub fn serial(&self) -> [u8; 8] {
        self.terms.serial
    }

    /// Ed25519 key of the shift, 32 bytes: proves duty.
    #[must_use]
    pub fn signing_key(&self) -> [u8; 32] {
        self.terms.signing_key
    }

    /// X25519 key of the shift, 32 bytes: the static key of its handshakes.
    #[must_use]
    pub fn agreement_key(&self) -> [u8; 32] {
        self.terms.agreement_key
    }

    /// SHA-256 of the shift's ML-KEM-768 encapsulation key, 32 bytes.
    #[must_use]
    pub fn intake_key_hash(&self) -> [u8; 32] {
        self.terms.intake_key_hash
    }

    /// From when until when it holds, in seconds.
    #[must_use]
    pub fn validity(&self) -> Validity {
        self.terms.validity
    }
}
