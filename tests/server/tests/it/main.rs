//! One binary for all black-box tests of the server: linking is what costs time.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod arrows;
mod bad_configuration;
mod bad_input;
mod conversation;
mod counts;
mod effort;
mod folder;
mod guest;
mod hand_over;
mod intake;
mod invite;
mod keys;
mod nodes;
mod organisation;
mod races;
mod redis_addresses;
mod restart;
mod revoked;
mod site;
mod sockets;
mod talk;

/// A desk in a hurry, so that no test has to wait long for a sweep.
const QUICK: &str = "sweep_milliseconds = 20";
