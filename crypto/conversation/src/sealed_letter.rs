//! A letter from one shift to another, which the relay cannot read: docs/protocol.md, section 12.

use std::fmt;

use luwte_certificates::{
    OrganisationRoot, Revocations, SIGNATURE_LENGTH, SIGNED_LETTER_LENGTH, ShiftSigner, verify_letter,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::key_encapsulation::PskUse;
use crate::slot::{Addressee, ContentKey, SlotError, open_slot};
use crate::{
    AgreementSecret, ENCAPSULATION_KEY_LENGTH, IntakeSecret, LETTER_LENGTH, Letter, LetterFault,
    SEALED_LETTER_LENGTH, SLOT_LENGTH, ShiftRefused,
};

const TAG: &[u8] = b"luwte/1 letter";

/// A letter for one shift. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedLetter {
    /// The recipient's signing key, by which the server knows the shift.
    pub to: [u8; 32],
    /// What only this shift can open.
    pub slot: [u8; SLOT_LENGTH],
    /// The letter under the key in the slot.
    pub sealed: [u8; SEALED_LETTER_LENGTH],
}

/// A letter that was opened. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedLetter {
    /// The signing key of the shift that wrote it. Whether that is a colleague on duty is for the caller to know.
    pub sender: [u8; 32],
    /// What it says.
    pub letter: Letter,
}

/// Why a letter is not sealed. Nothing of it is given out then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LetterRefused {
    /// The letter is not as in 12.1.
    #[error(transparent)]
    Letter(#[from] LetterFault),
    /// The recipient's shift does not hold.
    #[error(transparent)]
    Shift(#[from] ShiftRefused),
}

/// Why a console does not read a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// Not [`SLOT_LENGTH`] or not [`SEALED_LETTER_LENGTH`] bytes.
    #[error("The letter is not of the right length.")]
    WrongLength,
    /// A Diffie-Hellman result is all zero.
    #[error("The key in the slot is of low order.")]
    LowOrder,
    /// Slot or letter do not decrypt: changed, or made for another shift or organisation.
    #[error("The letter does not decrypt.")]
    Damaged,
    /// The signature does not verify under the key of the sender in it.
    #[error("The letter was not signed by its sender, or not for this shift.")]
    Signature,
    /// What was sealed is no letter.
    #[error(transparent)]
    Letter(#[from] LetterFault),
}

impl From<SlotError> for LetterError {
    fn from(why: SlotError) -> Self {
        match why {
            SlotError::WrongLength => Self::WrongLength,
            SlotError::LowOrder => Self::LowOrder,
            SlotError::Damaged => Self::Damaged,
        }
    }
}

/// Signs a letter, checks the recipient's shift at the time `now` (seconds since 1970) and seals the letter to it.
/// `recipient` is the shift's chain and its ML-KEM key. Draws the key of the letter, an ML-KEM message and an ephemeral
/// secret, 32 bytes each, from `rng`.
///
/// # Errors
/// See [`LetterRefused`].
pub fn seal_letter<R: CryptoRng + ?Sized>(
    root: &OrganisationRoot,
    letter: &Letter,
    sender: &ShiftSigner,
    recipient: (&[u8], &[u8; ENCAPSULATION_KEY_LENGTH]),
    now: u64,
    revocations: &Revocations,
    rng: &mut R,
) -> Result<SealedLetter, LetterRefused> {
    let signed = letter.encode(&sender.public())?;
    let to = Addressee::check(root, recipient.0, recipient.1, now, revocations)?;
    let signature = sender.sign_letter(root, &to.shift.signing_key, &signed);
    let mut plain = Zeroizing::new([0; LETTER_LENGTH]);
    let fields = signed.iter().chain(&signature);
    plain
        .iter_mut()
        .zip(fields)
        .for_each(|(slot, byte)| *slot = *byte);
    let bound_to = bound_to(root, &to.shift.signing_key);
    let key = ContentKey::generate(rng);
    let slot = to.seal(PskUse::Letter, &bound_to, &key, rng)?;
    Ok(SealedLetter {
        to: to.shift.signing_key,
        slot,
        sealed: key.seal(&bound_to, &plain),
    })
}

/// Opens a letter with the keys of the shift it was sealed to: its signing key and its two secrets.
///
/// A letter whose slot was opened before in this shift, and one whose sender is not known to be on duty, must be dropped
/// by the caller (12.4).
///
/// # Errors
/// See [`LetterError`].
pub fn open_letter(
    root: &OrganisationRoot,
    signing_key: &[u8; 32],
    secrets: (&AgreementSecret, &IntakeSecret),
    slot: &[u8],
    sealed: &[u8],
) -> Result<OpenedLetter, LetterError> {
    let bound_to = bound_to(root, signing_key);
    let plain = open_slot(PskUse::Letter, &bound_to, secrets, slot)?.open(&bound_to, sealed)?;
    let (signed, rest) = plain
        .split_first_chunk::<SIGNED_LETTER_LENGTH>()
        .ok_or(LetterError::Damaged)?;
    let signature: &[u8; SIGNATURE_LENGTH] = rest.try_into().map_err(|_| LetterError::Damaged)?;
    let (sender, letter) = Letter::decode(signed)?;
    verify_letter(&sender, root, signing_key, signed, signature).map_err(|_| LetterError::Signature)?;
    Ok(OpenedLetter { sender, letter })
}

/// The prologue of a slot and the associated data of a letter: tag | root 32 | the recipient's signing key 32.
fn bound_to(root: &OrganisationRoot, recipient: &[u8; 32]) -> Vec<u8> {
    [TAG, &root.to_bytes(), recipient].concat()
}

impl fmt::Debug for SealedLetter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealedLetter(redacted)")
    }
}

impl fmt::Debug for OpenedLetter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("OpenedLetter(redacted)")
    }
}
