//! What is written to Redis and read from it.

use futures_util::StreamExt;
use luwte_desk::{Desk, SocketId};
use luwte_wire::{FRAME_LENGTH, FromServer};
use redis::Value;
use redis::aio::{MultiplexedConnection, PubSub};
use redis::streams::{StreamId, StreamReadReply};
use std::sync::atomic::Ordering;
use tokio::sync::mpsc;

use super::{Outgoing, RedisRefused, Shared, in_time};
use crate::board::entry::Entry;

/// Most entries of the log that Redis keeps: some tens of megabytes.
const LOG: usize = 32_768;
/// Most entries read, or things written, at once.
const BATCH: usize = 512;
/// How long a read waits for news before it asks again.
const READ_MILLISECONDS: usize = 1_000;

impl Shared {
    fn log(&self) -> String {
        format!("{}:log", self.name)
    }

    fn channel(&self, node: u32) -> String {
        format!("{}:node:{node}", self.name)
    }

    pub(super) async fn subscribe(&self) -> Result<PubSub, RedisRefused> {
        let mut relayed = self.client.get_async_pubsub().await?;
        relayed.subscribe(self.channel(self.sockets.node.0)).await?;
        Ok(relayed)
    }

    pub(super) async fn begin(&self, connection: &mut MultiplexedConnection) -> Result<String, RedisRefused> {
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
    pub(super) async fn write(
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
    pub(super) async fn read(
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
    pub(super) async fn receive(&self, mut relayed: PubSub) -> Result<(), RedisRefused> {
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
