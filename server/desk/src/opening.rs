//! The coordinator opens and closes the desk: docs/protocol.md, section 2.8.
//!
//! A desk that begins anew is open; the coordinator's console says again how it was.

use luwte_wire::{CloseReason, EndReason, FromServer, Opening, TicketId};

use crate::state::Stage;
use crate::{Desk, Millis, SocketId};

impl Desk {
    /// How the coordinator has the desk.
    #[must_use]
    pub fn opening(&self) -> Opening {
        self.opening.unwrap_or(Opening::Open)
    }

    /// A time that has passed is that of a wrong clock: nobody is thrown out by it, and the console hears how it is.
    pub(crate) fn set_opening(&mut self, console: SocketId, opening: Opening, now: Millis) {
        if matches!(opening, Opening::Closes(at) if at <= now) {
            return self.send(Some(console), FromServer::DeskIs(self.opening()));
        }
        if self.opening == Some(opening) {
            return;
        }
        self.opening = Some(opening);
        self.tell_opening();
        self.close_in_time(now);
    }

    /// Those who talk go on; those who wait are told that it is over.
    pub(crate) fn close_in_time(&mut self, now: Millis) {
        match self.opening() {
            Opening::Closes(at) if at <= now => {
                self.opening = Some(Opening::Closed);
                self.tell_opening();
            }
            Opening::Closed => {}
            Opening::Open | Opening::Closes(_) => return,
        }
        let waiting: Vec<TicketId> = self
            .tickets
            .iter()
            .filter(|(_, ticket)| {
                !ticket.called && matches!(ticket.stage, Stage::Arrived | Stage::Waiting { .. })
            })
            .map(|(id, _)| *id)
            .collect();
        for id in waiting {
            self.end_for_visitor(id, EndReason::Closed, now);
        }
    }

    /// Whether nobody new can come now; then the socket is told.
    pub(crate) fn refuses_arrivals(&mut self, socket: SocketId) -> bool {
        let closed = self.opening() == Opening::Closed;
        if closed {
            self.refuse(socket, CloseReason::DeskClosed);
        }
        closed
    }

    fn tell_opening(&mut self) {
        let consoles: Vec<SocketId> = self
            .shifts
            .values()
            .filter_map(|shift| shift.attendance.socket())
            .collect();
        for console in consoles {
            self.send(Some(console), FromServer::DeskIs(self.opening()));
        }
        let waiting: Vec<TicketId> = self.line.iter().map(|(.., id)| *id).collect();
        for id in waiting {
            self.send(self.visitor_socket(id), FromServer::Closing(self.opening()));
        }
    }

    /// Tells somebody who begins to wait, or comes back, that it is not open for ever.
    pub(crate) fn tell_closing(&mut self, id: TicketId) {
        if self.opening() != Opening::Open {
            self.send(self.visitor_socket(id), FromServer::Closing(self.opening()));
        }
    }
}
