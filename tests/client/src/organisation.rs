use std::time::{SystemTime, UNIX_EPOCH};

use luwte_certificates::{IdentitySecret, OrganisationRoot, RootSecret, ShiftSigner};
use luwte_conversation::AgreementSecret;

/// Keys of an organisation made for one test.
pub struct Organisation {
    root: RootSecret,
    coordinator: IdentitySecret,
    coordinator_certificate: [u8; 154],
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
        let (from, until) = (now_seconds() - 60, now_seconds() + 86_400);
        let coordinator_certificate =
            root.certify_coordinator(coordinator.public(), "Coordinator", from, until, &mut rng).unwrap();
        Self { root, coordinator, coordinator_certificate }
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
            .certify_counsellor(identity.public(), name, now - 60, now + 86_400, &mut rng)
            .unwrap();
        let agreement = AgreementSecret::generate(&mut rng);
        let (signer, shift) =
            identity.start_shift(capacity, now, now + 3_600, agreement.public(), [0; 32], &mut rng).unwrap();
        let mut chain = [0; 494];
        chain[..154].copy_from_slice(&self.coordinator_certificate);
        chain[154..308].copy_from_slice(&certificate);
        chain[308..].copy_from_slice(&shift);
        OnDuty { chain, signer, agreement }
    }
}

impl Default for Organisation {
    fn default() -> Self {
        Self::new()
    }
}

pub(crate) fn now_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
