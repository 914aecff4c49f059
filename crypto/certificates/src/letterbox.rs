//! The keys to which mail for somebody is sealed while she is not on duty, signed by her identity (protocol 13.4).

use thiserror::Error;

use crate::chain::{ChainError, ShiftRole};
use crate::domain::LetterboxDomain;
use crate::identities::{IDENTITIES_LENGTH, Identities};
use crate::identity::IdentitySecret;
use crate::identity_certificate::IDENTITY_CERTIFICATE_LENGTH;
use crate::letterbox_terms::{Decoded, KEM_KEY_LENGTH, LetterboxFault, LetterboxTerms, TERMS_LENGTH, decode};
use crate::revocation::Revocations;
use crate::root::OrganisationRoot;
use crate::signature::{SIGNATURE_LENGTH, Signature};
use crate::validity::OutsideValidity;

/// Length of a letterbox in bytes: two identity certificates | terms | signature | ML-KEM-768 encapsulation key.
pub const LETTERBOX_LENGTH: usize = IDENTITIES_LENGTH + TERMS_LENGTH + SIGNATURE_LENGTH + KEM_KEY_LENGTH;

/// A letterbox that holds. All of it is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterbox {
    /// Ed25519 key of the person, 32 bytes: whose letterbox it is.
    pub counsellor_key: [u8; 32],
    /// The name a visitor reads, 1 to 32 bytes of UTF-8.
    pub counsellor_name: String,
    /// What she is there for: one of those who take visitors.
    pub role: ShiftRole,
    /// X25519 key of the letterbox, 32 bytes.
    pub agreement_key: [u8; 32],
    /// ML-KEM-768 encapsulation key of the letterbox, 1,184 bytes.
    pub encapsulation_key: Box<[u8; KEM_KEY_LENGTH]>,
    /// When she is there again, as she says it: at most 120 bytes of UTF-8, perhaps none.
    pub when: String,
    /// Last second in which the two certificates and the letterbox hold, without tolerance.
    pub not_after: u64,
}

/// Why a letterbox does not hold.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum LetterboxError {
    /// Not 1,726 bytes.
    #[error("A letterbox has 1726 bytes.")]
    WrongLength,
    /// One of the two certificates does not hold, or they are of somebody who takes no visitors.
    #[error(transparent)]
    Identity(#[from] ChainError),
    /// A field of the letterbox is not as in protocol 13.4.
    #[error("The letterbox is malformed: {0}")]
    Malformed(#[from] LetterboxFault),
    /// The signature does not verify under the key of the second certificate.
    #[error("The letterbox is not signed by the person whose certificate it has.")]
    WrongSignature,
    /// It begins later than now plus the tolerance.
    #[error("The letterbox is not valid yet.")]
    NotYetValid,
    /// It ended earlier than now minus the tolerance.
    #[error("The letterbox has expired.")]
    Expired,
}

impl Letterbox {
    /// Does this letterbox lead from `root` to somebody who takes visitors, and does it hold now? Checks in the order of
    /// protocol 4.4: all fields, the roles, the signatures from the root down, the validities, the revocations. `now` and
    /// `tolerance` in seconds.
    ///
    /// Whether its two keys can be sealed to is not looked at here.
    ///
    /// # Errors
    /// [`LetterboxError`]: the first rule that is broken.
    pub fn verify(
        bytes: &[u8],
        root: &OrganisationRoot,
        now: u64,
        tolerance: u64,
        revocations: &Revocations,
    ) -> Result<Self, LetterboxError> {
        let short = LetterboxError::WrongLength;
        let (identities, rest) = bytes.split_first_chunk().ok_or(short)?;
        let (terms, rest) = rest.split_first_chunk::<TERMS_LENGTH>().ok_or(short)?;
        let (signature, rest) = rest.split_first_chunk().ok_or(short)?;
        let key: &[u8; KEM_KEY_LENGTH] = rest.try_into().map_err(|_| short)?;

        let identities = Identities::decode(identities)?;
        let Decoded {
            agreement_key,
            validity,
            when,
        } = decode(terms)?;
        let role = identities.role()?;
        if !role.takes_visitors() {
            return Err(ChainError::NotForVisitors.into());
        }
        identities.verify(root)?;
        let counsellor = &identities.counsellor;
        Signature::<LetterboxDomain>::from_bytes(*signature)
            .verify(&counsellor.subject(), &signed(terms, key))
            .map_err(|_| LetterboxError::WrongSignature)?;
        identities.hold_at(now, tolerance)?;
        validity
            .holds_at(now, tolerance)
            .map_err(|outside| match outside {
                OutsideValidity::NotYetValid => LetterboxError::NotYetValid,
                OutsideValidity::Expired => LetterboxError::Expired,
            })?;
        if let Some(link) = identities.revoked(root, revocations) {
            return Err(ChainError::Revoked(link).into());
        }
        Ok(Self {
            counsellor_key: counsellor.subject(),
            counsellor_name: counsellor.name().as_str().to_owned(),
            role,
            agreement_key,
            encapsulation_key: Box::new(*key),
            when: when.to_owned(),
            not_after: identities.not_after().min(validity.not_after()),
        })
    }
}

impl IdentitySecret {
    /// Writes a letterbox of this person and signs it. `coordinator` and `counsellor` are her two certificates, 154 bytes
    /// each, as they stand in her chain; they are not looked at.
    ///
    /// # Errors
    /// [`LetterboxFault`] when the terms break a rule of protocol 13.4.
    pub fn sign_letterbox(
        &self,
        coordinator: &[u8; IDENTITY_CERTIFICATE_LENGTH],
        counsellor: &[u8; IDENTITY_CERTIFICATE_LENGTH],
        terms: &LetterboxTerms<'_>,
    ) -> Result<[u8; LETTERBOX_LENGTH], LetterboxFault> {
        let encoded = terms.encode()?;
        let key = terms.encapsulation_key;
        let signature = self
            .signer()
            .sign::<LetterboxDomain>(&signed(&encoded, key))
            .to_bytes();
        let parts = [&coordinator[..], counsellor, &encoded, &signature, key];
        let mut letterbox = [0; LETTERBOX_LENGTH];
        letterbox
            .iter_mut()
            .zip(parts.into_iter().flatten())
            .for_each(|(to, from)| *to = *from);
        Ok(letterbox)
    }
}

/// What is signed: the terms 170 | the ML-KEM key 1,184.
fn signed(terms: &[u8; TERMS_LENGTH], key: &[u8; KEM_KEY_LENGTH]) -> Vec<u8> {
    [&terms[..], key].concat()
}
