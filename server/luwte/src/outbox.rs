//! What waits to be written to one socket, and when its page was last heard. Bounded; holds no memory while empty.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use luwte_desk::{Event, SocketId};
use luwte_wire::{Claims, CloseReason, Frame};
use tokio::sync::Notify;

/// Most frames that may wait for one page: docs/protocol.md, `slow-reader`.
const MOST_FRAMES: usize = 384;

#[derive(Default)]
pub(crate) struct Outbox {
    /// When something last came from this page, in milliseconds since 1970.
    heard: AtomicU64,
    inside: Mutex<Inside>,
    news: Notify,
    closing: Notify,
}

#[derive(Default)]
struct Inside {
    frames: VecDeque<Frame>,
    close: Option<CloseReason>,
    /// Who is on this socket, as the desk must hear it to know it again.
    announcement: Option<Box<Event>>,
}

/// The next thing to do on a socket.
pub(crate) enum Outgoing {
    Frame(Frame),
    Close(CloseReason),
}

impl Outbox {
    /// Something came from this page.
    pub(crate) fn hear(&self, now: u64) {
        self.heard.store(now, Ordering::Relaxed);
    }

    /// Closes the socket if nothing came from its page for longer than `patience` milliseconds.
    pub(crate) fn close_if_silent(&self, now: u64, patience: u64) {
        if now.saturating_sub(self.heard.load(Ordering::Relaxed)) > patience {
            self.close(CloseReason::Silent);
        }
    }

    /// Puts a frame behind the others. A full outbox closes the socket instead.
    pub(crate) fn push(&self, frame: Frame) {
        let mut inside = self.inside();
        if inside.close.is_some() {
            return;
        }
        if inside.frames.len() >= MOST_FRAMES {
            inside.frames = VecDeque::new();
            drop(inside);
            return self.close(CloseReason::SlowReader);
        }
        inside.frames.push_back(frame);
        drop(inside);
        self.news.notify_one();
    }

    /// Closes the socket after what already waits. The first reason counts.
    pub(crate) fn close(&self, reason: CloseReason) {
        self.inside().close.get_or_insert(reason);
        self.news.notify_one();
        self.closing.notify_one();
    }

    /// Remembers who is on this socket.
    pub(crate) fn announce(&self, event: Event) {
        self.inside().announcement = Some(Box::new(event));
    }

    /// The visitor on this socket was sent another token: she would come back with that one. It may never reach her: she may
    /// be gone from this line already.
    pub(crate) fn sent(&self, socket: SocketId, claims: Claims) {
        let mut inside = self.inside();
        let nth = match inside.announcement.as_deref() {
            Some(Event::Returned { nth, .. }) => *nth,
            _ => 0,
        };
        inside.announcement = Some(Box::new(Event::Returned {
            socket,
            claims,
            nth,
            proven: false,
        }));
    }

    /// An envelope came from her, sealed with what came with her right: so she has it.
    pub(crate) fn proves(&self) {
        if let Some(Event::Returned { proven, .. }) = self.inside().announcement.as_deref_mut() {
            *proven = true;
        }
    }

    /// Who is on this socket. Nobody, before the hello and after the end.
    pub(crate) fn announcement(&self) -> Option<Event> {
        let inside = self.inside();
        inside
            .announcement
            .as_deref()
            .filter(|_| inside.close.is_none())
            .cloned()
    }

    /// Waits for something to do. May be cancelled without loss.
    pub(crate) async fn next(&self) -> Outgoing {
        loop {
            if let Some(next) = self.take() {
                return next;
            }
            self.news.notified().await;
        }
    }

    /// Waits until the socket is to be closed.
    pub(crate) async fn is_closing(&self) {
        while self.inside().close.is_none() {
            self.closing.notified().await;
        }
    }

    pub(crate) fn close_reason(&self) -> Option<CloseReason> {
        self.inside().close
    }

    fn take(&self) -> Option<Outgoing> {
        let mut inside = self.inside();
        let Some(frame) = inside.frames.pop_front() else {
            return inside.close.map(Outgoing::Close);
        };
        if inside.frames.is_empty() {
            inside.frames = VecDeque::new();
        }
        Some(Outgoing::Frame(frame))
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
