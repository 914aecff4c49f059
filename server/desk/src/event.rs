use luwte_counts::Counted;
use luwte_wire::{
    Claims, CloseReason, EndReason, FromPage, FromServer, Invited, REVOCATION_LENGTH, Role, ShiftId,
    ShiftKeys, TicketId,
};

use serde::Serialize;

use crate::Millis;

/// One process of the server, by a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// One socket, numbered by the shell and never used twice: its node in the upper half, a count in the lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u64);

/// As text: a page would round so large a number.
impl Serialize for SocketId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl SocketId {
    /// The socket with this number on a node.
    #[must_use]
    pub fn of(node: NodeId, number: u32) -> Self {
        Self((u64::from(node.0) << 32) | u64::from(number))
    }

    /// The node that holds it.
    #[must_use]
    pub fn node(self) -> NodeId {
        NodeId((self.0 >> 32) as u32)
    }
}

impl NodeId {
    /// All sockets that a node can have.
    pub(crate) fn sockets(self) -> std::ops::RangeInclusive<SocketId> {
        SocketId::of(self, 0)..=SocketId::of(self, u32::MAX)
    }
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A new visitor said hello. The ticket was drawn by the shell; she arrived now.
    Arrived {
        /// Her socket.
        socket: SocketId,
        /// Her new ticket.
        ticket: TicketId,
    },
    /// One of the two of a conversation is about to call a guest into it; the shell has checked the right and drawn the ticket.
    Joined {
        /// The new socket.
        socket: SocketId,
        /// The called ticket.
        ticket: TicketId,
        /// What the token says.
        claims: Claims,
    },
    /// A visitor came back with a token that holds; the shell has checked it.
    Returned {
        /// Her new socket.
        socket: SocketId,
        /// What the token says.
        claims: Claims,
        /// How many sockets her page opened before this one.
        nth: u32,
        /// Whether it came from her. When the desk began anew her node says it for her, and of a right that was only sent to
        /// her nobody knows whether she has it.
        proven: bool,
    },
    /// A console brought the right to a conversation; the shell has checked that it holds.
    Resumed {
        /// The console's socket.
        socket: SocketId,
        /// What the token says.
        claims: Claims,
    },
    /// A shift proved itself; the shell has checked chain and proof.
    Reported {
        /// The console's socket.
        socket: SocketId,
        /// The shift.
        shift: ShiftId,
        /// What she may do, from the certificates.
        role: Role,
        /// Conversations at once, from the certificate.
        capacity: u8,
        /// When the shift's certificate runs out.
        until: Millis,
        /// What visitors need to seal an intake to it; the shell has checked that they belong together.
        keys: ShiftKeys,
        /// How many sockets the console opened before this one.
        nth: u32,
    },
    /// Somebody came with an invitation that holds; the shell has checked it.
    Enrolled {
        /// Her socket.
        socket: SocketId,
        /// The invitation.
        invitation: TicketId,
        /// Until when it holds.
        until: Millis,
        /// Who she is.
        invited: Invited,
    },
    /// A frame came from a socket that had said hello.
    Frame {
        /// Where it came from.
        socket: SocketId,
        /// The frame.
        frame: FromPage,
    },
    /// A visitor's page has made an effort for her ticket; the shell has looked how large it is.
    Effort {
        /// Her socket.
        socket: SocketId,
        /// With how many zero bits the hash begins (section 2.11).
        bits: u8,
    },
    /// A socket is gone, whoever closed it.
    Closed {
        /// Which.
        socket: SocketId,
    },
    /// A certificate of a shift was taken back: the shell has checked by whom. It names the shift and no serial, because a
    /// serial is chosen by whoever signs, and could be that of somebody else's certificate.
    Revoked {
        /// Which.
        shift: ShiftId,
    },
    /// Time passed. Every node says so at a steady pace.
    Sweep {
        /// Which.
        node: NodeId,
    },
}

impl Event {
    /// The node that it came to, and that counts what comes of it. That somebody was revoked any node may say, and several do:
    /// what ends by it is counted by none.
    #[must_use]
    pub fn node(&self) -> Option<NodeId> {
        Some(match self {
            Self::Arrived { socket, .. }
            | Self::Joined { socket, .. }
            | Self::Returned { socket, .. }
            | Self::Resumed { socket, .. }
            | Self::Reported { socket, .. }
            | Self::Frame { socket, .. }
            | Self::Enrolled { socket, .. }
            | Self::Effort { socket, .. }
            | Self::Closed { socket } => socket.node(),
            Self::Sweep { node } => *node,
            Self::Revoked { .. } => return None,
        })
    }
}

/// What the shell must do, in this order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Send a frame, having signed the token in it. If the socket is gone by now the frame is dropped.
    Send(SocketId, FromServer),
    /// Tell a visitor that it is over, and give her a new ticket, drawn by the shell, with her old arrival.
    EndWithTicket {
        /// Her socket.
        socket: SocketId,
        /// What is over.
        conversation: TicketId,
        /// Why.
        reason: EndReason,
        /// When she arrived.
        arrived: Millis,
    },
    /// Send a visitor what is held about her, in as many RECORD frames as it needs.
    Record {
        /// Her socket.
        socket: SocketId,
        /// As JSON.
        record: String,
    },
    /// A coordinator has taken a certificate back (section 4.5). Every node is to know it; whether it counts, the shell checks.
    TakeBack([u8; REVOCATION_LENGTH]),
    /// Close a socket after what was sent to it before. The desk has already forgotten it.
    Close(SocketId, CloseReason),
    /// Count something. It is for this node alone, whose event it came of: every node of a log decides the same.
    Count(NodeId, Counted),
}
