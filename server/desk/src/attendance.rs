use luwte_wire::Presence;

use crate::{Millis, SocketId};

/// Whether one end is here, and since when it is away.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Attendance {
    /// It has a socket, last heard at this time.
    Here { socket: SocketId, heard: Millis },
    /// It has none since this time.
    Away { since: Millis },
}

impl Attendance {
    pub(crate) fn here(socket: SocketId, now: Millis) -> Self {
        Self::Here { socket, heard: now }
    }

    pub(crate) fn socket(self) -> Option<SocketId> {
        match self {
            Self::Here { socket, .. } => Some(socket),
            Self::Away { .. } => None,
        }
    }

    pub(crate) fn presence(self) -> Presence {
        match self {
            Self::Here { .. } => Presence::Here,
            Self::Away { .. } => Presence::Away,
        }
    }

    pub(crate) fn hear(&mut self, now: Millis) {
        if let Self::Here { heard, .. } = self {
            *heard = now;
        }
    }

    /// The socket, if nothing came from it for too long.
    pub(crate) fn silent(self, now: Millis, patience: Millis) -> Option<SocketId> {
        match self {
            Self::Here { socket, heard } if now.saturating_sub(heard) > patience => Some(socket),
            _ => None,
        }
    }

    /// Whether it is away for longer than the grace.
    pub(crate) fn gone(self, now: Millis, grace: Millis) -> bool {
        matches!(self, Self::Away { since } if now.saturating_sub(since) > grace)
    }
}
