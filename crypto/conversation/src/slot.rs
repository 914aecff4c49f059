//! What is sealed to a shift: docs/protocol.md, 11.2 to 11.4. Intakes are, and letters (section 12); and mail, to a
//! letterbox (13.5).

use luwte_certificates::{
    ChainError, OrganisationRoot, Revocations, VISITOR_TOLERANCE_SECONDS, VerifiedChain, verify_chain,
};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::agreement_secret::draw;
use crate::key_encapsulation::{CIPHERTEXT_LENGTH, PskUse, encapsulate};
use crate::noise::{LowOrder, ReadError, decrypt, encrypt, read_one_way, write_one_way};
use crate::{
    AgreementSecret, ENCAPSULATION_KEY_LENGTH, FORM_LENGTH, IntakeSecret, SEALED_FORM_LENGTH, SLOT_LENGTH,
};

/// Bytes of what is sealed, and of it when it is: a form, or a letter or mail, which are of the same size.
const PLAIN_LENGTH: usize = FORM_LENGTH;
const SEALED_LENGTH: usize = SEALED_FORM_LENGTH;

/// A key of 32 bytes that seals one thing. Zeroized when dropped.
pub(crate) struct ContentKey(Zeroizing<[u8; 32]>);

/// A shift that was checked as the answer to a handshake is, and its ML-KEM key.
pub(crate) struct Addressee<'a> {
    pub(crate) shift: VerifiedChain,
    encapsulation_key: &'a [u8; ENCAPSULATION_KEY_LENGTH],
}

/// Why nothing is sealed to a shift. A visitor's page does not say so to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShiftRefused {
    /// The chain does not hold.
    #[error("The shift's chain does not hold. {0}")]
    Chain(#[from] ChainError),
    /// The ML-KEM key is not the one that the shift's certificate names.
    #[error("The encapsulation key is not the one that the shift's certificate names.")]
    OtherKey,
    /// The ML-KEM key fails the check of FIPS 203, 7.2.
    #[error("The encapsulation key of the shift is not valid.")]
    EncapsulationKey,
    /// A Diffie-Hellman result is all zero.
    #[error("The agreement key of the shift is of low order.")]
    LowOrder,
}

/// The two keys to which a slot is sealed, of a shift or a letterbox that was checked.
pub(crate) struct SlotKeys<'a> {
    /// X25519.
    pub(crate) agreement: &'a [u8; 32],
    /// ML-KEM-768.
    pub(crate) encapsulation: &'a [u8; ENCAPSULATION_KEY_LENGTH],
}

/// Why nothing is sealed to two keys, whoever signed them.
pub(crate) enum SlotKeyFault {
    EncapsulationKey,
    LowOrder,
}

impl From<SlotKeyFault> for ShiftRefused {
    fn from(why: SlotKeyFault) -> Self {
        match why {
            SlotKeyFault::EncapsulationKey => Self::EncapsulationKey,
            SlotKeyFault::LowOrder => Self::LowOrder,
        }
    }
}

/// Why a slot, or what belongs to it, does not open.
pub(crate) enum SlotError {
    WrongLength,
    LowOrder,
    Damaged,
}

impl ContentKey {
    /// Draws 32 bytes from `rng`.
    pub(crate) fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(key.as_mut());
        Self(key)
    }

    /// Seals (11.2). The nonce is zero: a key seals once.
    pub(crate) fn seal(&self, bound_to: &[u8], plain: &[u8; PLAIN_LENGTH]) -> [u8; SEALED_LENGTH] {
        let mut sealed = [0; SEALED_LENGTH];
        sealed.copy_from_slice(&encrypt(&self.0, 0, bound_to, plain));
        sealed
    }

    /// Opens what was sealed.
    pub(crate) fn open(
        &self,
        bound_to: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<[u8; PLAIN_LENGTH]>, SlotError> {
        let sealed: &[u8; SEALED_LENGTH] = sealed.try_into().map_err(|_| SlotError::WrongLength)?;
        let plain = decrypt(&self.0, 0, bound_to, sealed).map_err(|_| SlotError::Damaged)?;
        let plain = plain.first_chunk().ok_or(SlotError::Damaged)?;
        Ok(Zeroizing::new(*plain))
    }
}

