//! What a visitor leaves for a counsellor who is not on duty: docs/protocol.md, 13.5.

use std::fmt;

use luwte_certificates::OrganisationRoot;
use zeroize::Zeroizing;

use crate::{FolderWords, MAIL_LENGTH};

const VERSION: u8 = 1;
/// Bytes before the text: version, reply 16, reply key 32 and the length of the text 2.
const HEAD: usize = 51;

/// Mail. `Debug` shows nothing of it; all of it is zeroized when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// What the place of the answer is made from, 16 bytes at random.
    pub reply: Zeroizing<[u8; 16]>,
    /// Half of what opens the answer, 32 bytes at random.
    pub reply_key: Zeroizing<[u8; 32]>,
    /// What she says, 1 to 717 bytes of UTF-8.
    pub text: Zeroizing<String>,
}

/// Which rule of 13.5 mail breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailFault {
    /// Another version.
    #[error("The mail is of another version.")]
    Version,
    /// No text, or one that is longer than its field.
    #[error("The length of the text is outside its range.")]
    Length,
    /// Bytes behind the text that are not zero.
    #[error("The padding of the mail is not zero.")]
    Padding,
    /// A text that is not UTF-8.
    #[error("The text of the mail is not UTF-8.")]
    NotUtf8,
}

impl Mail {
    /// Longest text, in bytes of UTF-8.
    pub const LONGEST_TEXT: usize = MAIL_LENGTH - HEAD;

    /// Where the answer is looked for, and what it is sealed under.
    #[must_use]
    pub fn answer_folder(&self, root: OrganisationRoot) -> FolderWords {
        FolderWords::of_reply(root, &self.reply, &self.reply_key)
    }

    /// Writes it, zeroized when dropped.
    ///
    /// # Errors
    /// [`MailFault::Length`].
    pub fn encode(&self) -> Result<Zeroizing<[u8; MAIL_LENGTH]>, MailFault> {
        let length = checked(self.text.len())?;
        let head = [VERSION].into_iter().chain(*self.reply).chain(*self.reply_key);
        let fields = head.chain(length.to_be_bytes()).chain(self.text.bytes());
        let mut plain = Zeroizing::new([0; MAIL_LENGTH]);
        plain.iter_mut().zip(fields).for_each(|(slot, byte)| *slot = byte);
        Ok(plain)
    }

    /// Reads it.
    ///
    /// # Errors
    /// See [`MailFault`].
    pub fn decode(plain: &[u8; MAIL_LENGTH]) -> Result<Self, MailFault> {
        let (&[version], rest) = plain.split_first_chunk().ok_or(MailFault::Length)?;
        let (reply, rest) = rest.split_first_chunk().ok_or(MailFault::Length)?;
        let (reply_key, rest) = rest.split_first_chunk().ok_or(MailFault::Length)?;
        let (length, rest) = rest.split_first_chunk().ok_or(MailFault::Length)?;
        if version != VERSION {
            return Err(MailFault::Version);
        }
        let length = checked(u16::from_be_bytes(*length).into())?;
        let (text, padding) = rest.split_at_checked(length.into()).ok_or(MailFault::Length)?;
        if padding.iter().any(|byte| *byte != 0) {
            return Err(MailFault::Padding);
        }
        let text = str::from_utf8(text).map_err(|_| MailFault::NotUtf8)?;
        Ok(Self {
            reply: Zeroizing::new(*reply),
            reply_key: Zeroizing::new(*reply_key),
            text: Zeroizing::new(text.to_owned()),
        })
    }
}

/// One rule for both directions: nothing is written that would be refused.
fn checked(length: usize) -> Result<u16, MailFault> {
    match u16::try_from(length) {
        Ok(short) if (1..=Mail::LONGEST_TEXT).contains(&length) => Ok(short),
        _ => Err(MailFault::Length),
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Mail(redacted)")
    }
}
