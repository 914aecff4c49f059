//! What a console says to another: docs/protocol.md, 12.1.

use std::fmt;

use luwte_certificates::{IDENTITY_CERTIFICATE_LENGTH, SIGNED_LETTER_LENGTH};
use zeroize::Zeroizing;

use crate::HandOverSecret;

const VERSION: u8 = 1;
/// Bytes before the body: version, kind, sender 32, sent at 8, conversation 16 and the length of the body.
const HEAD: usize = 60;
/// The last second of the year 9999.
const LATEST: u64 = 253_402_300_799;

/// A letter. `Debug` shows nothing of it; its texts are zeroized when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// When it was written, by the clock of whoever wrote it: seconds since 1970, within the year 9999.
    pub sent_at: u64,
    /// The conversation it is about. Only [`Says::Aside`] and [`Says::Heavy`] leave the choice.
    pub conversation: Option<[u8; 16]>,
    /// What it says.
    pub says: Says,
}

/// What a letter says. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub enum Says {
    /// Kind 1: a text to the staff room, 1 to 644 bytes of UTF-8. Each of the others gets a letter of her own.
    Room(Zeroizing<String>),
    /// Kind 2: a text to the recipient alone, 1 to 644 bytes of UTF-8.
    Aside(Zeroizing<String>),
    /// Kind 3: that was heavy. Calls the coordinator; at most 644 bytes of UTF-8.
    Heavy(Zeroizing<String>),
    /// Kind 4: will you take over?
    Offer {
        /// What the visitor gets from the sender too.
        secret: HandOverSecret,
        /// What is good to know, at most 612 bytes of UTF-8.
        note: Zeroizing<String>,
    },
    /// Kind 5: yes.
    Accept,
    /// Kind 6: no, and perhaps why; at most 644 bytes of UTF-8.
    Decline(Zeroizing<String>),
    /// Kind 7: the offer is taken back.
    Withdraw,
    /// Kind 12: the recipient's certificate, renewed: the coordinator's 154 | the recipient's 154. Whether they hold is
    /// for the recipient to find.
    Renewed(Box<[u8; Letter::RENEWED_LENGTH]>),
}

/// Which rule of 12.1 a letter breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LetterFault {
    /// Another version.
    #[error("The letter is of another version.")]
    Version,
    /// A kind that is not in the protocol.
    #[error("The letter is of an unknown kind.")]
    Kind,
    /// Later than the year 9999.
    #[error("The letter was sent after the year 9999.")]
    SentAt,
    /// A conversation where there must be none, or none where there must be one.
    #[error("The letter names a conversation that its kind has not, or none where its kind has one.")]
    Conversation,
    /// A body that is not as long as its kind has it.
    #[error("The length of the body is outside its range.")]
    Length,
    /// Bytes behind the body that are not zero.
    #[error("The padding of the letter is not zero.")]
    Padding,
    /// A text that is not UTF-8.
    #[error("The text of the letter is not UTF-8.")]
    NotUtf8,
}

impl Letter {
    /// Longest text, in bytes of UTF-8.
    pub const LONGEST_TEXT: usize = SIGNED_LETTER_LENGTH - HEAD;
    /// Longest note of an offer, in bytes of UTF-8.
    pub const LONGEST_NOTE: usize = Self::LONGEST_TEXT - 32;
    /// Bytes of a renewed certificate and the coordinator's before it.
    pub const RENEWED_LENGTH: usize = 2 * IDENTITY_CERTIFICATE_LENGTH;

    /// Writes all but the signature, as the shift with this signing key. Zeroized when dropped.
    ///
    /// # Errors
    /// [`LetterFault::SentAt`], [`LetterFault::Conversation`] or [`LetterFault::Length`].
    pub fn encode(&self, sender: &[u8; 32]) -> Result<Zeroizing<[u8; SIGNED_LETTER_LENGTH]>, LetterFault> {
        self.check()?;
        let (kind, [body, behind]) = self.says.parts();
        let length = u16::try_from(body.len() + behind.len()).map_err(|_| LetterFault::Length)?;
        let fields = [VERSION, kind]
            .into_iter()
            .chain(*sender)
            .chain(self.sent_at.to_be_bytes())
            .chain(self.conversation.unwrap_or_default())
            .chain(length.to_be_bytes())
            .chain(body.iter().chain(behind).copied());
        let mut signed = Zeroizing::new([0; SIGNED_LETTER_LENGTH]);
        signed
            .iter_mut()
            .zip(fields)
            .for_each(|(slot, byte)| *slot = byte);
        Ok(signed)
    }

