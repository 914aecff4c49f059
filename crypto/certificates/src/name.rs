//! The name a visitor reads: the only text inside a certificate.

use core::fmt;

use thiserror::Error;

/// Length of the name field in bytes.
pub const NAME_LENGTH: usize = 32;

/// UTF-8, 1 to 32 bytes, without control characters (protocol 4.2).
#[derive(Clone, PartialEq, Eq)]
pub struct CounsellorName(String);

/// Why a text can't be a name.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum NameError {
    /// Nothing but padding.
    #[error("A name has at least one byte.")]
    Empty,
    /// More than 32 bytes of UTF-8.
    #[error("A name has at most 32 bytes.")]
    TooLong,
    /// Bytes that are not UTF-8.
    #[error("A name is UTF-8.")]
    NotUtf8,
    /// A character of the Unicode category Cc; zero is one of them, so bytes after the padding fall here too.
    #[error("A name has no control characters.")]
    ControlCharacter,
}

impl CounsellorName {
    /// Checks a text somebody typed.
    ///
    /// # Errors
    /// [`NameError`], one variant per rule.
    pub fn new(text: &str) -> Result<Self, NameError> {
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        if text.len() > NAME_LENGTH {
            return Err(NameError::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(NameError::ControlCharacter);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Zero-padded to 32 bytes.
    pub(crate) fn encode(&self) -> [u8; NAME_LENGTH] {
        let mut field = [0; NAME_LENGTH];
        for (place, byte) in field.iter_mut().zip(self.0.bytes()) {
            *place = byte;
        }
        field
    }

    pub(crate) fn decode(field: &[u8; NAME_LENGTH]) -> Result<Self, NameError> {
        let mut unpadded: &[u8] = field;
        while let [rest @ .., 0] = unpadded {
            unpadded = rest;
        }
        Self::new(str::from_utf8(unpadded).map_err(|_| NameError::NotUtf8)?)
    }
}

impl fmt::Debug for CounsellorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_back_as_it_was_written() {
        for text in ["Noor", "Élodie", "名前", "abcdefghijklmnopqrstuvwxyz012345"] {
            let name = CounsellorName::new(text).unwrap();
            assert_eq!(CounsellorName::decode(&name.encode()).unwrap().as_str(), text);
        }
    }

    #[test]
    fn a_name_breaks_no_rule() {
        assert_eq!(CounsellorName::new(""), Err(NameError::Empty));
        assert_eq!(CounsellorName::new(&"a".repeat(33)), Err(NameError::TooLong));
        assert_eq!(CounsellorName::new("a\nb"), Err(NameError::ControlCharacter));
        assert_eq!(CounsellorName::new("a\u{85}b"), Err(NameError::ControlCharacter));
        assert_eq!(CounsellorName::decode(&[0; 32]), Err(NameError::Empty));
        assert_eq!(CounsellorName::decode(&[0xff; 32]), Err(NameError::NotUtf8));
        let mut inside = [0; 32];
        inside[0] = b'a';
        inside[2] = b'b';
        assert_eq!(CounsellorName::decode(&inside), Err(NameError::ControlCharacter));
    }
}
