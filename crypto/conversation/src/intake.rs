//! A card sealed to shifts before anybody has taken the visitor: docs/protocol.md, section 11.

use std::fmt;

use luwte_certificates::{
    ChainError, OrganisationRoot, Revocations, VISITOR_TOLERANCE_SECONDS, verify_chain,
};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::agreement_secret::draw;
use crate::key_encapsulation::{CIPHERTEXT_LENGTH, PskUse, encapsulate};
use crate::noise::{CipherState, LowOrder, ReadError, read_one_way, write_one_way};
use crate::{
    AgreementSecret, CARD_LENGTH, Card, CardError, ENCAPSULATION_KEY_LENGTH, IntakeSecret,
    SEALED_CARD_LENGTH, SLOT_LENGTH,
};

const TAG: &[u8] = b"luwte/1 intake";

/// A card under a key of its own, in her page. Another card, or the same for another ticket, is another intake: a key
/// seals once.
///
/// The key is zeroized when dropped and never shown by `Debug`.
pub struct Intake {
    root: OrganisationRoot,
    ticket: [u8; 16],
    key: Zeroizing<[u8; 32]>,
    sealed: [u8; SEALED_CARD_LENGTH],
}

/// The key of a card for one shift.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedFor {
    /// The shift's signing key, by which the server knows it.
    pub shift: [u8; 32],
    /// What only this shift can open.
    pub slot: [u8; SLOT_LENGTH],
}

/// Why nothing is sealed to a shift. Her page does not say so to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IntakeRefused {
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

/// Why a console does not read an intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// Not [`SLOT_LENGTH`] or not [`SEALED_CARD_LENGTH`] bytes.
    #[error("The intake is not of the right length.")]
    WrongLength,
    /// A Diffie-Hellman result is all zero.
    #[error("The key in the slot is of low order.")]
    LowOrder,
    /// Slot or card do not decrypt: changed, or made for another shift, ticket or organisation.
    #[error("The intake does not decrypt.")]
    Damaged,
    /// What was sealed is no card.
    #[error(transparent)]
    Card(#[from] CardError),
}

impl Intake {
    /// Seals a card for this ticket. Draws its key, 32 bytes, from `rng`.
    ///
    /// # Errors
    /// The rule of 11.1 that the card breaks.
    pub fn seal<R: CryptoRng + ?Sized>(
        root: OrganisationRoot,
        ticket: [u8; 16],
        card: &Card,
        rng: &mut R,
    ) -> Result<Self, CardError> {
        let plain = card.encode()?;
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(key.as_mut());
        let ciphertext = CipherState::new(*key)
            .encrypt_with_ad(&bound_to(&root, &ticket), plain.as_slice())
            .map_err(|_| CardError::Length)?;
        let mut sealed = [0; SEALED_CARD_LENGTH];
        sealed.copy_from_slice(&ciphertext);
        Ok(Self {
            root,
            ticket,
            key,
            sealed,
        })
    }

    /// The sealed card, the same for every shift.
    #[must_use]
    pub fn sealed_card(&self) -> &[u8; SEALED_CARD_LENGTH] {
        &self.sealed
    }

    /// Checks a shift as the answer to a handshake is checked, at the time `now` (seconds since 1970), and seals the
    /// card's key to it. Draws an ML-KEM message, 32 bytes, and an ephemeral secret, 32 bytes, from `rng`.
    ///
    /// # Errors
    /// See [`IntakeRefused`]; then nothing was drawn or sealed, or nothing of it is given out.
    pub fn seal_for<R: CryptoRng + ?Sized>(
        &self,
        chain: &[u8],
        encapsulation_key: &[u8; ENCAPSULATION_KEY_LENGTH],
        now: u64,
        revocations: &Revocations,
        rng: &mut R,
    ) -> Result<SealedFor, IntakeRefused> {
        let verified = verify_chain(chain, &self.root, now, VISITOR_TOLERANCE_SECONDS, revocations)?;
        if Sha256::digest(encapsulation_key).as_slice() != verified.intake_key_hash {
            return Err(IntakeRefused::OtherKey);
        }
        let (ciphertext, psk) =
            encapsulate(encapsulation_key, PskUse::Intake, rng).ok_or(IntakeRefused::EncapsulationKey)?;
        let ephemeral = draw(rng);
        let prologue = prologue(&self.root, &self.ticket, &verified.signing_key);
        let message = write_one_way(
            &prologue,
            &verified.agreement_key,
            &ephemeral,
            &psk,
            self.key.as_slice(),
        )
        .map_err(|LowOrder| IntakeRefused::LowOrder)?;
        let mut slot = [0; SLOT_LENGTH];
        slot.copy_from_slice(&[ciphertext.as_slice(), &message].concat());
        Ok(SealedFor {
            shift: verified.signing_key,
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
    (agreement, intake): (&AgreementSecret, &IntakeSecret),
    slot: &[u8],
    sealed_card: &[u8],
) -> Result<Card, IntakeError> {
    let slot: &[u8; SLOT_LENGTH] = slot.try_into().map_err(|_| IntakeError::WrongLength)?;
    let sealed_card: &[u8; SEALED_CARD_LENGTH] =
        sealed_card.try_into().map_err(|_| IntakeError::WrongLength)?;
    let (ciphertext, message) = slot
        .split_first_chunk::<CIPHERTEXT_LENGTH>()
        .ok_or(IntakeError::WrongLength)?;
    let psk = intake.psk(ciphertext);
    let prologue = prologue(root, ticket, signing_key);
    let key = read_one_way(&prologue, &agreement.0, &psk, message).map_err(|why| match why {
        ReadError::TooShort => IntakeError::WrongLength,
        ReadError::LowOrder => IntakeError::LowOrder,
        ReadError::Damaged => IntakeError::Damaged,
    })?;
    let key = *key.first_chunk().ok_or(IntakeError::Damaged)?;
    let plain = CipherState::new(key)
        .decrypt_with_ad(&bound_to(root, ticket), sealed_card)
        .map_err(|_| IntakeError::Damaged)?;
    let plain = plain.first_chunk::<CARD_LENGTH>().ok_or(IntakeError::Damaged)?;
    Ok(Card::decode(plain)?)
}

/// The associated data of a card: tag | root 32 | ticket 16.
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
