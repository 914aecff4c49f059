use zeroize::Zeroizing;

use crate::{Body, LONGEST_TEXT, PART_LENGTH};

/// Why a text cannot be sent (7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// It has no characters.
    #[error("The text is empty.")]
    Empty,
    /// More than [`LONGEST_TEXT`] bytes of UTF-8.
    #[error("The text is longer than 31,872 bytes.")]
    TooLong,
}

/// Cuts a text into parts, each for an envelope of its own, in order. Every part but the last is full.
///
/// # Errors
/// See [`SplitError`].
pub fn split_text(text: &str) -> Result<Vec<Body>, SplitError> {
    if text.is_empty() {
        return Err(SplitError::Empty);
    }
    if text.len() > LONGEST_TEXT {
        return Err(SplitError::TooLong);
    }
    let last = text.len().div_ceil(PART_LENGTH) - 1;
    Ok(text
        .as_bytes()
        .chunks(PART_LENGTH)
        .zip(0_u16..)
        .map(|(bytes, part)| Body::Text {
            part,
            more: usize::from(part) != last,
            bytes: Zeroizing::new(bytes.to_vec()),
        })
        .collect())
}
