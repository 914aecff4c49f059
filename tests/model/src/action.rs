//! What can happen next.

use luwte_desk::SocketId;
use luwte_wire::TicketId;

use crate::helpline::{Helpline, VISITORS};
use crate::visitor::{Stage, Text};

/// One step of an evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// A page opens a line to a node and says hello.
    Connects { page: usize, node: usize },
    /// A node takes the next thing said on a line and writes it into the log.
    Writes { socket: SocketId },
    /// A node notices that a line is gone, or has closed it, and says so.
    Notices { socket: SocketId },
    /// A node reads the next entry of the log.
    Reads { node: usize },
    /// A node begins, or begins anew: it writes *begin*.
    Begins { node: usize },
    /// A node that died starts again, with nothing.
    Starts { node: usize },
    /// A free counsellor takes who is next.
    Takes { console: usize },
    /// A visitor says something.
    Says { visitor: usize },
    /// A visitor leaves.
    Leaves { visitor: usize },
    /// A counsellor ends a conversation.
    Ends { console: usize, ticket: TicketId },
    /// A page loses its line.
    LosesLine { page: usize },
    /// A node dies.
    Dies { node: usize },
    /// Redis dies, and is back, empty.
    RedisDies,
    /// A node loses touch with Redis.
    LosesTouch { node: usize },
    /// Claims that were not answered so far are late.
    ClaimsAreLate,
    /// The nodes find out that another one is dead.
    NodeIsMissed,
}

impl Helpline {
    /// All that can happen now.
    pub(crate) fn actions(&self, actions: &mut Vec<Action>, visitors: usize) {
        if self.fault.is_some() {
            return;
        }
        for page in (0..visitors).chain(VISITORS..4) {
            self.page_actions(page, actions);
        }
        for line in &self.lines {
            let socket = line.socket;
            if !line.up.is_empty() {
                actions.push(Action::Writes { socket });
            }
            if !line.held {
                actions.push(Action::Notices { socket });
            }
        }
        for (node, state) in self.nodes.iter().enumerate() {
            match (state.alive, state.next) {
                (false, _) => actions.push(Action::Starts { node }),
                (true, None) => actions.push(Action::Begins { node }),
                (true, Some(next)) if next < self.log.len() => actions.push(Action::Reads { node }),
                (true, Some(_)) => {}
            }
            if state.alive && self.left.node_deaths > 0 {
                actions.push(Action::Dies { node });
            }
            if state.next.is_some() && self.left.lost_touch > 0 {
                actions.push(Action::LosesTouch { node });
            }
        }
        if self.left.redis_losses > 0 {
            actions.push(Action::RedisDies);
        }
        let writing = self.nodes.iter().filter(|node| node.replica.is_some()).count();
        if self.left.node_patience > 0 && writing == 1 {
            actions.push(Action::NodeIsMissed);
        }
        let somebody_is_claimed = self
            .consoles
            .iter()
            .any(|console| console.taking || console.held.values().any(|held| !held.opened));
        if self.left.late_claims > 0 && writing > 0 && somebody_is_claimed {
            actions.push(Action::ClaimsAreLate);
        }
    }

    fn page_actions(&self, page: usize, actions: &mut Vec<Action>) {
        if self.wants_a_line(page) {
            // Which visitor, counsellor and node is which is only a name: the first comes first.
            let nobody_came = self.sockets == [0; 4];
            let named_first = page.is_multiple_of(2) || self.sockets[page - 1] > 0 || self.sockets[page] > 0;
            if named_first {
                for (node, _) in self.nodes.iter().enumerate().filter(|(_, node)| node.alive) {
                    if node == 0 || !nobody_came {
                        actions.push(Action::Connects { page, node });
                    }
                }
            }
        }
        if self.line_of(page).is_none() {
            return;
        }
        if self.left.line_losses > 0 {
            actions.push(Action::LosesLine { page });
        }
        match page.checked_sub(VISITORS) {
            None => {
                let visitor = &self.visitors[page];
                if self.left.says > 0 && matches!(visitor.stage, Stage::Met(_)) && visitor.said == Text::None
                {
                    actions.push(Action::Says { visitor: page });
                }
                if self.left.leaves > 0 && visitor.token.is_some() {
                    actions.push(Action::Leaves { visitor: page });
                }
            }
            Some(console) => {
                // The node tells its consoles who waits with its next sweep.
                let line = self.lines.iter().find(|line| line.held && line.page == page);
                let replica = line.and_then(|line| self.nodes[line.node].replica.as_ref());
                let somebody_waits = replica.is_some_and(|replica| replica.desk.waiting() > 0);
                if self.consoles[console].is_free() && somebody_waits {
                    actions.push(Action::Takes { console });
                }
                if self.left.ends > 0 {
                    let held = self.consoles[console].held.keys();
                    actions.extend(held.map(|ticket| Action::Ends {
                        console,
                        ticket: *ticket,
                    }));
                }
            }
        }
    }
}
