//! What visitors say before a conversation, each sealed to one shift: docs/protocol.md, section 11.
//!
//! Only who stands in the part of the line that consoles see is asked, so that a long line costs no more than a short
//! one. Intakes are kept with the ticket until the conversation begins, and with nobody else.

use std::collections::BTreeMap;

use luwte_wire::{FromServer, Intake, QUEUE_ENTRIES, ShiftId, ShiftKeys, TicketId};
use serde::Serialize;

use crate::state::Stage;
use crate::{Desk, Effect};

/// The intakes of one visitor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct Intakes {
    /// For which shifts she was asked on the socket of this moment, and whether she has answered. Nothing else is taken
    /// from her: consoles open what they get, and that costs them time.
    asked: BTreeMap<ShiftId, bool>,
    kept: BTreeMap<ShiftId, Kept>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
struct Kept {
    intake: Intake,
    /// Whether the console has it, on its socket of this moment and while she stands where it sees her.
    given: bool,
}

impl Intakes {
    /// Everything is to be given to the consoles once more: they forget who is not in the line they see.
    pub(crate) fn give_again(&mut self) {
        self.kept.values_mut().for_each(|kept| kept.given = false);
    }

    /// The conversation has begun. Only what is on its way to this shift may still come.
    pub(crate) fn end_for(&mut self, shift: ShiftId) {
        self.kept.clear();
        self.asked.retain(|asked, _| *asked == shift);
    }
}

impl Desk {
    /// An intake comes. One that is for nobody here, or comes when it is too late, is dropped: she may have been on her
    /// way to say it when the shift ended, or when the desk began anew.
    pub(crate) fn intake(&mut self, id: TicketId, shift: ShiftId, intake: Intake) {
        let Some(console) = self.shifts.get(&shift).map(|shift| shift.attendance.socket()) else {
            return;
        };
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        match ticket.intakes.asked.get_mut(&shift) {
            Some(answered) if !*answered => *answered = true,
            _ => return,
        }
        let taken = match &ticket.stage {
            Stage::Arrived => return,
            Stage::Waiting { .. } => false,
            Stage::Claimed { shift: by, .. } => *by == shift,
            // She was taken before it came. Whoever took her reads it all the same; nothing is kept.
            Stage::Talking(talk) if talk.shift == shift => {
                return self.send(console, FromServer::IntakeFor(id, intake));
            }
            Stage::Talking(_) => return,
        };
        let intake = intake.detach();
        let given = false;
        ticket.intakes.kept.insert(shift, Kept { intake, given });
        if taken {
            return self.give(id, shift);
        }
        // With the next sweep, so that many who come at once do not fill the consoles' lines.
        self.intakes_changed = true;
    }

    /// She has a new socket: what she was asked on the old one she may never have heard.
    pub(crate) fn ask_anew(&mut self, id: TicketId) {
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.intakes.asked.clear();
        }
    }

    /// Asks somebody who begins to wait, if consoles see her.
    pub(crate) fn ask_if_shown(&mut self, id: TicketId) {
        if self.shown(id) {
            self.ask(id, &self.shifts_here());
        }
    }

    /// Asks who has come into the part of the line that consoles see, also for shifts that have reported since, and gives
    /// the consoles what they have not got.
    pub(crate) fn tend_intakes(&mut self) {
        let here = self.shifts_here();
        let line: Vec<TicketId> = self.line.iter().map(|(.., id)| *id).collect();
        let (shown, hidden) = line.split_at(line.len().min(QUEUE_ENTRIES));
        for id in shown {
            self.ask(*id, &here);
            for (shift, _) in &here {
                self.give(*id, *shift);
            }
        }
        for id in hidden {
            if let Some(ticket) = self.tickets.get_mut(id) {
                ticket.intakes.give_again();
            }
        }
    }

    /// A console has a new socket, and nothing of what was given on the old one.
    pub(crate) fn give_all_intakes(&mut self, shift: ShiftId) {
        for ticket in self.tickets.values_mut() {
            if let Some(kept) = ticket.intakes.kept.get_mut(&shift) {
                kept.given = false;
            }
        }
        for id in self.shown_line() {
            self.give(id, shift);
        }
        for id in self.holds(shift) {
            self.give(id, shift);
        }
    }

    /// The shift is over: nobody can read what was for it.
    pub(crate) fn forget_intakes(&mut self, shift: ShiftId) {
        for ticket in self.tickets.values_mut() {
            ticket.intakes.asked.remove(&shift);
            ticket.intakes.kept.remove(&shift);
        }
    }

    fn ask(&mut self, id: TicketId, here: &[(ShiftId, ShiftKeys)]) {
        let most = self.settings.intakes;
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let Some(socket) = ticket.attendance.socket() else {
            return;
        };
        for (shift, keys) in here {
            let asked = &mut ticket.intakes.asked;
            if asked.len() < most && !asked.contains_key(shift) {
                asked.insert(*shift, false);
                self.effects
                    .push(Effect::Send(socket, FromServer::Shift(keys.clone())));
            }
        }
    }

    fn give(&mut self, id: TicketId, shift: ShiftId) {
        let Some(console) = self.counsellor_socket(shift) else {
            return;
        };
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let Some(kept) = ticket.intakes.kept.get_mut(&shift).filter(|kept| !kept.given) else {
            return;
        };
        kept.given = true;
        let frame = FromServer::IntakeFor(id, kept.intake.clone());
        self.send(Some(console), frame);
    }

    /// Shifts that take visitors and whose console is here, and what visitors need to seal to them.
    fn shifts_here(&self) -> Vec<(ShiftId, ShiftKeys)> {
        self.shifts
            .iter()
            .filter(|(_, shift)| shift.receives())
            .filter_map(|(id, shift)| Some((*id, shift.keys.clone()?)))
            .collect()
    }

    fn shown_line(&self) -> Vec<TicketId> {
        self.line.iter().take(QUEUE_ENTRIES).map(|(.., id)| *id).collect()
    }

    fn shown(&self, id: TicketId) -> bool {
        self.line
            .iter()
            .take(QUEUE_ENTRIES)
            .any(|(.., waiting)| *waiting == id)
    }
}
