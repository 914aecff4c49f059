//! What time does: dead nodes, graces, and telling everyone where they stand.

use luwte_wire::{CloseReason, EndReason, FromServer, QUEUE_ENTRIES, QueueEntry, ShiftId, TicketId};

use crate::counsellor::waited;
use crate::state::Stage;
use crate::visitor::place;
use crate::{Desk, Effect, Millis, NodeId, SocketId};

impl Desk {
    pub(crate) fn sweep(&mut self, node: NodeId, now: Millis) {
        self.nodes.insert(node, now);
        self.lose_dead_nodes(now);
        self.end_gone(now);
        self.forget_what_is_over(now);
        self.forget_old_invitations(now);
        self.close_in_time(now);
        // What she was told about the time is older than she should believe.
        self.line_changed |= self.takes.go_on(now);
        let line_changed = std::mem::take(&mut self.line_changed);
        if std::mem::take(&mut self.intakes_changed) || line_changed {
            self.tend_intakes();
        }
        if line_changed {
            self.tell_everyone(now);
        }
        if std::mem::take(&mut self.colleagues_changed) {
            self.tell_colleagues();
        }
    }

    /// A node that sweeps no more has died with all its sockets.
    fn lose_dead_nodes(&mut self, now: Millis) {
        let patience = self.settings.node_patience;
        let dead: Vec<NodeId> = self
            .nodes
            .iter()
            .filter(|(_, swept)| now.saturating_sub(**swept) > patience)
            .map(|(node, _)| *node)
            .collect();
        for node in dead {
            self.nodes.remove(&node);
            let lost: Vec<SocketId> = self
                .seats
                .range(node.sockets())
                .map(|(socket, _)| *socket)
                .collect();
            for socket in lost {
                self.lost(socket, now);
                // If the node lives after all, its pages must not stay on sockets that belong to nobody.
                self.effects.push(Effect::Close(socket, CloseReason::Restarting));
            }
        }
    }

    fn end_gone(&mut self, now: Millis) {
        let settings = self.settings.clone();
        let gone_shifts: Vec<ShiftId> = self
            .shifts
            .iter()
            .filter(|(_, shift)| {
                let idle_since_the_end = now > shift.until && shift.holds.is_empty();
                shift.attendance.gone(now, settings.conversation_grace) || idle_since_the_end
            })
            .map(|(id, _)| *id)
            .collect();
        for shift in gone_shifts {
            self.shift_ends(shift, EndReason::Gone, now);
        }
        let mut gone: Vec<TicketId> = Vec::new();
        let mut late: Vec<TicketId> = Vec::new();
        let mut between: Vec<TicketId> = Vec::new();
        for (id, ticket) in &self.tickets {
            let grace = match ticket.stage {
                Stage::Talking(_) => settings.conversation_grace,
                _ => settings.waiting_grace,
            };
            if ticket.attendance.gone(now, grace) {
                gone.push(*id);
            } else if matches!(ticket.stage, Stage::Claimed { since, .. } if now.saturating_sub(since) > settings.claim_patience)
            {
                late.push(*id);
            } else if matches!(&ticket.stage, Stage::Talking(talk) if talk.handed_over && !talk.met && talk.given
                && now.saturating_sub(talk.claimed) > 3 * settings.claim_patience)
                && ticket.attendance.socket().is_some()
            {
                between.push(*id);
            }
        }
        for ticket in gone {
            self.visitor_gone(ticket, now);
        }
        for ticket in late {
            self.give_back(ticket, now);
        }
        // Her page has the colleague's answer and does not use it: neither of the two could read her.
        for ticket in between {
            self.end_for_visitor(ticket, EndReason::Gone, now);
        }
    }

    fn tell_everyone(&mut self, now: Millis) {
        let on_duty = self.on_duty();
        for (ahead, (.., id)) in self.line.iter().enumerate() {
            let Some(ticket) = self.tickets.get_mut(id) else {
                continue;
            };
            let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
            let place = place(&mut self.takes, ahead, on_duty, now);
            if let Some(socket) = ticket.attendance.socket().filter(|_| ticket.told != Some(place)) {
                ticket.told = Some(place);
                self.effects.push(Effect::Send(socket, FromServer::Place(place)));
            }
        }
        let consoles: Vec<_> = self
            .shifts
            .values()
            .map(|shift| shift.attendance.socket())
            .collect();
        for console in consoles {
            self.tell_queue(console, now);
        }
    }

    pub(crate) fn tell_queue(&mut self, console: Option<SocketId>, now: Millis) {
        let entries = self
            .line
            .iter()
            .take(QUEUE_ENTRIES)
            .filter_map(|(_, arrived, id)| {
                Some(QueueEntry {
                    ticket: *id,
                    waited_seconds: waited(*arrived, now),
                    presence: self.tickets.get(id)?.attendance.presence(),
                })
            })
            .collect();
        let waiting = u32::try_from(self.line.len()).unwrap_or(u32::MAX);
        let frame = FromServer::Queue {
            waiting,
            on_duty: self.on_duty(),
            entries,
        };
        self.send(console, frame);
    }
}
