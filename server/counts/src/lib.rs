//! What an organisation may know about its evenings, without a row for a conversation: docs/counts.md.
//!
//! [`Counted`] is one thing that happened. It is added to a few [`Cell`]s of a [`Month`] and then forgotten. What may be
//! told of a month is a [`Published`], in which no number under five is, and from which none can be computed.
//!
//! There is no time finer than an hour of the week in here, and nothing that points at a person.
#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod buckets;
mod categories;
mod cell;
mod counted;
mod csv;
mod line;
mod month;
mod network;
mod outcome;
mod pair;
mod published;
mod shown;
mod sums;

pub use buckets::{Bucket, Conversations, Lasted, Stretches, Waited, Waits};
pub use categories::{Categories, Choice, Question};
pub use cell::{Cell, Key, What};
pub use counted::Counted;
pub use csv::csv;
pub use month::{Hour, Month};
pub use outcome::{Answer, Outcome, OutcomeRefused};
pub use published::{Coded, Hours, Outcomes, PairTable, Published, QuestionTable, Table};
pub use shown::{FEWEST, Shown};
pub use sums::Sums;
