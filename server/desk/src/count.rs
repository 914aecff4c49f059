//! What an evening adds to the counts: docs/counts.md.
//!
//! A desk counts what it has seen from its beginning to its end, so that nothing is counted again by the desk that begins
//! after it: a meeting and a conversation only if it grew from a claim of this desk, not from a right. What was under way
//! when a desk was lost is not counted at all. Times leave here as buckets.

use luwte_counts::{Counted, Lasted, Waited};
use luwte_wire::TicketId;

use crate::state::{Stage, Ticket};
use crate::{Desk, Effect, Millis, NodeId};

impl Desk {
    /// She who came just now. One who comes again, or for whom there is no room, has not arrived now.
    pub(crate) fn count_arrival(&mut self, id: TicketId) {
        let now = self.arrived_last;
        if self.tickets.get(&id).is_some_and(|ticket| ticket.arrived == now) {
            self.counted.push(Counted::Arrived);
        }
    }

    /// She says the first thing, or comes back with her right: if they had not met before, they do now. An answer alone is
    /// no meeting: it may be lost with its desk, and then she is taken again.
    pub(crate) fn count_meeting(&mut self, id: TicketId) {
        if let Some(ticket) = self.tickets.get(&id)
            && let Stage::Talking(talk) = &ticket.stage
            && !talk.met
            && talk.begun_here
            && !talk.handed_over
        {
            let waited = talk.claimed.saturating_sub(ticket.arrived);
            self.counted.push(Counted::Reached(Waited::of(waited)));
        }
    }

    /// She is gone, from the line or from a conversation.
    pub(crate) fn count_leaving(&mut self, ticket: &Ticket, now: Millis) {
        match &ticket.stage {
            // She who calls a guest is in a conversation, which is counted.
            _ if ticket.called => {}
            // She was reached, by who handed her over.
            _ if ticket.handed_over() => {}
            Stage::Arrived => {}
            Stage::Talking(talk) if talk.met => self.count_over(ticket, now),
            Stage::Talking(talk) if !talk.begun_here => {}
            // She may have been taken, even answered, and never heard of it.
            Stage::Waiting { .. } | Stage::Claimed { .. } | Stage::Talking(_) => {
                let until = ticket.attendance.away_since().unwrap_or(now);
                self.counted
                    .extend(Counted::left(until.saturating_sub(ticket.arrived)));
            }
        }
    }

    /// A conversation is over. It lasted until one of the two was there no longer.
    pub(crate) fn count_over(&mut self, ticket: &Ticket, now: Millis) {
        let Stage::Talking(talk) = &ticket.stage else {
            return;
        };
        if !talk.met || !talk.begun_here {
            return;
        }
        let counsellor = self.shifts.get(&talk.shift).map(|shift| shift.attendance);
        let away = [Some(ticket.attendance), counsellor].into_iter().flatten();
        let until = away.filter_map(|end| end.away_since()).fold(now, Millis::min);
        let lasted = until.saturating_sub(talk.claimed);
        self.counted.push(Counted::Over(Lasted::of(lasted)));
    }

    /// Hands over what the event of this moment adds.
    pub(crate) fn tell_counts(&mut self, node: Option<NodeId>) {
        let counted = std::mem::take(&mut self.counted);
        if let Some(node) = node {
            let counts = counted.into_iter().map(|what| Effect::Count(node, what));
            self.effects.extend(counts);
        }
    }
}
