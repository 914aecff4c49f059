//! Folders in the memory of this process. They die with it.

use std::collections::BTreeMap;

use luwte_wire::FolderAnswer;

use super::{Kept, Name, Over, Shelf};

#[derive(Default)]
pub(super) struct Memory(BTreeMap<Name, Kept>);

impl Memory {
    pub(super) fn get(&self, name: &Name) -> Option<Kept> {
        self.0.get(name).cloned()
    }

    pub(super) fn put(
        &mut self,
        name: &Name,
        kept: Kept,
        over: Over,
        (most, today): (usize, u32),
    ) -> FolderAnswer {
        let there = self.0.get(name).filter(|there| there.until >= today);
        if let Some(refused) = over.refuses(there) {
            return refused;
        }
        if there.is_none() {
            let count = |memory: &Self| memory.on(name.shelf()).count();
            if count(self) >= most {
                self.sweep(today);
            }
            if count(self) >= most {
                return FolderAnswer::Full;
            }
        }
        self.0.insert(*name, kept);
        FolderAnswer::Done
    }

    pub(super) fn remove(&mut self, name: &Name) -> bool {
        self.0.remove(name).is_some()
    }

    pub(super) fn list(&self, shelf: Shelf) -> Vec<(Name, Kept)> {
        self.on(shelf).map(|(name, kept)| (*name, kept.clone())).collect()
    }

    pub(super) fn sweep(&mut self, today: u32) {
        self.0.retain(|_, kept| kept.until >= today);
    }

    fn on(&self, shelf: Shelf) -> impl Iterator<Item = (&Name, &Kept)> {
        self.0.iter().filter(move |(name, _)| name.shelf() == shelf)
    }
}
