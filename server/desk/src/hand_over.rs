//! A conversation goes on with a colleague, as its three agreed: docs/protocol.md, sections 2.8 and 6.6.

use luwte_counts::Counted;
use luwte_wire::{EndReason, FromServer, MessageOne, ShiftId, TicketId};

use crate::state::Stage;
use crate::{Desk, Millis, SocketId};

impl Desk {
    /// Whoever has her now hands her over. From here on the colleague has her, as if she had been taken from the line, and
    /// the other console is told; if it cannot be, nothing changes and it is told that.
    pub(crate) fn hand_over(
        &mut self,
        from: SocketId,
        id: TicketId,
        to: ShiftId,
        message_one: MessageOne,
        now: Millis,
    ) {
        let can = self.shifts.get(&to).is_some_and(|shift| {
            shift.attendance.socket().is_some()
                && shift.role.takes()
                && now <= shift.until
                && self.busy(to) < shift.capacity
        });
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let Stage::Talking(talk) = &ticket.stage else {
            return self.send(Some(from), FromServer::NotThere(to));
        };
        let before = talk.shift;
        let begun_here = talk.met && talk.begun_here;
        if !can || before == to || ticket.called {
            return self.send(Some(from), FromServer::NotThere(to));
        }
        ticket.stage = Stage::Claimed {
            message_one: message_one.detach(),
            shift: to,
            since: now,
            handed_over: true,
            begun_here,
        };
        if let Some(shift) = self.shifts.get_mut(&before) {
            shift.holds.remove(&id);
        }
        if let Some(shift) = self.shifts.get_mut(&to) {
            shift.holds.insert(id);
        }
        self.colleagues_changed = true;
        // A guest has keys with the one who goes.
        self.guests_leave(id, EndReason::HandedOver, now);
        self.counted.push(Counted::HandedOver);
        self.send(Some(from), FromServer::ended(id, EndReason::HandedOver));
        if let Some(console) = self.counsellor_socket(to) {
            self.tell_taken(console, id, now);
        }
    }

    /// She has opened the colleague's answer: what she sends from now on is for her.
    pub(crate) fn accepts(&mut self, id: TicketId) {
        self.count_meeting(id);
        if let Some(Stage::Talking(talk)) = self.tickets.get_mut(&id).map(|ticket| &mut ticket.stage) {
            let just_met = !talk.met;
            talk.they_met();
            let counsellor = talk.shift;
            if just_met {
                self.both_send_again(id, counsellor);
            }
        }
    }
}
