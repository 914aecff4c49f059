//! How often something may be asked about one folder, and made from one conversation. Nobody is known by it.

use std::collections::HashMap;
use std::hash::Hash;

use super::Name;

/// Requests about one folder in a minute.
const A_MINUTE: u8 = 12;
/// Folders that may be made from one conversation in a day: hers, one to show, and some to spare.
const A_DAY: u8 = 8;
/// Mail that may be left from one folder in a day: twice to some of those who are there next.
const LEFT_A_DAY: u8 = 12;
/// Most that are counted at once. What is beyond is let through: a flood must not lock everybody out.
const MOST: usize = 65_536;

#[derive(Default)]
pub(super) struct Tries {
    minute: u64,
    tried: HashMap<Name, u8>,
    day: u64,
    made: HashMap<[u8; 32], u8>,
    left: HashMap<Name, u8>,
}

impl Tries {
    pub(super) fn may_try(&mut self, name: &Name, now_milliseconds: u64) -> bool {
        let minute = now_milliseconds / 60_000;
        if minute != self.minute {
            (self.minute, self.tried) = (minute, HashMap::new());
        }
        counts(&mut self.tried, *name, A_MINUTE)
    }

    pub(super) fn may_make(&mut self, conversation: [u8; 32], now_milliseconds: u64) -> bool {
        self.begin(now_milliseconds);
        counts(&mut self.made, conversation, A_DAY)
    }

    pub(super) fn may_leave(&mut self, folder: &Name, now_milliseconds: u64) -> bool {
        self.begin(now_milliseconds);
        counts(&mut self.left, *folder, LEFT_A_DAY)
    }

    fn begin(&mut self, now_milliseconds: u64) {
        let day = now_milliseconds / 86_400_000;
        if day != self.day {
            (self.day, self.made, self.left) = (day, HashMap::new(), HashMap::new());
        }
    }
}

fn counts<K: Eq + Hash>(known: &mut HashMap<K, u8>, key: K, most: u8) -> bool {
    if known.len() >= MOST && !known.contains_key(&key) {
        return true;
    }
    let count = known.entry(key).or_insert(0);
    *count = count.saturating_add(1);
    *count <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_tries_the_same_words_again_and_again_waits_for_the_next_minute() {
        let mut tries = Tries::default();
        let (hers, another) = (Name::Folder([1; 32]), Name::Folder([2; 32]));
        assert!((0..A_MINUTE).all(|_| tries.may_try(&hers, 0)));
        assert!(!tries.may_try(&hers, 59_999));
        assert!(tries.may_try(&another, 59_999));
        assert!(tries.may_try(&hers, 60_000));
    }

    #[test]
    fn a_flood_of_words_takes_no_more_memory_and_locks_nobody_out() {
        let mut tries = Tries::default();
        for n in 0..MOST as u32 + 10 {
            let mut name = [0; 32];
            name[..4].copy_from_slice(&n.to_be_bytes());
            assert!(tries.may_try(&Name::Folder(name), 0));
        }
        assert_eq!(tries.tried.len(), MOST);
        assert!((0..100).all(|_| tries.may_try(&Name::Folder([9; 32]), 0)));
    }

    #[test]
    fn one_conversation_makes_some_folders_a_day_and_no_more() {
        let mut tries = Tries::default();
        assert!((0..A_DAY).all(|_| tries.may_make([1; 32], 0)));
        assert!(!tries.may_make([1; 32], 86_399_999));
        assert!(tries.may_make([2; 32], 0));
        assert!(tries.may_make([1; 32], 86_400_000));
    }
}
