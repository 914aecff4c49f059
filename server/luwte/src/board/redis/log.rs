//! What is written to Redis and read from it.

use futures_util::StreamExt;
use luwte_desk::{Desk, Event, SocketId};
use luwte_wire::{FRAME_LENGTH, FromServer, ShiftId};
use redis::aio::{MultiplexedConnection, PubSub};
use redis::streams::{StreamId, StreamRangeReply, StreamReadReply};
use redis::{Client, ConnectionInfo, Value};
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::mpsc;

use super::{Outgoing, RedisRefused, Shared, in_time};
use crate::board::entry::Entry;
use crate::board::now_milliseconds;
use crate::tokens::MAC_LENGTH;

/// Most entries of the log that Redis keeps: some tens of megabytes.
const LOG: usize = 32_768;
/// How long Redis keeps an entry, and the log after the last one, in milliseconds. A node needs what it has not read yet.
const KEPT_MILLISECONDS: u64 = 120_000;
/// How far the clocks of Redis and of a node may be apart.
const CLOCKS_APART_SECONDS: u64 = 10;
/// Most entries read, or things written, at once.
const BATCH: usize = 512;
/// After so long without even a sign of its own a subscription counts as lost: several sweeps.
const DEAF: Duration = Duration::from_secs(10);
/// How long a read waits for news before it asks again.
const READ_MILLISECONDS: usize = 1_000;

impl Shared {
    pub(super) fn log(&self) -> String {
        format!("{}:log", self.name)
    }

    fn channel(&self, node: u32) -> String {
        format!("{}:node:{node}", self.name)
    }

    pub(super) async fn subscribe(&self, server: ConnectionInfo) -> Result<PubSub, RedisRefused> {
        let mut relayed = Client::open(server)?.get_async_pubsub().await?;
        relayed.subscribe(self.channel(self.sockets.node.0)).await?;
        Ok(relayed)
    }

    /// Writes *begin* and returns the id just before it, to read from.
    pub(super) async fn begin(&self, connection: &mut MultiplexedConnection) -> Result<String, RedisRefused> {
        let id: String = redis::cmd("XADD")
            .arg(self.log())
            .arg("*")
            .arg("e")
            .arg(self.sealed(Entry::Begin.encode()))
            .query_async(connection)
            .await?;
        let (milliseconds, number) = id.split_once('-').unwrap_or((&id, "0"));
        let number: u64 = number.parse().unwrap_or_default();
        let milliseconds: u64 = milliseconds.parse().unwrap_or_default();
        let apart = milliseconds.abs_diff(now_milliseconds()) / 1_000;
        if apart > CLOCKS_APART_SECONDS {
            return Err(RedisRefused::Clock { seconds: apart });
        }
        // An entry of the same millisecond counts up from zero.
        Ok(match number.checked_sub(1) {
            Some(before) => format!("{milliseconds}-{before}"),
            None => format!("{}-{}", milliseconds.saturating_sub(1), u64::MAX),
        })
    }

