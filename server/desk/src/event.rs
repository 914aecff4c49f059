use luwte_wire::{CloseReason, FromPage, FromServer, TicketId, Token};

use crate::Millis;

/// One socket of this server, numbered by the shell and never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u64);

/// A shift, named by its signing key (32 bytes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShiftId(pub [u8; 32]);

/// What happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A new visitor said hello. Ticket and token were drawn and signed by the shell; she arrived now.
    Arrived {
        /// Her socket.
        socket: SocketId,
        /// Her new ticket.
        ticket: TicketId,
        /// The ticket, signed.
        token: Token,
    },
    /// A visitor came back with a token whose signature the shell has checked.
    Returned {
        /// Her new socket.
        socket: SocketId,
        /// The ticket in the token.
        ticket: TicketId,
        /// The token, to be told again if she had not begun to wait.
        token: Token,
    },
    /// A shift proved itself; the shell has checked chain and proof.
    Reported {
        /// The console's socket.
        socket: SocketId,
        /// The shift.
        shift: ShiftId,
        /// Conversations at once, from the certificate.
        capacity: u8,
        /// When the shift's certificate runs out.
        until: Millis,
    },
    /// A frame came from a socket that had said hello.
    Frame {
        /// Where it came from.
        socket: SocketId,
        /// The frame.
        frame: FromPage,
    },
    /// A socket is gone, whoever closed it.
    Closed {
        /// Which.
        socket: SocketId,
    },
    /// Time passed. The shell sends this at a steady pace.
    Sweep,
}

/// What the shell must do, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Send a frame. If the socket is gone by now the frame is dropped.
    Send(SocketId, FromServer),
    /// Close a socket after what was sent to it before. The desk has already forgotten it.
    Close(SocketId, CloseReason),
}
