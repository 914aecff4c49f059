//! The counts of this node on its disk: docs/counts.md, docs/decisions/0009.
//!
//! What happens is added up in memory and written once a second, all of it or nothing. A server that is killed loses what
//! it had not written, and counts nothing twice.

mod categories;
mod contents;
mod error;
mod file;
mod report;
mod when;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::tz::TimeZone;
use luwte_counts::{Categories, Counted, Month, Outcome, OutcomeRefused, Published, Sums};

use crate::board::now_milliseconds;
pub(crate) use categories::categories;
pub(crate) use error::LedgerError;
use error::NotWritten;
pub(crate) use file::OutcomeId;
use file::{Batch, File};
pub(crate) use report::report;

/// How long an outcome is known again, in milliseconds: longer than any console sends it.
const REMEMBERED: u64 = 600_000;

/// The counts of one node.
pub(crate) struct Ledger {
    zone: TimeZone,
    /// What counsellors may choose now.
    categories: Categories,
    /// The same and what they could choose before.
    known: Categories,
    pending: Mutex<Pending>,
    /// Held while something is written, which may take long.
    file: Mutex<File>,
    /// Whether the last attempt failed: told once.
    failing: AtomicBool,
}

#[derive(Default)]
struct Pending {
    sums: Sums,
    /// Outcomes that are in the file, and when they came there, the oldest first.
    remembered: VecDeque<(u64, OutcomeId)>,
    /// Whether the file may still tell what it held before the last outcome.
    has_past: bool,
}

/// What became of an outcome. The console may forget it either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    /// It is counted, and on the disk.
    Now,
    /// It had been.
    Before,
}

/// Why an outcome is not counted.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutcomeError {
    /// It never will be.
    #[error("{0}")]
    Refused(#[from] OutcomeRefused),
    /// The console should send it again.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
}

impl Ledger {
    /// Opens a ledger, or makes one. `zone` is the organisation's; `now` is in milliseconds since 1970.
    pub(crate) fn open(
        path: &Path,
        zone: TimeZone,
        categories: Categories,
        now: u64,
    ) -> Result<Self, LedgerError> {
        let mut file = File::open(path)?;
        let known = file.learn(&categories)?;
        // When they came is not in the file; they are remembered a little longer than they need be.
        let remembered = file.outcomes()?.into_iter().map(|id| (now, id)).collect();
        Ok(Self {
            zone,
            categories,
            known,
            pending: Mutex::new(Pending {
                sums: Sums::default(),
                remembered,
                has_past: true,
            }),
            file: Mutex::new(file),
            failing: AtomicBool::new(false),
        })
    }

    /// Counts something that happened at `now`. It is on the disk after the next [`Ledger::write`].
    pub(crate) fn count(&self, what: Counted, now: u64) {
        if let Some((month, hour)) = when::when(&self.zone, now) {
            self.pending().sums.count(month, what.cells(hour));
        }
    }

    /// Writes what was counted since the last time. What cannot be written now is written later, unless nobody knows whether
    /// it was: then it is left out, for nothing is counted twice.
    pub(crate) fn write(&self, now: u64) -> Result<(), LedgerError> {
        let mut file = self.file();
        let (counters, forgotten) = self.pending().take(now);
        if !counters.is_empty() || !forgotten.is_empty() {
            self.add(&mut file, counters, forgotten)?;
        }
        if self.pending().has_past {
            file.forget_the_past()?;
            self.pending().has_past = false;
        }
        Ok(())
    }

    fn add(&self, file: &mut File, counters: Sums, forgotten: Vec<OutcomeId>) -> Result<(), LedgerError> {
        let batch = Batch {
            counters,
            outcome: None,
            forgotten: &forgotten,
        };
        let Err(NotWritten { why, perhaps }) = file.add(&batch) else {
            return Ok(());
        };
        let mut pending = self.pending();
        if !perhaps {
            pending.sums.merge(&batch.counters);
        }
        for id in forgotten.into_iter().rev() {
            pending.remembered.push_front((0, id));
        }
        Err(LedgerError::of(file.path(), why))
    }

