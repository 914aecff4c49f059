use crate::bytes::Reader;
use crate::identity_certificate::{IdentityCertificate, Role};
use crate::revocation::Revocations;
use crate::root::OrganisationRoot;
use crate::shift_certificate::ShiftCertificate;
use crate::signature::{CoordinatorDomain, CounsellorDomain, ShiftDomain, verifies};

/// Bytes of a chain: coordinator, counsellor and shift certificate.
pub const CHAIN_LENGTH: usize = 494;
/// How wrong a visitor's clock may be, in seconds: phones are often wrong.
pub const VISITOR_TOLERANCE_SECONDS: u64 = 86_400;
/// How wrong a console's clock may be against the server's, in seconds.
pub const SERVER_TOLERANCE_SECONDS: u64 = 300;

/// Which certificate of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The first.
    Coordinator,
    /// The second.
    Counsellor,
    /// The third.
    Shift,
}

/// Why a chain does not hold. For whoever runs the desk; the other side only hears that it was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// It is not [`CHAIN_LENGTH`] bytes.
    #[error("The chain is not 494 bytes long.")]
    Length,
    /// A field is not as sections 4.2 and 4.3 demand.
    #[error("The {0:?} certificate has a field outside its range.")]
    Malformed(Link),
    /// The certificate is for another role.
    #[error("The {0:?} certificate is for another role.")]
    Role(Link),
    /// The signature is not by the one above it.
    #[error("The {0:?} certificate was not signed by the key above it.")]
    Signature(Link),
    /// Its time has not come.
    #[error("The {0:?} certificate is not valid yet.")]
    NotYetValid(Link),
    /// Its time is over.
    #[error("The {0:?} certificate has expired.")]
    Expired(Link),
    /// It was taken back.
    #[error("The {0:?} certificate was revoked.")]
    Revoked(Link),
}

/// What a chain that holds says about a shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedChain {
    /// The pseudonym that visitors see.
    pub counsellor_name: String,
    /// The counsellor's identity key, 32 bytes.
    pub counsellor_key: [u8; 32],
    /// The key that proves being on duty, 32 bytes.
    pub signing_key: [u8; 32],
    /// The static key of the handshake, 32 bytes.
    pub agreement_key: [u8; 32],
    /// SHA-256 of the key for intakes, 32 bytes.
    pub intake_key_hash: [u8; 32],
    /// Conversations at once.
    pub capacity: u8,
    /// When the shift's certificate runs out, seconds since 1970.
    pub not_after: u64,
}

/// Checks a chain from the organisation's root down, in the order of section 4.4. Times in seconds.
///
/// # Errors
/// The first rule that is broken: see [`ChainError`].
pub fn verify_chain(
    chain: &[u8],
    root: &OrganisationRoot,
    now: u64,
    tolerance: u64,
    revocations: &Revocations,
) -> Result<VerifiedChain, ChainError> {
    let mut reader = Reader(chain);
    if chain.len() != CHAIN_LENGTH {
        return Err(ChainError::Length);
    }
    let coordinator = reader.array().ok_or(ChainError::Length)?;
    let counsellor = reader.array().ok_or(ChainError::Length)?;
    let shift = reader.array().ok_or(ChainError::Length)?;
    let coordinator =
        IdentityCertificate::read(&coordinator).ok_or(ChainError::Malformed(Link::Coordinator))?;
    let counsellor = IdentityCertificate::read(&counsellor).ok_or(ChainError::Malformed(Link::Counsellor))?;
    let shift = ShiftCertificate::read(&shift).ok_or(ChainError::Malformed(Link::Shift))?;

    let (coordinator, signed_coordinator, coordinator_signature) = coordinator;
    let (counsellor, signed_counsellor, counsellor_signature) = counsellor;
    let (shift, signed_shift, shift_signature) = shift;
    if coordinator.role != Role::Coordinator {
        return Err(ChainError::Role(Link::Coordinator));
    }
    if counsellor.role != Role::Counsellor {
        return Err(ChainError::Role(Link::Counsellor));
    }

    let root_key = root.to_bytes();
    if !verifies::<CoordinatorDomain>(&root_key, signed_coordinator, &coordinator_signature) {
        return Err(ChainError::Signature(Link::Coordinator));
    }
    if !verifies::<CounsellorDomain>(&coordinator.subject, signed_counsellor, &counsellor_signature) {
        return Err(ChainError::Signature(Link::Counsellor));
    }
    if !verifies::<ShiftDomain>(&counsellor.subject, signed_shift, &shift_signature) {
        return Err(ChainError::Signature(Link::Shift));
    }

    let links = [
        (Link::Coordinator, coordinator.not_before, coordinator.not_after),
        (Link::Counsellor, counsellor.not_before, counsellor.not_after),
        (Link::Shift, shift.not_before, shift.not_after),
    ];
    for (link, not_before, not_after) in links {
        if now.saturating_add(tolerance) < not_before {
            return Err(ChainError::NotYetValid(link));
        }
        if now > not_after.saturating_add(tolerance) {
            return Err(ChainError::Expired(link));
        }
    }

    let revoked = [
        (Link::Coordinator, coordinator.serial, &[&root_key][..]),
        (
            Link::Counsellor,
            counsellor.serial,
            &[&root_key, &coordinator.subject],
        ),
        (
            Link::Shift,
            shift.serial,
            &[&root_key, &coordinator.subject, &counsellor.subject],
        ),
    ];
    for (link, serial, by) in revoked {
        if revocations.revoked(serial, by) {
            return Err(ChainError::Revoked(link));
        }
    }

    Ok(VerifiedChain {
        counsellor_name: counsellor.name,
        counsellor_key: counsellor.subject,
        signing_key: shift.signing_key,
        agreement_key: shift.agreement_key,
        intake_key_hash: shift.intake_key_hash,
        capacity: shift.capacity,
        not_after: shift.not_after,
    })
}
