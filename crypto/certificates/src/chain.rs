//! From the root to a shift in three certificates (protocol 4.4).

use core::fmt;

use thiserror::Error;

use crate::identity_certificate::{
    DecodeIdentityError, IDENTITY_CERTIFICATE_LENGTH, IdentityCertificate, Role,
};
use crate::revocation::Revocations;
use crate::root::OrganisationRoot;
use crate::shift_certificate::{DecodeShiftError, SHIFT_CERTIFICATE_LENGTH, ShiftCertificate};
use crate::validity::{OutsideValidity, Validity};

/// Length of a chain in bytes: coordinator | counsellor | shift.
pub const CHAIN_LENGTH: usize = 2 * IDENTITY_CERTIFICATE_LENGTH + SHIFT_CERTIFICATE_LENGTH;
/// How wrong a visitor's clock may be, in seconds: phones have wrong clocks.
pub const VISITOR_TOLERANCE_SECONDS: u64 = 86_400;
/// How wrong the server's clock may be, in seconds.
pub const SERVER_TOLERANCE_SECONDS: u64 = 300;

/// One certificate of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The first, signed by the root.
    Coordinator,
    /// The second, signed by the coordinator.
    Counsellor,
    /// The third, signed by the counsellor.
    Shift,
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Coordinator => "coordinator",
            Self::Counsellor => "counsellor",
            Self::Shift => "shift",
        })
    }
}

/// What a chain that holds says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedChain {
    /// The name a visitor reads, 1 to 32 bytes of UTF-8.
    pub counsellor_name: String,
    /// Ed25519 key of the counsellor, 32 bytes.
    pub counsellor_key: [u8; 32],
    /// Serial of the shift certificate, 8 bytes.
    pub shift_serial: [u8; 8],
    /// Ed25519 key of the shift, 32 bytes: proves duty.
    pub signing_key: [u8; 32],
    /// X25519 key of the shift, 32 bytes: the static key of its handshakes.
    pub agreement_key: [u8; 32],
    /// SHA-256 of the shift's ML-KEM-768 encapsulation key, 32 bytes.
    pub intake_key_hash: [u8; 32],
    /// Conversations at once, 1 to 8.
    pub capacity: u8,
    /// Last second in which all three certificates hold, without tolerance.
    pub not_after: u64,
}

/// Why a chain does not hold.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ChainError {
    /// Not 494 bytes.
    #[error("A chain has 494 bytes.")]
    WrongLength,
    /// A field of an identity certificate is not as in protocol 4.2.
    #[error("The {link} certificate is malformed: {why}")]
    MalformedIdentity {
        /// Which of the two.
        link: Link,
        /// The rule it breaks.
        why: DecodeIdentityError,
    },
    /// A field of the shift certificate is not as in protocol 4.3.
    #[error("The shift certificate is malformed: {0}")]
    MalformedShift(#[from] DecodeShiftError),
    /// The roles are not coordinator, then counsellor.
    #[error("The {0} certificate is for another role.")]
    WrongRole(Link),
    /// A signature does not verify under the key above it.
    #[error("The signature of the {0} certificate does not verify under the key above it.")]
    WrongSignature(Link),
    /// A certificate begins later than now plus the tolerance.
    #[error("The {0} certificate is not valid yet.")]
    NotYetValid(Link),
    /// A certificate ended earlier than now minus the tolerance.
    #[error("The {0} certificate has expired.")]
    Expired(Link),
    /// A certificate is revoked by a key above it.
    #[error("The {0} certificate is revoked.")]
    Revoked(Link),
}

impl ChainError {
    /// The name of the rule, as the vectors in `crypto/conversation/vectors` write it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::WrongLength => "WrongLength",
            Self::MalformedIdentity { .. } | Self::MalformedShift(_) => "Malformed",
            Self::WrongRole(_) => "WrongRole",
            Self::WrongSignature(_) => "WrongSignature",
            Self::NotYetValid(_) => "NotYetValid",
            Self::Expired(_) => "Expired",
            Self::Revoked(_) => "Revoked",
        }
    }

    /// The certificate it is about, if it is about one.
    #[must_use]
    pub fn link(&self) -> Option<Link> {
        match self {
            Self::WrongLength => None,
            Self::MalformedShift(_) => Some(Link::Shift),
            Self::MalformedIdentity { link, .. }
            | Self::WrongRole(link)
            | Self::WrongSignature(link)
            | Self::NotYetValid(link)
            | Self::Expired(link)
            | Self::Revoked(link) => Some(*link),
        }
    }
}

