//! A page's line: it breaks, and is opened again on whichever node answers.

use std::time::Duration;

use luwte_test_client::Page;
use luwte_wire::{FromPage, FromServer};
use rand::RngExt;
use tokio::time::{Instant, sleep_until, timeout};

/// The close code of a server that goes down: come back at once (docs/protocol.md, 2.7).
const RESTARTING: u16 = 4018;
/// After this long without a word the line counts as dead.
const SILENCE: Duration = Duration::from_secs(12);

pub(crate) struct Line {
    nodes: [String; 2],
    /// Where it tries next. After a loss that is the other one, as whatever stands before the nodes would decide.
    node: usize,
    page: Option<Page>,
    attempts: i32,
    next_attempt: Instant,
}

/// What a line tells.
pub(crate) enum News {
    Opened,
    Heard(FromServer),
    Lost,
}

impl Line {
    pub(crate) fn new(nodes: [String; 2]) -> Self {
        Self {
            nodes,
            node: rand::rng().random_range(0..2),
            page: None,
            attempts: 0,
            next_attempt: Instant::now(),
        }
    }

    /// The next thing that happens. May be cancelled without loss.
    pub(crate) async fn news(&mut self) -> News {
        loop {
            if let Some(page) = &mut self.page {
                return match timeout(SILENCE, page.try_hear()).await {
                    Ok(Some(frame)) => {
                        self.attempts = 0;
                        News::Heard(frame)
                    }
                    Ok(None) | Err(_) => self.lost(),
                };
            }
            sleep_until(self.next_attempt).await;
            if let Some(page) = Page::try_open(&self.nodes[self.node]).await {
                self.page = Some(page);
                return News::Opened;
            }
            let _ = self.lost();
        }
    }

    pub(crate) async fn send(&mut self, frames: Vec<FromPage>) {
        for frame in frames {
            if let Some(page) = &mut self.page {
                page.say(frame).await;
            }
        }
    }

    /// 1 s, times 1.5, at most 30 s, half of it chance.
    fn lost(&mut self) -> News {
        self.node = 1 - self.node;
        let restarting = self.page.take().and_then(|page| page.close_code) == Some(RESTARTING);
        let wait = if restarting {
            rand::rng().random_range(0.2..1.0)
        } else {
            let longest = 1.5_f64.powi(self.attempts).min(30.0);
            self.attempts += 1;
            longest * rand::rng().random_range(0.5..1.0)
        };
        self.next_attempt = Instant::now() + Duration::from_secs_f64(wait);
        News::Lost
    }
}
