//! Where the state of the desk lives.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use luwte_desk::{Desk, Event, Settings};

use crate::sockets::Sockets;

/// The desk, as the shell sees it: events go in, and their effects reach the sockets in order.
pub(crate) trait Board: Send + Sync + 'static {
    /// Takes one event. When the future is done its effects are on their way.
    fn submit(&self, event: Event) -> impl Future<Output = ()> + Send;

    /// Waiting visitors, open conversations and counsellors on duty, for the counts.
    fn figures(&self) -> impl Future<Output = Figures> + Send;
}

/// Counts of this moment; nothing in them points at a person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) waiting: usize,
    pub(crate) conversations: usize,
    pub(crate) on_duty: u16,
}

/// A desk in the memory of this process. It dies with the process, and that is meant so.
pub(crate) struct MemoryBoard {
    desk: Mutex<Desk>,
    sockets: Arc<Sockets>,
}

impl MemoryBoard {
    pub(crate) fn new(settings: Settings, sockets: Arc<Sockets>) -> Self {
        Self {
            desk: Mutex::new(Desk::new(settings)),
            sockets,
        }
    }
}

impl Board for MemoryBoard {
    async fn submit(&self, event: Event) {
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let effects = desk.decide(event, now_milliseconds());
        // Still under the lock: two events must not overtake each other on their way to a socket.
        self.sockets.carry_out(effects);
    }

    async fn figures(&self) -> Figures {
        let desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        Figures {
            waiting: desk.waiting(),
            conversations: desk.conversations(),
            on_duty: desk.on_duty(),
        }
    }
}

/// The one clock of the server, in milliseconds since 1970.
pub(crate) fn now_milliseconds() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis() as u64)
}
