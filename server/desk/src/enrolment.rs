//! Somebody who was invited waits until a coordinator certifies her: docs/protocol.md, section 2.9.
//!
//! Nothing of it is remembered but which invitation was used by whom: whoever loses her line asks again.

use luwte_wire::{Certificates, CloseReason, FromServer, Invited, Role, TicketId};

use crate::state::Seat;
use crate::{Desk, Millis, SocketId};

/// Most that ask at once; nobody invites more people in an evening.
const MOST: usize = 64;

/// One invitation that somebody came with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Enrolment {
    pub(crate) invited: Invited,
    /// Until when the invitation holds: so long it is remembered who used it.
    pub(crate) until: Millis,
    pub(crate) socket: Option<SocketId>,
    pub(crate) certified: bool,
}

impl Desk {
    pub(crate) fn enrols(&mut self, socket: SocketId, id: TicketId, until: Millis, invited: Invited) {
        let known = self.enrolments.get(&id);
        let other = known
            .is_some_and(|known| known.invited != invited && (known.certified || known.socket.is_some()));
        if other {
            return self.refuse(socket, CloseReason::InvitationUsed);
        }
        let connected = self
            .enrolments
            .values()
            .filter(|one| one.socket.is_some())
            .count();
        if known.is_none() && connected >= MOST {
            return self.refuse(socket, CloseReason::WaitingRoomFull);
        }
        let older = known
            .and_then(|known| known.socket)
            .filter(|older| *older != socket);
        if let Some(older) = older {
            self.dismiss(older, CloseReason::TakenOver);
        }
        let enrolment = Enrolment {
            invited: invited.detach(),
            until,
            socket: Some(socket),
            certified: false,
        };
        self.enrolments.insert(id, enrolment);
        self.seats.insert(socket, Seat::Invited(id));
        let coordinators = self.coordinators();
        let seen_by = u16::try_from(coordinators.len()).unwrap_or(u16::MAX);
        self.send(Some(socket), FromServer::Enrolling(seen_by));
        for console in coordinators {
            self.send(Some(console), FromServer::Enrolment(id, Some(invited.clone())));
        }
    }

    /// A coordinator on duty certifies her. Her page checks what it gets.
    pub(crate) fn certifies(&mut self, id: TicketId, certificates: Certificates) {
        let Some(enrolment) = self.enrolments.get_mut(&id) else {
            return;
        };
        // Somebody else may have come with this invitation since the coordinator looked.
        if certificates.subject() != enrolment.invited.key() {
            return;
        }
        enrolment.certified = true;
        let socket = enrolment.socket;
        self.send(socket, FromServer::Certified(certificates));
        self.tell_coordinators(id, None);
    }

    pub(crate) fn invited_lost(&mut self, id: TicketId) {
        if let Some(enrolment) = self.enrolments.get_mut(&id) {
            enrolment.socket = None;
            let told_already = enrolment.certified;
            if !told_already {
                self.tell_coordinators(id, None);
            }
        }
    }

    /// A coordinator reports: who waits to be certified.
    pub(crate) fn tell_enrolments(&mut self, console: SocketId) {
        let waiting: Vec<_> = self
            .enrolments
            .iter()
            .filter(|(_, enrolment)| enrolment.socket.is_some() && !enrolment.certified)
            .map(|(id, enrolment)| (*id, enrolment.invited.clone(), enrolment.socket))
            .collect();
        let seen_by = u16::try_from(self.coordinators().len()).unwrap_or(u16::MAX);
        for (id, invited, socket) in waiting {
            self.send(Some(console), FromServer::Enrolment(id, Some(invited)));
            self.send(socket, FromServer::Enrolling(seen_by));
        }
    }

    pub(crate) fn forget_old_invitations(&mut self, now: Millis) {
        self.enrolments
            .retain(|_, one| one.socket.is_some() || one.certified && one.until > now);
    }

    fn tell_coordinators(&mut self, id: TicketId, invited: Option<Invited>) {
        for console in self.coordinators() {
            self.send(Some(console), FromServer::Enrolment(id, invited.clone()));
        }
    }

    fn coordinators(&self) -> Vec<SocketId> {
        self.shifts
            .values()
            .filter(|shift| shift.role == Role::Coordinator)
            .filter_map(|shift| shift.attendance.socket())
            .collect()
    }
}
