//! The live sockets of this server, by number.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use luwte_desk::{Effect, SocketId};
use luwte_wire::{CloseReason, Frame, FromServer};

use crate::outbox::Outbox;

#[derive(Default)]
pub(crate) struct Sockets {
    last: AtomicU64,
    open: Mutex<HashMap<SocketId, Arc<Outbox>>>,
}

/// The same for every page, so it is written once.
static HEARTBEAT: LazyLock<Frame> = LazyLock::new(|| FromServer::Heartbeat.encode());

impl Sockets {
    pub(crate) fn open(&self) -> (SocketId, Arc<Outbox>) {
        let socket = SocketId(self.last.fetch_add(1, Ordering::Relaxed));
        let outbox = Arc::new(Outbox::default());
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
                        outbox.push(match frame {
                            FromServer::Heartbeat => HEARTBEAT.clone(),
                            other => other.encode(),
                        });
                    }
                }
                Effect::Close(socket, reason) => {
                    if let Some(outbox) = table.get(&socket) {
                        outbox.close(reason);
                    }
                }
            }
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