    /// Counts what a counsellor chose, once for each id, and returns when it is on the disk.
    ///
    /// After an error of the ledger it may or may not be counted. Who sends it again with its id within ten minutes makes
    /// it so, and no more than once, also if the server was killed in between.
    pub(crate) fn outcome(&self, id: OutcomeId, outcome: &Outcome, now: u64) -> Result<Heard, OutcomeError> {
        let cells = self.categories.cells(outcome)?;
        let mut counters = Sums::default();
        if let Some((month, _)) = when::when(&self.zone, now) {
            counters.count(month, cells);
        }
        let batch = Batch {
            counters,
            outcome: Some(&id),
            forgotten: &[],
        };
        let mut file = self.file();
        let written = file.add(&batch);
        let written = written.map_err(|NotWritten { why, .. }| LedgerError::of(file.path(), why))?;
        if !written {
            return Ok(Heard::Before);
        }
        let mut pending = self.pending();
        pending.remembered.push_back((now, id));
        pending.has_past = true;
        Ok(Heard::Now)
    }

    /// What may be told of a month, for the page of a coordinator. Only what this node has counted.
    pub(crate) fn published(&self, month: Month, now: u64) -> Result<serde_json::Value, LedgerError> {
        let sums = self.file().sums()?;
        let over = when::when(&self.zone, now).is_some_and(|(running, _)| month < running);
        let published = Published::new(&sums, month, over, &self.known);
        Ok(serde_json::to_value(published).unwrap_or_default())
    }

    /// What may be told of the last twelve months, the newest first.
    pub(crate) fn newest(&self, now: u64) -> serde_json::Value {
        let months = self.months().unwrap_or_default();
        let newest = months.into_iter().rev().take(12);
        newest
            .filter_map(|month| self.published(month, now).ok())
            .collect()
    }

    /// The months of which there is something to tell, the first first.
    pub(crate) fn months(&self) -> Result<Vec<Month>, LedgerError> {
        Ok(self.file().sums()?.months().into_iter().collect())
    }

    /// The disk hangs for as long as this is held.
    #[cfg(test)]
    pub(crate) fn hang(&self) -> impl Drop + use<'_> {
        self.file()
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self) -> MutexGuard<'_, File> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes, and logs once if it cannot and once when it can again.
    fn write_or_tell(&self) {
        match self.write(now_milliseconds()) {
            Ok(()) if self.failing.swap(false, Ordering::Relaxed) => {
                tracing::info!("The counts are written again.");
            }
            Ok(()) => {}
            Err(why) if !self.failing.swap(true, Ordering::Relaxed) => {
                tracing::error!("The counts are not written: {why} Counting goes on in memory.");
            }
            Err(_) => {}
        }
    }
}

impl Pending {
    /// What is to be written, and which outcomes are to be forgotten.
    fn take(&mut self, now: u64) -> (Sums, Vec<OutcomeId>) {
        let old = self
            .remembered
            .iter()
            .take_while(|(came, _)| now.saturating_sub(*came) > REMEMBERED)
            .count();
        let forgotten = self.remembered.drain(..old).map(|(_, id)| id).collect();
        (std::mem::take(&mut self.sums), forgotten)
    }
}

/// Writes a ledger again and again, for as long as it is waited for.
pub(crate) async fn keep(ledger: Option<&Arc<Ledger>>, pace: Duration) {
    let Some(ledger) = ledger else {
        return std::future::pending().await;
    };
    let mut pace = tokio::time::interval(pace);
    pace.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        write_last(Some(ledger)).await;
    }
}

/// Writes a ledger once. A disk that is slow holds up nothing else.
pub(crate) async fn write_last(ledger: Option<&Arc<Ledger>>) {
    if let Some(ledger) = ledger.cloned() {
        let _ = tokio::task::spawn_blocking(move || ledger.write_or_tell()).await;
    }
}

#[cfg(test)]
mod tests;
