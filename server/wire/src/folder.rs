//! Frames about folders and mail (section 13): what a visitor keeps, and what she leaves for who is not there.

use bytes::Bytes;

use crate::body::{Reader, Writer};
use crate::from_page::relayed;
use crate::{
    DecodeError, EffortNonce, FOLDER_PIECE, FOLDER_PIECES, Letterbox, Lookup, Reply, SealedMail, Token,
};

/// For how long a folder is kept, in days from the end of this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeptFor {
    /// One day.
    Day,
    /// Fourteen days.
    Fortnight,
    /// Ninety days.
    Quarter,
}

impl KeptFor {
    /// How many days.
    #[must_use]
    pub fn days(self) -> u8 {
        match self {
            Self::Day => 1,
            Self::Fortnight => 14,
            Self::Quarter => 90,
        }
    }

    fn of(days: u8) -> Result<Self, DecodeError> {
        [Self::Day, Self::Fortnight, Self::Quarter]
            .into_iter()
            .find(|kept| kept.days() == days)
            .ok_or(DecodeError::BadFrame)
    }
}

/// Whoever keeps a folder says this first; its pieces follow.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Keep {
    /// Where.
    pub lookup: Lookup,
    /// The effort for this knock.
    pub effort: EffortNonce,
    /// For how long.
    pub kept_for: KeptFor,
    /// The SHA-256 of the folder that it takes the place of, 32 bytes; none when there is none.
    pub before: Option<[u8; 32]>,
    /// Only who was in a conversation makes a new folder: her right. None when the folder is there already.
    pub right: Option<Token>,
}

/// What a visitor leaves for a counsellor who is not there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mail {
    /// For whom: the key of her identity.
    pub to: [u8; 32],
    /// What says where the answer will lie, and by which it is taken back.
    pub reply: Reply,
    /// The folder of whoever leaves it: without one there is nowhere to answer to.
    pub folder: Lookup,
    /// The effort for this knock.
    pub effort: EffortNonce,
    /// For how long.
    pub kept_for: KeptFor,
    /// What only she can open.
    pub sealed: SealedMail,
}

/// How a request about a folder or mail ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FolderAnswer {
    /// It is done.
    Done,
    /// Nothing is there.
    Nothing,
    /// Something else is there than was said: another page has kept it meanwhile.
    Changed,
    /// There is no room for one more.
    Full,
    /// Too many tries with these words in this minute.
    TooOften,
    /// The effort is too small or for another knock, or the right does not hold.
    Refused,
    /// The store cannot be reached now.
    Unreachable,
    /// This helpline keeps no folders.
    Off,
}

impl FolderAnswer {
    const ALL: [Self; 8] = [
        Self::Done,
        Self::Nothing,
        Self::Changed,
        Self::Full,
        Self::TooOften,
        Self::Refused,
        Self::Unreachable,
        Self::Off,
    ];

    pub(crate) fn code(self) -> u8 {
        self as u8 + 1
    }

    pub(crate) fn of(code: u8) -> Result<Self, DecodeError> {
        let place = usize::from(code).checked_sub(1).ok_or(DecodeError::BadFrame)?;
        Self::ALL.get(place).copied().ok_or(DecodeError::BadFrame)
    }
}

/// How long what is kept here lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lasts {
    /// Nothing is kept.
    Off,
    /// In memory: it dies with the server.
    Memory,
    /// On a disk.
    Disk,
}

impl Lasts {
    pub(crate) fn code(self) -> u8 {
        self as u8
    }

    pub(crate) fn of(code: u8) -> Result<Self, DecodeError> {
        [Self::Off, Self::Memory, Self::Disk]
            .get(usize::from(code))
            .copied()
            .ok_or(DecodeError::BadFrame)
    }
}

/// What stands before the pieces of a folder. There are as many pieces when there is none: [`FOLDER_PIECES`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FolderHead {
    /// [`FolderAnswer::Done`] when it is there.
    pub answer: FolderAnswer,
    /// The server's share of its key, also where there is no folder yet; zeros if the request was refused.
    pub share: [u8; 32],
    /// The day after whose end it is gone, counted from 1970-01-01; 0 where there is none.
    pub until: u32,
}

/// An eighth of a folder. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Piece {
    /// Which, from 0.
    pub index: u8,
    /// [`FOLDER_PIECE`] bytes.
    pub bytes: Bytes,
}

impl std::fmt::Debug for Piece {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Piece(..)")
    }
}

impl Piece {
    /// A folder as the pieces that carry it.
    pub fn cut(folder: &Bytes) -> impl Iterator<Item = Self> {
        (0..FOLDER_PIECES as u8).map(|index| Self {
            index,
            bytes: folder.slice(usize::from(index) * FOLDER_PIECE..(usize::from(index) + 1) * FOLDER_PIECE),
        })
    }

    pub(crate) fn read(body: &mut Reader) -> Result<Self, DecodeError> {
        let index = body.u8()?;
        if usize::from(index) >= FOLDER_PIECES {
            return Err(DecodeError::BadFrame);
        }
        let bytes = body.bytes(FOLDER_PIECE)?;
        Ok(Self { index, bytes })
    }

    pub(crate) fn write(&self, kind: u8) -> Writer {
        Writer::new(kind).put(&[self.index]).put(&self.bytes)
    }
}

impl Keep {
    pub(crate) fn read(body: &mut Reader) -> Result<Self, DecodeError> {
        Ok(Self {
            lookup: Lookup(body.array()?),
            effort: EffortNonce(body.array()?),
            kept_for: KeptFor::of(body.u8()?)?,
            before: unless_zero(body.array()?),
            right: unless_zero(body.array()?).map(Token),
        })
    }

    pub(crate) fn write(&self) -> Writer {
        Writer::new(0x24)
            .put(&self.lookup.0)
            .put(&self.effort.0)
            .put(&[self.kept_for.days()])
            .put(&self.before.unwrap_or([0; 32]))
            .put(&self.right.map_or([0; Token::LENGTH], |right| right.0))
    }
}

impl Mail {
    pub(crate) fn read(body: &mut Reader) -> Result<Self, DecodeError> {
        Ok(Self {
            to: body.array()?,
            reply: Reply(body.array()?),
            folder: Lookup(body.array()?),
            effort: EffortNonce(body.array()?),
            kept_for: KeptFor::of(body.u8()?)?,
            sealed: relayed(body, SealedMail::LENGTH, SealedMail::new)?,
        })
    }

    pub(crate) fn write(&self) -> Writer {
        Writer::new(0x27)
            .put(&self.to)
            .put(&self.reply.0)
            .put(&self.folder.0)
            .put(&self.effort.0)
            .put(&[self.kept_for.days()])
            .put(self.sealed.as_bytes())
    }
}

pub(crate) fn letterbox_is(letterbox: Option<&Letterbox>) -> Writer {
    let none = [0; Letterbox::LENGTH];
    Writer::new(0x4f).put(letterbox.map_or(&none[..], Letterbox::as_bytes))
}

pub(crate) fn read_letterbox(body: &mut Reader) -> Result<Option<Letterbox>, DecodeError> {
    let letterbox = relayed(body, Letterbox::LENGTH, Letterbox::new)?;
    let somebody = letterbox.as_bytes().iter().any(|byte| *byte != 0);
    Ok(somebody.then_some(letterbox))
}

fn unless_zero<const N: usize>(bytes: [u8; N]) -> Option<[u8; N]> {
    bytes.iter().any(|byte| *byte != 0).then_some(bytes)
}
