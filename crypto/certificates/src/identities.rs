//! The coordinator's certificate and the person's own: what stands above a shift, and above a letterbox (protocol 4.4).

use crate::chain::{ChainError, Link, ShiftRole};
use crate::identity_certificate::{IDENTITY_CERTIFICATE_LENGTH, IdentityCertificate, Role};
use crate::revocation::Revocations;
use crate::root::OrganisationRoot;
use crate::validity::{OutsideValidity, Validity};

/// Length of the two certificates in bytes.
pub(crate) const IDENTITIES_LENGTH: usize = 2 * IDENTITY_CERTIFICATE_LENGTH;

/// The two certificates, fields sound, signatures not looked at.
pub(crate) struct Identities {
    pub(crate) coordinator: IdentityCertificate,
    pub(crate) counsellor: IdentityCertificate,
}

impl Identities {
    pub(crate) fn decode(bytes: &[u8; IDENTITIES_LENGTH]) -> Result<Self, ChainError> {
        let (coordinator, counsellor) = bytes.split_at(IDENTITY_CERTIFICATE_LENGTH);
        let identity = |link, bytes| {
            IdentityCertificate::decode(bytes).map_err(|why| ChainError::MalformedIdentity { link, why })
        };
        Ok(Self {
            coordinator: identity(Link::Coordinator, coordinator)?,
            counsellor: identity(Link::Counsellor, counsellor)?,
        })
    }

    /// What the person is there for. Only a coordinator certifies others, and nobody else than the root a coordinator.
    pub(crate) fn role(&self) -> Result<ShiftRole, ChainError> {
        match (self.coordinator.role(), self.counsellor.role()) {
            (Role::Coordinator, Role::Counsellor)
                if self.coordinator.subject() == self.counsellor.subject() =>
            {
                Ok(ShiftRole::Coordinator)
            }
            (Role::Coordinator, Role::Counsellor) => Ok(ShiftRole::Counsellor),
            (Role::Coordinator, Role::Buddy) => Ok(ShiftRole::Buddy),
            (Role::Coordinator, Role::Interpreter) => Ok(ShiftRole::Interpreter),
            (Role::Coordinator, Role::Coordinator) => Err(ChainError::CoordinatorOnDuty),
            (other, _) => Err(ChainError::NotACoordinator(other)),
        }
    }

    /// The signatures, from the root down.
    pub(crate) fn verify(&self, root: &OrganisationRoot) -> Result<(), ChainError> {
        let coordinator = &self.coordinator;
        coordinator
            .verify(&root.0)
            .map_err(|_| match coordinator.verify(&coordinator.subject()) {
                Ok(()) => ChainError::CertifiedHerself,
                Err(_) => ChainError::WrongSignature(Link::Coordinator),
            })?;
        self.counsellor
            .verify(&coordinator.subject())
            .map_err(|_| ChainError::WrongSignature(Link::Counsellor))
    }

    /// Whether both hold at `now`; with `tolerance`, in seconds.
    pub(crate) fn hold_at(&self, now: u64, tolerance: u64) -> Result<(), ChainError> {
        holds(Link::Coordinator, self.coordinator.validity(), now, tolerance)?;
        holds(Link::Counsellor, self.counsellor.validity(), now, tolerance)
    }

    /// Which of the two is revoked, looked at from the root down.
    pub(crate) fn revoked(&self, root: &OrganisationRoot, revocations: &Revocations) -> Option<Link> {
        let above = [&root.0, &self.coordinator.subject()];
        [
            (Link::Coordinator, self.coordinator.serial(), &above[..1]),
            (Link::Counsellor, self.counsellor.serial(), &above[..]),
        ]
        .into_iter()
        .find(|(_, serial, keys)| revocations.revoke(*serial, keys))
        .map(|(link, ..)| link)
    }

    /// Last second in which both hold, without tolerance.
    pub(crate) fn not_after(&self) -> u64 {
        let ends = [self.coordinator.validity(), self.counsellor.validity()];
        ends.map(|validity| validity.not_after())
            .into_iter()
            .fold(u64::MAX, u64::min)
    }
}

/// Whether a certificate of a chain holds at `now`; with `tolerance`, in seconds.
pub(crate) fn holds(link: Link, validity: Validity, now: u64, tolerance: u64) -> Result<(), ChainError> {
    validity
        .holds_at(now, tolerance)
        .map_err(|outside| match outside {
            OutsideValidity::NotYetValid => ChainError::NotYetValid(link),
            OutsideValidity::Expired => ChainError::Expired(link),
        })
}
