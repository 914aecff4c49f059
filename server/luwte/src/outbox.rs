//! What waits to be written to one socket. Bounded; holds no memory while empty.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use luwte_wire::{CloseReason, Frame};
use tokio::sync::Notify;

/// Most frames that may wait for one page: docs/protocol.md, `slow-reader`.
const MOST_FRAMES: usize = 128;

#[derive(Default)]
pub(crate) struct Outbox {
    inside: Mutex<Inside>,
    news: Notify,
    closing: Notify,
}

#[derive(Default)]
struct Inside {
    frames: VecDeque<Frame>,
    close: Option<CloseReason>,
}

/// The next thing to do on a socket.
pub(crate) enum Outgoing {
    Frame(Frame),
    Close(CloseReason),
}

impl Outbox {
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
