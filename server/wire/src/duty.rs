//! What consoles, and those who want to have one, say and hear beside conversations.

use bytes::Bytes;

use crate::{DecodeError, ShiftId};

/// What somebody on duty may do, from the certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Takes visitors, and runs the desk.
    Coordinator,
    /// Takes visitors.
    Counsellor,
    /// Learns. Takes nobody.
    Buddy,
    /// Comes into a conversation when asked. Takes nobody.
    Interpreter,
}

impl Role {
    const ALL: [Self; 4] = [
        Self::Coordinator,
        Self::Counsellor,
        Self::Buddy,
        Self::Interpreter,
    ];

    /// As frames carry it: 1 to 4.
    #[must_use]
    pub fn code(self) -> u8 {
        1 + self as u8
    }

    /// The role for a code.
    #[must_use]
    pub fn of(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether somebody with this role takes visitors from the line.
    #[must_use]
    pub fn takes(self) -> bool {
        matches!(self, Self::Coordinator | Self::Counsellor)
    }
}

/// What a counsellor on duty does at this moment, as she says herself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doing {
    /// Is there for visitors.
    Ready,
    /// Is on a break, for one of the reasons in section 2.8.
    Break(u8),
    /// Still works on a conversation that is over.
    WrapUp,
    /// Comes when the coordinator calls.
    Standby,
}

/// Reasons for a break are 1 to this.
pub const BREAK_REASONS: u8 = 5;

/// What a counsellor does, and how many conversations at once she has room for: 3 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Status {
    /// What she does.
    pub doing: Doing,
    /// Conversations at once; never more than her shift's certificate allows.
    pub limit: u8,
}

impl Status {
    pub(crate) fn encode(self) -> [u8; 3] {
        let (doing, reason) = match self.doing {
            Doing::Ready => (1, 0),
            Doing::Break(reason) => (2, reason),
            Doing::WrapUp => (3, 0),
            Doing::Standby => (4, 0),
        };
        [doing, reason, self.limit]
    }

    pub(crate) fn decode([doing, reason, limit]: [u8; 3]) -> Result<Self, DecodeError> {
        let doing = match (doing, reason) {
            (1, 0) => Doing::Ready,
            (2, 1..=BREAK_REASONS) => Doing::Break(reason),
            (3, 0) => Doing::WrapUp,
            (4, 0) => Doing::Standby,
            _ => return Err(DecodeError::BadFrame),
        };
        match limit {
            1..=8 => Ok(Self { doing, limit }),
            _ => Err(DecodeError::BadFrame),
        }
    }
}

/// One of those on duty, as all consoles see her: 37 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colleague {
    /// Her shift.
    pub shift: ShiftId,
    /// What she may do.
    pub role: Role,
    /// What she does, and her limit.
    pub status: Status,
    /// How many conversations she has.
    pub holds: u8,
}

impl Colleague {
    pub(crate) fn encode(self) -> Vec<u8> {
        let [doing, reason, limit] = self.status.encode();
        let rest = [self.role.code(), doing, reason, limit, self.holds];
        [&self.shift.0[..], &rest].concat()
    }
}

/// Whether the desk is open, as the coordinator has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Opening {
    /// It is open, as far as the hours say so.
    Open,
    /// It closes at this time, in milliseconds since 1970.
    Closes(u64),
    /// It is closed, whatever the hours say.
    Closed,
}

impl Opening {
    pub(crate) fn encode(self) -> [u8; 9] {
        let (code, at) = match self {
            Self::Open => (1, 0),
            Self::Closes(at) => (2, at),
            Self::Closed => (3, 0),
        };
        let mut bytes = [code; 9];
        let (_, time) = bytes.split_at_mut(1);
        time.copy_from_slice(&at.to_be_bytes());
        bytes
    }

    pub(crate) fn decode(code: u8, at: u64) -> Result<Self, DecodeError> {
        match (code, at) {
            (1, 0) => Ok(Self::Open),
            (2, at) if at > 0 => Ok(Self::Closes(at)),
            (3, 0) => Ok(Self::Closed),
            _ => Err(DecodeError::BadFrame),
        }
    }
}

/// Most questions and choices in one outcome.
pub const OUTCOME_ANSWERS: usize = 64;

/// How a conversation was, in codes of the organisation's `outcomes.toml`. Nothing in it names the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Outcome {
    /// Drawn by the console, 16 bytes: an outcome that comes twice is counted once.
    pub id: [u8; 16],
    /// How it ended.
    pub disposition: u8,
    /// Questions and what was chosen; at most [`OUTCOME_ANSWERS`].
    pub answers: Vec<(u8, u8)>,
}

/// Somebody who was invited and wants to become a counsellor: her request (section 9.4), 129 bytes. The shell and the desk do
/// not look into it; who certifies her does.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Invited(Bytes);

impl Invited {
    /// Length in bytes.
    pub const LENGTH: usize = 129;

    /// Takes bytes of exactly [`Self::LENGTH`], else none.
    #[must_use]
    pub fn new(bytes: Bytes) -> Option<Self> {
        (bytes.len() == Self::LENGTH).then_some(Self(bytes))
    }

    /// The key that is to be certified, 32 bytes.
    #[must_use]
    pub fn key(&self) -> &[u8] {
        self.0.get(1..33).unwrap_or_default()
    }

    /// A copy of its own, which keeps no message.
    #[must_use]
    pub fn detach(&self) -> Self {
        Self(Bytes::copy_from_slice(&self.0))
    }

    /// The bytes as they came.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Invited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Invited(..)")
    }
}
