//! Several nodes, one desk: docs/decisions/0004.
//!
//! Redis holds a log of events in one order. Every node reads all of it and lets its own desk decide, so all desks are
//! the same, and each node carries out what concerns its own sockets. Whoever is claimed is claimed by an entry of the
//! log. Envelopes between two ends that are here do not go through the log: on one node they need no Redis at all.
//!
//! Redis is comfort. Whenever a node has lost it, or lost touch with the log, it writes *begin*: all desks are empty
//! then, every node says again who is on its sockets, and the pages bring the rest, as after the death of a server.

mod address;
mod log;
mod server;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use luwte_certificates::OrganisationRoot;
use luwte_desk::{Desk, Effect, Event, Settings, SocketId};
use luwte_wire::{Envelope, FromPage, FromServer, ShiftId, TicketId};
use redis::aio::MultiplexedConnection;
use redis::{ConnectionInfo, RedisError};
use sha2::{Digest, Sha256};
use tokio::sync::{Notify, mpsc};

pub(crate) use address::RedisAddress;

use super::entry::{Entry, VERSION};
use super::{Board, Figures, OnDuty, now_milliseconds};
use crate::sockets::Sockets;
use crate::tokens::TokenKeys;

/// Most that waits to be written to Redis. When it is full, Redis is too slow to be of use, and the node begins anew.
const QUEUE: usize = 8_192;
/// How long Redis may take for one answer before the connection counts as lost.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait before the next attempt: twice as long after every one that fails, within these. Whoever talks waits
/// for the last of it after Redis is back, so it is short.
const RETRY: Duration = Duration::from_millis(250);
const LONGEST_RETRY: Duration = Duration::from_secs(2);
/// A connection that held this long starts the count of attempts anew.
const HELD: Duration = Duration::from_secs(8);

pub(crate) struct RedisBoard {
    shared: Arc<Shared>,
    queue: mpsc::Sender<Outgoing>,
}

/// Why a Redis is not used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RedisRefused {
    #[error(
        "This Redis writes to its disk (`{setting}`). Nothing about a visitor may: start it with {instead}."
    )]
    Persistent {
        setting: &'static str,
        instead: &'static str,
    },
    #[error("Redis does not answer: {0}")]
    Lost(#[from] RedisError),
    #[error("Redis does not keep up.")]
    Slow,
    #[error("More than half of the Sentinels in `redis` must name the same master, and they do not.")]
    NoMaster,
    #[error("The Sentinels name another master.")]
    Replaced,
    #[error(
        "The cluster in `redis` is not whole: no server of it owns our slot and has touch with the others."
    )]
    NoOwner,
    #[error(
        "The clocks of Redis and of this machine differ by {seconds} s. Set them by NTP: an arrival is a time."
    )]
    Clock { seconds: u64 },
}

struct Shared {
    desk: Mutex<Desk>,
    settings: Settings,
    sockets: Arc<Sockets>,
    token_keys: Arc<TokenKeys>,
    /// Our *begin* is in the log, and nothing that was to follow it was left out.
    connected: AtomicBool,
    /// The log has begun anew: everybody on our sockets is to be named again.
    to_announce: Notify,
    address: RedisAddress,
    name: String,
}

enum Outgoing {
    Entry(Entry),
    /// An envelope for a socket of another node, in a conversation of this shift.
    Relay(SocketId, ShiftId, TicketId, Envelope),
}

impl RedisBoard {
    /// A board that looks for its Redis for as long as it lives.
    ///
    /// Refuses a Redis that is there and writes to its disk. One that is not there may come later.
    pub(crate) async fn new(
        address: RedisAddress,
        root: &OrganisationRoot,
        settings: Settings,
        sockets: Arc<Sockets>,
        token_keys: Arc<TokenKeys>,
    ) -> Result<Self, RedisRefused> {
        // One library for cryptography in TLS, however many the build may hold.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let shared = Arc::new(Shared {
            desk: Mutex::new(Desk::new(settings.clone(), now_milliseconds())),
            name: name(root, &settings),
            settings,
            sockets,
            token_keys,
            connected: AtomicBool::new(false),
            to_announce: Notify::new(),
            address,
        });
        let (queue, waiting) = mpsc::channel(QUEUE);
        match shared.find().await {
            Err(persistent @ RedisRefused::Persistent { .. }) => return Err(persistent),
            Err(other) => tracing::warn!("{other} The helpline is open, and goes on looking."),
            Ok(_) => {}
        }
        tokio::spawn(stay_connected(shared.clone(), waiting));
        Ok(Self { shared, queue })
    }
}

