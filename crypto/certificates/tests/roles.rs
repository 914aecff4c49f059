//! Who may certify whom, and what somebody on duty is there for.

use luwte_certificates::{
    CertifyError, ChainError, IdentityCertificate, IdentitySecret, Link, Revocations, Role, RootSecret,
    ShiftOptions, ShiftRole, Validity, VerifiedChain, revoked_since, verify_chain,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

const NOW: u64 = 1_800_000_000;

/// An organisation with one coordinator.
struct Organisation {
    root: RootSecret,
    coordinator: IdentitySecret,
    certificate: IdentityCertificate,
    rng: ChaCha20Rng,
}

impl Organisation {
    fn new() -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let root = RootSecret::generate(&mut rng);
        let coordinator = IdentitySecret::generate(&mut rng);
        let certificate = root
            .certify_coordinator(coordinator.public(), "Bo", a_day(), &mut rng)
            .unwrap();
        Self {
            root,
            coordinator,
            certificate,
            rng,
        }
    }

    fn identity(&mut self) -> IdentitySecret {
        IdentitySecret::generate(&mut self.rng)
    }

    /// `issuer` certifies `identity` in this role.
    fn certify(
        &mut self,
        issuer: &IdentitySecret,
        role: Role,
        identity: &IdentitySecret,
    ) -> IdentityCertificate {
        issuer
            .certify(role, identity.public(), "Noor", a_day(), &mut self.rng)
            .unwrap()
    }

    /// The chain of a shift that `identity` starts, below these two certificates.
    fn chain(
        &mut self,
        above: &IdentityCertificate,
        own: &IdentityCertificate,
        identity: &IdentitySecret,
    ) -> Vec<u8> {
        let options = ShiftOptions {
            capacity: 2,
            not_before: NOW,
            not_after: NOW + 600,
        };
        let (_, shift) = identity
            .start_shift(options, [1; 32], [2; 32], &mut self.rng)
            .unwrap();
        [&above.encode()[..], &own.encode(), &shift].concat()
    }

    fn verify(&self, chain: &[u8]) -> Result<VerifiedChain, ChainError> {
        verify_chain(chain, &self.root.root(), NOW, 0, &Revocations::none())
    }
}

fn a_day() -> Validity {
    Validity::new(NOW - 600, NOW + 86_400).unwrap()
}

#[test]
fn whoever_is_on_duty_is_there_for_what_her_certificate_says() {
    for (role, there_for) in [
        (Role::Counsellor, ShiftRole::Counsellor),
        (Role::Buddy, ShiftRole::Buddy),
        (Role::Interpreter, ShiftRole::Interpreter),
    ] {
        let mut organisation = Organisation::new();
        let noor = organisation.identity();
        let bo = IdentitySecret::from_bytes(&organisation.coordinator.secret_bytes());
        let own = organisation.certify(&bo, role, &noor);
        let chain = organisation.chain(&organisation.certificate.clone(), &own, &noor);
        let verified = organisation.verify(&chain).unwrap();
        assert_eq!(verified.role, there_for);
        assert_eq!(verified.serials[0], organisation.certificate.serial());
        assert_eq!(verified.serials[1], own.serial());
        assert_eq!(there_for.takes_visitors(), role == Role::Counsellor);
    }
}

#[test]
fn a_coordinator_who_certified_herself_as_counsellor_is_on_duty_as_coordinator() {
    let mut organisation = Organisation::new();
    let bo = IdentitySecret::from_bytes(&organisation.coordinator.secret_bytes());
    let own = organisation.certify(&bo, Role::Counsellor, &bo);
    let chain = organisation.chain(&organisation.certificate.clone(), &own, &bo);
    let verified = organisation.verify(&chain).unwrap();
    assert_eq!(verified.role, ShiftRole::Coordinator);
    assert!(verified.role.takes_visitors());
}

#[test]
fn nobody_but_the_root_certifies_a_coordinator() {
    let mut organisation = Organisation::new();
    let bo = IdentitySecret::from_bytes(&organisation.coordinator.secret_bytes());
    let noor = organisation.identity();
    let refused = bo.certify(
        Role::Coordinator,
        noor.public(),
        "Noor",
        a_day(),
        &mut organisation.rng,
    );
    assert_eq!(refused, Err(CertifyError::OnlyTheRoot));
    // Whoever writes the bytes by hand, as her own root, is found out by name.
    let herself = RootSecret::from_bytes(&bo.secret_bytes());
    let above = herself
        .certify_coordinator(bo.public(), "Bo", a_day(), &mut organisation.rng)
        .unwrap();
    let own = organisation.certify(&bo, Role::Counsellor, &bo);
    let chain = organisation.chain(&above, &own, &bo);
    assert_eq!(organisation.verify(&chain), Err(ChainError::CertifiedHerself));
    let second = herself
        .certify_coordinator(noor.public(), "Noor", a_day(), &mut organisation.rng)
        .unwrap();
    let chain = organisation.chain(&organisation.certificate.clone(), &second, &noor);
    assert_eq!(organisation.verify(&chain), Err(ChainError::CoordinatorOnDuty));
}

#[test]
fn a_counsellor_a_buddy_and_an_interpreter_certify_nobody() {
    for role in [Role::Counsellor, Role::Buddy, Role::Interpreter] {
        let mut organisation = Organisation::new();
        let bo = IdentitySecret::from_bytes(&organisation.coordinator.secret_bytes());
        let (noor, friend) = (organisation.identity(), organisation.identity());
        let own = organisation.certify(&bo, role, &noor);
        let below = organisation.certify(&noor, Role::Counsellor, &friend);
        let chain = organisation.chain(&own, &below, &friend);
        assert_eq!(
            organisation.verify(&chain),
            Err(ChainError::NotACoordinator(role))
        );
    }
}

#[test]
fn a_chain_that_held_is_found_to_be_revoked_later() {
    let mut organisation = Organisation::new();
    let bo = IdentitySecret::from_bytes(&organisation.coordinator.secret_bytes());
    let noor = organisation.identity();
    let own = organisation.certify(&bo, Role::Counsellor, &noor);
    let chain = organisation.chain(&organisation.certificate.clone(), &own, &noor);
    let root = organisation.root.root();
    let since = |revocation| revoked_since(&chain, &root, &Revocations::from_iter([revocation]));
    assert_eq!(since(bo.revoke(own.serial(), NOW)), Some(Link::Counsellor));
    assert_eq!(since(noor.revoke(own.serial(), NOW)), None);
    let first = organisation.certificate.serial();
    assert_eq!(
        since(organisation.root.revoke(first, NOW)),
        Some(Link::Coordinator)
    );
    assert_eq!(since(bo.revoke(first, NOW)), None);
    assert_eq!(revoked_since(b"no chain", &root, &Revocations::none()), None);
}
