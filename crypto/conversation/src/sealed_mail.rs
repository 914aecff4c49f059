//! Mail in a letterbox, which the relay keeps and cannot read: docs/protocol.md, 13.5.

use std::fmt;

use luwte_certificates::{
    Letterbox, LetterboxError, OrganisationRoot, Revocations, VISITOR_TOLERANCE_SECONDS,
};
use rand_core::CryptoRng;

use crate::key_encapsulation::PskUse;
use crate::slot::{ContentKey, SlotError, SlotKeyFault, SlotKeys, open_slot};
use crate::{LetterboxKeys, Mail, MailFault, SEALED_MAIL_LENGTH, SLOT_LENGTH};

const TAG: &[u8] = b"luwte/1 mail";

/// Mail for one person. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedMail {
    /// Her identity key, by which the server knows whose letterbox it is for.
    pub to: [u8; 32],
    /// What only she can open.
    pub slot: [u8; SLOT_LENGTH],
    /// The mail under the key in the slot.
    pub sealed: [u8; SEALED_MAIL_LENGTH],
}

/// Why mail is not sealed. Nothing of it is given out then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailRefused {
    /// The mail is not as in 13.5.
    #[error(transparent)]
    Mail(#[from] MailFault),
    /// The letterbox does not hold.
    #[error(transparent)]
    Letterbox(#[from] LetterboxError),
    /// The ML-KEM key fails the check of FIPS 203, 7.2.
    #[error("The encapsulation key of the letterbox is not valid.")]
    EncapsulationKey,
    /// A Diffie-Hellman result is all zero.
    #[error("The agreement key of the letterbox is of low order.")]
    LowOrder,
}

impl From<SlotKeyFault> for MailRefused {
    fn from(why: SlotKeyFault) -> Self {
        match why {
            SlotKeyFault::EncapsulationKey => Self::EncapsulationKey,
            SlotKeyFault::LowOrder => Self::LowOrder,
        }
    }
}

/// Why a console does not read mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Not [`SLOT_LENGTH`] or not [`SEALED_MAIL_LENGTH`] bytes.
    #[error("The mail is not of the right length.")]
    WrongLength,
    /// A Diffie-Hellman result is all zero.
    #[error("The key in the slot is of low order.")]
    LowOrder,
    /// Slot or mail do not decrypt: changed, or made for another person or organisation.
    #[error("The mail does not decrypt.")]
    Damaged,
    /// What was sealed is no mail.
    #[error(transparent)]
    Mail(#[from] MailFault),
}

impl From<SlotError> for MailError {
    fn from(why: SlotError) -> Self {
        match why {
            SlotError::WrongLength => Self::WrongLength,
            SlotError::LowOrder => Self::LowOrder,
            SlotError::Damaged => Self::Damaged,
        }
    }
}

/// Checks a letterbox, 1,726 bytes, at the time `now` (seconds since 1970) and seals mail to it. Draws the key of the
/// mail, an ML-KEM message and an ephemeral secret, 32 bytes each, from `rng`.
///
/// # Errors
/// See [`MailRefused`].
pub fn seal_mail<R: CryptoRng + ?Sized>(
    root: &OrganisationRoot,
    mail: &Mail,
    letterbox: &[u8],
    now: u64,
    revocations: &Revocations,
    rng: &mut R,
) -> Result<SealedMail, MailRefused> {
    let plain = mail.encode()?;
    let to = Letterbox::verify(letterbox, root, now, VISITOR_TOLERANCE_SECONDS, revocations)?;
    let bound_to = bound_to(root, &to.counsellor_key);
    let key = ContentKey::generate(rng);
    let keys = SlotKeys {
        agreement: &to.agreement_key,
        encapsulation: &to.encapsulation_key,
    };
    let slot = keys.seal(PskUse::Mail, &bound_to, &key, rng)?;
    Ok(SealedMail {
        to: to.counsellor_key,
        slot,
        sealed: key.seal(&bound_to, &plain),
    })
}

/// Opens mail for the person with this identity key, 32 bytes, with the keys of her letterbox.
///
/// # Errors
/// See [`MailError`].
pub fn open_mail(
    root: &OrganisationRoot,
    counsellor: &[u8; 32],
    keys: &LetterboxKeys,
    slot: &[u8],
    sealed: &[u8],
) -> Result<Mail, MailError> {
    let bound_to = bound_to(root, counsellor);
    let key = open_slot(PskUse::Mail, &bound_to, (&keys.agreement, &keys.intake), slot)?;
    Ok(Mail::decode(&*key.open(&bound_to, sealed)?)?)
}

/// The prologue of a slot and the associated data of mail: tag | root 32 | the counsellor's identity key 32.
fn bound_to(root: &OrganisationRoot, counsellor: &[u8; 32]) -> Vec<u8> {
    [TAG, &root.to_bytes(), counsellor].concat()
}

impl fmt::Debug for SealedMail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealedMail(redacted)")
    }
}
