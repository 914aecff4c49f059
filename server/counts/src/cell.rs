//! Where counts are added up, and what a cell looks like in a file.

use crate::{Answer, Hour, Lasted, Month, Waited};

/// What is counted by the hour of the week. No two of them hold the same event, so that none is the rest of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Visitors who came.
    Arrived,
    /// Visitors who were taken within 15 seconds, and met their counsellor.
    AtOnce,
    /// Visitors who were taken later, and met their counsellor.
    AfterWaiting,
    /// Visitors who left while they waited.
    Left,
    /// Conversations that were over.
    Over,
    /// Visitors who left by the exit.
    Exit,
    /// Conversations that were handed over.
    HandedOver,
}

/// One counter of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// What happened in an hour of the week.
    Hour(What, Hour),
    /// Visitors who met their counsellor, by how long they had waited.
    Reached(Waited),
    /// Visitors who left while they waited, by how long they had.
    Left(Waited),
    /// Conversations that were over, by how long they had lasted.
    Over(Lasted),
    /// Outcomes with this disposition.
    Disposition(u8),
    /// Outcomes with this answer.
    Answer(Answer),
    /// Outcomes with both answers, the one to the question with the lower code first.
    Pair(Answer, Answer),
}

/// A cell and its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which month.
    pub month: Month,
    /// Which counter.
    pub cell: Cell,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Arrived,
        Self::AtOnce,
        Self::AfterWaiting,
        Self::Left,
        Self::Over,
        Self::Exit,
        Self::HandedOver,
    ];
}

impl Key {
    /// Bytes of a key in a file.
    pub const LENGTH: usize = 7;

    /// The month, big-endian as years times twelve; the kind of cell; and what stands in it, padded with zeros. The order
    /// of bytes is the order of months.
    #[must_use]
    pub fn to_bytes(self) -> [u8; Self::LENGTH] {
        let (kind, [a, b, c, d]) = match self.cell {
            Cell::Hour(what, hour) => (1, [what as u8, hour.number(), 0, 0]),
            Cell::Reached(waited) => (2, [waited.number(), 0, 0, 0]),
            Cell::Left(waited) => (3, [waited.number(), 0, 0, 0]),
            Cell::Over(lasted) => (4, [lasted.number(), 0, 0, 0]),
            Cell::Disposition(code) => (5, [code, 0, 0, 0]),
            Cell::Answer(answer) => (6, [answer.question, answer.choice, 0, 0]),
            Cell::Pair(first, second) => (7, [first.question, first.choice, second.question, second.choice]),
        };
        let [high, low] = self.month.to_bytes();
        [high, low, kind, a, b, c, d]
    }

    /// `None` when it is not one of ours.
    #[must_use]
    pub fn from_bytes([high, low, kind, a, b, c, d]: [u8; Self::LENGTH]) -> Option<Self> {
        let cell = match kind {
            1 => Cell::Hour(What::ALL.get(usize::from(a)).copied()?, Hour::numbered(b)?),
            2 => Cell::Reached(Waited::numbered(a)?),
            3 => Cell::Left(Waited::numbered(a)?),
            4 => Cell::Over(Lasted::numbered(a)?),
            5 => Cell::Disposition(a),
            6 => Cell::Answer(Answer {
                question: a,
                choice: b,
            }),
            7 => Cell::Pair(
                Answer {
                    question: a,
                    choice: b,
                },
                Answer {
                    question: c,
                    choice: d,
                },
            ),
            _ => return None,
        };
        let month = Month::from_bytes([high, low]);
        let key = Self { month, cell };
        (key.to_bytes() == [high, low, kind, a, b, c, d]).then_some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bytes_of_a_key_are_what_older_files_hold() {
        let month = Month::new(2026, 11).unwrap();
        let answer = |question, choice| Answer { question, choice };
        for (cell, bytes) in [
            (
                Cell::Hour(What::HandedOver, Hour::new(6, 23).unwrap()),
                [1, 6, 167, 0, 0],
            ),
            (Cell::Reached(Waited::of(15_000)), [2, 0, 0, 0, 0]),
            (Cell::Left(Waited::of(u64::MAX)), [3, 8, 0, 0, 0]),
            (Cell::Over(Lasted::of(u64::MAX)), [4, 6, 0, 0, 0]),
            (Cell::Disposition(3), [5, 3, 0, 0, 0]),
            (Cell::Answer(answer(2, 9)), [6, 2, 9, 0, 0]),
            (Cell::Pair(answer(1, 14), answer(5, 2)), [7, 1, 14, 5, 2]),
        ] {
            let key = Key { month, cell };
            let expected = [&[0x5f, 0x02][..], &bytes].concat();
            assert_eq!(key.to_bytes().as_slice(), expected);
            assert_eq!(Key::from_bytes(key.to_bytes()), Some(key));
        }
    }

    proptest! {
        #[test]
        fn bytes_are_a_key_in_one_way_or_in_none(bytes: [u8; Key::LENGTH], kind in 0u8..9) {
            let mut bytes = bytes;
            bytes[2] = kind;
            if let Some(key) = Key::from_bytes(bytes) {
                prop_assert_eq!(key.to_bytes(), bytes);
            }
        }
    }
}
