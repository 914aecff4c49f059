//! Every order of events, within bounds, for two nodes that share one desk, two visitors and two counsellors.
//!
//! The desk is the real one; what is around it is small. A node reads the log at its own pace and carries out what
//! concerns its own sockets, as `board/redis.rs` and `sockets.rs` do. Pages do what those of `tests/people` do, without
//! texts: bytes that say whose they are stand for cryptography. What a node sends is heard at once or, after a lost
//! line, never; what a page sends is written into the log at any later moment, also after its line is lost.
//!
//! Left out: graces that run out, a counsellor who goes off duty, envelopes that pass by the log, and a full mailbox.
//! The moment of an entry counts arrivals, claims and second lines only, so that two evenings that differ in nothing else are one.

mod action;
mod audit;
mod beginning;
mod bounds;
mod console;
mod fault;
mod happens;
mod helpline;
mod keys;
mod line;
mod model;
mod node;
mod shell;
pub mod story;
mod visitor;

pub use action::Action;
pub use audit::forgotten;
pub use bounds::{Begins, Bounds, SCENARIOS, Scenario};
pub use helpline::Helpline;
pub use model::Evenings;