/// Writes the three certificates one after the other.
#[must_use]
pub fn join_chain(
    coordinator: &[u8; IDENTITY_CERTIFICATE_LENGTH],
    counsellor: &[u8; IDENTITY_CERTIFICATE_LENGTH],
    shift: &[u8; SHIFT_CERTIFICATE_LENGTH],
) -> [u8; CHAIN_LENGTH] {
    let mut chain = [0; CHAIN_LENGTH];
    chain[..154].copy_from_slice(coordinator);
    chain[154..308].copy_from_slice(counsellor);
    chain[308..].copy_from_slice(shift);
    chain
}

/// Does this chain lead from `root` to a shift that is on now? Checks in the order of protocol 4.4: all fields, the
/// roles, the signatures from the root down, the validities, the revocations. `now` and `tolerance` in seconds.
///
/// # Errors
/// [`ChainError`]: the first rule that is broken.
pub fn verify_chain(
    chain: &[u8],
    root: &OrganisationRoot,
    now: u64,
    tolerance: u64,
    revocations: &Revocations,
) -> Result<VerifiedChain, ChainError> {
    let Certificates {
        coordinator,
        counsellor,
        shift,
    } = Certificates::decode(chain)?;
    if coordinator.role() != Role::Coordinator {
        return Err(ChainError::WrongRole(Link::Coordinator));
    }
    if counsellor.role() != Role::Counsellor {
        return Err(ChainError::WrongRole(Link::Counsellor));
    }
    coordinator
        .verify(&root.0)
        .map_err(|_| ChainError::WrongSignature(Link::Coordinator))?;
    counsellor
        .verify(&coordinator.subject())
        .map_err(|_| ChainError::WrongSignature(Link::Counsellor))?;
    shift
        .verify(&counsellor.subject())
        .map_err(|_| ChainError::WrongSignature(Link::Shift))?;
    let holds = |link: Link, validity: Validity| {
        validity
            .holds_at(now, tolerance)
            .map_err(|outside| match outside {
                OutsideValidity::NotYetValid => ChainError::NotYetValid(link),
                OutsideValidity::Expired => ChainError::Expired(link),
            })
    };
    holds(Link::Coordinator, coordinator.validity())?;
    holds(Link::Counsellor, counsellor.validity())?;
    holds(Link::Shift, shift.validity())?;
    if revocations.revoke(coordinator.serial(), &[&root.0]) {
        return Err(ChainError::Revoked(Link::Coordinator));
    }
    if revocations.revoke(counsellor.serial(), &[&root.0, &coordinator.subject()]) {
        return Err(ChainError::Revoked(Link::Counsellor));
    }
    if revocations.revoke(
        shift.serial(),
        &[&root.0, &coordinator.subject(), &counsellor.subject()],
    ) {
        return Err(ChainError::Revoked(Link::Shift));
    }
    let ends = [coordinator.validity(), counsellor.validity(), shift.validity()].map(|v| v.not_after());
    Ok(VerifiedChain {
        counsellor_name: counsellor.name().as_str().to_owned(),
        counsellor_key: counsellor.subject(),
        shift_serial: shift.serial(),
        signing_key: shift.signing_key(),
        agreement_key: shift.agreement_key(),
        intake_key_hash: shift.intake_key_hash(),
        capacity: shift.capacity(),
        not_after: ends.into_iter().fold(u64::MAX, u64::min),
    })
}

/// The three certificates of a chain, fields sound, signatures not looked at.
struct Certificates {
    coordinator: IdentityCertificate,
    counsellor: IdentityCertificate,
    shift: ShiftCertificate,
}

impl Certificates {
    fn decode(chain: &[u8]) -> Result<Self, ChainError> {
        if chain.len() != CHAIN_LENGTH {
            return Err(ChainError::WrongLength);
        }
        let (coordinator, rest) = chain.split_at(IDENTITY_CERTIFICATE_LENGTH);
        let (counsellor, shift) = rest.split_at(IDENTITY_CERTIFICATE_LENGTH);
        let identity = |link, bytes| {
            IdentityCertificate::decode(bytes).map_err(|why| ChainError::MalformedIdentity { link, why })
        };
        Ok(Self {
            coordinator: identity(Link::Coordinator, coordinator)?,
            counsellor: identity(Link::Counsellor, counsellor)?,
            shift: ShiftCertificate::decode(shift)?,
        })
    }
}
