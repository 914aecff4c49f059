//! What somebody signs of her letterbox, but for its ML-KEM key (protocol 13.4).

use thiserror::Error;

use crate::VERSION;
use crate::fields::Fields;
use crate::validity::{Validity, ValidityError};

/// The longest a letterbox holds, in seconds: 31 days.
pub const LETTERBOX_LIMIT_SECONDS: u64 = 2_678_400;
/// Most bytes of what she says about when she is there again.
pub const LONGEST_WHEN: usize = 120;
/// Length of the terms in bytes: version 1 | agreement key 32 | not before 8 | not after 8 | length of *when* 1 | *when* 120.
pub(crate) const TERMS_LENGTH: usize = 50 + LONGEST_WHEN;
/// Length of an ML-KEM-768 encapsulation key in bytes (FIPS 203).
pub(crate) const KEM_KEY_LENGTH: usize = 1_184;

/// What she signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterboxTerms<'a> {
    /// X25519 key, 32 bytes.
    pub agreement_key: [u8; 32],
    /// ML-KEM-768 encapsulation key, 1,184 bytes.
    pub encapsulation_key: &'a [u8; KEM_KEY_LENGTH],
    /// When she is there again: at most 120 bytes of UTF-8, perhaps none.
    pub when: &'a str,
    /// From when until when it holds, at most 2,678,400 s.
    pub validity: Validity,
}

/// Which rule of protocol 13.4 the terms of a letterbox break.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum LetterboxFault {
    /// The version is not 1.
    #[error("This version of letterboxes is unknown.")]
    UnknownVersion,
    /// It does not end later than it begins.
    #[error("The validity of the letterbox is not sound: {0}")]
    Validity(#[from] ValidityError),
    /// More than 2,678,400 s.
    #[error("A letterbox holds for at most 31 days.")]
    TooLong,
    /// More than 120 bytes about when she is there again.
    #[error("When she is there again is said in at most 120 bytes.")]
    WhenTooLong,
    /// Bytes behind *when* that are not zero.
    #[error("The padding of the letterbox is not zero.")]
    Padding,
    /// Bytes that are not UTF-8.
    #[error("When she is there again is said in UTF-8.")]
    NotUtf8,
    /// A character of the Unicode category Cc.
    #[error("When she is there again is said without control characters.")]
    ControlCharacter,
}

/// What the 170 bytes say.
pub(crate) struct Decoded<'a> {
    pub(crate) agreement_key: [u8; 32],
    pub(crate) validity: Validity,
    pub(crate) when: &'a str,
}

impl LetterboxTerms<'_> {
    /// The 170 bytes.
    pub(crate) fn encode(&self) -> Result<[u8; TERMS_LENGTH], LetterboxFault> {
        check(self.validity, self.when)?;
        let mut encoded = [0; TERMS_LENGTH];
        encoded[0] = VERSION;
        encoded[1..33].copy_from_slice(&self.agreement_key);
        encoded[33..41].copy_from_slice(&self.validity.not_before().to_be_bytes());
        encoded[41..49].copy_from_slice(&self.validity.not_after().to_be_bytes());
        // At most 120, as was checked.
        encoded[49] = self.when.len() as u8;
        for (place, byte) in encoded[50..].iter_mut().zip(self.when.bytes()) {
            *place = byte;
        }
        Ok(encoded)
    }
}

/// Reads the 170 bytes and checks every field.
pub(crate) fn decode(terms: &[u8; TERMS_LENGTH]) -> Result<Decoded<'_>, LetterboxFault> {
    let (head, field) = terms.split_at(TERMS_LENGTH - LONGEST_WHEN);
    let mut fields = Fields::of(head);
    let short = LetterboxFault::WhenTooLong;
    if fields.byte().ok_or(short)? != VERSION {
        return Err(LetterboxFault::UnknownVersion);
    }
    let agreement_key = fields.take().ok_or(short)?;
    let not_before = fields.number().ok_or(short)?;
    let validity = Validity::new(not_before, fields.number().ok_or(short)?)?;
    let length = usize::from(fields.byte().ok_or(short)?);
    let (when, padding) = field.split_at_checked(length).ok_or(short)?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(LetterboxFault::Padding);
    }
    let when = str::from_utf8(when).map_err(|_| LetterboxFault::NotUtf8)?;
    check(validity, when)?;
    Ok(Decoded {
        agreement_key,
        validity,
        when,
    })
}

/// One rule for both directions: nothing is signed that would be refused.
fn check(validity: Validity, when: &str) -> Result<(), LetterboxFault> {
    if validity.seconds() > LETTERBOX_LIMIT_SECONDS {
        return Err(LetterboxFault::TooLong);
    }
    if when.len() > LONGEST_WHEN {
        return Err(LetterboxFault::WhenTooLong);
    }
    if when.chars().any(char::is_control) {
        return Err(LetterboxFault::ControlCharacter);
    }
    Ok(())
}