    /// Writes what waits, as much at once as there is.
    pub(super) async fn write(
        &self,
        mut connection: MultiplexedConnection,
        waiting: &mut mpsc::Receiver<Outgoing>,
    ) -> Result<(), RedisRefused> {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            tokio::select! {
                biased;
                // Not through the queue: there may be more sockets than it holds. Whoever leaves after this moment is
                // said to have left behind it.
                () = self.to_announce.notified() => {
                    for announced in self.sockets.announcements().chunks(BATCH) {
                        batch.extend(announced.iter().cloned().map(|event| Outgoing::Entry(Entry::Event(event))));
                        self.write_batch(&mut connection, &mut batch).await?;
                    }
                }
                more = waiting.recv_many(&mut batch, BATCH) => {
                    if more == 0 {
                        return Ok(());
                    }
                    self.write_batch(&mut connection, &mut batch).await?;
                }
            }
            if !self.connected.load(Ordering::Acquire) {
                return Err(RedisRefused::Slow);
            }
        }
    }

    async fn write_batch(
        &self,
        connection: &mut MultiplexedConnection,
        batch: &mut Vec<Outgoing>,
    ) -> Result<(), RedisRefused> {
        let mut pipeline = redis::pipe();
        let forgotten = now_milliseconds().saturating_sub(KEPT_MILLISECONDS);
        let full = batch.len() >= BATCH;
        for outgoing in batch.drain(..) {
            match outgoing {
                Outgoing::Entry(entry) => {
                    if matches!(entry, Entry::Event(Event::Sweep { .. })) {
                        // A sign of life for our own ears: `receive`.
                        let sign = self.sealed(Vec::new());
                        pipeline.publish(self.channel(self.sockets.node.0), sign).ignore();
                    }
                    let add = pipeline.cmd("XADD").arg(self.log());
                    add.arg("MINID").arg("~").arg(forgotten).arg("*");
                    add.arg("e").arg(self.sealed(entry.encode())).ignore();
                }
                Outgoing::Relay(to, counsellor, conversation, envelope) => {
                    let frame = FromServer::Envelope(conversation, envelope).encode();
                    let message = [&to.0.to_be_bytes()[..], &counsellor.0, &frame].concat();
                    pipeline
                        .publish(self.channel(to.node().0), self.sealed(message))
                        .ignore();
                }
            }
        }
        if full {
            let trim = pipeline.cmd("XTRIM").arg(self.log());
            trim.arg("MAXLEN").arg("~").arg(LOG).ignore();
        }
        pipeline
            .cmd("PEXPIRE")
            .arg(self.log())
            .arg(KEPT_MILLISECONDS)
            .ignore();
        in_time(pipeline.query_async::<()>(connection)).await
    }

    /// Reads the log and lets the desk decide, in its order.
    pub(super) async fn read(
        &self,
        mut connection: MultiplexedConnection,
        mut last: String,
    ) -> Result<(), RedisRefused> {
        let mut behind = false;
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
            if behind {
                in_time(self.refuse_gap(&mut connection, &last)).await?;
            }
            behind = entries.len() == BATCH;
            for entry in entries {
                self.take(&entry);
                last = entry.id;
            }
        }
    }

    fn take(&self, entry: &StreamId) {
        let milliseconds = entry.id.split('-').next().and_then(|text| text.parse().ok());
        let bytes = match entry.map.get("e") {
            Some(Value::BulkString(bytes)) => bytes.as_slice(),
            _ => &[],
        };
        let opened = self.opened(bytes).and_then(Entry::decode);
        let (Some(now), Some(entry)) = (milliseconds, opened) else {
            tracing::error!("An entry of the log is not one of ours, and is left out.");
            return;
        };
        match entry {
            Entry::Begin => {
                *self.desk() = Desk::new(self.settings.clone(), now);
                self.to_announce.notify_one();
            }
            Entry::Event(event) => {
                let mut desk = self.desk();
                let effects = desk.decide(event, now);
                self.sockets.carry_out(effects);
            }
        }
    }

    /// A node that reads more slowly than the log is cut must not decide on half of it: when what it had read before is
    /// gone, something after that may be gone too.
    async fn refuse_gap(
        &self,
        connection: &mut MultiplexedConnection,
        read_before: &str,
    ) -> Result<(), RedisRefused> {
        let there: StreamRangeReply = redis::cmd("XRANGE")
            .arg(self.log())
            .arg(read_before)
            .arg(read_before)
            .query_async(connection)
            .await?;
        if there.ids.is_empty() {
            Err(RedisRefused::Slow)
        } else {
            Ok(())
        }
    }

    /// Envelopes from other nodes. Every sweep of our own sends a sign of life, for a subscription can die unnoticed while
    /// the other connections live.
    pub(super) async fn receive(&self, mut relayed: PubSub) -> Result<(), RedisRefused> {
        let mut messages = relayed.on_message();
        while let Ok(Some(message)) = tokio::time::timeout(DEAF, messages.next()).await {
            let message = self.opened(message.get_payload_bytes());
            if let Some((to, rest)) = message.and_then(|message| message.split_first_chunk::<8>())
                && let Some((counsellor, frame)) = rest.split_first_chunk::<32>()
                && frame.len() == FRAME_LENGTH
            {
                let to = SocketId(u64::from_be_bytes(*to));
                self.pass_on(to, ShiftId(*counsellor), bytes::Bytes::copy_from_slice(frame));
            }
        }
        Err(RedisRefused::Slow)
    }

    /// Gives it to a page, unless the conversation has gone on to another counsellor: her keys do not open it.
    fn pass_on(&self, to: SocketId, counsellor: ShiftId, frame: bytes::Bytes) {
        let conversation = FromServer::decode(&frame);
        let goes_on = |with: ShiftId| with != counsellor;
        if let Ok(FromServer::Envelope(conversation, _)) = conversation
            && !self.desk().counsellor(conversation).is_some_and(goes_on)
        {
            self.sockets.pass_on(to, frame);
        }
    }

    /// With a MAC behind it: whoever can write to Redis and has no token key cannot speak as a node.
    fn sealed(&self, mut words: Vec<u8>) -> Vec<u8> {
        words.extend(self.token_keys.authenticate(&words));
        words
    }

    fn opened<'a>(&self, sealed: &'a [u8]) -> Option<&'a [u8]> {
        let (words, mac) = sealed.split_at_checked(sealed.len().checked_sub(MAC_LENGTH)?)?;
        self.token_keys.is_authentic(words, mac).then_some(words)
    }
}
