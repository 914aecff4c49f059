//! The desk: waiting room, shifts, conversations and mailboxes of one helpline, as a pure state machine.
//!
//! [`Desk::decide`] takes an event and the time and returns what the shell must do. There is no socket, clock, random
//! number or lock in here, so a whole evening can be replayed in a test. Frames and their order are those of
//! docs/protocol.md section 2.
//!
//! What must always hold (`tests/evening.rs` tries to break it):
//! * a conversation *is* a claimed ticket, so it has exactly one visitor;
//! * a ticket is claimed by at most one shift, and a shift never holds more than its capacity;
//! * a ticket that goes back to the waiting room keeps its arrival and so its place;
//! * an effort sorts the line (`effort.rs`), and nobody is ever out of it for want of one;
//! * an empty desk becomes the same desk again from the tokens that pages and consoles bring (`rebuild.rs`).
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

mod attendance;
mod colleagues;
mod conversation;
mod counsellor;
mod count;
mod decide;
mod effort;
mod enrolment;
mod event;
mod guest;
mod hand_over;
mod intake;
mod mailbox;
mod opening;
mod over;
mod rebuild;
mod record;
mod settings;
mod state;
mod sweep;
mod takes;
mod visitor;

pub use event::{Effect, Event, NodeId, SocketId};
pub use settings::Settings;
pub use state::Desk;

/// Milliseconds since 1970-01-01T00:00:00Z, given by the shell.
pub type Millis = u64;
