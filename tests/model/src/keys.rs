//! What stands for cryptography: bytes that tell whose they are.

use bytes::Bytes;
use luwte_wire::{Answer, Envelope, MessageOne, ShiftId, TicketId};

/// The keys of one handshake. Two ends can read each other only if these are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Keys {
    /// The ticket whose message one was answered.
    pub ticket: TicketId,
    /// The counsellor who answered.
    pub console: usize,
    /// Which of the answers of this counsellor it was.
    pub serial: u8,
}

impl Keys {
    pub(crate) fn answer(self) -> Option<Answer> {
        Answer::new(self.bytes(Answer::LENGTH))
    }

    pub(crate) fn envelope(self) -> Option<Envelope> {
        Envelope::new(self.bytes(Envelope::LENGTH))
    }

    /// Whose bytes these are.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let [ticket, console, serial, ..] = *bytes else {
            return None;
        };
        Some(Self {
            ticket: TicketId([ticket; 16]),
            console: console.into(),
            serial,
        })
    }

    fn bytes(self, length: usize) -> Bytes {
        let mut bytes = vec![self.ticket.0[0], self.console as u8, self.serial];
        bytes.resize(length, 0);
        Bytes::from(bytes)
    }
}

/// The message one that a page makes for a ticket: always the same one.
pub(crate) fn message_one(ticket: TicketId) -> Option<MessageOne> {
    let mut bytes = vec![0; MessageOne::LENGTH];
    bytes[0] = ticket.0[0];
    MessageOne::new(Bytes::from(bytes))
}

/// The shift of a console.
pub(crate) fn shift(console: usize) -> ShiftId {
    ShiftId([100 + console as u8; 32])
}

/// The ticket that is drawn for a visitor as her nth.
pub(crate) fn draw(visitor: usize, nth: u8) -> TicketId {
    TicketId([(visitor as u8 + 1) * 16 + nth; 16])
}
