//! What an action does to everybody.

use luwte_desk::{NodeId, SocketId};
use luwte_wire::EndReason;

use crate::action::Action;
use crate::helpline::{Helpline, VISITORS};
use crate::line::{LINES, Line, Said};
use crate::node::{CLAIM_STEPS, Entry, NODE_STEPS};
use crate::visitor::Stage;

impl Helpline {
    /// Something happens.
    pub(crate) fn happens(&mut self, action: Action) {
        match action {
            Action::Connects { page, node } => self.connects(page, node),
            Action::Writes { socket } => self.writes(socket),
            Action::Notices { socket } => self.notices(socket),
            Action::Reads { node } => self.read(node),
            Action::Begins { node } => {
                self.nodes[node].next = Some(self.log.len());
                self.append(Entry::Begin);
            }
            Action::Starts { node } => {
                self.nodes[node].alive = true;
                self.nodes[node].id = NodeId(self.nodes[node].id.0 + 2);
            }
            Action::Takes { console } => {
                self.consoles[console].taking = true;
                self.say(VISITORS + console, [Said::Take]);
            }
            Action::Says { visitor } => {
                self.left.says -= 1;
                let said = self.visitors[visitor].says();
                self.say(visitor, said);
            }
            Action::Leaves { visitor } => {
                self.left.leaves -= 1;
                if let Some((_, ticket)) = self.visitors[visitor].place() {
                    self.say(visitor, [Said::Leave(ticket, EndReason::SaidGoodbye)]);
                }
                self.visitors[visitor].stage = Stage::Over;
                self.loses(visitor);
            }
            Action::Ends { console, ticket } => {
                self.left.ends -= 1;
                let leave = self.consoles[console].ends(ticket);
                self.say(VISITORS + console, [leave]);
            }
            Action::LosesLine { page } => {
                self.left.line_losses -= 1;
                self.loses(page);
            }
            Action::Dies { node } => self.dies(node),
            Action::RedisDies => {
                self.left.redis_losses -= 1;
                self.log.clear();
                (0..2).for_each(|node| self.loses_touch(node));
            }
            Action::LosesTouch { node } => {
                self.left.lost_touch -= 1;
                self.loses_touch(node);
            }
            Action::ClaimsAreLate => {
                self.left.late_claims -= 1;
                self.time_passes(CLAIM_STEPS);
            }
            Action::NodeIsMissed => {
                self.left.node_patience -= 1;
                self.time_passes(NODE_STEPS);
            }
        }
        self.settle();
    }

    fn connects(&mut self, page: usize, node: usize) {
        self.sockets[page] += 1;
        let number = page as u32 * LINES + u32::from(self.sockets[page]);
        let socket = SocketId::of(self.nodes[node].id, number);
        let hello = match page.checked_sub(VISITORS) {
            None => {
                self.visitors[page].line = Some(socket);
                self.visitors[page].opened(page)
            }
            Some(console) => {
                self.consoles[console].line = Some(socket);
                self.consoles[console].opened(console)
            }
        };
        self.lines.push(Line {
            socket,
            node,
            page,
            held: true,
            shut: false,
            up: [hello].into(),
            announcement: None,
        });
        self.lines.sort_by_key(|line| (line.page, line.socket));
    }

    fn writes(&mut self, socket: SocketId) {
        let Some(line) = self.line_mut(socket) else { return };
        let Some(said) = line.up.pop_front() else { return };
        if said.is_hello() && line.announcement.is_none() {
            line.announcement = Some(said);
        }
        if let (Said::Envelope(_), Some(Said::Returned(_, proven))) = (said, &mut line.announcement) {
            *proven = true;
        }
        let node = line.node;
        self.write(node, Entry::Line(socket, said));
    }

    fn notices(&mut self, socket: SocketId) {
        let Some(line) = self.line_mut(socket) else { return };
        let node = line.node;
        self.lines.retain(|line| line.socket != socket);
        self.write(node, Entry::Line(socket, Said::Closed));
    }

    fn dies(&mut self, node: usize) {
        self.left.node_deaths -= 1;
        self.nodes[node].alive = false;
        self.loses_touch(node);
        let mine = |line: &&Line| line.node == node;
        let pages: Vec<usize> = self
            .lines
            .iter()
            .filter(mine)
            .filter(|line| line.held)
            .map(|line| line.page)
            .collect();
        for page in pages {
            self.loses(page);
        }
        self.lines.retain(|line| line.node != node);
    }

    fn loses_touch(&mut self, node: usize) {
        self.nodes[node].next = None;
        self.nodes[node].replica = None;
        // What it was about to announce is forgotten, and announced anew after the next *begin*.
        for line in self
            .lines
            .iter_mut()
            .filter(|line| line.node == node && line.announcement.is_some())
        {
            line.up.retain(|said| !said.is_hello());
        }
    }

    fn time_passes(&mut self, steps: u8) {
        let by = [0, 1].map(|node: usize| {
            let node = &self.nodes[node];
            node.replica.as_ref().map(|_| node.id)
        });
        self.append(Entry::Sweeps { steps, by });
    }
}
