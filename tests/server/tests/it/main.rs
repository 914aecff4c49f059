//! One binary for all black-box tests of the server: linking is what costs time.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod arrows;
mod bad_configuration;
mod bad_input;
mod conversation;
mod counts;
mod effort;
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

use luwte_test_client::{Counsellor, Visitor};

/// A desk in a hurry, so that no test has to wait long for a sweep.
const QUICK: &str = "sweep_milliseconds = 20";

/// Each says something that the other hears.
async fn go_on(visitor: &mut Visitor, counsellor: &mut Counsellor) {
    visitor.say("still here").await;
    let (heard, ()) = tokio::join!(counsellor.hear(), visitor.delivers());
    assert_eq!(heard, "still here");
    counsellor.say("me too").await;
    let (heard, ()) = tokio::join!(visitor.hear(), counsellor.delivers());
    assert_eq!(heard, "me too");
}
