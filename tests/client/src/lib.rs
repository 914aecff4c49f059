//! What black-box tests need: an organisation, a running helpline, and the people on both sides of it.
//!
//! Everything here fails loudly: a test that cannot go on must stop where it went wrong.

mod counsellor;
mod helpline;
mod organisation;
mod page;
mod visitor;

pub use counsellor::Counsellor;
pub use helpline::{Helpline, ORIGIN, binary, own_memory};
pub use organisation::Organisation;
pub use page::{Closed, Page, raw};
pub use visitor::Visitor;

/// Longest that a test waits for anything before it fails.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
