//! From the root to a shift in three certificates (protocol 4.4).

use core::fmt;

use thiserror::Error;

use crate::identities::{IDENTITIES_LENGTH, Identities, holds};
use crate::identity_certificate::{DecodeIdentityError, IDENTITY_CERTIFICATE_LENGTH, Role};
use crate::revocation::Revocations;
use crate::root::OrganisationRoot;
use crate::shift_certificate::{DecodeShiftError, SHIFT_CERTIFICATE_LENGTH, ShiftCertificate};

/// Length of a chain in bytes: coordinator | counsellor | shift.
pub const CHAIN_LENGTH: usize = IDENTITIES_LENGTH + SHIFT_CERTIFICATE_LENGTH;
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

/// What somebody on duty is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShiftRole {
    /// A coordinator on duty: she certified herself as counsellor, so one key stands in both certificates.
    Coordinator,
    /// Talks with visitors.
    Counsellor,
    /// In training: looks along when invited and agreed.
    Buddy,
    /// Translates in a conversation.
    Interpreter,
}

impl ShiftRole {
    /// Whether this role takes visitors from the line and reads what they say beforehand. The others come when invited.
    #[must_use]
    pub fn takes_visitors(self) -> bool {
        matches!(self, Self::Coordinator | Self::Counsellor)
    }
}

/// What a chain that holds says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedChain {
    /// What the person on duty is there for.
    pub role: ShiftRole,
    /// The name a visitor reads, 1 to 32 bytes of UTF-8.
    pub counsellor_name: String,
    /// Ed25519 key of the counsellor, 32 bytes.
    pub counsellor_key: [u8; 32],
    /// Serials of the coordinator, counsellor and shift certificates, 8 bytes each. Whoever signs a certificate chooses
    /// its serial, so one alone does not say whose certificate it is.
    pub serials: [[u8; 8]; 3],
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

impl VerifiedChain {
    /// The same, if it is of somebody who takes visitors (protocol 5.5): nobody else reads what a visitor says,
    /// unless she has let them in as a guest (protocol 6.7).
    ///
    /// # Errors
    /// [`ChainError::NotForVisitors`].
    pub fn for_visitors(self) -> Result<Self, ChainError> {
        match self.role.takes_visitors() {
            true => Ok(self),
            false => Err(ChainError::NotForVisitors),
        }
    }
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
    /// The first certificate is not a coordinator's.
    #[error("The first certificate is that of a {0}. Only a coordinator certifies others.")]
    NotACoordinator(Role),
    /// The second certificate is a coordinator's.
    #[error(
        "The second certificate is a coordinator's. On duty she is a counsellor, so certified by herself."
    )]
    CoordinatorOnDuty,
    /// Somebody who is not there for visitors stands before one.
    #[error("The chain is not that of a counsellor: buddies and interpreters take no visitors.")]
    NotForVisitors,
    /// A coordinator stands in the place of the root.
    #[error("The coordinator certified herself. Only the organisation's root may.")]
    CertifiedHerself,
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
            Self::NotACoordinator(_) | Self::CoordinatorOnDuty | Self::NotForVisitors => "WrongRole",
            Self::CertifiedHerself | Self::WrongSignature(_) => "WrongSignature",
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
            Self::NotACoordinator(_) | Self::CertifiedHerself => Some(Link::Coordinator),
            Self::CoordinatorOnDuty | Self::NotForVisitors => Some(Link::Counsellor),
            Self::MalformedShift(_) => Some(Link::Shift),
            Self::MalformedIdentity { link, .. }
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
    let certificates = Certificates::decode(chain)?;
    let Certificates { identities, shift } = &certificates;
    let role = identities.role()?;
    identities.verify(root)?;
    shift
        .verify(&identities.counsellor.subject())
        .map_err(|_| ChainError::WrongSignature(Link::Shift))?;
    identities.hold_at(now, tolerance)?;
    holds(Link::Shift, shift.validity(), now, tolerance)?;
    if let Some(link) = certificates.revoked(root, revocations) {
        return Err(ChainError::Revoked(link));
    }
    let Identities {
        coordinator,
        counsellor,
    } = identities;
    Ok(VerifiedChain {
        role,
        counsellor_name: counsellor.name().as_str().to_owned(),
        counsellor_key: counsellor.subject(),
        serials: [coordinator.serial(), counsellor.serial(), shift.serial()],
        signing_key: shift.signing_key(),
        agreement_key: shift.agreement_key(),
        intake_key_hash: shift.intake_key_hash(),
        capacity: shift.capacity(),
        not_after: identities.not_after().min(shift.validity().not_after()),
    })
}

/// Which certificate of a chain that was verified before is revoked by now, looked at from the root down. Its signatures
/// and validities are not looked at again. `None` also for bytes that are no chain.
#[must_use]
pub fn revoked_since(chain: &[u8], root: &OrganisationRoot, revocations: &Revocations) -> Option<Link> {
    Certificates::decode(chain).ok()?.revoked(root, revocations)
}

/// The three certificates of a chain, fields sound, signatures not looked at.
struct Certificates {
    identities: Identities,
    shift: ShiftCertificate,
}

impl Certificates {
    fn decode(chain: &[u8]) -> Result<Self, ChainError> {
        if chain.len() != CHAIN_LENGTH {
            return Err(ChainError::WrongLength);
        }
        let (identities, shift) = chain.split_first_chunk().ok_or(ChainError::WrongLength)?;
        Ok(Self {
            identities: Identities::decode(identities)?,
            shift: ShiftCertificate::decode(shift)?,
        })
    }

    fn revoked(&self, root: &OrganisationRoot, revocations: &Revocations) -> Option<Link> {
        let Self { identities, shift } = self;
        let (coordinator, counsellor) = (identities.coordinator.subject(), identities.counsellor.subject());
        identities.revoked(root, revocations).or_else(|| {
            revocations
                .revoke(shift.serial(), &[&root.0, &coordinator, &counsellor])
                .then_some(Link::Shift)
        })
    }
}
