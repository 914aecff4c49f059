use luwte_wire::Presence;
use serde::Serialize;

use crate::{Millis, SocketId};

/// Whether one end is here, and since when it is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub(crate) enum Attendance {
    /// It has a socket, and its page had opened so many before this one.
    Here { socket: SocketId, nth: u32 },
    /// It has none since this time. Whether it was left by the exit.
    Away { since: Millis, exited: bool },
}

impl Attendance {
    /// It has no socket since now.
    pub(crate) fn away(now: Millis) -> Self {
        Self::Away {
            since: now,
            exited: false,
        }
    }

    pub(crate) fn socket(self) -> Option<SocketId> {
        match self {
            Self::Here { socket, .. } => Some(socket),
            Self::Away { .. } => None,
        }
    }

    /// Whether its socket was opened after the `nth` of its page.
    pub(crate) fn is_newer(self, nth: u32) -> bool {
        matches!(self, Self::Here { nth: theirs, .. } if nth < theirs)
    }

    pub(crate) fn presence(self) -> Presence {
        match self {
            Self::Here { .. } => Presence::Here,
            Self::Away { exited: true, .. } => Presence::Exited,
            Self::Away { exited: false, .. } => Presence::Away,
        }
    }

    pub(crate) fn away_since(self) -> Option<Millis> {
        match self {
            Self::Here { .. } => None,
            Self::Away { since, .. } => Some(since),
        }
    }

    /// Whether it is away for longer than the grace.
    pub(crate) fn gone(self, now: Millis, grace: Millis) -> bool {
        matches!(self, Self::Away { since, .. } if now.saturating_sub(since) > grace)
    }
}