impl Board for RedisBoard {
    async fn submit(&self, event: Event) {
        if let Event::Frame {
            socket,
            frame: FromPage::Envelope(conversation, envelope),
        } = &event
            && self.shared.relay(*socket, *conversation, envelope, &self.queue)
        {
            return;
        }
        // While Redis is away nothing needs to be kept: when it is back, everybody is asked anew.
        if self.shared.connected.load(Ordering::Acquire)
            && self.queue.try_send(Outgoing::Entry(Entry::Event(event))).is_err()
        {
            self.shared.connected.store(false, Ordering::Release);
        }
    }

    async fn figures(&self) -> Figures {
        Figures::of(&self.shared.desk())
    }

    async fn shifts(&self) -> Vec<OnDuty> {
        OnDuty::all(&self.shared.desk())
    }
}

/// What the keys in Redis begin with. Nodes that would decide differently must not share a log, so their patience is in
/// its name too.
fn name(root: &OrganisationRoot, settings: &Settings) -> String {
    let same = [root.to_bytes().as_slice(), format!("{settings:?}").as_bytes()].concat();
    let helpline = hex::encode(Sha256::digest(same));
    // What stands in braces decides alone in which slot of a cluster a key is: all keys of a helpline are in one.
    format!("luwte:{VERSION}:{{{}}}", helpline.get(..16).unwrap_or_default())
}

async fn stay_connected(shared: Arc<Shared>, mut waiting: mpsc::Receiver<Outgoing>) {
    let mut retry = RETRY;
    loop {
        let begun = Instant::now();
        let Err(why) = shared.work(&mut waiting).await else {
            return;
        };
        shared.connected.store(false, Ordering::Release);
        retry = if begun.elapsed() > HELD {
            RETRY
        } else {
            (retry * 2).min(LONGEST_RETRY)
        };
        // Redis' own words may hold an entry of the log; the kind of failure is enough.
        tracing::warn!("Redis is lost: {}", kind(&why));
        while waiting.try_recv().is_ok() {}
        tokio::time::sleep(retry).await;
    }
}

fn kind(why: &RedisRefused) -> String {
    match why {
        RedisRefused::Lost(error) => error.category().to_owned(),
        other => other.to_string(),
    }
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes an envelope on without the log, if both ends are here and have met.
    fn relay(
        &self,
        from: SocketId,
        conversation: TicketId,
        envelope: &Envelope,
        queue: &mpsc::Sender<Outgoing>,
    ) -> bool {
        let desk = self.desk();
        let to = desk.relays(from, conversation).zip(desk.counsellor(conversation));
        drop(desk);
        let Some((to, counsellor)) = to else {
            return false;
        };
        if to.node() == self.sockets.node {
            let frame = FromServer::Envelope(conversation, envelope.clone());
            self.sockets.carry_out(vec![Effect::Send(to, frame)]);
        } else if self.connected.load(Ordering::Acquire) {
            // What does not fit is sent again by its page, and so is what comes while Redis is away: kept, it would reach
            // the other end before the desks know it again, and its acknowledgement would be lost.
            let _ = queue.try_send(Outgoing::Relay(to, counsellor, conversation, envelope.clone()));
        }
        true
    }

    /// The server that counts now, and a connection to it.
    async fn find(&self) -> Result<(ConnectionInfo, MultiplexedConnection), RedisRefused> {
        let server = self.address.look_up(&self.log()).await?;
        let connection = self.address.connect(&server).await?;
        Ok((server, connection))
    }

    /// One connection from *begin* until it is lost.
    async fn work(&self, waiting: &mut mpsc::Receiver<Outgoing>) -> Result<(), RedisRefused> {
        let (server, writing) = self.find().await?;
        let reading = self.address.connect(&server).await?;
        let relayed = in_time(self.subscribe(server.clone())).await?;
        let begin = in_time(self.begin(&mut writing.clone())).await?;
        // Not only when it is read: the writer would meanwhile take itself for too slow. And the *begin* of another node
        // must not hide that we are.
        self.connected.store(true, Ordering::Release);
        tokio::select! {
            lost = self.write(writing, waiting) => lost,
            lost = self.read(reading, begin) => lost,
            lost = self.receive(relayed) => lost,
            lost = self.address.watch(&server) => lost,
        }
    }
}

/// Gives up on a Redis that does not answer.
async fn in_time<T>(
    asking: impl Future<Output = Result<T, impl Into<RedisRefused>>>,
) -> Result<T, RedisRefused> {
    match tokio::time::timeout(PATIENCE, asking).await {
        Ok(answer) => answer.map_err(Into::into),
        Err(_) => Err(RedisRefused::Slow),
    }
}
