//! What is between a page and the log: lines, and what is said on them.

use std::collections::VecDeque;

use luwte_desk::{Event, SocketId};
use luwte_wire::{Claims, EndReason, FromPage, Role, ShiftKeys, TicketId};

use crate::keys::{Keys, message_one, shift};

/// Sockets are numbered by page, and this is more than a page can have.
pub(crate) const LINES: u32 = 32;

/// One socket, from both its ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    /// Its number at the desk.
    pub socket: SocketId,
    /// Which node has it.
    pub node: usize,
    /// Which page opened it: first the visitors, then the consoles.
    pub page: usize,
    /// Whether the page still has its end. The node notices later that it has not.
    pub held: bool,
    /// Whether the node was told to close it.
    pub shut: bool,
    /// What the page has said and the node has not yet written into the log.
    pub up: VecDeque<Said>,
    /// What the node says of it when a desk begins anew.
    pub announcement: Option<Said>,
}

/// What a page says, as the node writes it into the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Said {
    /// ARRIVE, with the ticket that the node drew.
    Arrived(TicketId),
    /// RETURN, and whether it came from her: a right that was only sent to her may never have reached her.
    Returned(Claims, bool),
    /// REPORT and DUTY of this console.
    Reported(usize),
    /// WAIT, with the message one for this ticket.
    Wait(TicketId),
    /// TAKE_NEXT.
    Take,
    /// ANSWER.
    Answer(Keys),
    /// RESUME.
    Resume(Claims),
    /// LEAVE.
    Leave(TicketId, EndReason),
    /// ENVELOPE.
    Envelope(Keys),
    /// The line is gone.
    Closed,
}

impl Said {
    /// Whether it says who is on the line.
    pub(crate) fn is_hello(self) -> bool {
        matches!(self, Self::Arrived(_) | Self::Returned(..) | Self::Reported(_))
    }

    /// Whether its moment counts: arrivals and claims are compared.
    pub(crate) fn is_dated(self) -> bool {
        matches!(self, Self::Arrived(_) | Self::Take)
    }

    /// What the desk is told.
    pub(crate) fn event(self, socket: SocketId) -> Option<Event> {
        let frame = match self {
            Self::Arrived(ticket) => return Some(Event::Arrived { socket, ticket }),
            Self::Returned(claims, proven) => {
                return Some(Event::Returned {
                    socket,
                    claims,
                    nth: nth(socket),
                    proven,
                });
            }
            Self::Resume(claims) => return Some(Event::Resumed { socket, claims }),
            Self::Closed => return Some(Event::Closed { socket }),
            Self::Reported(console) => return Some(reported(socket, console)),
            Self::Wait(ticket) => FromPage::Wait(message_one(ticket)?),
            Self::Take => FromPage::TakeNext,
            Self::Answer(keys) => FromPage::Answer(keys.ticket, keys.answer()?),
            Self::Leave(ticket, reason) => FromPage::Leave(ticket, reason),
            Self::Envelope(keys) => FromPage::Envelope(keys.ticket, keys.envelope()?),
        };
        Some(Event::Frame { socket, frame })
    }
}

/// How many lines its page had before this one.
fn nth(socket: SocketId) -> u32 {
    socket.0 as u32 % LINES - 1
}

/// A console proves its shift: one visitor at once, for longer than any evening here.
pub(crate) fn reported(socket: SocketId, console: usize) -> Event {
    Event::Reported {
        socket,
        shift: shift(console),
        role: Role::Counsellor,
        capacity: 1,
        until: u64::MAX / 2,
        keys: ShiftKeys::new(vec![0; ShiftKeys::LENGTH].into()).expect("keys of the right length"),
        nth: nth(socket),
    }
}
