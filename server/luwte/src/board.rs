//! Where the state of the desk lives: in one process, or in several that agree through Redis.

mod entry;
mod memory;
mod redis;

use std::time::{SystemTime, UNIX_EPOCH};

use luwte_desk::{Desk, Event, SocketId};
use luwte_wire::{Opening, ShiftId, ShiftKeys};

pub(crate) use memory::MemoryBoard;
pub(crate) use redis::{RedisAddress, RedisBoard, RedisRefused};

/// The desk, as the shell sees it: events go in, and their effects reach the sockets in order.
pub(crate) trait Board: Send + Sync + 'static {
    /// Takes one event. When the future is done its effects are on their way.
    fn submit(&self, event: Event) -> impl Future<Output = ()> + Send;

    /// Waiting visitors, open conversations and counsellors on duty, for the counts.
    fn figures(&self) -> impl Future<Output = Figures> + Send;

    /// Every shift that has reported, on this node or another.
    fn shifts(&self) -> impl Future<Output = Vec<OnDuty>> + Send;
}

/// A shift, what it showed when it reported, and the socket of its console if it is here.
pub(crate) struct OnDuty {
    pub(crate) shift: ShiftId,
    pub(crate) keys: ShiftKeys,
    pub(crate) console: Option<SocketId>,
}

impl OnDuty {
    fn all(desk: &Desk) -> Vec<Self> {
        desk.shifts()
            .map(|(shift, keys, console)| Self {
                shift,
                keys: keys.clone(),
                console,
            })
            .collect()
    }
}

/// How full the desk is at this moment; nothing in it points at a person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) waiting: usize,
    pub(crate) conversations: usize,
    pub(crate) on_duty: u16,
    /// Whether the coordinator has it open, and until when.
    pub(crate) opening: Opening,
}

impl Figures {
    fn of(desk: &Desk) -> Self {
        Self {
            waiting: desk.waiting(),
            conversations: desk.conversations(),
            on_duty: desk.on_duty(),
            opening: desk.opening(),
        }
    }
}

/// The one clock of the server, in milliseconds since 1970.
pub(crate) fn now_milliseconds() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis() as u64)
}
