//! What a console asks of the disk: one thing after the other, and beside everything else it says. A disk may be slow, and a
//! network disk may hang; neither holds a conversation.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::Arc;

use luwte_counts::{Answer, Outcome};
use luwte_wire::FromServer;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::board::now_milliseconds;
use crate::ledger::{Ledger, OutcomeError};

/// Most that wait for the disk. A console says an outcome again that was not counted: what is beyond these comes back.
const MOST: usize = 32;

/// One thing for the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Job {
    /// How a conversation was.
    Outcome(luwte_wire::Outcome),
    /// A coordinator asks what may be told of the counts.
    Counts,
}

/// The disk, as one console has it.
#[derive(Default)]
pub(super) struct Disk {
    running: Option<JoinHandle<Vec<FromServer>>>,
    waiting: VecDeque<(Arc<Ledger>, Job)>,
}

impl Disk {
    /// Begins it, or puts it behind the others. What waits already is not done twice: its answer comes later than this was
    /// asked.
    pub(super) fn ask(&mut self, ledger: Arc<Ledger>, job: Job) {
        let known = self.waiting.iter().any(|(_, waiting)| *waiting == job);
        if !known && self.waiting.len() < MOST {
            self.waiting.push_back((ledger, job));
        }
        self.go_on();
    }

    /// What came of the next that is done. May be cancelled without loss.
    pub(super) async fn done(&mut self) -> Vec<FromServer> {
        let Some(running) = &mut self.running else {
            return pending().await;
        };
        let answer = running.await.unwrap_or_default();
        self.running = None;
        self.go_on();
        answer
    }

    fn go_on(&mut self) {
        if self.running.is_none()
            && let Some((ledger, job)) = self.waiting.pop_front()
        {
            self.running = Some(spawn_blocking(move || job.run(&ledger)));
        }
    }
}

impl Job {
    fn run(self, ledger: &Ledger) -> Vec<FromServer> {
        match self {
            Self::Outcome(said) => outcome(ledger, said).into_iter().collect(),
            Self::Counts => FromServer::record(&ledger.newest(now_milliseconds()).to_string()),
        }
    }
}

/// Counts how a conversation was. What cannot be written now the console says again; what never can be is taken too, for
/// saying it again would not help.
fn outcome(ledger: &Ledger, said: luwte_wire::Outcome) -> Option<FromServer> {
    let answers = said.answers.into_iter();
    let outcome = Outcome {
        disposition: said.disposition,
        answers: answers
            .map(|(question, choice)| Answer { question, choice })
            .collect(),
    };
    match ledger.outcome(said.id, &outcome, now_milliseconds()) {
        Ok(_) => {}
        // What it was is not told: a line in a log has a time.
        Err(OutcomeError::Refused(_)) => {
            tracing::warn!(
                "An outcome has codes that are not in desk/outcomes.toml. Load the consoles anew."
            );
        }
        Err(OutcomeError::Ledger(why)) => {
            tracing::error!("{why}");
            return None;
        }
    }
    Some(FromServer::Counted(said.id))
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use jiff::tz::TimeZone;
    use luwte_counts::Categories;

    use super::*;

    fn ledger() -> (tempfile::TempDir, Arc<Ledger>) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("counts.redb");
        let ledger = Ledger::open(&file, TimeZone::UTC, Categories::default(), 0).unwrap();
        (folder, Arc::new(ledger))
    }

    fn job(id: u8) -> Job {
        Job::Outcome(luwte_wire::Outcome {
            id: [id; 16],
            disposition: 1,
            answers: Vec::new(),
        })
    }

    fn is_done(disk: &mut Disk) -> bool {
        let mut context = Context::from_waker(Waker::noop());
        matches!(pin!(disk.done()).poll(&mut context), Poll::Ready(_))
    }

    #[tokio::test]
    async fn a_console_does_not_wait_for_a_disk_that_hangs_and_is_told_when_it_goes_on() {
        let (_folder, ledger) = ledger();
        let mut disk = Disk::default();
        let hanging = ledger.hang();
        disk.ask(ledger.clone(), job(1));
        disk.ask(ledger.clone(), job(2));
        assert!(!is_done(&mut disk));
        drop(hanging);
        for id in [1, 2] {
            assert_eq!(disk.done().await, [FromServer::Counted([id; 16])]);
        }
        assert!(!is_done(&mut disk));
    }

    #[tokio::test]
    async fn whoever_asks_again_while_it_hangs_is_answered_once_more_and_not_for_every_time() {
        let (_folder, ledger) = ledger();
        let mut disk = Disk::default();
        let hanging = ledger.hang();
        for _ in 0..100 {
            disk.ask(ledger.clone(), Job::Counts);
        }
        drop(hanging);
        for _ in 0..2 {
            assert!(matches!(disk.done().await[..], [FromServer::Record { .. }, ..]));
        }
        assert!(!is_done(&mut disk));
    }

    #[tokio::test]
    async fn only_so_many_wait_for_the_disk() {
        let (_folder, ledger) = ledger();
        let mut disk = Disk::default();
        let hanging = ledger.hang();
        for id in 0..=255 {
            disk.ask(ledger.clone(), job(id));
        }
        drop(hanging);
        for _ in 0..=MOST {
            disk.done().await;
        }
        assert!(!is_done(&mut disk));
    }
}
