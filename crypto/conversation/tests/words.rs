//! The two lists of words that folders are opened with: what they must be, so that five of them can be remembered and cannot
//! be guessed or mistaken.

use std::collections::{BTreeSet, HashSet};

const LISTS: [(&str, &str); 2] = [
    ("nl", include_str!("../words/nl.txt")),
    ("en", include_str!("../words/en.txt")),
];
/// Six to the fifth: as many as five dice can say.
const LENGTH: usize = 7_776;

fn words(list: &str) -> Vec<&str> {
    list.lines().collect()
}

#[test]
fn each_list_has_as_many_words_as_are_hard_to_guess_each_once_and_in_order() {
    for (language, list) in LISTS {
        let words = words(list);
        assert_eq!(words.len(), LENGTH, "{language}");
        assert!(words.is_sorted(), "{language}");
        assert_eq!(words.iter().collect::<HashSet<_>>().len(), LENGTH, "{language}");
        assert!(list.ends_with('\n') && !list.contains('\r'), "{language}");
    }
}

#[test]
fn a_word_is_of_plain_letters_and_neither_short_nor_long() {
    for (language, list) in LISTS {
        for word in words(list) {
            assert!(
                word.bytes().all(|byte| byte.is_ascii_lowercase()),
                "{language}: {word}"
            );
            assert!((3..=9).contains(&word.len()), "{language}: {word}");
        }
    }
}

#[test]
fn the_language_of_a_set_of_words_is_clear_from_every_one_of_them() {
    let [(_, nl), (_, en)] = LISTS;
    let dutch: BTreeSet<_> = words(nl).into_iter().collect();
    let both: Vec<_> = words(en)
        .into_iter()
        .filter(|word| dutch.contains(word))
        .collect();
    assert_eq!(both, Vec::<&str>::new());
}

/// All that a word becomes when one letter is left out, with where: two words at a distance of one share one of these, or one
/// of them is in those of the other.
fn without_one(word: &str) -> impl Iterator<Item = (String, usize)> {
    (0..word.len()).map(|at| {
        let mut shorter = word.to_owned();
        shorter.remove(at);
        (shorter, at)
    })
}

#[test]
fn no_word_becomes_another_by_one_wrong_missing_or_added_letter_or_by_two_that_change_places() {
    for (language, list) in LISTS {
        let words = words(list);
        let known: HashSet<&str> = words.iter().copied().collect();
        let mut replaced: HashSet<(String, usize)> = HashSet::new();
        for word in &words {
            for shorter in without_one(word) {
                assert!(
                    !known.contains(shorter.0.as_str()),
                    "{language}: {word} and {}",
                    shorter.0
                );
                assert!(replaced.insert(shorter), "{language}: {word} is like another");
            }
            for at in 1..word.len() {
                let mut swapped = word.as_bytes().to_vec();
                swapped.swap(at - 1, at);
                let swapped = String::from_utf8(swapped).unwrap();
                assert!(
                    swapped == *word || !known.contains(swapped.as_str()),
                    "{language}: {word} and {swapped}"
                );
            }
        }
    }
}
