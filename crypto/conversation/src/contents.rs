use std::fmt;

use zeroize::Zeroizing;

use crate::{CONTENTS_LENGTH, MOST_PARTS, PART_LENGTH};

const TYPING: u8 = 1;
const MORE: u8 = 2;

/// What an envelope carries: docs/protocol.md, section 7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The sender is writing.
    pub typing: bool,
    /// How many envelopes the sender of this one has opened so far.
    pub acknowledged: u64,
    /// Words, or none.
    pub body: Body,
}

/// Words, or none. `Debug` shows no words; they are zeroized when dropped.
#[derive(Clone, PartialEq, Eq)]
pub enum Body {
    /// Kind 0.
    Nothing,
    /// Kind 1: a part of a text.
    Text {
        /// Its index, from 0 to 15.
        part: u16,
        /// Whether further parts follow; then it is full.
        more: bool,
        /// 1 to [`PART_LENGTH`] bytes of UTF-8, cut anywhere.
        bytes: Zeroizing<Vec<u8>>,
    },
}

/// Which rule of section 7 contents break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContentsError {
    /// A kind that is not in the protocol.
    #[error("The contents are of an unknown kind.")]
    Kind,
    /// A flag that is not in the protocol, or *more* without a text.
    #[error("The contents carry a flag that has no meaning there.")]
    Flags,
    /// An index above 15, a further part after the sixteenth, or an index without a text.
    #[error("The index of the part is outside its range.")]
    Part,
    /// An empty or too long part, a part that is not full but not the last, or a length without a text.
    #[error("The length of the body is outside its range.")]
    Length,
    /// Bytes behind the body that are not zero.
    #[error("The padding of the contents is not zero.")]
    Padding,
}

impl Contents {
    /// Writes the contents, zeroized when dropped.
    ///
    /// # Errors
    /// [`ContentsError::Part`] or [`ContentsError::Length`].
    pub fn encode(&self) -> Result<Zeroizing<[u8; CONTENTS_LENGTH]>, ContentsError> {
        self.body.check()?;
        let typing = if self.typing { TYPING } else { 0 };
        let (kind, flags, part, bytes): (u8, u8, u16, &[u8]) = match &self.body {
            Body::Nothing => (0, typing, 0, &[]),
            Body::Text { part, more, bytes } => (1, if *more { typing | MORE } else { typing }, *part, bytes),
        };
        let length = u16::try_from(bytes.len()).map_err(|_| ContentsError::Length)?;
        let mut plain = Zeroizing::new([0; CONTENTS_LENGTH]);
        let fields = [kind, flags]
            .into_iter()
            .chain(self.acknowledged.to_be_bytes())
            .chain(part.to_be_bytes())
            .chain(length.to_be_bytes())
            .chain(bytes.iter().copied());
        plain.iter_mut().zip(fields).for_each(|(slot, byte)| *slot = byte);
        Ok(plain)
    }

    /// Reads contents.
    ///
    /// # Errors
    /// See [`ContentsError`].
    pub fn decode(plain: &[u8; CONTENTS_LENGTH]) -> Result<Self, ContentsError> {
        let (head, body) = plain.split_at(CONTENTS_LENGTH - PART_LENGTH);
        let &[
            kind,
            flags,
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            part_high,
            part_low,
            high,
            low,
        ] = head
        else {
            return Err(ContentsError::Length);
        };
        let part = u16::from_be_bytes([part_high, part_low]);
        let length = usize::from(u16::from_be_bytes([high, low]));
        if kind > 1 {
            return Err(ContentsError::Kind);
        }
        if flags & !(TYPING | MORE) != 0 {
            return Err(ContentsError::Flags);
        }
        let (bytes, padding) = body.split_at_checked(length).ok_or(ContentsError::Length)?;
        let more = flags & MORE != 0;
        let body = if kind == 0 {
            match (more, part, length) {
                (false, 0, 0) => Body::Nothing,
                (true, ..) => return Err(ContentsError::Flags),
                (false, 0, _) => return Err(ContentsError::Length),
                _ => return Err(ContentsError::Part),
            }
        } else {
            Body::Text {
                part,
                more,
                bytes: Zeroizing::new(bytes.to_vec()),
            }
        };
        body.check()?;
        if padding.iter().any(|byte| *byte != 0) {
            return Err(ContentsError::Padding);
        }
        let acknowledged = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
        Ok(Self {
            typing: flags & TYPING != 0,
            acknowledged,
            body,
        })
    }
}

impl Body {
    fn check(&self) -> Result<(), ContentsError> {
        let Self::Text { part, more, bytes } = self else {
            return Ok(());
        };
        if *part >= MOST_PARTS || (*more && *part == MOST_PARTS - 1) {
            return Err(ContentsError::Part);
        }
        let full = bytes.len() == PART_LENGTH;
        if bytes.is_empty() || bytes.len() > PART_LENGTH || (*more && !full) {
            return Err(ContentsError::Length);
        }
        Ok(())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => formatter.write_str("Nothing"),
            Self::Text { part, more, .. } => write!(formatter, "Text(part {part}, more {more}, redacted)"),
        }
    }
}
