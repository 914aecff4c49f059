use std::fmt;

use luwte_certificates::CHAIN_LENGTH;
use zeroize::Zeroizing;

use crate::{
    ANSWER_LENGTH, BRAKE_LENGTH, BackSecret, Brake, CONTENTS_LENGTH, GuestSecret, HandOverSecret,
    MESSAGE_ONE_LENGTH, MOST_PARTS, PART_LENGTH,
};

const TYPING: u8 = 1;
const MORE: u8 = 2;
const LAST_KIND: u8 = CAME_BACK;
const YES: u8 = 1;
const NO: u8 = 2;
const BRAKE: u8 = 12;
const CARD: u8 = 13;
const FOLDER_OFFERED: u8 = 14;
const FOLDER_KEPT: u8 = 15;
const CAME_BACK: u8 = 16;
/// Bytes of what a code word is checked against (6.10).
const CODE_WORD_CHECK_LENGTH: usize = 48;
/// The shortest step with a card (6.9), in bytes.
const SHORTEST_CARD: usize = 2;

/// What an envelope carries: docs/protocol.md, section 7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The sender is writing.
    pub typing: bool,
    /// How many envelopes the sender of this one has opened so far.
    pub acknowledged: u64,
    /// Words, a step of a rejoin or a hand-over, something about a guest or a folder, a brake, a step with a card, or
    /// nothing.
    pub body: Body,
}

/// Words, a step of a rejoin or a hand-over, something about a guest or a folder, a brake, a step with a card, or nothing. `Debug`
/// shows no words; they are zeroized when dropped.
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
    /// Kind 2: the visitor's message one.
    Rejoin(Box<[u8; MESSAGE_ONE_LENGTH]>),
    /// Kind 3: the counsellor's answer to it.
    RejoinAnswer(Box<[u8; ANSWER_LENGTH]>),
    /// Kind 4: the visitor accepts the answer.
    RejoinDone,
    /// Kind 5: the counsellor asks whether another may take her place.
    HandOverAsked {
        /// What the other has from a letter.
        secret: HandOverSecret,
        /// Who the other is: the chain of her shift.
        chain: Box<[u8; CHAIN_LENGTH]>,
    },
    /// Kind 6: the visitor agrees. Her message one, for the other.
    HandOverAgreed(Box<[u8; MESSAGE_ONE_LENGTH]>),
    /// Kind 7: the visitor would rather stay.
    HandOverRefused,
    /// Kind 8: the counsellor takes back what she asked.
    HandOverWithdrawn,
    /// Kind 9: the counsellor asks whether a guest may come in.
    GuestAsked {
        /// What the guest has from a letter.
        secret: GuestSecret,
        /// Who the guest is: the chain of her shift.
        chain: Box<[u8; CHAIN_LENGTH]>,
    },
    /// Kind 10: the visitor answers that.
    GuestAnswered {
        /// Which guest: [`GuestSecret::id`].
        id: [u8; 16],
        /// Whether she may come in.
        yes: bool,
    },
    /// Kind 11: the question is taken back, or the guest with this id is not in, or no longer.
    GuestOver([u8; 16]),
    /// Kind 12: how often the counsellor asks the visitor to write.
    Brake(Brake),
    /// Kind 13: a step with a card, 2 to [`PART_LENGTH`] bytes. Whether it is one that 6.9 knows is looked at where cards
    /// are: [`crate::CardStep::decode`].
    Card(Zeroizing<Vec<u8>>),
    /// Kind 14: the counsellor thinks that it is safe to make five words.
    FolderOffered,
    /// Kind 15: the visitor's folder can bring this conversation back from now on.
    FolderKept {
        /// With this secret.
        secret: BackSecret,
        /// What her code word is checked against, as in kind 16.
        check: Box<[u8; CODE_WORD_CHECK_LENGTH]>,
    },
    /// Kind 16: the visitor was here before. What her code word is checked against: salt 16 | hash 32, or zeros if she has
    /// none (6.10).
    CameBack(Box<[u8; CODE_WORD_CHECK_LENGTH]>),
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
    /// An answer about a guest that is neither yes nor no.
    #[error("The answer about a guest is neither yes nor no.")]
    Answer,
    /// A brake, a reason or a time that is not in the protocol.
    #[error("The brake is not one that the protocol knows.")]
    Brake,
}

