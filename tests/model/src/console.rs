use std::collections::{BTreeMap, BTreeSet};

use luwte_desk::SocketId;
use luwte_wire::{Claims, EndReason, FromServer, TicketId};

use crate::fault::Fault;
use crate::keys::Keys;
use crate::line::Said;

/// A counsellor's console, without texts: the state machine of `tests/people`, `Console`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Console {
    /// Its line of this moment.
    pub line: Option<SocketId>,
    /// Whether it ever had one.
    pub came: bool,
    /// Whether the server has accepted the shift on this line.
    pub accepted: bool,
    /// Whether TAKE_NEXT is on its way.
    pub taking: bool,
    /// The conversations of this shift.
    pub held: BTreeMap<TicketId, Held>,
    /// The conversations that this counsellor ended.
    pub ended: BTreeSet<TicketId>,
    /// How many answers were made.
    answers: u8,
}

/// A conversation as its console holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Held {
    /// Its keys. Until something of hers was opened, the answer with them is sent again.
    pub keys: Keys,
    /// Whether something of hers was opened.
    pub opened: bool,
    /// Whether the server spoke of it since the line came back.
    pub named: bool,
    right: Option<Claims>,
}

impl Console {
    /// The line is open: the hello.
    pub(crate) fn opened(&mut self, console: usize) -> Said {
        self.came = true;
        Said::Reported(console)
    }

    /// The line is lost.
    pub(crate) fn lost(&mut self) {
        self.line = None;
        self.accepted = false;
        self.taking = false;
        for held in self.held.values_mut() {
            held.named = false;
        }
    }

    /// Whether the counsellor may take somebody.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.accepted && !self.taking && self.held.is_empty()
    }

    /// The counsellor ends a conversation.
    pub(crate) fn ends(&mut self, ticket: TicketId) -> Said {
        self.held.remove(&ticket);
        self.ended.insert(ticket);
        Said::Leave(ticket, EndReason::SaidGoodbye)
    }

    /// A frame comes.
    pub(crate) fn hear(&mut self, console: usize, frame: &FromServer) -> Result<Vec<Said>, Fault> {
        match frame {
            FromServer::OnDuty => {
                self.accepted = true;
                self.taking = false;
                for held in self.held.values_mut() {
                    held.named = false;
                }
                Ok(Vec::new())
            }
            FromServer::Queue { .. } => {
                let not_named = self.held.values().filter(|held| !held.named);
                Ok(not_named
                    .filter_map(|held| held.right)
                    .map(Said::Resume)
                    .collect())
            }
            FromServer::NotTaken(_) => {
                self.taking = false;
                Ok(Vec::new())
            }
            FromServer::Taken {
                conversation,
                message_one,
                right,
                ..
            } => {
                if message_one.as_bytes().first() != conversation.0.first() {
                    return Err(Fault::CannotOpen);
                }
                Ok(vec![self.taken(console, *conversation, right.claims())])
            }
            FromServer::Presence(ticket, _) => Ok(self.presence(*ticket)),
            FromServer::Envelope(ticket, envelope) => {
                let Some(held) = self.held.get_mut(ticket) else {
                    return Ok(Vec::new());
                };
                if Keys::read(envelope.as_bytes()) != Some(held.keys) {
                    return Err(Fault::CannotOpen);
                }
                held.opened = true;
                Ok(vec![Said::Envelope(held.keys)])
            }
            FromServer::Ended { conversation, .. } => {
                self.held.remove(conversation);
                Ok(Vec::new())
            }
            _ => Ok(Vec::new()),
        }
    }

    fn taken(&mut self, console: usize, ticket: TicketId, right: Option<Claims>) -> Said {
        self.taking = false;
        if let Some(held) = self.held.get_mut(&ticket)
            && !held.opened
        {
            // The answer was lost on the way: the same one again.
            held.named = true;
            return Said::Answer(held.keys);
        }
        self.answers += 1;
        let keys = Keys {
            ticket,
            console,
            serial: self.answers,
        };
        let held = Held {
            keys,
            opened: false,
            named: true,
            right,
        };
        self.held.insert(ticket, held);
        Said::Answer(keys)
    }

    fn presence(&mut self, ticket: TicketId) -> Vec<Said> {
        let Some(held) = self.held.get_mut(&ticket) else {
            // Somebody whose keys this console does not have: she must not wait for nobody.
            let reason = match self.ended.contains(&ticket) {
                true => EndReason::SaidGoodbye,
                false => EndReason::Unknown,
            };
            return vec![Said::Leave(ticket, reason)];
        };
        let named_before = std::mem::replace(&mut held.named, true);
        if named_before || held.opened {
            return Vec::new();
        }
        vec![Said::Answer(held.keys)]
    }
}
