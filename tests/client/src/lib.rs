//! What black-box tests need: an organisation, a running helpline, and the people on both sides of it.
//!
//! Everything here fails loudly: a test that cannot go on must stop where it went wrong.

use std::time::{SystemTime, UNIX_EPOCH};

use luwte_test_people::Chance;
use rand_chacha::rand_core::SeedableRng;

mod counsellor;
mod folder;
mod helpline;
mod page;
mod redis;
mod visitor;

pub use counsellor::Counsellor;
pub use folder::{Folder, Opened};
pub use helpline::{Helpline, ORIGIN, binary, own_memory, token_key};
pub use luwte_test_people::Organisation;
pub use page::{Closed, Page, raw};
pub use redis::{Cluster, Redis, Sentinels, TlsRedis};
pub use visitor::Visitor;

/// An organisation made for one test, valid for a day from now.
#[must_use]
pub fn organisation() -> Organisation {
    Organisation::new(now_seconds(), &mut chance())
}

/// A generator for one person of one test.
pub(crate) fn chance() -> Chance {
    Chance::from_seed(rand::random())
}

pub(crate) fn now_seconds() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a clock after 1970")
        .as_secs()
}

/// After so long without a word a page in a test sends again what is not acknowledged: docs/protocol.md 8.1, in a hurry.
pub(crate) const SEND_AGAIN: std::time::Duration = std::time::Duration::from_secs(3);

/// Longest that a test waits for anything before it fails.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
