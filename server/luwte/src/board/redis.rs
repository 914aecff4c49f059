//! Several nodes, one desk: docs/decisions/0004.
//!
//! Redis holds a log of events in one order. Every node reads all of it and lets its own desk decide, so all desks are
//! the same, and each node carries out what concerns its own sockets. Whoever is claimed is claimed by an entry of the
//! log. Envelopes between two ends that are here do not go through the log: on one node they need no Redis at all.
//!
//! Redis is comfort. Whenever a node has lost it, or lost touch with the log, it writes *begin*: all desks are empty
//! then, every node says again who is on its sockets, and the pages bring the rest, as after the death of a server.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::StreamExt;
use luwte_certificates::OrganisationRoot;
use luwte_desk::{Desk, Effect, Event, Settings, SocketId};
use luwte_wire::{Envelope, FRAME_LENGTH, FromPage, FromServer, TicketId};
use redis::aio::{MultiplexedConnection, PubSub};
use redis::streams::{StreamId, StreamReadReply};
use redis::{AsyncConnectionConfig, Client, RedisError, Value};
use tokio::sync::mpsc;

use super::entry::{Entry, VERSION};
use super::{Board, Figures, now_milliseconds};
use crate::sockets::Sockets;

/// Most that waits to be written to Redis. When it is full, Redis is too slow to be of use, and the node begins anew.
const QUEUE: usize = 8_192;
/// Most entries of the log that Redis keeps: some tens of megabytes.
const LOG: usize = 32_768;
/// Most entries read, or things written, at once.
const BATCH: usize = 512;
/// How long a read waits for news before it asks again.
const READ_MILLISECONDS: usize = 1_000;
/// How long Redis may take for one answer before the connection counts as lost.
const PATIENCE: Duration = Duration::from_secs(5);
const RETRY: Duration = Duration::from_millis(250);

pub(crate) struct RedisBoard {
    shared: Arc<Shared>,
    queue: mpsc::Sender<Outgoing>,
}

