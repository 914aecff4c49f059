use std::time::{SystemTime, UNIX_EPOCH};

use luwte_certificates::{
    IdentityCertificate, IdentitySecret, OrganisationRoot, RootSecret, ShiftOptions, ShiftSigner, Validity,
    join_chain,
};
use luwte_conversation::AgreementSecret;

/// Keys of an organisation made for one test.
pub struct Organisation {
    root: RootSecret,
    coordinator: IdentitySecret,
    coordinator_certificate: IdentityCertificate,
}

/// A counsellor on duty: what a console holds in memory.
pub(crate) struct OnDuty {
    pub(crate) chain: [u8; 494],
    pub(crate) signer: ShiftSigner,
    pub(crate) agreement: AgreementSecret,
}

impl Organisation {
    /// A new one, valid for a day.
    #[must_use]
    pub fn new() -> Self {
        let mut rng = rand::rng();
        let root = RootSecret::generate(&mut rng);
        let coordinator = IdentitySecret::generate(&mut rng);
        let coordinator_certificate = root
            .certify_coordinator(coordinator.public(), "Coordinator", a_day(), &mut rng)
            .unwrap();
        Self {
            root,
            coordinator,
            coordinator_certificate,
        }
    }

    /// The public root key.
    #[must_use]
    pub fn root(&self) -> OrganisationRoot {
        self.root.root()
    }

    pub(crate) fn shift(&self, name: &str, capacity: u8) -> OnDuty {
        let mut rng = rand::rng();
        let now = now_seconds();
        let identity = IdentitySecret::generate(&mut rng);
        let certificate = self
            .coordinator
            .certify_counsellor(identity.public(), name, a_day(), &mut rng)
            .unwrap();
        let agreement = AgreementSecret::generate(&mut rng);
        let options = ShiftOptions {
            capacity,
            not_before: now,
            not_after: now + 3_600,
        };
        let (signer, shift) = identity
            .start_shift(options, agreement.public(), [0; 32], &mut rng)
            .unwrap();
        let chain = join_chain(
            &self.coordinator_certificate.encode(),
            &certificate.encode(),
            &shift,
        );
        OnDuty {
            chain,
            signer,
            agreement,
        }
    }
}

impl Default for Organisation {
    fn default() -> Self {
        Self::new()
    }
}

fn a_day() -> Validity {
    Validity::new(now_seconds() - 60, now_seconds() + 86_400).unwrap()
}

pub(crate) fn now_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
