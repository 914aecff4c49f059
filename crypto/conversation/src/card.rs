use std::fmt;

use zeroize::Zeroizing;

use crate::PART_LENGTH;

/// The most cards in one session: docs/protocol.md, 6.9.
pub const MOST_CARDS: u8 = 16;
/// The most fields of one card.
pub const MOST_FIELDS: u8 = 200;
/// The longest value of a field, in bytes of UTF-8.
pub const LONGEST_VALUE: usize = 1_900;

const LONGEST_NAME: usize = 40;
const NOWHERE: u8 = 255;

/// Which template a card is: docs/protocol.md, 6.9.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardName {
    /// What its file is called: 1 to 40 of a to z, 0 to 9 and -.
    pub name: String,
    /// What the file calls itself.
    pub version: u16,
    /// The first 16 bytes of the SHA-256 of the file.
    pub fingerprint: [u8; 16],
}

/// Why the visitor's end does not open a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOpened {
    /// Her page has no such card, or another version of it.
    NotHere,
    /// She has as many as she can.
    TooMany,
    /// She would rather not.
    RatherNot,
}

/// One step with a card: docs/protocol.md, 6.9. `Debug` shows no words; a value is zeroized when dropped.
#[derive(Clone, PartialEq, Eq)]
pub enum CardStep {
    /// The counsellor asks the visitor to open it.
    Ask(CardName),
    /// The visitor's end has opened it, under this number.
    Open {
        /// 0 to 15.
        number: u8,
        /// Which template it is.
        card: CardName,
    },
    /// What stands in a field now.
    Set {
        /// 0 to 15.
        number: u8,
        /// 0 to 199.
        field: u8,
        /// How many sets of the other end the sender had opened when it began to write this.
        seen: u32,
        /// At most [`LONGEST_VALUE`] bytes.
        value: Zeroizing<String>,
    },
    /// Where the sender writes, if anywhere.
    Pen {
        /// 0 to 15.
        number: u8,
        /// 0 to 199.
        field: Option<u8>,
    },
    /// Nothing more is written in it.
    Close {
        /// 0 to 15.
        number: u8,
    },
    /// The visitor's end does not open what the counsellor has asked for.
    NotOpened {
        /// Why.
        reason: NotOpened,
        /// What the card's file is called.
        name: String,
    },
    /// The console cannot show it.
    NotShown {
        /// 0 to 15.
        number: u8,
    },
}

/// A number, a name or a value that section 6.9 does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The step names a card, a field or a value outside its range.")]
pub struct CardStepError;

fn is_name(name: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(known)
}

impl CardName {
    fn encode(&self) -> Vec<u8> {
        [
            self.version.to_be_bytes().as_slice(),
            self.fingerprint.as_slice(),
            self.name.as_bytes(),
        ]
        .concat()
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (version, rest) = bytes.split_first_chunk()?;
        let (fingerprint, name) = rest.split_first_chunk()?;
        let name = str::from_utf8(name).ok().filter(|name| is_name(name))?;
        Some(Self {
            name: name.to_owned(),
            version: u16::from_be_bytes(*version),
            fingerprint: *fingerprint,
        })
    }
}

impl NotOpened {
    fn code(self) -> u8 {
        match self {
            Self::NotHere => 1,
            Self::TooMany => 2,
            Self::RatherNot => 3,
        }
    }

    fn from_code(code: u8) -> Option<Self> {
        [Self::NotHere, Self::TooMany, Self::RatherNot]
            .into_iter()
            .find(|reason| reason.code() == code)
    }
}

impl CardStep {
    /// Writes the body of kind 13, 2 to 1,907 bytes, zeroized when dropped.
    ///
    /// # Errors
    /// [`CardStepError`]: something outside its range.
    pub fn encode(&self) -> Result<Zeroizing<Vec<u8>>, CardStepError> {
        let bytes = Zeroizing::new(match self {
            Self::Ask(card) => [&[0][..], &card.encode()].concat(),
            Self::Open { number, card } => [&[1, *number][..], &card.encode()].concat(),
            Self::Set {
                number,
                field,
                seen,
                value,
            } => [
                &[2, *number, *field][..],
                seen.to_be_bytes().as_slice(),
                value.as_bytes(),
            ]
            .concat(),
            // A field with the number of nowhere is none.
            Self::Pen {
                field: Some(NOWHERE), ..
            } => return Err(CardStepError),
            Self::Pen { number, field } => vec![3, *number, field.unwrap_or(NOWHERE)],
            Self::Close { number } => vec![4, *number],
            Self::NotOpened { reason, name } => [&[5, reason.code()][..], name.as_bytes()].concat(),
            Self::NotShown { number } => vec![6, *number],
        });
        // One rule for both directions: what would not be read is not written.
        if Self::decode(&bytes).as_ref() == Some(self) {
            Ok(bytes)
        } else {
            Err(CardStepError)
        }
    }

    /// Reads the body of kind 13. Nothing, when it is no step: then it is passed over.
    #[must_use]
    pub fn decode(body: &[u8]) -> Option<Self> {
        if body.len() > PART_LENGTH {
            return None;
        }
        let numbered = |number: &u8| Some(*number).filter(|number| *number < MOST_CARDS);
        match body {
            [0, card @ ..] => CardName::decode(card).map(Self::Ask),
            [1, number, card @ ..] => Some(Self::Open {
                number: numbered(number)?,
                card: CardName::decode(card)?,
            }),
            [2, number, field, rest @ ..] => {
                let (seen, value) = rest.split_first_chunk()?;
                let value = str::from_utf8(value).ok()?;
                let fits = *field < MOST_FIELDS && value.len() <= LONGEST_VALUE;
                Some(Self::Set {
                    number: numbered(number)?,
                    field: Some(*field).filter(|_| fits)?,
                    seen: u32::from_be_bytes(*seen),
                    value: Zeroizing::new(value.to_owned()),
                })
            }
            [3, number, field] => Some(Self::Pen {
                number: numbered(number)?,
                field: match *field {
                    NOWHERE => None,
                    field => Some(Some(field).filter(|field| *field < MOST_FIELDS)?),
                },
            }),
            [4, number] => Some(Self::Close {
                number: numbered(number)?,
            }),
            [5, reason, name @ ..] => {
                let name = str::from_utf8(name).ok().filter(|name| is_name(name))?;
                Some(Self::NotOpened {
                    reason: NotOpened::from_code(*reason)?,
                    name: name.to_owned(),
                })
            }
            [6, number] => Some(Self::NotShown {
                number: numbered(number)?,
            }),
            _ => None,
        }
    }
}

impl fmt::Debug for CardStep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Ask(_) => "Ask(redacted)",
            Self::Open { .. } => "Open(redacted)",
            Self::Set { .. } => "Set(redacted)",
            Self::Pen { .. } => "Pen(redacted)",
            Self::Close { .. } => "Close(redacted)",
            Self::NotOpened { .. } => "NotOpened(redacted)",
            Self::NotShown { .. } => "NotShown(redacted)",
        })
    }
}
