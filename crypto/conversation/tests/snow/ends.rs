//! Two shifts, and snow in the place of either end: the psk is made by the letter of the protocol, with the libraries alone.

use hkdf::Hkdf;
use luwte_certificates::{IdentitySecret, OrganisationRoot, RootSecret, ShiftOptions, Validity};
use luwte_conversation::AgreementSecret;
use ml_kem::ml_kem_768::{DecapsulationKey, EncapsulationKey};
use ml_kem::{B32, Decapsulate, Key, KeyExport};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};
use snow::{Builder, HandshakeState};

pub(crate) const NOW: u64 = 1_800_000_000;
const PATTERN: &str = "Noise_NXpsk2_25519_ChaChaPoly_SHA256";

/// A shift of the one organisation.
pub(crate) struct Shift {
    pub(crate) root: OrganisationRoot,
    pub(crate) counsellor: [u8; 32],
    pub(crate) agreement: AgreementSecret,
    pub(crate) chain: [u8; 494],
}

pub(crate) fn shift(name: &str, rng: &mut ChaCha20Rng) -> Shift {
    let founding = &mut ChaCha20Rng::seed_from_u64(0);
    let (root, coordinator) = (RootSecret::generate(founding), IdentitySecret::generate(founding));
    let validity = Validity::new(NOW - 60, NOW + 60).unwrap();
    let first = root
        .certify_coordinator(coordinator.public(), "Bo", validity, founding)
        .unwrap();
    let counsellor = IdentitySecret::generate(rng);
    let second = coordinator
        .certify_counsellor(counsellor.public(), name, validity, rng)
        .unwrap();
    let agreement = AgreementSecret::generate(rng);
    let options = ShiftOptions {
        capacity: 1,
        not_before: NOW - 60,
        not_after: NOW + 60,
    };
    let (_, third) = counsellor
        .start_shift(options, agreement.public(), [0; 32], rng)
        .unwrap();
    let chain = [&first.encode()[..], &second.encode(), &third].concat();
    Shift {
        root: root.root(),
        counsellor: counsellor.public(),
        agreement,
        chain: chain.try_into().unwrap(),
    }
}

/// What both ends know before they begin: the salt of the psk (6.6 or 6.7) and what goes into it, and the prologue.
pub(crate) struct Before {
    pub(crate) salt: &'static [u8],
    pub(crate) secret: [u8; 32],
    pub(crate) prologue: Vec<u8>,
}

impl Before {
    fn psk(&self, shared: &[u8], key: &[u8], ciphertext: &[u8]) -> [u8; 32] {
        let info = [Sha256::digest(key), Sha256::digest(ciphertext)].concat();
        let material = [shared, &self.secret].concat();
        let mut psk = [0; 32];
        Hkdf::<Sha256>::new(Some(self.salt), &material)
            .expand(&info, &mut psk)
            .unwrap();
        psk
    }

    fn snow(&self) -> Builder<'_> {
        Builder::new(PATTERN.parse().unwrap())
            .prologue(&self.prologue)
            .unwrap()
    }

    /// Snow answers message one as this shift: the answer, and the hash of the handshake.
    pub(crate) fn answer(&self, by: &Shift, one: &[u8], rng: &mut ChaCha20Rng) -> (Vec<u8>, Vec<u8>) {
        let mut buffer = [0; 4_096];
        let own = by.agreement.to_bytes();
        let mut snow = self
            .snow()
            .local_private_key(own.as_slice())
            .unwrap()
            .build_responder()
            .unwrap();
        let length = snow.read_message(one, &mut buffer).unwrap();
        let kem_key: [u8; 1_184] = buffer[..length].try_into().unwrap();
        let encapsulation = EncapsulationKey::new(&Key::<EncapsulationKey>::from(kem_key)).unwrap();
        let mut message = B32::default();
        rng.fill_bytes(&mut message);
        let (ciphertext, shared) = encapsulation.encapsulate_deterministic(&message);
        snow.set_psk(2, &self.psk(&shared, &kem_key, &ciphertext))
            .unwrap();
        let length = snow.write_message(&by.chain, &mut buffer).unwrap();
        let answer = [ciphertext.as_slice(), &buffer[..length]].concat();
        (answer, snow.get_handshake_hash().to_vec())
    }

    /// Snow makes message one.
    pub(crate) fn begin(&self, rng: &mut ChaCha20Rng) -> (Begun<'_>, Vec<u8>) {
        let mut buffer = [0; 4_096];
        let mut seed = ml_kem::Seed::default();
        rng.fill_bytes(&mut seed);
        let decapsulation = DecapsulationKey::from_seed(seed);
        let mut snow = self.snow().build_initiator().unwrap();
        let key = decapsulation.encapsulation_key().to_bytes();
        let length = snow.write_message(&key, &mut buffer).unwrap();
        let begun = Begun {
            before: self,
            snow,
            decapsulation,
        };
        (begun, buffer[..length].to_vec())
    }
}

/// Snow, which waits for the answer.
pub(crate) struct Begun<'a> {
    before: &'a Before,
    snow: HandshakeState,
    decapsulation: DecapsulationKey,
}

impl Begun<'_> {
    /// The chain in the answer, and the hash of the handshake.
    pub(crate) fn finish(mut self, answer: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let mut buffer = [0; 4_096];
        let (ciphertext, two) = answer.split_first_chunk::<1_088>().unwrap();
        let shared = self.decapsulation.decapsulate(&(*ciphertext).into());
        let key = self.decapsulation.encapsulation_key().to_bytes();
        self.snow
            .set_psk(2, &self.before.psk(&shared, &key, ciphertext))
            .unwrap();
        let length = self.snow.read_message(two, &mut buffer).unwrap();
        (buffer[..length].to_vec(), self.snow.get_handshake_hash().to_vec())
    }
}

/// 5.2 by the letter.
pub(crate) fn prologue(
    purpose: u8,
    root: &OrganisationRoot,
    conversation: &[u8; 16],
    from: &[u8; 32],
) -> Vec<u8> {
    let participants = Sha256::new()
        .chain_update(b"luwte/1 participants")
        .chain_update([2])
        .chain_update([0; 33])
        .chain_update([2])
        .chain_update(from)
        .finalize();
    let root = root.to_bytes();
    [
        b"luwte/1 conversation",
        &root[..],
        conversation,
        &[purpose],
        &participants,
    ]
    .concat()
}
