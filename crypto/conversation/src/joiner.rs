use std::fmt;

use zeroize::Zeroizing;

use crate::Body;

/// Joins the parts of texts as they are opened, in order (7.1). One for each direction of a conversation.
///
/// Zeroizes what it holds when dropped; never shows it by `Debug`.
#[derive(Default)]
pub struct Joiner {
    next: u16,
    joined: Zeroizing<Vec<u8>>,
}

/// Why parts make no text. It is damage: the conversation stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// A part is missing, or comes twice, or belongs to another text.
    #[error("The parts of the text are out of order.")]
    OutOfOrder,
    /// Together they are no UTF-8.
    #[error("The text is not UTF-8.")]
    NotUtf8,
}

impl Joiner {
    /// Takes what the next envelope carried. Returns a text when its last part has come, zeroized when dropped.
    ///
    /// # Errors
    /// See [`JoinError`].
    pub fn push(&mut self, body: &Body) -> Result<Option<Zeroizing<String>>, JoinError> {
        let Body::Text { part, more, bytes } = body else {
            return Ok(None);
        };
        if *part != self.next {
            return Err(JoinError::OutOfOrder);
        }
        // A vector that grows leaves copies behind: the whole text is made room for at once.
        if self.next == 0 && *more {
            self.joined.reserve_exact(crate::LONGEST_TEXT);
        }
        self.joined.extend_from_slice(bytes);
        if *more {
            self.next += 1;
            return Ok(None);
        }
        let joined = std::mem::take(self).joined;
        let text = str::from_utf8(&joined).map_err(|_| JoinError::NotUtf8)?;
        Ok(Some(Zeroizing::new(text.to_owned())))
    }
}

impl fmt::Debug for Joiner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Joiner(redacted)")
    }
}
