//! The organisation's keys on the command line: docs/keys.md says who does what when.
//!
//! What is secret is sealed with a passphrase and written for its owner's eyes alone; nothing is ever overwritten, but an
//! identity by itself when it is renewed.

mod coordinator;
mod dates;
mod files;
mod identity;
mod issued;
mod lines;
mod organisation;
mod passphrase;
mod revoke;
mod show;

use std::io::Write;

use luwte_certificates::identity_file::ITERATIONS_LIMIT;

pub(crate) use coordinator::{CoordinatorCommand, CoordinatorError};
pub(crate) use files::{FileError, SECRET, write_new};
pub(crate) use identity::{IdentityCommand, IdentityError};
pub(crate) use organisation::{OrganisationCommand, OrganisationError, write_root};
pub(crate) use revoke::{Revoke, RevokeError};
pub(crate) use show::{Show, ShowError};

/// PBKDF2 iterations of what is sealed here: about half a second on an office machine, as in the console.
const ITERATIONS: u32 = 600_000;
const _: () = assert!(ITERATIONS <= ITERATIONS_LIMIT);

/// How long a coordinator's certificate holds, in days, if nothing else is said.
const COORDINATOR_DAYS: u32 = 400;
/// The same for everybody whom a coordinator certifies.
const COUNSELLOR_DAYS: u32 = 200;

/// Tells a person what was done and what comes next.
fn tell(text: &str) {
    // Whoever closed the pipe does not want to know.
    let _ = writeln!(std::io::stdout(), "{text}");
}
