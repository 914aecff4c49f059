//! Those on duty among themselves: what each does, who is who, and letters: docs/protocol.md, section 2.8.

use luwte_wire::{
    COLLEAGUE_ENTRIES, CloseReason, Colleague, Doing, FromServer, SealedLetter, ShiftId, ShiftKeys, Status,
};

use crate::state::Shift;
use crate::{Desk, Millis, SocketId};

/// What a letter weighs: so many milliseconds take it off. A text to a staff room of fifty is fifty letters, and may be
/// written every quarter of a minute for ever.
const LETTER: Millis = 250;
/// Letters that may be written at once.
const LETTERS: Millis = 2_048;

impl Shift {
    /// What the counsellor does, and her limit. Who has said nothing is ready for as many as her certificate allows.
    pub(crate) fn status(&self) -> Status {
        let most = u8::try_from(self.capacity).unwrap_or(u8::MAX);
        match self.status {
            Some(Status { doing, limit }) => Status {
                doing,
                limit: limit.min(most),
            },
            None => Status {
                doing: Doing::Ready,
                limit: most.max(1),
            },
        }
    }

    /// How many conversations she has room for now.
    pub(crate) fn limit(&self) -> usize {
        match self.status {
            Some(status) => usize::from(status.limit).min(self.capacity),
            None => self.capacity,
        }
    }

    /// Whether visitors may count on her.
    pub(crate) fn is_there_for_visitors(&self) -> bool {
        let there = matches!(self.status().doing, Doing::Ready | Doing::WrapUp);
        self.attendance.socket().is_some() && self.role.takes() && there
    }
}

impl Desk {
    pub(crate) fn says_status(&mut self, id: ShiftId, status: Status) {
        if let Some(shift) = self.shifts.get_mut(&id) {
            shift.status = Some(status);
            // How many are there for her is part of what a visitor is told.
            self.line_changed = true;
            self.colleagues_changed = true;
        }
    }

    /// Tells every console who is on duty, and who it has not met yet.
    pub(crate) fn tell_colleagues(&mut self) {
        let here: Vec<(ShiftId, SocketId, ShiftKeys)> = self
            .shifts
            .iter()
            .filter_map(|(id, shift)| Some((*id, shift.attendance.socket()?, shift.keys.clone()?)))
            .take(COLLEAGUE_ENTRIES)
            .collect();
        let list: Vec<Colleague> = here.iter().filter_map(|(id, ..)| self.colleague(*id)).collect();
        for (id, console, _) in &here {
            for (other, _, keys) in here.iter().filter(|(other, ..)| other != id) {
                let met = self.shifts.get_mut(id).map(|shift| &mut shift.met);
                if met.is_some_and(|met| met.insert(*other)) {
                    self.send(Some(*console), FromServer::Colleague(keys.clone()));
                }
            }
            self.send(Some(*console), FromServer::Colleagues(list.clone()));
        }
    }

    fn colleague(&self, id: ShiftId) -> Option<Colleague> {
        let shift = self.shifts.get(&id)?;
        Some(Colleague {
            shift: id,
            role: shift.role,
            status: shift.status(),
            holds: u8::try_from(self.busy(id)).unwrap_or(u8::MAX),
        })
    }

    /// A letter goes to whoever is here, and is kept for nobody. Each has to be opened by a console, so nobody floods another
    /// with them: on whatever line, for the bound is that of her shift.
    pub(crate) fn letter(
        &mut self,
        (console, from): (SocketId, ShiftId),
        to: ShiftId,
        letter: SealedLetter,
        now: Millis,
    ) {
        if let Some(shift) = self.shifts.get_mut(&from) {
            let weighs_until = shift.letters_until.max(now) + LETTER;
            if weighs_until > now + LETTERS * LETTER {
                return self.refuse(console, CloseReason::TooFast);
            }
            shift.letters_until = weighs_until;
        }
        match self.counsellor_socket(to) {
            Some(colleague) => self.send(Some(colleague), FromServer::LetterFor(letter)),
            None => self.send(Some(console), FromServer::NotThere(to)),
        }
    }

    /// The coordinator calls those who stand by.
    pub(crate) fn call_in(&mut self) {
        let standing_by: Vec<SocketId> = self
            .shifts
            .values()
            .filter(|shift| shift.status().doing == Doing::Standby)
            .filter_map(|shift| shift.attendance.socket())
            .collect();
        for console in standing_by {
            self.send(Some(console), FromServer::CalledIn);
        }
    }
}
