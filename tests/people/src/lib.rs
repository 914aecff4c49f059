//! The two pages in Rust, without IO: what tests, simulation and chaos drive against the real server or the real desk.
//!
//! They follow docs/protocol.md and nothing else, so they are also a second opinion about the pages in TypeScript.
//! Everything here fails loudly: a test that cannot go on must stop where it went wrong.

mod console;
mod delivery;
mod effort;
mod organisation;
mod visitor_page;

pub use console::{Console, Held};
pub use delivery::Delivery;
pub use effort::{effort_bits, make_effort};
pub use luwte_certificates::OrganisationRoot;
pub use luwte_conversation::{Age, Danger, Form, HandOverSecret, Safety, Topics, Who};
pub use organisation::{OnDuty, Organisation};
pub use visitor_page::{Ending, VisitorPage};

/// The generator of a test person: the same seed, the same evening.
pub type Chance = rand_chacha::ChaCha20Rng;
