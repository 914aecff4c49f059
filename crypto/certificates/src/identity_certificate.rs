//! The certificate of a person: a coordinator, or one of those whom a coordinator certifies (protocol 4.2).

use core::fmt;

use thiserror::Error;

use crate::VERSION;
use crate::domain::{BuddyDomain, CoordinatorDomain, CounsellorDomain, InterpreterDomain};
use crate::fields::Fields;
use crate::name::{CounsellorName, NAME_LENGTH, NameError};
use crate::signature::{Signature, WrongSignature};
use crate::signer::Signer;
use crate::validity::{Validity, ValidityError};

/// Length of an identity certificate in bytes.
pub const IDENTITY_CERTIFICATE_LENGTH: usize = 154;
const SIGNED_LENGTH: usize = 90;

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Certified by the root; certifies the others, and takes their certificates back.
    Coordinator,
    /// Certified by a coordinator; talks with visitors.
    Counsellor,
    /// Certified by a coordinator: a colleague in training, who may look along when invited and agreed.
    Buddy,
    /// Certified by a coordinator; translates in a conversation.
    Interpreter,
}

impl Role {
    fn code(self) -> u8 {
        match self {
            Self::Coordinator => 1,
            Self::Counsellor => 2,
            Self::Buddy => 3,
            Self::Interpreter => 4,
        }
    }

    fn of(code: u8) -> Option<Self> {
        Some(match code {
            1 => Self::Coordinator,
            2 => Self::Counsellor,
            3 => Self::Buddy,
            4 => Self::Interpreter,
            _ => return None,
        })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Coordinator => "coordinator",
            Self::Counsellor => "counsellor",
            Self::Buddy => "buddy",
            Self::Interpreter => "interpreter",
        })
    }
}

/// A certificate whose fields are sound. That says nothing about its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityCertificate {
    role: Role,
    serial: [u8; 8],
    subject: [u8; 32],
    validity: Validity,
    name: CounsellorName,
    encoded: [u8; IDENTITY_CERTIFICATE_LENGTH],
}

/// Why bytes are no identity certificate.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum DecodeIdentityError {
    /// Not 154 bytes.
    #[error("An identity certificate has 154 bytes.")]
    WrongLength,
    /// Byte 0 is not 1.
    #[error("This version of identity certificates is unknown.")]
    UnknownVersion,
    /// Byte 1 is not 1 to 4.
    #[error("This role is unknown.")]
    UnknownRole,
    /// It does not end later than it begins.
    #[error("The validity of the identity certificate is not sound: {0}")]
    Validity(#[from] ValidityError),
    /// The name breaks a rule.
    #[error("The name in the identity certificate is not sound: {0}")]
    Name(#[from] NameError),
}

/// What a certificate says about a person, before it is signed.
pub(crate) struct Person {
    pub(crate) role: Role,
    pub(crate) serial: [u8; 8],
    pub(crate) subject: [u8; 32],
    pub(crate) validity: Validity,
    pub(crate) name: CounsellorName,
}

impl IdentityCertificate {
    pub(crate) fn sign(person: Person, signer: &Signer) -> Self {
        let Person {
            role,
            serial,
            subject,
            validity,
            name,
        } = person;
        let mut encoded = [0; IDENTITY_CERTIFICATE_LENGTH];
        encoded[0] = VERSION;
        encoded[1] = role.code();
        encoded[2..10].copy_from_slice(&serial);
        encoded[10..42].copy_from_slice(&subject);
        encoded[42..50].copy_from_slice(&validity.not_before().to_be_bytes());
        encoded[50..58].copy_from_slice(&validity.not_after().to_be_bytes());
        encoded[58..90].copy_from_slice(&name.encode());
        let signed = &encoded[..SIGNED_LENGTH];
        let signature = match role {
            Role::Coordinator => signer.sign::<CoordinatorDomain>(signed).to_bytes(),
            Role::Counsellor => signer.sign::<CounsellorDomain>(signed).to_bytes(),
            Role::Buddy => signer.sign::<BuddyDomain>(signed).to_bytes(),
            Role::Interpreter => signer.sign::<InterpreterDomain>(signed).to_bytes(),
        };
        encoded[90..].copy_from_slice(&signature);
        Self {
            role,
            serial,
            subject,
            validity,
            name,
            encoded,
        }
    }

    /// Reads 154 bytes and checks every field but the signature.
    ///
    /// # Errors
    /// [`DecodeIdentityError`], one variant per rule of protocol 4.2.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeIdentityError> {
        let encoded = bytes.try_into().map_err(|_| DecodeIdentityError::WrongLength)?;
        let mut fields = Fields::of(bytes);
        let short = DecodeIdentityError::WrongLength;
        if fields.byte().ok_or(short)? != VERSION {
            return Err(DecodeIdentityError::UnknownVersion);
        }
        let role = Role::of(fields.byte().ok_or(short)?).ok_or(DecodeIdentityError::UnknownRole)?;
        let serial = fields.take().ok_or(short)?;
        let subject = fields.take().ok_or(short)?;
        let not_before = fields.number().ok_or(short)?;
        let validity = Validity::new(not_before, fields.number().ok_or(short)?)?;
        let name = CounsellorName::decode(&fields.take::<NAME_LENGTH>().ok_or(short)?)?;
        Ok(Self {
            role,
            serial,
            subject,
            validity,
            name,
            encoded,
        })
    }

    /// The 154 bytes.
    #[must_use]
    pub fn encode(&self) -> [u8; IDENTITY_CERTIFICATE_LENGTH] {
        self.encoded
    }

    /// Verifies the signature in the domain of the certificate's own role; `issuer` is an Ed25519 key, 32 bytes.
    ///
    /// # Errors
    /// [`WrongSignature`] when it does not verify.
    pub fn verify(&self, issuer: &[u8; 32]) -> Result<(), WrongSignature> {
        let (signed, signature) = self.encoded.split_at(SIGNED_LENGTH);
        let signature = signature.try_into().map_err(|_| WrongSignature)?;
        match self.role {
            Role::Coordinator => Signature::<CoordinatorDomain>::from_bytes(signature).verify(issuer, signed),
            Role::Counsellor => Signature::<CounsellorDomain>::from_bytes(signature).verify(issuer, signed),
            Role::Buddy => Signature::<BuddyDomain>::from_bytes(signature).verify(issuer, signed),
            Role::Interpreter => Signature::<InterpreterDomain>::from_bytes(signature).verify(issuer, signed),
        }
    }

    /// What the person may do.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Eight random bytes by which it can be revoked.
    #[must_use]
    pub fn serial(&self) -> [u8; 8] {
        self.serial
    }

    /// The person's Ed25519 key, 32 bytes.
    #[must_use]
    pub fn subject(&self) -> [u8; 32] {
        self.subject
    }

    /// From when until when it holds, in seconds.
    #[must_use]
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// The person's name, as visitors read it.
    #[must_use]
    pub fn name(&self) -> &CounsellorName {
        &self.name
    }
}
