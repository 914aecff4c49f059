//! ML-KEM-768 (FIPS 203) and the psk made from it: docs/protocol.md, 5.3, 5.4, 6.5 to 6.7, 11.4, 12.2 and
//! 13.5.

use hkdf::Hkdf;
use ml_kem::ml_kem_768::{Ciphertext, DecapsulationKey, EncapsulationKey};
use ml_kem::{B32, Decapsulate, Key, KeyExport, Seed};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::noise::ExportedSecret;
use crate::{BackSecret, ENCAPSULATION_KEY_LENGTH, GuestSecret, HandOverSecret};

/// Bytes of a ciphertext.
pub(crate) const CIPHERTEXT_LENGTH: usize = 1_088;

/// What a psk is for. It decides the salt, so that no psk is one of another kind.
#[derive(Clone, Copy)]
pub(crate) enum PskUse<'a> {
    /// A first handshake (5.4).
    First,
    /// A rejoin, with the exported secret of the keys in use (6.5).
    Rejoin(&'a ExportedSecret),
    /// A hand-over, with its secret (6.6).
    HandOver(&'a HandOverSecret),
    /// A guest, with her secret (6.7).
    Guest(&'a GuestSecret),
    /// A visitor who comes back, with the secret of her folder (6.10).
    Back(&'a BackSecret),
    /// An intake (11.4).
    Intake,
    /// A letter (12.2).
    Letter,
    /// Mail (13.5).
    Mail,
}

impl PskUse<'_> {
    fn salt(self) -> &'static [u8] {
        match self {
            Self::First => b"luwte/1 kem psk",
            Self::Rejoin(_) => b"luwte/1 rejoin psk",
            Self::HandOver(_) => b"luwte/1 hand-over psk",
            Self::Guest(_) => b"luwte/1 guest psk",
            Self::Back(_) => b"luwte/1 back psk",
            Self::Intake => b"luwte/1 intake psk",
            Self::Letter => b"luwte/1 letter psk",
            Self::Mail => b"luwte/1 mail psk",
        }
    }

    /// What goes into the psk besides the KEM's shared secret.
    fn secret(&self) -> &[u8] {
        match self {
            Self::Rejoin(before) => &before.0,
            Self::HandOver(secret) => secret.as_bytes(),
            Self::Guest(secret) => secret.as_bytes(),
            Self::Back(secret) => secret.as_bytes(),
            Self::First | Self::Intake | Self::Letter | Self::Mail => &[],
        }
    }
}

/// The psk, zeroized when dropped.
pub(crate) type Psk = Zeroizing<[u8; 32]>;

/// A decapsulation key. The library zeroizes it when dropped.
pub(crate) struct Decapsulation(DecapsulationKey);

impl Decapsulation {
    /// Draws the seed, 64 bytes (d | z), from `rng`.
    pub(crate) fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut seed = Zeroizing::new([0; 64]);
        rng.fill_bytes(seed.as_mut());
        Self::from_seed(&seed)
    }

    pub(crate) fn from_seed(seed: &[u8; 64]) -> Self {
        let mut seed = Seed::from(*seed);
        let key = DecapsulationKey::from_seed(seed);
        seed.as_mut_slice().zeroize();
        Self(key)
    }

    pub(crate) fn encapsulation_key(&self) -> [u8; ENCAPSULATION_KEY_LENGTH] {
        self.0.encapsulation_key().to_bytes().into()
    }

    /// The psk. A ciphertext that was changed gives another psk, not an error (implicit rejection, FIPS 203, 6.3).
    pub(crate) fn psk(&self, ciphertext: &[u8; CIPHERTEXT_LENGTH], what_for: PskUse) -> Psk {
        let mut shared = self.0.decapsulate(&Ciphertext::from(*ciphertext));
        let psk = derive_psk(&shared, what_for, &self.encapsulation_key(), ciphertext);
        shared.as_mut_slice().zeroize();
        psk
    }
}

/// Encapsulates to a key with a message of 32 bytes drawn from `rng`. `None` when the key fails the check of
/// FIPS 203, 7.2: a coefficient of q or more.
pub(crate) fn encapsulate<R: CryptoRng + ?Sized>(
    encapsulation_key: &[u8; ENCAPSULATION_KEY_LENGTH],
    what_for: PskUse,
    rng: &mut R,
) -> Option<([u8; CIPHERTEXT_LENGTH], Psk)> {
    let key = EncapsulationKey::new(&Key::<EncapsulationKey>::from(*encapsulation_key)).ok()?;
    let mut message = B32::default();
    rng.fill_bytes(&mut message);
    let (ciphertext, mut shared) = key.encapsulate_deterministic(&message);
    message.as_mut_slice().zeroize();
    let ciphertext = ciphertext.into();
    let psk = derive_psk(&shared, what_for, encapsulation_key, &ciphertext);
    shared.as_mut_slice().zeroize();
    Some((ciphertext, psk))
}

#[expect(
    clippy::expect_used,
    reason = "HKDF refuses only more than 255 blocks, and this is one"
)]
fn derive_psk(
    shared: &[u8],
    what_for: PskUse,
    encapsulation_key: &[u8; ENCAPSULATION_KEY_LENGTH],
    ciphertext: &[u8; CIPHERTEXT_LENGTH],
) -> Psk {
    let mut psk = Zeroizing::new([0; 32]);
    let info = [Sha256::digest(encapsulation_key), Sha256::digest(ciphertext)].concat();
    let mut material = Zeroizing::new(Vec::with_capacity(64));
    material.extend_from_slice(shared);
    material.extend_from_slice(what_for.secret());
    Hkdf::<Sha256>::new(Some(what_for.salt()), &material)
        .expand(&info, psk.as_mut())
        .expect("one block is few enough");
    psk
}