impl Contents {
    /// Writes the contents, zeroized when dropped.
    ///
    /// # Errors
    /// [`ContentsError::Part`], [`ContentsError::Length`] or [`ContentsError::Brake`].
    pub fn encode(&self) -> Result<Zeroizing<[u8; CONTENTS_LENGTH]>, ContentsError> {
        self.body.check()?;
        let typing = if self.typing { TYPING } else { 0 };
        let brake = match self.body {
            Body::Brake(brake) => brake.encode()?,
            _ => [0; BRAKE_LENGTH],
        };
        let (kind, [bytes, behind]): (u8, [&[u8]; 2]) = match &self.body {
            Body::Nothing => (0, [&[], &[]]),
            Body::Text { bytes, .. } => (1, [bytes, &[]]),
            Body::Rejoin(message_one) => (2, [message_one.as_slice(), &[]]),
            Body::RejoinAnswer(answer) => (3, [answer.as_slice(), &[]]),
            Body::RejoinDone => (4, [&[], &[]]),
            Body::HandOverAsked { secret, chain } => (5, [secret.as_bytes(), chain.as_slice()]),
            Body::HandOverAgreed(message_one) => (6, [message_one.as_slice(), &[]]),
            Body::HandOverRefused => (7, [&[], &[]]),
            Body::HandOverWithdrawn => (8, [&[], &[]]),
            Body::GuestAsked { secret, chain } => (9, [secret.as_bytes(), chain.as_slice()]),
            Body::GuestAnswered { id, yes } => (10, [id, if *yes { &[YES] } else { &[NO] }]),
            Body::GuestOver(id) => (11, [id, &[]]),
            Body::Brake(_) => (BRAKE, [brake.as_slice(), &[]]),
            Body::Card(bytes) => (CARD, [bytes, &[]]),
            Body::FolderOffered => (FOLDER_OFFERED, [&[], &[]]),
            Body::FolderKept { secret, check } => (FOLDER_KEPT, [secret.as_bytes(), check.as_slice()]),
            Body::CameBack(check) => (CAME_BACK, [check.as_slice(), &[]]),
        };
        let (part, more) = match self.body {
            Body::Text { part, more, .. } => (part, more),
            _ => (0, false),
        };
        let flags = if more { typing | MORE } else { typing };
        let length = u16::try_from(bytes.len() + behind.len()).map_err(|_| ContentsError::Length)?;
        let mut plain = Zeroizing::new([0; CONTENTS_LENGTH]);
        let fields = [kind, flags]
            .into_iter()
            .chain(self.acknowledged.to_be_bytes())
            .chain(part.to_be_bytes())
            .chain(length.to_be_bytes())
            .chain(bytes.iter().chain(behind).copied());
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
        if kind > LAST_KIND {
            return Err(ContentsError::Kind);
        }
        if flags & !(TYPING | MORE) != 0 {
            return Err(ContentsError::Flags);
        }
        let (bytes, padding) = body.split_at_checked(length).ok_or(ContentsError::Length)?;
        let more = flags & MORE != 0;
        let body = match (kind, more, part) {
            (1, ..) => Body::Text {
                part,
                more,
                bytes: Zeroizing::new(bytes.to_vec()),
            },
            (_, true, _) => return Err(ContentsError::Flags),
            (_, _, 1..) => return Err(ContentsError::Part),
            (0, ..) if length == 0 => Body::Nothing,
            (2, ..) => Body::Rejoin(whole(bytes)?),
            (3, ..) => Body::RejoinAnswer(whole(bytes)?),
            (4, ..) if length == 0 => Body::RejoinDone,
            (5, ..) => hand_over_asked(bytes)?,
            (6, ..) => Body::HandOverAgreed(whole(bytes)?),
            (7, ..) if length == 0 => Body::HandOverRefused,
            (8, ..) if length == 0 => Body::HandOverWithdrawn,
            (9, ..) => guest_asked(bytes)?,
            (10, ..) => guest_answered(bytes)?,
            (11, ..) => Body::GuestOver(*whole(bytes)?),
            (BRAKE, ..) => Body::Brake(Brake::decode(bytes)?),
            (CARD, ..) => Body::Card(Zeroizing::new(bytes.to_vec())),
            (FOLDER_OFFERED, ..) if length == 0 => Body::FolderOffered,
            (FOLDER_KEPT, ..) => folder_kept(bytes)?,
            (CAME_BACK, ..) => Body::CameBack(whole(bytes)?),
            _ => return Err(ContentsError::Length),
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

fn whole<const N: usize>(bytes: &[u8]) -> Result<Box<[u8; N]>, ContentsError> {
    bytes.try_into().map(Box::new).map_err(|_| ContentsError::Length)
}

fn hand_over_asked(bytes: &[u8]) -> Result<Body, ContentsError> {
    let (secret, chain) = bytes.split_first_chunk().ok_or(ContentsError::Length)?;
    Ok(Body::HandOverAsked {
        secret: HandOverSecret::from_bytes(secret),
        chain: whole(chain)?,
    })
}

fn guest_asked(bytes: &[u8]) -> Result<Body, ContentsError> {
    let (secret, chain) = bytes.split_first_chunk().ok_or(ContentsError::Length)?;
    Ok(Body::GuestAsked {
        secret: GuestSecret::from_bytes(secret),
        chain: whole(chain)?,
    })
}

fn folder_kept(bytes: &[u8]) -> Result<Body, ContentsError> {
    let (secret, check) = bytes.split_first_chunk().ok_or(ContentsError::Length)?;
    Ok(Body::FolderKept {
        secret: BackSecret::from_bytes(secret),
        check: whole(check)?,
    })
}

fn guest_answered(bytes: &[u8]) -> Result<Body, ContentsError> {
    let (id, answer) = bytes.split_first_chunk().ok_or(ContentsError::Length)?;
    let yes = match answer {
        [YES] => true,
        [NO] => false,
        [_] => return Err(ContentsError::Answer),
        _ => return Err(ContentsError::Length),
    };
    Ok(Body::GuestAnswered { id: *id, yes })
}

impl Body {
    /// Whether it may be said in a session with a guest (6.7).
    pub(crate) fn is_for_guests(&self) -> bool {
        match self {
            Self::Nothing
            | Self::Text { .. }
            | Self::Rejoin(_)
            | Self::RejoinAnswer(_)
            | Self::RejoinDone => true,
            Self::HandOverAsked { .. }
            | Self::HandOverAgreed(_)
            | Self::HandOverRefused
            | Self::HandOverWithdrawn
            | Self::GuestAsked { .. }
            | Self::GuestAnswered { .. }
            | Self::GuestOver(_)
            | Self::Brake(_)
            | Self::Card(_)
            | Self::FolderOffered
            | Self::FolderKept { .. }
            | Self::CameBack(_) => false,
        }
    }

    fn check(&self) -> Result<(), ContentsError> {
        let (part, more, bytes) = match self {
            Self::Text { part, more, bytes } => (part, more, bytes),
            Self::Card(bytes) if (SHORTEST_CARD..=PART_LENGTH).contains(&bytes.len()) => return Ok(()),
            Self::Card(_) => return Err(ContentsError::Length),
            _ => return Ok(()),
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
            Self::Rejoin(_) => formatter.write_str("Rejoin(redacted)"),
            Self::RejoinAnswer(_) => formatter.write_str("RejoinAnswer(redacted)"),
            Self::RejoinDone => formatter.write_str("RejoinDone"),
            Self::HandOverAsked { .. } => formatter.write_str("HandOverAsked(redacted)"),
            Self::HandOverAgreed(_) => formatter.write_str("HandOverAgreed(redacted)"),
            Self::HandOverRefused => formatter.write_str("HandOverRefused"),
            Self::HandOverWithdrawn => formatter.write_str("HandOverWithdrawn"),
            Self::GuestAsked { .. } => formatter.write_str("GuestAsked(redacted)"),
            Self::GuestAnswered { .. } => formatter.write_str("GuestAnswered(redacted)"),
            Self::GuestOver(_) => formatter.write_str("GuestOver(redacted)"),
            Self::Brake(_) => formatter.write_str("Brake(redacted)"),
            Self::Card(_) => formatter.write_str("Card(redacted)"),
            Self::FolderOffered => formatter.write_str("FolderOffered"),
            Self::FolderKept { .. } => formatter.write_str("FolderKept(redacted)"),
            Self::CameBack(_) => formatter.write_str("CameBack(redacted)"),
        }
    }
}
