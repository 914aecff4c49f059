//! Many wait: their pages are asked for an effort, which sorts the line. Nobody is turned away for want of one.

use luwte_test_client::{Counsellor, Helpline, Visitor, organisation};
use luwte_wire::{EffortNonce, FromPage};

/// From two on it is crowded.
const CROWDED: &str = "sweep_milliseconds = 20\neffort_from = 2";

#[tokio::test]
async fn of_a_crowd_whoever_made_the_effort_stands_before_who_did_not_and_nobody_is_turned_away() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, CROWDED).await;
    let root = organisation.root();
    let mut first = Visitor::arrive_idle(&helpline, root).await;
    let mut second = Visitor::arrive_idle(&helpline, root).await;
    let mut idle = Visitor::arrive_idle(&helpline, root).await;
    let mut made = Visitor::arrive(&helpline, root).await;
    let mut last = Visitor::arrive_idle(&helpline, root).await;
    // Who came before it was crowded was asked for nothing, and stands where she stood.
    first.until(|page| page.ahead == Some(0)).await;
    second.until(|page| page.ahead == Some(1)).await;
    made.until(|page| page.efforts == 1 && page.ahead == Some(2))
        .await;
    idle.until(|page| page.ahead == Some(3)).await;
    last.until(|page| page.ahead == Some(4)).await;
    // What is no effort changes nothing, and nobody is shown out for it.
    for n in 0..3 {
        last.page.say(FromPage::Effort(EffortNonce([n; 8]))).await;
    }
    // A page that could not make it at once makes it later, and she stands where her arrival says.
    idle.state.makes_efforts = true;
    idle.come_back(&helpline).await;
    idle.until(|page| page.efforts == 1 && page.ahead == Some(2))
        .await;
    made.until(|page| page.ahead == Some(3)).await;
    last.until(|page| page.ahead == Some(4)).await;
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    counsellor.take().await;
    first.meet().await;
    last.until(|page| page.ahead == Some(3)).await;
}

#[tokio::test]
async fn while_it_is_calm_nobody_is_asked_for_anything() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, crate::QUICK).await;
    let mut line = Vec::new();
    for ahead in 0..12 {
        let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
        visitor.until(|page| page.ahead == Some(ahead)).await;
        line.push(visitor);
    }
    assert!(line.iter().all(|visitor| visitor.state.efforts == 0));
}

#[tokio::test]
async fn after_the_server_died_the_same_effort_counts_and_arrival_decides() {
    let organisation = organisation();
    let mut helpline = Helpline::start(&organisation, CROWDED).await;
    let mut line = Vec::new();
    for (ahead, efforts) in (0..).zip([0, 0, 1, 1, 1]) {
        let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
        visitor
            .until(|page| page.ahead == Some(ahead) && page.efforts == efforts)
            .await;
        line.push(visitor);
    }
    helpline.die_and_start().await;
    // Those who came first come back last: now they are asked too.
    for (before, visitor) in line.iter_mut().rev().enumerate() {
        visitor.come_back(&helpline).await;
        if before >= 2 {
            visitor.until(|page| page.asked.is_some()).await;
        }
    }
    // Nobody has to make one twice.
    for (ahead, visitor) in (0..).zip(&mut line) {
        visitor
            .until(|page| page.ahead == Some(ahead) && page.efforts == 1)
            .await;
    }
}

#[tokio::test]
async fn a_console_makes_no_efforts() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, CROWDED).await;
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    counsellor.page.say(FromPage::Effort(EffortNonce([1; 8]))).await;
    assert_eq!(counsellor.page.closed().await.name, "not-now");
}
