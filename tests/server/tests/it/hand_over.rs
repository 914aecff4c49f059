//! A conversation goes on with a colleague, with the real keys of its three: docs/protocol.md, 6.6.

use luwte_test_client::{Counsellor, Helpline, Organisation, Page, Visitor, organisation};
use luwte_wire::{EndReason, FromPage, FromServer};

use crate::QUICK;
use crate::talk::{counsellor_hears, go_on};

/// She talks with Noor, and Sam is on duty.
async fn evening() -> (Organisation, Helpline, Visitor, Counsellor, Counsellor) {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut noor = Counsellor::report(&helpline, &organisation, "Noor").await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    noor.take().await;
    visitor.meet().await;
    go_on(&mut visitor, &mut noor).await;
    let sam = Counsellor::report(&helpline, &organisation, "Sam").await;
    (organisation, helpline, visitor, noor, sam)
}

#[tokio::test]
async fn a_visitor_who_agrees_goes_on_with_the_colleague() {
    let (_organisation, _helpline, mut visitor, mut noor, mut sam) = evening().await;
    noor.hands_over_to(&mut sam).await;
    tokio::join!(
        visitor.until(|page| page.counsellor.as_deref() == Some("Sam")),
        noor.until(|console| console.held.is_empty()),
        sam.until(|console| !console.held.is_empty()),
    );
    assert_eq!(noor.state.over[0].1, EndReason::HandedOver);
    assert_eq!(visitor.state.before[0].0, "Noor");
    visitor.forgets_what_she_heard();
    go_on(&mut visitor, &mut sam).await;
}

#[tokio::test]
async fn a_right_of_before_the_hand_over_breaks_nothing_off() {
    let (_organisation, helpline, mut visitor, mut noor, mut sam) = evening().await;
    let before = visitor.state.token.expect("she talks");
    noor.hands_over_to(&mut sam).await;
    tokio::join!(
        visitor.until(|page| page.counsellor.as_deref() == Some("Sam")),
        noor.until(|console| console.held.is_empty()),
        sam.until(|console| !console.held.is_empty()),
    );
    visitor.forgets_what_she_heard();
    go_on(&mut visitor, &mut sam).await;
    // Her folder kept it, and somebody comes back with it.
    let mut other = Page::open(&helpline).await;
    other.say(FromPage::Return(before, u32::MAX)).await;
    let ended = |frame: &FromServer| match frame {
        FromServer::Ended { reason, .. } => Some(*reason),
        _ => None,
    };
    assert_eq!(other.hear_until(ended).await, EndReason::Unknown);
    visitor.forgets_what_she_heard();
    go_on(&mut visitor, &mut sam).await;
}

#[tokio::test]
async fn what_the_first_counsellor_has_not_read_is_said_again_to_the_second() {
    let (_organisation, _helpline, mut visitor, mut noor, mut sam) = evening().await;
    noor.hands_over_to(&mut sam).await;
    // She speaks after she has agreed: it is for whoever comes.
    visitor.until(|page| page.has_agreed()).await;
    visitor.say("who is there?").await;
    let (heard, (), ()) = tokio::join!(
        sam.hear(),
        visitor.delivers(),
        noor.until(|console| console.held.is_empty()),
    );
    assert_eq!(heard, "who is there?");
    assert_eq!(noor.state.over[0].2, ["still here"]);
}

#[tokio::test]
async fn a_visitor_who_would_rather_stay_stays() {
    let (_organisation, _helpline, mut visitor, mut noor, mut sam) = evening().await;
    visitor.state.goes_along = false;
    noor.hands_over_to(&mut sam).await;
    go_on(&mut visitor, &mut noor).await;
    assert_eq!(visitor.state.counsellor.as_deref(), Some("Noor"));
}

#[tokio::test]
async fn a_visitor_stays_when_the_colleague_has_gone_meanwhile() {
    let (_organisation, _helpline, mut visitor, mut noor, mut sam) = evening().await;
    noor.hands_over_to(&mut sam).await;
    sam.page.say(FromPage::OffDuty).await;
    assert_eq!(sam.page.closed().await.name, "done");
    visitor.until(|page| page.has_agreed()).await;
    visitor.say("still here").await;
    assert_eq!(counsellor_hears(&mut visitor, &mut noor).await, "still here");
}

#[tokio::test]
async fn a_visitor_handed_over_when_the_server_died_is_first_in_line() {
    let (_organisation, mut helpline, mut visitor, mut noor, mut sam) = evening().await;
    noor.hands_over_to(&mut sam).await;
    visitor.until(|page| page.has_agreed()).await;
    noor.until(|console| console.held.is_empty()).await;
    // Sam has her, and has not answered.
    let taken = |frame: &FromServer| matches!(frame, FromServer::Taken { .. }).then_some(());
    sam.page.hear_until(taken).await;
    helpline.die_and_start().await;
    visitor.lose_line(&helpline).await;
    visitor.hello().await;
    tokio::join!(noor.come_back(&helpline), sam.come_back(&helpline));
    tokio::select! {
        () = visitor.until(|page| page.talk().is_none()) => {}
        () = noor.until(|_| false) => {}
    }
    assert_eq!(visitor.state.ending, None, "she has a ticket");
    visitor.come_back(&helpline).await;
    assert_eq!(visitor.state.ahead, Some(0));
    sam.take().await;
    assert_eq!(visitor.meet().await, "Sam");
}
