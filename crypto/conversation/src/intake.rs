//! A form sealed to shifts before anybody has taken the visitor: docs/protocol.md, section 11.

use std::fmt;

use luwte_certificates::{OrganisationRoot, Revocations};
use rand_core::CryptoRng;

use crate::key_encapsulation::PskUse;
use crate::slot::{Addressee, ContentKey, SlotError, open_slot};
use crate::{
    AgreementSecret, ENCAPSULATION_KEY_LENGTH, Form, FormError, IntakeSecret, SEALED_FORM_LENGTH,
    SLOT_LENGTH, ShiftRefused,
};

const TAG: &[u8] = b"luwte/1 intake";

/// A form under a key of its own, in her page. Another form, or the same for another ticket, is another intake: a key
/// seals once.
///
/// The key is zeroized when dropped and never shown by `Debug`.
pub struct Intake {
    root: OrganisationRoot,
    ticket: [u8; 16],
    key: ContentKey,
    sealed: [u8; SEALED_FORM_LENGTH],
}

/// The key of a form for one shift.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedFor {
    /// The shift's signing key, by which the server knows it.
    pub shift: [u8; 32],
    /// What only this shift can open.
    pub slot: [u8; SLOT_LENGTH],
}

/// Why a console does not read an intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// Not [`SLOT_LENGTH`] or not [`SEALED_FORM_LENGTH`] bytes.
    #[error("The intake is not of the right length.")]
    WrongLength,
    /// A Diffie-Hellman result is all zero.
    #[error("The key in the slot is of low order.")]
    LowOrder,
    /// Slot or form do not decrypt: changed, or made for another shift, ticket or organisation.
    #[error("The intake does not decrypt.")]
    Damaged,
    /// What was sealed is no form.
    #[error(transparent)]
    Form(#[from] FormError),
}

impl From<SlotError> for IntakeError {
    fn from(why: SlotError) -> Self {
        match why {
            SlotError::WrongLength => Self::WrongLength,
            SlotError::LowOrder => Self::LowOrder,
            SlotError::Damaged => Self::Damaged,
        }
    }
}

impl Intake {
    /// Seals a form for this ticket. Draws its key, 32 bytes, from `rng`.
    ///
    /// # Errors
    /// The rule of 11.1 that the form breaks.
    pub fn seal<R: CryptoRng + ?Sized>(
        root: OrganisationRoot,
        ticket: [u8; 16],
        form: &Form,
        rng: &mut R,
    ) -> Result<Self, FormError> {
        let plain = form.encode()?;
        let key = ContentKey::generate(rng);
        let sealed = key.seal(&bound_to(&root, &ticket), &plain);
        Ok(Self {
            root,
            ticket,
            key,
            sealed,
        })
    }

    /// The sealed form, the same for every shift.
    #[must_use]
    pub fn sealed_form(&self) -> &[u8; SEALED_FORM_LENGTH] {
        &self.sealed
    }

    /// Checks a shift as the answer to a handshake is checked, at the time `now` (seconds since 1970), and seals the
    /// form's key to it. Draws an ML-KEM message, 32 bytes, and an ephemeral secret, 32 bytes, from `rng`.
    ///
    /// # Errors
    /// See [`ShiftRefused`]; then nothing was drawn or sealed, or nothing of it is given out.
    pub fn seal_for<R: CryptoRng + ?Sized>(
        &self,
        chain: &[u8],
        encapsulation_key: &[u8; ENCAPSULATION_KEY_LENGTH],
        now: u64,
        revocations: &Revocations,
        rng: &mut R,
    ) -> Result<SealedFor, ShiftRefused> {
        let to = Addressee::check(&self.root, chain, encapsulation_key, now, revocations)?.for_visitors()?;
        let prologue = prologue(&self.root, &self.ticket, &to.shift.signing_key);
        let slot = to.seal(PskUse::Intake, &prologue, &self.key, rng)?;
        Ok(SealedFor {
            shift: to.shift.signing_key,
            slot,
        })
    }
}

/// Opens an intake with the keys of the shift it was sealed to: its signing key and its two secrets.
///
/// # Errors
/// See [`IntakeError`].
pub fn open_intake(
    root: &OrganisationRoot,
    ticket: &[u8; 16],
    signing_key: &[u8; 32],
    secrets: (&AgreementSecret, &IntakeSecret),
    slot: &[u8],
    sealed_form: &[u8],
) -> Result<Form, IntakeError> {
    let prologue = prologue(root, ticket, signing_key);
    let key = open_slot(PskUse::Intake, &prologue, secrets, slot)?;
    let plain = key.open(&bound_to(root, ticket), sealed_form)?;
    Ok(Form::decode(&plain)?)
}

/// The associated data of a form: tag | root 32 | ticket 16.
fn bound_to(root: &OrganisationRoot, ticket: &[u8; 16]) -> Vec<u8> {
    [TAG, &root.to_bytes(), ticket].concat()
}

/// The prologue of a slot: the same | the shift's signing key 32.
fn prologue(root: &OrganisationRoot, ticket: &[u8; 16], signing_key: &[u8; 32]) -> Vec<u8> {
    [&bound_to(root, ticket), signing_key.as_slice()].concat()
}

impl fmt::Debug for Intake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Intake(redacted)")
    }
}

impl fmt::Debug for SealedFor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealedFor(redacted)")
    }
}
