use luwte_certificates::{
    IdentityCertificate, IdentitySecret, OrganisationRoot, RootSecret, ShiftOptions, ShiftSigner, Validity,
    join_chain,
};
use luwte_conversation::{AgreementSecret, IntakeSecret};

use crate::Chance;

/// Keys of an organisation made for one test.
pub struct Organisation {
    root: RootSecret,
    coordinator: IdentitySecret,
    coordinator_certificate: IdentityCertificate,
    now: u64,
}

/// A counsellor on duty: what a console holds in memory.
pub struct OnDuty {
    /// Coordinator, counsellor and shift certificate.
    pub chain: [u8; 494],
    /// Signs for the shift.
    pub signer: ShiftSigner,
    /// The static key of its handshakes.
    pub agreement: AgreementSecret,
    /// Opens what visitors say beforehand.
    pub intake: IntakeSecret,
}

impl Organisation {
    /// A new one that is valid for a day from `now`, in seconds since 1970.
    pub fn new(now: u64, chance: &mut Chance) -> Self {
        let root = RootSecret::generate(chance);
        let coordinator = IdentitySecret::generate(chance);
        let coordinator_certificate = root
            .certify_coordinator(coordinator.public(), "Coordinator", a_day(now), chance)
            .unwrap();
        Self {
            root,
            coordinator,
            coordinator_certificate,
            now,
        }
    }

    /// The public root key.
    #[must_use]
    pub fn root(&self) -> OrganisationRoot {
        self.root.root()
    }

    /// Somebody goes on duty for an hour.
    pub fn shift(&self, name: &str, capacity: u8, chance: &mut Chance) -> OnDuty {
        let identity = IdentitySecret::generate(chance);
        self.on_duty(&identity, name, capacity, chance)
    }

    /// The coordinator herself goes on duty for an hour.
    pub fn coordinators_shift(&self, capacity: u8, chance: &mut Chance) -> OnDuty {
        self.on_duty(&self.coordinator, "Coordinator", capacity, chance)
    }

    fn on_duty(&self, identity: &IdentitySecret, name: &str, capacity: u8, chance: &mut Chance) -> OnDuty {
        let certificate = self
            .coordinator
            .certify_counsellor(identity.public(), name, a_day(self.now), chance)
            .unwrap();
        let certificates = [&self.coordinator_certificate, &certificate];
        OnDuty::begin(identity, certificates, capacity, self.now, chance)
    }
}

impl OnDuty {
    /// Somebody with this identity, and the certificates of the coordinator and their own, goes on duty for an hour.
    pub fn begin(
        identity: &IdentitySecret,
        [coordinator, own]: [&IdentityCertificate; 2],
        capacity: u8,
        now: u64,
        chance: &mut Chance,
    ) -> Self {
        let agreement = AgreementSecret::generate(chance);
        let intake = IntakeSecret::generate(chance);
        let options = ShiftOptions {
            capacity,
            not_before: now,
            not_after: now + 3_600,
        };
        let (signer, shift) = identity
            .start_shift(options, agreement.public(), intake.key_hash(), chance)
            .unwrap();
        Self {
            chain: join_chain(&coordinator.encode(), &own.encode(), &shift),
            signer,
            agreement,
            intake,
        }
    }
}

impl Organisation {
    /// The coordinator takes back the counsellor certificate in this chain: 81 bytes.
    #[must_use]
    pub fn revokes(&self, chain: &[u8; 494]) -> [u8; 81] {
        self.coordinator.revoke(serial(chain, 154), self.now).encode()
    }

    /// The root takes back the coordinator certificate in this chain: 81 bytes.
    #[must_use]
    pub fn revokes_coordinator(&self, chain: &[u8; 494]) -> [u8; 81] {
        self.root.revoke(serial(chain, 0), self.now).encode()
    }
}

/// The serial of the certificate that begins at this byte of a chain.
fn serial(chain: &[u8; 494], begin: usize) -> [u8; 8] {
    chain[begin + 2..begin + 10].try_into().unwrap()
}

fn a_day(now: u64) -> Validity {
    Validity::new(now - 60, now + 86_400).unwrap()
}
