use crate::{Cell, Hour, Lasted, Waited, What};

/// One thing that happened, once, as coarse as it will be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// A visitor came.
    Arrived,
    /// A counsellor and a visitor met. How long she had waited until she was taken.
    Reached(Waited),
    /// A visitor was gone from the line, after so long. More than 15 seconds: until then she did not wait.
    Left(Waited),
    /// A conversation was over.
    Over(Lasted),
    /// A visitor left by the exit, from wherever she was.
    Exit,
    /// A conversation was handed over to another counsellor.
    HandedOver,
}

impl Counted {
    /// A visitor is gone from the line after so many milliseconds. Nothing to count if she did not wait.
    #[must_use]
    pub fn left(milliseconds: u64) -> Option<Self> {
        Some(Waited::of(milliseconds))
            .filter(|waited| waited.queued())
            .map(Self::Left)
    }

    /// The cells that it is added to, if it happened in this hour of the week.
    #[must_use]
    pub fn cells(self, hour: Hour) -> Vec<Cell> {
        let of_hour = |what| Cell::Hour(what, hour);
        match self {
            Self::Arrived => vec![of_hour(What::Arrived)],
            Self::Reached(waited) => {
                let what = if waited.queued() {
                    What::AfterWaiting
                } else {
                    What::AtOnce
                };
                vec![of_hour(what), Cell::Reached(waited)]
            }
            Self::Left(waited) => vec![of_hour(What::Left), Cell::Left(waited)],
            Self::Over(lasted) => vec![of_hour(What::Over), Cell::Over(lasted)],
            Self::Exit => vec![of_hour(What::Exit)],
            Self::HandedOver => vec![of_hour(What::HandedOver)],
        }
    }
}