/// Why a Redis is not used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RedisRefused {
    #[error("`redis`: the address is not one of Redis ({0}). Write it as \"redis://127.0.0.1:6379/\".")]
    Address(RedisError),
    #[error(
        "This Redis writes to its disk (`{setting}`). Nothing about a visitor may: start it with \
         --save \"\" --appendonly no."
    )]
    Persistent { setting: &'static str },
    #[error("Redis does not answer: {0}")]
    Lost(#[from] RedisError),
    #[error("Redis does not keep up.")]
    Slow,
}

struct Shared {
    desk: Mutex<Desk>,
    settings: Settings,
    sockets: Arc<Sockets>,
    connected: AtomicBool,
    client: Client,
    name: String,
}

enum Outgoing {
    Entry(Entry),
    /// An envelope for a socket of another node.
    Relay(SocketId, TicketId, Envelope),
}

impl RedisBoard {
    /// A board that looks for its Redis for as long as it lives.
    ///
    /// Refuses a Redis that is there and writes to its disk. One that is not there may come later.
    pub(crate) async fn new(
        url: &str,
        root: &OrganisationRoot,
        settings: Settings,
        sockets: Arc<Sockets>,
    ) -> Result<Self, RedisRefused> {
        let client = Client::open(url).map_err(RedisRefused::Address)?;
        let helpline = root.to_hex();
        let shared = Arc::new(Shared {
            desk: Mutex::new(Desk::new(settings.clone(), now_milliseconds())),
            settings,
            sockets,
            connected: AtomicBool::new(false),
            client,
            name: format!("luwte:{VERSION}:{}", helpline.get(..16).unwrap_or_default()),
        });
        let (queue, waiting) = mpsc::channel(QUEUE);
        match shared.connect().await {
            Err(persistent @ RedisRefused::Persistent { .. }) => return Err(persistent),
            Err(other) => tracing::warn!("{other} The helpline is open, and goes on looking."),
            Ok(_) => {}
        }
        tokio::spawn(stay_connected(shared.clone(), queue.clone(), waiting));
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
}

async fn stay_connected(
    shared: Arc<Shared>,
    queue: mpsc::Sender<Outgoing>,
    mut waiting: mpsc::Receiver<Outgoing>,
) {
    let mut told = false;
    loop {
        let Err(why) = shared.work(&queue, &mut waiting).await else {
            return;
        };
        if shared.connected.swap(false, Ordering::AcqRel) || !told {
            // Redis' own words may hold an entry of the log; the kind of failure is enough.
            tracing::warn!("Redis is lost: {}", kind(&why));
            told = true;
        }
        while waiting.try_recv().is_ok() {}
        tokio::time::sleep(RETRY).await;
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
        let Some(to) = self.desk().relays(from, conversation) else {
            return false;
        };
        if to.node() == self.sockets.node {
            let frame = FromServer::Envelope(conversation, envelope.clone());
            self.sockets.carry_out(vec![Effect::Send(to, frame)]);
        } else {
            // What does not fit is sent again by its page.
            let _ = queue.try_send(Outgoing::Relay(to, conversation, envelope.clone()));
        }
        true
    }

    async fn connect(&self) -> Result<MultiplexedConnection, RedisRefused> {
        // The library would give up after half a second, which is a quiet moment and no fault; we wait ourselves.
        let settings = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(None);
        let mut connection = self
            .client
            .get_multiplexed_async_connection_with_config(&settings)
            .await?;
        in_time(refuse_persistence(&mut connection)).await?;
        Ok(connection)
    }

    /// One connection from *begin* until it is lost.
    async fn work(
        &self,
        queue: &mpsc::Sender<Outgoing>,
        waiting: &mut mpsc::Receiver<Outgoing>,
    ) -> Result<(), RedisRefused> {
        let writing = self.connect().await?;
        let reading = self.connect().await?;
        let relayed = in_time(self.subscribe()).await?;
        let begin = in_time(self.begin(&mut writing.clone())).await?;
        tokio::select! {
            lost = self.write(writing, waiting) => lost,
            lost = self.read(reading, begin, queue) => lost,
            lost = self.receive(relayed) => lost,
        }
    }

    fn log(&self) -> String {
        format!("{}:log", self.name)
    }

    fn channel(&self, node: u32) -> String {
        format!("{}:node:{node}", self.name)
    }

    async fn subscribe(&self) -> Result<PubSub, RedisRefused> {
        let mut relayed = self.client.get_async_pubsub().await?;
        relayed.subscribe(self.channel(self.sockets.node.0)).await?;
        Ok(relayed)
    }

    async fn begin(&self, connection: &mut MultiplexedConnection) -> Result<String, RedisRefused> {
        let id: String = redis::cmd("XADD")
            .arg(self.log())
            .arg("*")
            .arg("e")
            .arg(Entry::Begin.encode())
            .query_async(connection)
            .await?;
        // Read from just before it: an entry of the same millisecond counts up from zero.
        let (milliseconds, number) = id.split_once('-').unwrap_or((&id, "0"));
        let number: u64 = number.parse().unwrap_or_default();
        let milliseconds: u64 = milliseconds.parse().unwrap_or_default();
        Ok(match number.checked_sub(1) {
            Some(before) => format!("{milliseconds}-{before}"),
            None => format!("{}-{}", milliseconds.saturating_sub(1), u64::MAX),
        })
    }

    /// Writes what waits, as much at once as there is.
    async fn write(
        &self,
        mut connection: MultiplexedConnection,
        waiting: &mut mpsc::Receiver<Outgoing>,
    ) -> Result<(), RedisRefused> {
        let mut batch = Vec::with_capacity(BATCH);
        while waiting.recv_many(&mut batch, BATCH).await > 0 {
            let mut pipeline = redis::pipe();
            for outgoing in batch.drain(..) {
                match outgoing {
                    Outgoing::Entry(entry) => {
                        let add = pipeline.cmd("XADD").arg(self.log());
                        add.arg("MAXLEN").arg("~").arg(LOG).arg("*");
                        add.arg("e").arg(entry.encode()).ignore();
                    }
                    Outgoing::Relay(to, conversation, envelope) => {
                        let frame = FromServer::Envelope(conversation, envelope).encode();
                        let message = [&to.0.to_be_bytes()[..], &frame].concat();
                        pipeline.publish(self.channel(to.node().0), message).ignore();
                    }
                }
            }
            in_time(pipeline.query_async::<()>(&mut connection)).await?;
            if !self.connected.load(Ordering::Acquire) {
                return Err(RedisRefused::Slow);
            }
        }
        Ok(())
    }

    /// Reads the log and lets the desk decide, in its order.
    async fn read(
        &self,
        mut connection: MultiplexedConnection,
        mut last: String,
        queue: &mpsc::Sender<Outgoing>,
    ) -> Result<(), RedisRefused> {
        loop {
            let mut command = redis::cmd("XREAD");
            command
                .arg("COUNT")
                .arg(BATCH)
                .arg("BLOCK")
                .arg(READ_MILLISECONDS);
            command.arg("STREAMS").arg(self.log()).arg(&last);
            let reading = command.query_async::<Option<StreamReadReply>>(&mut connection);
            let reply = in_time(reading).await?;
            let entries = reply
                .and_then(|reply| reply.keys.into_iter().next())
                .map(|key| key.ids)
                .unwrap_or_default();
            let full = entries.len() == BATCH;
            for entry in entries {
                self.take(&entry, queue);
                last = entry.id;
            }
            if full {
                self.refuse_gap(&mut connection, &last).await?;
            }
        }
    }

    fn take(&self, entry: &StreamId, queue: &mpsc::Sender<Outgoing>) {
        let milliseconds = entry.id.split('-').next().and_then(|text| text.parse().ok());
        let bytes = match entry.map.get("e") {
            Some(Value::BulkString(bytes)) => bytes.as_slice(),
            _ => &[],
        };
        let (Some(now), Some(entry)) = (milliseconds, Entry::decode(bytes)) else {
            tracing::error!("An entry of the log is not one of ours, and is left out.");
            return;
        };
        match entry {
            Entry::Begin => {
                *self.desk() = Desk::new(self.settings.clone(), now);
                self.connected.store(true, Ordering::Release);
                for announcement in self.sockets.announcements() {
                    let entry = Outgoing::Entry(Entry::Event(announcement));
                    if queue.try_send(entry).is_err() {
                        self.connected.store(false, Ordering::Release);
                    }
                }
            }
            Entry::Event(event) => {
                let mut desk = self.desk();
                let effects = desk.decide(event, now);
                self.sockets.carry_out(effects);
            }
        }
    }

    /// A node that is slower than the log is short must not decide on half of it.
    async fn refuse_gap(
        &self,
        connection: &mut MultiplexedConnection,
        last: &str,
    ) -> Result<(), RedisRefused> {
        let kept: usize = redis::cmd("XLEN").arg(self.log()).query_async(connection).await?;
        let after: Vec<Value> = redis::cmd("XRANGE")
            .arg(self.log())
            .arg("-")
            .arg(last)
            .arg("COUNT")
            .arg(1)
            .query_async(connection)
            .await?;
        if kept > 0 && after.is_empty() {
            return Err(RedisRefused::Slow);
        }
        Ok(())
    }

    /// Envelopes from other nodes.
    async fn receive(&self, mut relayed: PubSub) -> Result<(), RedisRefused> {
        let mut messages = relayed.on_message();
        while let Some(message) = messages.next().await {
            let message = message.get_payload_bytes();
            if let Some((to, frame)) = message.split_first_chunk::<8>()
                && frame.len() == FRAME_LENGTH
            {
                let to = SocketId(u64::from_be_bytes(*to));
                self.sockets.pass_on(to, bytes::Bytes::copy_from_slice(frame));
            }
        }
        Err(RedisRefused::Slow)
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

async fn refuse_persistence(connection: &mut MultiplexedConnection) -> Result<(), RedisRefused> {
    for (setting, harmless) in [("save", ""), ("appendonly", "no")] {
        let answer: Vec<String> = redis::cmd("CONFIG")
            .arg("GET")
            .arg(setting)
            .query_async(connection)
            .await?;
        if answer.get(1).is_none_or(|value| value != harmless) {
            return Err(RedisRefused::Persistent { setting });
        }
    }
    Ok(())
}
