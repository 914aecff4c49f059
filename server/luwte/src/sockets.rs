//! The live sockets of this server, by number.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use luwte_desk::{Effect, Event, NodeId, SocketId};
use luwte_wire::{Claims, CloseReason, Frame, FromServer, REVOCATION_LENGTH, Token};
use tokio::sync::mpsc::UnboundedSender;

use crate::board::now_milliseconds;
use crate::ledger::Ledger;
use crate::outbox::Outbox;
use crate::tokens::TokenKeys;

pub(crate) struct Sockets {
    pub(crate) node: NodeId,
    numbers: Numbers,
    open: Mutex<HashMap<SocketId, Arc<Outbox>>>,
    /// Whether a desk may begin anew while the sockets stay, so that it must be told who is on them.
    announced: bool,
    /// Certificates that a coordinator took back, for who keeps the list.
    taken_back: UnboundedSender<[u8; REVOCATION_LENGTH]>,
    /// Signs the tokens in what leaves.
    token_keys: Arc<TokenKeys>,
    /// Where this node counts, if it does.
    ledger: Option<Arc<Ledger>>,
}

/// Numbers for sockets, each once, in an order that tells nobody how many there are: a visitor may see her own.
struct Numbers {
    last: AtomicU32,
    mix: RandomState,
}

impl Default for Numbers {
    fn default() -> Self {
        Self {
            last: AtomicU32::default(),
            mix: RandomState::new(),
        }
    }
}

impl Numbers {
    /// Four rounds of a Feistel network over a count, so that no two are the same.
    fn next(&self) -> u32 {
        let count = self.last.fetch_add(1, Ordering::Relaxed);
        let (mut left, mut right) = ((count >> 16) as u16, count as u16);
        for round in 0..4_u8 {
            let mixed = self.mix.hash_one((round, right)) as u16;
            (left, right) = (right, left ^ mixed);
        }
        u32::from(left) << 16 | u32::from(right)
    }
}

/// The same for every page, so it is written once.
static HEARTBEAT: LazyLock<Frame> = LazyLock::new(|| FromServer::Heartbeat.encode());

impl Sockets {
    pub(crate) fn new(
        node: NodeId,
        announced: bool,
        taken_back: UnboundedSender<[u8; REVOCATION_LENGTH]>,
        token_keys: Arc<TokenKeys>,
        ledger: Option<Arc<Ledger>>,
    ) -> Self {
        Self {
            node,
            numbers: Numbers::default(),
            open: Mutex::default(),
            announced,
            taken_back,
            token_keys,
            ledger,
        }
    }

    pub(crate) fn open(&self) -> (SocketId, Arc<Outbox>) {
        let socket = SocketId::of(self.node, self.numbers.next());
        let outbox = Arc::new(Outbox::default());
        outbox.hear(now_milliseconds());
        self.table().insert(socket, outbox.clone());
        (socket, outbox)
    }

    pub(crate) fn forget(&self, socket: SocketId) {
        self.table().remove(&socket);
    }

    /// Carries out what the desk decided, in its order.
    pub(crate) fn carry_out(&self, effects: Vec<Effect>) {
        let table = self.table();
        for effect in effects {
            match effect {
                Effect::Send(socket, frame) => {
                    if let Some(outbox) = table.get(&socket) {
                        if self.announced
                            && let FromServer::Ticket(held) | FromServer::Answered(_, _, held) = &frame
                            && let Some(claims) = held.claims()
                        {
                            outbox.sent(socket, claims);
                        }
                        outbox.push(self.encode(frame));
                    }
                }
                Effect::EndWithTicket {
                    socket,
                    conversation,
                    reason,
                    arrived,
                } => {
                    if let Some(outbox) = table.get(&socket) {
                        let ticket = self.token_keys.next_ticket(conversation);
                        outbox.push(self.encode(FromServer::Ended {
                            conversation,
                            reason,
                            next: Some(Token::unsigned(Claims::Ticket {
                                ticket,
                                arrived,
                                called: false,
                            })),
                        }));
                    }
                }
                Effect::Record { socket, record } => {
                    if let Some(outbox) = table.get(&socket) {
                        for frame in FromServer::record(&record) {
                            outbox.push(frame.encode());
                        }
                    }
                }
                Effect::TakeBack(revocation) => {
                    // Who listens is gone only when the server is.
                    let _ = self.taken_back.send(revocation);
                }
                Effect::Close(socket, reason) => {
                    if let Some(outbox) = table.get(&socket) {
                        outbox.close(reason);
                    }
                }
                // Every node reads the same log; the one whose event it is counts it.
                Effect::Count(node, what) => {
                    if node == self.node
                        && let Some(ledger) = &self.ledger
                    {
                        ledger.count(what, now_milliseconds());
                    }
                }
            }
        }
    }

    fn encode(&self, mut frame: FromServer) -> Frame {
        if let Some(token) = frame.token_mut() {
            self.token_keys.sign(token);
        }
        frame.encode()
    }

    /// Gives a frame that is written already to a page.
    pub(crate) fn pass_on(&self, socket: SocketId, frame: Frame) {
        if let Some(outbox) = self.table().get(&socket) {
            outbox.push(frame);
        }
    }

    /// An envelope came from this socket.
    pub(crate) fn heard_envelope(&self, outbox: &Outbox) {
        if self.announced {
            outbox.proves();
        }
    }

    /// Remembers who is on a socket.
    pub(crate) fn announce(&self, outbox: &Outbox, event: &Event) {
        if self.announced {
            outbox.announce(event.clone());
        }
    }

    /// Who is on these sockets, as they would say it themselves: for a desk that begins anew.
    pub(crate) fn announcements(&self) -> Vec<Event> {
        self.table()
            .values()
            .filter_map(|outbox| outbox.announcement())
            .collect()
    }

    /// Asks every page for a sign of life.
    pub(crate) fn heartbeat(&self) {
        for outbox in self.table().values() {
            outbox.push(HEARTBEAT.clone());
        }
    }

    /// Closes every socket from which nothing came for longer than `patience` milliseconds.
    pub(crate) fn close_silent(&self, patience: u64) {
        let now = now_milliseconds();
        for outbox in self.table().values() {
            outbox.close_if_silent(now, patience);
        }
    }

    /// Closes a socket, if it is on this node. A reason that it has already counts.
    pub(crate) fn close(&self, socket: SocketId, reason: CloseReason) {
        if let Some(outbox) = self.table().get(&socket) {
            outbox.close(reason);
        }
    }

    pub(crate) fn close_all(&self, reason: CloseReason) {
        for outbox in self.table().values() {
            outbox.close(reason);
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.table().len()
    }

    fn table(&self) -> MutexGuard<'_, HashMap<SocketId, Arc<Outbox>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_sockets_have_the_same_number_and_none_tells_how_many_there_are() {
        let numbers = Numbers::default();
        let drawn: Vec<u32> = (0..100_000).map(|_| numbers.next()).collect();
        assert_eq!(drawn.iter().collect::<HashSet<_>>().len(), drawn.len());
        assert!(
            drawn
                .windows(2)
                .filter(|pair| pair[1] == pair[0].wrapping_add(1))
                .count()
                < 10
        );
    }
}
