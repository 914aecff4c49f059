//! Chains written by hand, right or wrong in any field, without the crate under test.

use ed25519_dalek::{Signer, SigningKey};
use luwte_certificates::OrganisationRoot;
use rand_chacha::ChaCha20Rng;

use crate::tape::draw;

/// When the good chains hold.
pub(crate) const NOW: u64 = 1_800_000_000;
const DAY: u64 = 86_400;

#[derive(Clone)]
pub(crate) struct Identity {
    pub(crate) version: u8,
    pub(crate) role: u8,
    pub(crate) serial: [u8; 8],
    pub(crate) subject: [u8; 32],
    pub(crate) not_before: u64,
    pub(crate) not_after: u64,
    pub(crate) name: [u8; 32],
    pub(crate) tag: &'static str,
    pub(crate) issuer: SigningKey,
}

#[derive(Clone)]
pub(crate) struct Shift {
    pub(crate) version: u8,
    pub(crate) capacity: u8,
    pub(crate) serial: [u8; 8],
    pub(crate) signing_key: [u8; 32],
    pub(crate) agreement_key: [u8; 32],
    pub(crate) intake_key_hash: [u8; 32],
    pub(crate) not_before: u64,
    pub(crate) not_after: u64,
    pub(crate) tag: &'static str,
    pub(crate) issuer: SigningKey,
}

/// Everything a chain is made of.
#[derive(Clone)]
pub(crate) struct Forge {
    pub(crate) root: SigningKey,
    pub(crate) coordinator_key: SigningKey,
    pub(crate) counsellor_key: SigningKey,
    pub(crate) shift_key: SigningKey,
    pub(crate) agreement_secret: [u8; 32],
    pub(crate) coordinator: Identity,
    pub(crate) counsellor: Identity,
    pub(crate) shift: Shift,
}

impl Forge {
    /// A chain that holds at [`NOW`].
    pub(crate) fn good(rng: &mut ChaCha20Rng, name: &str) -> Self {
        let [root, coordinator_key, counsellor_key, shift_key] =
            std::array::from_fn(|_| SigningKey::from_bytes(&draw(rng)));
        let agreement_secret = draw(rng);
        let coordinator = Identity {
            version: 1,
            role: 1,
            serial: draw(rng),
            subject: coordinator_key.verifying_key().to_bytes(),
            not_before: NOW - 30 * DAY,
            not_after: NOW + 300 * DAY,
            name: padded(b"Coordination"),
            tag: "luwte/1 coordinator certificate",
            issuer: root.clone(),
        };
        let counsellor = Identity {
            version: 1,
            role: 2,
            serial: draw(rng),
            subject: counsellor_key.verifying_key().to_bytes(),
            not_before: NOW - 20 * DAY,
            not_after: NOW + 200 * DAY,
            name: padded(name.as_bytes()),
            tag: "luwte/1 counsellor certificate",
            issuer: coordinator_key.clone(),
        };
        let public = x25519_dalek::PublicKey::from(&x25519_dalek::StaticSecret::from(agreement_secret));
        let shift = Shift {
            version: 1,
            capacity: 3,
            serial: draw(rng),
            signing_key: shift_key.verifying_key().to_bytes(),
            agreement_key: public.to_bytes(),
            intake_key_hash: draw(rng),
            not_before: NOW - 3_600,
            not_after: NOW - 3_600 + 43_200,
            tag: "luwte/1 shift certificate",
            issuer: counsellor_key.clone(),
        };
        Self {
            root,
            coordinator_key,
            counsellor_key,
            shift_key,
            agreement_secret,
            coordinator,
            counsellor,
            shift,
        }
    }

    /// Another counsellor of the same organisation, and her shift.
    pub(crate) fn colleague(&self, rng: &mut ChaCha20Rng, name: &str) -> Self {
        let counsellor_key = SigningKey::from_bytes(&draw(rng));
        let next = self.next_shift(rng);
        next.but(|next| {
            next.counsellor.serial = draw(rng);
            next.counsellor.subject = counsellor_key.verifying_key().to_bytes();
            next.counsellor.name = padded(name.as_bytes());
            next.shift.issuer = counsellor_key.clone();
            next.counsellor_key = counsellor_key;
        })
    }

    /// Another shift of the same counsellor.
    pub(crate) fn next_shift(&self, rng: &mut ChaCha20Rng) -> Self {
        let shift_key = SigningKey::from_bytes(&draw(rng));
        let agreement_secret = draw(rng);
        let public = x25519_dalek::PublicKey::from(&x25519_dalek::StaticSecret::from(agreement_secret));
        self.but(|next| {
            next.shift.serial = draw(rng);
            next.shift.signing_key = shift_key.verifying_key().to_bytes();
            next.shift.agreement_key = public.to_bytes();
            next.shift_key = shift_key;
            next.agreement_secret = agreement_secret;
        })
    }

    pub(crate) fn chain(&self) -> Vec<u8> {
        [
            self.coordinator.certificate(),
            self.counsellor.certificate(),
            self.shift.certificate(),
        ]
        .concat()
    }

    pub(crate) fn root(&self) -> OrganisationRoot {
        OrganisationRoot::from_bytes(self.root.verifying_key().to_bytes())
    }

    /// The same with something changed.
    pub(crate) fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }
}

impl Identity {
    pub(crate) fn certificate(&self) -> Vec<u8> {
        let fields = [
            &[self.version, self.role][..],
            &self.serial,
            &self.subject,
            &self.not_before.to_be_bytes(),
            &self.not_after.to_be_bytes(),
            &self.name,
        ]
        .concat();
        let signature = sign(&self.issuer, self.tag, &fields);
        [fields, signature].concat()
    }
}

impl Shift {
    pub(crate) fn certificate(&self) -> Vec<u8> {
        let fields = [
            &[self.version, self.capacity][..],
            &self.serial,
            &self.signing_key,
            &self.agreement_key,
            &self.intake_key_hash,
            &self.not_before.to_be_bytes(),
            &self.not_after.to_be_bytes(),
        ]
        .concat();
        let signature = sign(&self.issuer, self.tag, &fields);
        [fields, signature].concat()
    }
}

/// The coordinator is her own counsellor: she goes on duty.
pub(crate) fn certified_herself(forge: &mut Forge) {
    forge.counsellor_key = forge.coordinator_key.clone();
    forge.counsellor.subject = forge.coordinator.subject;
    forge.shift.issuer = forge.coordinator_key.clone();
}

/// Ed25519 over tag length | tag | bytes.
pub(crate) fn sign(key: &SigningKey, tag: &str, bytes: &[u8]) -> Vec<u8> {
    let message = [&[tag.len() as u8], tag.as_bytes(), bytes].concat();
    key.sign(&message).to_bytes().to_vec()
}

pub(crate) fn revocation(key: &SigningKey, version: u8, serial: [u8; 8], tag: &str) -> Vec<u8> {
    let fields = [&[version][..], &serial, &(NOW - 60).to_be_bytes()].concat();
    let signature = sign(key, tag, &fields);
    [fields, signature].concat()
}

pub(crate) fn padded(name: &[u8]) -> [u8; 32] {
    let mut field = [0; 32];
    field[..name.len()].copy_from_slice(name);
    field
}
