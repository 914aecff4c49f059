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

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    const HERS: Name = Name::Folder([1; 32]);
    const ANOTHER: Name = Name::Folder([2; 32]);

    fn kept(until: u32, byte: u8) -> Kept {
        Kept {
            until,
            sealed: vec![byte; 100].into(),
        }
    }

    fn this(kept: &Kept) -> Over {
        Over::This(Sha256::digest(&kept.sealed).into())
    }

    #[test]
    fn something_is_kept_only_over_what_was_said_to_be_there() {
        let mut memory = Memory::default();
        let (one, two) = (kept(9, 1), kept(9, 2));
        let mut put = |kept: &Kept, over| {
            let answer = memory.put(&HERS, kept.clone(), over, (10, 1));
            (answer, memory.get(&HERS).map(|kept| kept.sealed))
        };
        let holds = |kept: &Kept| Some(kept.sealed.clone());
        assert_eq!(put(&one, this(&two)), (FolderAnswer::Nothing, None));
        assert_eq!(put(&one, Over::Nothing), (FolderAnswer::Done, holds(&one)));
        assert_eq!(put(&two, Over::Nothing), (FolderAnswer::Changed, holds(&one)));
        assert_eq!(put(&two, this(&two)), (FolderAnswer::Changed, holds(&one)));
        assert_eq!(put(&two, this(&one)), (FolderAnswer::Done, holds(&two)));
        assert_eq!(put(&one, Over::Anything), (FolderAnswer::Done, holds(&one)));
    }

    #[test]
    fn what_has_expired_is_nothing_to_whoever_keeps_something_there() {
        let mut memory = Memory::default();
        let (old, new) = (kept(9, 1), kept(20, 2));
        memory.put(&HERS, old.clone(), Over::Nothing, (10, 9));
        let mut put = |over, today| memory.put(&HERS, new.clone(), over, (10, today));
        assert_eq!(put(Over::Nothing, 9), FolderAnswer::Changed);
        assert_eq!(put(this(&old), 10), FolderAnswer::Nothing);
        assert_eq!(put(Over::Nothing, 10), FolderAnswer::Done);
    }

    #[test]
    fn it_is_gone_when_its_day_is_over_and_not_before() {
        let mut memory = Memory::default();
        memory.put(&HERS, kept(9, 1), Over::Nothing, (10, 1));
        memory.put(&ANOTHER, kept(10, 1), Over::Nothing, (10, 1));
        memory.sweep(9);
        assert!(memory.get(&HERS).is_some());
        memory.sweep(10);
        assert!(memory.get(&HERS).is_none() && memory.get(&ANOTHER).is_some());
        assert_eq!(memory.list(Shelf::Folders).len(), 1);
    }

    #[test]
    fn where_there_is_no_room_old_ones_are_changed_and_what_has_expired_makes_room() {
        let mut memory = Memory::default();
        let full = |memory: &mut Memory, name, over, today| memory.put(&name, kept(9, 7), over, (1, today));
        assert_eq!(full(&mut memory, HERS, Over::Nothing, 1), FolderAnswer::Done);
        assert_eq!(full(&mut memory, ANOTHER, Over::Nothing, 9), FolderAnswer::Full);
        assert_eq!(full(&mut memory, HERS, Over::Anything, 9), FolderAnswer::Done);
        // Every shelf has room of its own.
        let mail = Name::Mail([1; 32], [1; 32]);
        assert_eq!(full(&mut memory, mail, Over::Nothing, 9), FolderAnswer::Done);
        assert_eq!(
            full(&mut memory, Name::Mail([2; 32], [1; 32]), Over::Nothing, 9),
            FolderAnswer::Done
        );
        assert_eq!(full(&mut memory, ANOTHER, Over::Nothing, 10), FolderAnswer::Done);
        assert!(memory.get(&HERS).is_none());
        assert!(memory.remove(&ANOTHER) && !memory.remove(&ANOTHER));
    }
}
