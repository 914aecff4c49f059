//! People who talk all evening, whatever happens to the server.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use luwte_certificates::OrganisationRoot;
use luwte_test_people::{Chance, Console, OnDuty, VisitorPage};
use luwte_wire::{FromPage, TicketId};
use rand::RngExt;
use rand_chacha::rand_core::SeedableRng;
use tokio::time::{Instant, sleep_until};

use crate::line::{Line, News};

/// After this long without an acknowledgement a page sends again by itself (docs/protocol.md, 8.1).
const SEND_AGAIN: Duration = Duration::from_secs(10);

/// What all of them share.
pub(crate) struct Evening {
    pub(crate) nodes: [String; 2],
    pub(crate) root: OrganisationRoot,
    /// How many visitors have met a counsellor.
    pub(crate) talking: AtomicUsize,
    /// Nobody is taken any more: who comes now waits all evening.
    pub(crate) all_taken: AtomicBool,
    /// Nothing new is said any more.
    pub(crate) quiet: AtomicBool,
    pub(crate) over: AtomicBool,
}

/// Texts that are said and not yet acknowledged, by everybody together.
static UNDELIVERED: AtomicU64 = AtomicU64::new(0);
/// People who wait and know their place on the line of this moment.
static PLACED: AtomicU64 = AtomicU64::new(0);

/// What a visitor ended with.
pub(crate) struct VisitorsEnd {
    pub(crate) page: VisitorPage,
    pub(crate) said: Vec<String>,
    /// Her longest time without a line that carried her conversation.
    pub(crate) longest_gap: Duration,
}

/// What a console ended with.
pub(crate) struct ConsolesEnd {
    pub(crate) console: Console,
    pub(crate) said: BTreeMap<TicketId, Vec<String>>,
}

pub(crate) fn chance() -> Chance {
    Chance::from_seed(rand::random())
}

fn now_seconds() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a clock after 1970")
        .as_secs()
}

/// The next moment at which somebody says something.
fn soon() -> Instant {
    Instant::now() + Duration::from_millis(rand::rng().random_range(1_000..4_000))
}

/// Waits until nothing is on its way and everybody who waits knows her place, at most this long. How long it took.
pub(crate) async fn settle(evening: &Evening, waiting: usize, most: Duration) -> Duration {
    let begun = Instant::now();
    assert!(evening.quiet.load(Ordering::Relaxed));
    let unsettled =
        || UNDELIVERED.load(Ordering::Relaxed) > 0 || PLACED.load(Ordering::Relaxed) < waiting as u64;
    while unsettled() && begun.elapsed() < most {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let settled = begun.elapsed();
    // A place that changed as the last one came back is told with the next sweep.
    tokio::time::sleep(Duration::from_secs(3)).await;
    settled
}

/// What one of them adds to what all of them have together.
struct Share(&'static AtomicU64, u64);

impl Share {
    fn is(&mut self, now: usize) {
        let now = now as u64;
        self.0.fetch_add(now, Ordering::Relaxed);
        self.0.fetch_sub(self.1, Ordering::Relaxed);
        self.1 = now;
    }
}

pub(crate) async fn visitor(evening: Arc<Evening>) -> VisitorsEnd {
    let mut line = Line::new(evening.nodes.clone());
    let mut page = VisitorPage::new(evening.root, chance());
    let mut said = Vec::new();
    let (mut on_its_way, mut placed) = (Share(&UNDELIVERED, 0), Share(&PLACED, 0));
    let (mut next, mut again) = (soon(), Instant::now() + SEND_AGAIN);
    let (mut down_since, mut longest_gap) = (None, Duration::ZERO);
    let mut met = false;
    while !evening.over.load(Ordering::Relaxed) {
        let frames = tokio::select! {
            news = line.news() => match news {
                News::Opened => page.opened(),
                News::Heard(frame) => page.hear(frame, now_seconds()),
                News::Lost => {
                    page.lost();
                    Vec::new()
                }
            },
            () = sleep_until(next) => {
                next = soon();
                if page.talk().is_some() && !evening.quiet.load(Ordering::Relaxed) {
                    let text = format!("visitor {:?} text {}", std::ptr::from_ref(&said), said.len());
                    said.push(text.clone());
                    page.say(&text)
                } else {
                    Vec::new()
                }
            },
            () = sleep_until(again) => {
                again = Instant::now() + SEND_AGAIN;
                page.again()
            },
        };
        line.send(frames).await;
        on_its_way.is(page.talk().map_or(0, |talk| talk.undelivered()));
        placed.is(usize::from(page.talk().is_none() && page.ahead.is_some()));
        if page.talk().is_some() {
            if !std::mem::replace(&mut met, true) {
                evening.talking.fetch_add(1, Ordering::Relaxed);
            }
            if page.up {
                if let Some(since) = down_since.take() {
                    longest_gap = longest_gap.max(Instant::now() - since);
                }
            } else {
                down_since.get_or_insert_with(Instant::now);
            }
        }
    }
    VisitorsEnd {
        page,
        said,
        longest_gap,
    }
}

pub(crate) async fn console(evening: Arc<Evening>, shift: OnDuty, capacity: usize) -> ConsolesEnd {
    let mut line = Line::new(evening.nodes.clone());
    let mut console = Console::new(evening.root, shift, chance());
    let mut said = BTreeMap::<TicketId, Vec<String>>::new();
    let mut on_its_way = Share(&UNDELIVERED, 0);
    let (mut next, mut again) = (Instant::now(), Instant::now() + SEND_AGAIN);
    let mut number = 0;
    while !evening.over.load(Ordering::Relaxed) {
        let frames = tokio::select! {
            news = line.news() => match news {
                News::Opened => console.opened(),
                News::Heard(frame) => console.hear(frame),
                News::Lost => {
                    console.lost();
                    Vec::new()
                }
            },
            () = sleep_until(next) => {
                next = Instant::now() + Duration::from_millis(rand::rng().random_range(100..500));
                let mut frames = Vec::new();
                let more = !evening.all_taken.load(Ordering::Relaxed) && console.held.len() < capacity;
                if console.accepted && console.waiting > 0 && more {
                    frames.push(FromPage::TakeNext);
                }
                let tickets: Vec<TicketId> = console.held.keys().copied().collect();
                if !tickets.is_empty() && !evening.quiet.load(Ordering::Relaxed) {
                    let ticket = tickets[rand::rng().random_range(0..tickets.len())];
                    number += 1;
                    let text = format!("counsellor {:?} text {number}", std::ptr::from_ref(&said));
                    said.entry(ticket).or_default().push(text.clone());
                    frames.extend(console.say(ticket, &text));
                }
                frames
            },
            () = sleep_until(again) => {
                again = Instant::now() + SEND_AGAIN;
                console.again()
            },
        };
        line.send(frames).await;
        on_its_way.is(console.held.values().map(|held| held.talk.undelivered()).sum());
    }
    ConsolesEnd { console, said }
}