    /// Reads it, and whose signing key is in it. Whether she signed it is for the caller to find.
    ///
    /// # Errors
    /// See [`LetterFault`].
    pub fn decode(signed: &[u8; SIGNED_LETTER_LENGTH]) -> Result<([u8; 32], Self), LetterFault> {
        let (&[version, kind], rest) = signed.split_first_chunk().ok_or(LetterFault::Length)?;
        let (sender, rest) = rest.split_first_chunk().ok_or(LetterFault::Length)?;
        let (sent_at, rest) = rest.split_first_chunk().ok_or(LetterFault::Length)?;
        let (conversation, rest) = rest.split_first_chunk().ok_or(LetterFault::Length)?;
        let (length, rest) = rest.split_first_chunk().ok_or(LetterFault::Length)?;
        if version != VERSION {
            return Err(LetterFault::Version);
        }
        let length = usize::from(u16::from_be_bytes(*length));
        let (body, padding) = rest.split_at_checked(length).ok_or(LetterFault::Length)?;
        if padding.iter().any(|byte| *byte != 0) {
            return Err(LetterFault::Padding);
        }
        let letter = Self {
            sent_at: u64::from_be_bytes(*sent_at),
            conversation: (*conversation != [0; 16]).then_some(*conversation),
            says: Says::read(kind, body)?,
        };
        letter.check()?;
        Ok((*sender, letter))
    }

    /// One rule for both directions: nothing is written that would be refused.
    fn check(&self) -> Result<(), LetterFault> {
        if self.sent_at > LATEST {
            return Err(LetterFault::SentAt);
        }
        let about = self.conversation.map(|conversation| conversation != [0; 16]);
        let (may_be_empty, fits) = match &self.says {
            Says::Room(_) | Says::Renewed(_) => (false, about.is_none()),
            Says::Aside(_) => (false, about != Some(false)),
            Says::Heavy(_) => (true, about != Some(false)),
            Says::Offer { .. } | Says::Accept | Says::Decline(_) | Says::Withdraw => {
                (true, about == Some(true))
            }
        };
        if !fits {
            return Err(LetterFault::Conversation);
        }
        let (_, [body, behind]) = self.says.parts();
        let length = body.len() + behind.len();
        if length > Self::LONGEST_TEXT || (length == 0 && !may_be_empty) {
            return Err(LetterFault::Length);
        }
        Ok(())
    }
}

impl Says {
    /// The kind, and the body in two pieces.
    fn parts(&self) -> (u8, [&[u8]; 2]) {
        match self {
            Self::Room(text) => (1, [text.as_bytes(), &[]]),
            Self::Aside(text) => (2, [text.as_bytes(), &[]]),
            Self::Heavy(text) => (3, [text.as_bytes(), &[]]),
            Self::Offer { secret, note } => (4, [secret.as_bytes(), note.as_bytes()]),
            Self::Accept => (5, [&[], &[]]),
            Self::Decline(text) => (6, [text.as_bytes(), &[]]),
            Self::Withdraw => (7, [&[], &[]]),
            Self::Renewed(certificates) => (12, [certificates.as_slice(), &[]]),
        }
    }

    fn read(kind: u8, body: &[u8]) -> Result<Self, LetterFault> {
        match kind {
            1 => Ok(Self::Room(text(body)?)),
            2 => Ok(Self::Aside(text(body)?)),
            3 => Ok(Self::Heavy(text(body)?)),
            4 => {
                let (secret, note) = body.split_first_chunk().ok_or(LetterFault::Length)?;
                Ok(Self::Offer {
                    secret: HandOverSecret::from_bytes(secret),
                    note: text(note)?,
                })
            }
            6 => Ok(Self::Decline(text(body)?)),
            12 => {
                let certificates = body.try_into().map_err(|_| LetterFault::Length)?;
                Ok(Self::Renewed(Box::new(certificates)))
            }
            5 | 7 if !body.is_empty() => Err(LetterFault::Length),
            5 => Ok(Self::Accept),
            7 => Ok(Self::Withdraw),
            _ => Err(LetterFault::Kind),
        }
    }
}

fn text(bytes: &[u8]) -> Result<Zeroizing<String>, LetterFault> {
    let text = str::from_utf8(bytes).map_err(|_| LetterFault::NotUtf8)?;
    Ok(Zeroizing::new(text.to_owned()))
}

impl fmt::Debug for Letter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Letter(redacted)")
    }
}

impl fmt::Debug for Says {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Says(redacted)")
    }
}
