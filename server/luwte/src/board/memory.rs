use std::sync::{Arc, Mutex, PoisonError};

use luwte_desk::{Desk, Event, Settings};

use super::{Board, Figures, OnDuty, now_milliseconds};
use crate::sockets::Sockets;

/// A desk in the memory of this process. It dies with the process, and that is meant so.
pub(crate) struct MemoryBoard {
    desk: Mutex<Desk>,
    sockets: Arc<Sockets>,
}

impl MemoryBoard {
    pub(crate) fn new(settings: Settings, sockets: Arc<Sockets>) -> Self {
        Self {
            desk: Mutex::new(Desk::new(settings, now_milliseconds())),
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
        Figures::of(&self.desk.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn shifts(&self) -> Vec<OnDuty> {
        OnDuty::all(&self.desk.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