impl<'a> Addressee<'a> {
    /// Checks a shift (11.4) at the time `now`, in seconds since 1970.
    pub(crate) fn check(
        root: &OrganisationRoot,
        chain: &[u8],
        encapsulation_key: &'a [u8; ENCAPSULATION_KEY_LENGTH],
        now: u64,
        revocations: &Revocations,
    ) -> Result<Self, ShiftRefused> {
        let shift = verify_chain(chain, root, now, VISITOR_TOLERANCE_SECONDS, revocations)?;
        if Sha256::digest(encapsulation_key).as_slice() != shift.intake_key_hash {
            return Err(ShiftRefused::OtherKey);
        }
        Ok(Self {
            shift,
            encapsulation_key,
        })
    }

    /// The same, if it is of somebody who takes visitors.
    pub(crate) fn for_visitors(self) -> Result<Self, ShiftRefused> {
        Ok(Self {
            shift: self.shift.for_visitors()?,
            ..self
        })
    }

    /// Seals a key to the shift (11.3). Draws an ML-KEM message, 32 bytes, and an ephemeral secret, 32 bytes, from `rng`.
    pub(crate) fn seal<R: CryptoRng + ?Sized>(
        &self,
        what_for: PskUse,
        prologue: &[u8],
        key: &ContentKey,
        rng: &mut R,
    ) -> Result<[u8; SLOT_LENGTH], ShiftRefused> {
        let keys = SlotKeys {
            agreement: &self.shift.agreement_key,
            encapsulation: self.encapsulation_key,
        };
        Ok(keys.seal(what_for, prologue, key, rng)?)
    }
}

impl SlotKeys<'_> {
    /// Seals a key to them (11.3). Draws an ML-KEM message, 32 bytes, and an ephemeral secret, 32 bytes, from `rng`.
    pub(crate) fn seal<R: CryptoRng + ?Sized>(
        &self,
        what_for: PskUse,
        prologue: &[u8],
        key: &ContentKey,
        rng: &mut R,
    ) -> Result<[u8; SLOT_LENGTH], SlotKeyFault> {
        let (ciphertext, psk) =
            encapsulate(self.encapsulation, what_for, rng).ok_or(SlotKeyFault::EncapsulationKey)?;
        let ephemeral = draw(rng);
        let message = write_one_way(prologue, self.agreement, &ephemeral, &psk, key.0.as_slice())
            .map_err(|LowOrder| SlotKeyFault::LowOrder)?;
        let mut slot = [0; SLOT_LENGTH];
        slot.copy_from_slice(&[ciphertext.as_slice(), &message].concat());
        Ok(slot)
    }
}

/// The key in a slot, opened with the two secrets of the shift or letterbox it was sealed to.
pub(crate) fn open_slot(
    what_for: PskUse,
    prologue: &[u8],
    (agreement, intake): (&AgreementSecret, &IntakeSecret),
    slot: &[u8],
) -> Result<ContentKey, SlotError> {
    let slot: &[u8; SLOT_LENGTH] = slot.try_into().map_err(|_| SlotError::WrongLength)?;
    let (ciphertext, message) = slot
        .split_first_chunk::<CIPHERTEXT_LENGTH>()
        .ok_or(SlotError::WrongLength)?;
    let psk = intake.psk(ciphertext, what_for);
    let key = read_one_way(prologue, &agreement.0, &psk, message).map_err(|why| match why {
        ReadError::TooShort => SlotError::WrongLength,
        ReadError::LowOrder => SlotError::LowOrder,
        ReadError::Damaged => SlotError::Damaged,
    })?;
    let key = key.first_chunk().ok_or(SlotError::Damaged)?;
    Ok(ContentKey(Zeroizing::new(*key)))
}
