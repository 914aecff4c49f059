//! What this desk holds about one visitor, whole, for her eyes: docs/protocol.md, RECORD.
//!
//! It is the structure itself that is written down. A field that is added to it later appears by itself.

use std::collections::BTreeSet;

use luwte_wire::TicketId;
use serde::Serialize;

use crate::effort::Spot;
use crate::over::Over;
use crate::state::Ticket;
use crate::{Desk, Effect, SocketId};

#[derive(Serialize)]
struct Record<'a> {
    /// Her ticket, by which she is known here.
    ticket: TicketId,
    /// Everything under that ticket.
    held: Option<&'a Ticket>,
    /// Where it stands in the line: whether an effort is due, and when she arrived.
    in_line: Option<Spot>,
    /// How her conversation ended, if she was away then.
    over: Option<&'a Over>,
    /// The same of every ticket with which a guest was called into her conversation.
    guests: Vec<Record<'a>>,
}

impl Desk {
    /// Tells a visitor what is held about her.
    pub(crate) fn tell_record(&mut self, socket: SocketId, id: TicketId) {
        let mut record = self.record(id);
        if !self.is_called(id) {
            record.guests = self
                .called_ever(id)
                .into_iter()
                .map(|id| self.record(id))
                .collect();
        }
        // Nothing in it can fail to be written: it has no map whose keys are not text.
        if let Ok(record) = serde_json::to_string(&record) {
            self.effects.push(Effect::Record { socket, record });
        }
    }

    fn record(&self, id: TicketId) -> Record<'_> {
        let held = self.tickets.get(&id);
        Record {
            ticket: id,
            held,
            in_line: held
                .map(|ticket| ticket.spot(id))
                .filter(|place| self.line.contains(place)),
            over: self.over.get(&id),
            guests: Vec::new(),
        }
    }

    /// Tickets with which guests were called into this conversation, also those that are over.
    fn called_ever(&self, id: TicketId) -> BTreeSet<TicketId> {
        let over = self.over.range(id.family()).filter(|(_, over)| over.called);
        let mut called: BTreeSet<TicketId> = over.map(|(id, _)| *id).collect();
        called.extend(self.called(id));
        called
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use luwte_wire::{Answer, Envelope, ShiftId};

    use super::*;
    use crate::Settings;
    use crate::attendance::Attendance;
    use crate::effort::Effort;
    use crate::intake::Intakes;
    use crate::mailbox::Mailbox;
    use crate::state::{Conversation, Stage};

    /// The names of all fields, as Rust itself lists them.
    fn fields(debug: &str) -> BTreeSet<&str> {
        debug
            .lines()
            .map(str::trim)
            .filter_map(|line| line.split_once(": "))
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn no_field_of_what_is_held_is_left_out_of_what_she_is_told() {
        let (her, noor) = (TicketId([1; 16]), ShiftId([2; 32]));
        let mut talk = Conversation::new(noor, 7);
        talk.answer = Answer::new(Bytes::from(vec![3; Answer::LENGTH]));
        let mut kept = Mailbox::default();
        let envelope = Envelope::new(Bytes::from(vec![4; Envelope::LENGTH])).unwrap();
        assert!(kept.keep(envelope, 1).is_ok());
        talk.for_visitor = kept;
        let ticket = Ticket {
            arrived: 5,
            attendance: Attendance::Away {
                since: 6,
                exited: true,
            },
            stage: Stage::Talking(Box::new(talk)),
            told: None,
            effort: Effort {
                wanted: Some(8),
                shown: 9,
            },
            intakes: Intakes::default(),
            called: false,
        };
        let listed = format!("{ticket:#?}");
        let mut desk = Desk::new(Settings::default(), 0);
        desk.tickets.insert(her, ticket);
        desk.tell_record(SocketId(1), her);
        let Some(Effect::Record { record, .. }) = desk.effects.pop() else {
            panic!("nothing was told");
        };
        let fields = fields(&listed);
        assert!(
            fields.contains("for_visitor") && fields.contains("exited"),
            "{fields:?}"
        );
        for field in fields {
            assert!(
                record.contains(&format!("\"{field}\":")),
                "{field} is missing in {record}"
            );
        }
        assert!(record.contains(&"02".repeat(32)), "who talks with her is named");
        assert!(record.contains("2030 bytes that this server cannot read"));
    }
}
