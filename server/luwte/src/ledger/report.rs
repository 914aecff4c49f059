//! `luwte counts --csv`: what may be told of the ledgers of all nodes, together.

use std::collections::BTreeMap;
use std::path::PathBuf;

use luwte_counts::{Categories, Published, Sums, csv};

use super::error::LedgerError;
use super::{contents, when};

/// The counts of these files as comma-separated values, added up before anything is left out. `now` is in milliseconds
/// since 1970.
pub(crate) fn report(files: &[PathBuf], now: u64) -> Result<String, LedgerError> {
    let (mut sums, mut categories) = (Sums::default(), Categories::default());
    let mut read: BTreeMap<Vec<u8>, &PathBuf> = BTreeMap::new();
    for path in files {
        let ledger = contents::read(path)?;
        if let Some(other) = read.insert(ledger.id, path) {
            return Err(LedgerError::Copies(other.clone(), path.clone()));
        }
        sums.merge(&ledger.sums);
        categories.merge(ledger.categories);
    }
    let running = when::running(now);
    let months: Vec<Published> = sums
        .months()
        .into_iter()
        .map(|month| {
            let over = running.is_some_and(|running| month < running);
            Published::new(&sums, month, over, &categories)
        })
        .collect();
    Ok(csv(&months, &categories))
}
