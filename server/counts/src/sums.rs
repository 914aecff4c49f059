use std::collections::{BTreeMap, BTreeSet};

use crate::{Cell, Hour, Key, Month, What};

/// Counters, added up. What is not in here is zero.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums(BTreeMap<Key, u64>);

impl Sums {
    /// Adds to one counter.
    pub fn add(&mut self, key: Key, count: u64) {
        if count > 0 {
            let sum = self.0.entry(key).or_default();
            *sum = sum.saturating_add(count);
        }
    }

    /// Adds one to each of these cells of a month.
    pub fn count(&mut self, month: Month, cells: impl IntoIterator<Item = Cell>) {
        for cell in cells {
            self.add(Key { month, cell }, 1);
        }
    }

    /// Adds all of another node's.
    pub fn merge(&mut self, other: &Self) {
        for (key, count) in other.iter() {
            self.add(key, count);
        }
    }

    /// All counters that are not zero, by month.
    pub fn iter(&self) -> impl Iterator<Item = (Key, u64)> {
        self.0.iter().map(|(key, count)| (*key, *count))
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The months in which anything was counted, the first first.
    #[must_use]
    pub fn months(&self) -> BTreeSet<Month> {
        self.0.keys().map(|key| key.month).collect()
    }

    /// One counter.
    #[must_use]
    pub fn get(&self, month: Month, cell: Cell) -> u64 {
        self.0.get(&Key { month, cell }).copied().unwrap_or_default()
    }

    /// All hours of a week.
    pub(crate) fn hours(&self, month: Month, what: What) -> Vec<u64> {
        Hour::all()
            .map(|hour| self.get(month, Cell::Hour(what, hour)))
            .collect()
    }
}

impl FromIterator<(Key, u64)> for Sums {
    fn from_iter<I: IntoIterator<Item = (Key, u64)>>(counters: I) -> Self {
        let mut sums = Self::default();
        for (key, count) in counters {
            sums.add(key, count);
        }
        sums
    }
}
