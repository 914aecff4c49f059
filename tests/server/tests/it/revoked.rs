//! A certificate is taken back while the helpline is open.

use luwte_test_client::{Counsellor, Helpline, Visitor, organisation};
use luwte_wire::{EndReason, FromPage, FromServer};

use crate::QUICK;
use crate::talk::go_on;

#[tokio::test]
async fn a_counsellor_who_is_revoked_while_talking_is_out_and_her_visitor_is_first_in_line() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut noor = Counsellor::report(&helpline, &organisation, "Noor").await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    noor.take().await;
    visitor.meet().await;
    go_on(&mut visitor, &mut noor).await;
    let _later = Visitor::arrive(&helpline, organisation.root()).await;

    helpline.writes_revocation(&hex::encode(organisation.revokes(noor.state.chain())));
    let closed = noor.page.closed().await;
    assert_eq!((closed.code, closed.name.as_str()), (4019, "revoked"));
    let before = visitor.ticket();
    assert_eq!(hears_the_end(&mut visitor).await, EndReason::OffDuty);
    assert_ne!(visitor.ticket(), before, "she has a new ticket");

    noor.state.lost();
    noor.page = luwte_test_client::Page::open(&helpline).await;
    noor.prove().await;
    assert_eq!(noor.page.closed().await.name, "revoked");

    let mut sam = Counsellor::report(&helpline, &organisation, "Sam").await;
    visitor.state.ahead = None;
    visitor.come_back(&helpline).await;
    assert_eq!(visitor.state.ahead, Some(0));
    assert_eq!(sam.take().await, visitor.ticket());
}

#[tokio::test]
async fn with_her_coordinator_everybody_she_certified_goes() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut noor = Counsellor::report(&helpline, &organisation, "Noor").await;
    let mut sam = Counsellor::report(&helpline, &organisation, "Sam").await;
    helpline.writes_revocation(&hex::encode(organisation.revokes_coordinator(noor.state.chain())));
    assert_eq!(noor.page.closed().await.name, "revoked");
    assert_eq!(sam.page.closed().await.name, "revoked");
    helpline.counts_to("luwte_on_duty", 0).await;
}

#[tokio::test]
async fn a_revocation_by_somebody_without_the_right_changes_nothing() {
    let (ours, theirs) = (organisation(), organisation());
    let mut helpline = Helpline::start(&ours, QUICK).await;
    let mut noor = Counsellor::report(&helpline, &ours, "Noor").await;
    let mut sam = Counsellor::report(&helpline, &ours, "Sam").await;
    let mut visitor = Visitor::arrive(&helpline, ours.root()).await;
    noor.take().await;
    visitor.meet().await;
    // Signed, and of the right serials, but by another organisation.
    helpline.writes_revocation(&hex::encode(theirs.revokes(noor.state.chain())));
    helpline.writes_revocation(&hex::encode(theirs.revokes_coordinator(noor.state.chain())));
    helpline.logs("Certificates were taken back. revocations=2").await;
    // By the time that another one has worked, these have been looked at too.
    helpline.writes_revocation(&hex::encode(ours.revokes(sam.state.chain())));
    assert_eq!(sam.page.closed().await.name, "revoked");
    go_on(&mut visitor, &mut noor).await;
}

#[tokio::test]
async fn a_damaged_line_is_told_with_its_number_and_the_others_count() {
    let organisation = organisation();
    let mut helpline = Helpline::start(&organisation, QUICK).await;
    let mut noor = Counsellor::report(&helpline, &organisation, "Noor").await;
    let revocation = hex::encode(organisation.revokes(noor.state.chain()));
    helpline.writes_revocation(&format!(
        "# lost a laptop\n{}\n{revocation} # Noor",
        &revocation[2..]
    ));
    assert_eq!(noor.page.closed().await.name, "revoked");
    helpline
        .logs("revocations.txt, line 2: A revocation has 81 bytes.")
        .await;
}

#[tokio::test]
async fn a_certificate_stays_revoked_when_its_line_is_gone() {
    let organisation = organisation();
    let mut helpline = Helpline::start(&organisation, QUICK).await;
    let mut noor = Counsellor::report(&helpline, &organisation, "Noor").await;
    helpline.writes_revocation(&hex::encode(organisation.revokes(noor.state.chain())));
    assert_eq!(noor.page.closed().await.name, "revoked");
    helpline.empties_revocations();
    helpline
        .logs("revocations.txt has lost 1 revocations that it had before.")
        .await;
    helpline.removes_revocations();
    helpline.logs("What it said before still counts.").await;
    noor.state.lost();
    noor.page = luwte_test_client::Page::open(&helpline).await;
    noor.prove().await;
    assert_eq!(noor.page.closed().await.name, "revoked");
}

#[tokio::test]
async fn a_visitor_does_not_wait_for_a_revoked_counsellor_whom_the_server_has_forgotten() {
    let organisation = organisation();
    let mut helpline = Helpline::start(&organisation, QUICK).await;
    let mut noor = Counsellor::report(&helpline, &organisation, "Noor").await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    noor.take().await;
    visitor.meet().await;
    helpline.die().await;
    helpline.writes_revocation(&hex::encode(organisation.revokes(noor.state.chain())));
    helpline.start_again().await;
    visitor.come_back(&helpline).await;
    noor.state.lost();
    noor.page = luwte_test_client::Page::open(&helpline).await;
    noor.prove().await;
    assert_eq!(noor.page.closed().await.name, "revoked");
    assert_eq!(hears_the_end(&mut visitor).await, EndReason::OffDuty);
}

/// Her conversation ends, and she keeps her place. Why it ended.
pub(crate) async fn hears_the_end(visitor: &mut Visitor) -> EndReason {
    let ended = visitor.page.hear_until(|frame| match frame {
        FromServer::Ended {
            reason,
            next: Some(_),
            ..
        } => Some((frame.clone(), *reason)),
        _ => None,
    });
    let (frame, reason) = ended.await;
    visitor.state.hear(frame, 0);
    reason
}

#[tokio::test]
async fn a_coordinator_takes_back_what_she_signed_herself_and_saying_it_again_writes_it_once() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut coordinator = Counsellor::coordinator(&helpline, &organisation).await;
    for name in ["Noor", "Sam"] {
        let mut console = Counsellor::report(&helpline, &organisation, name).await;
        let revocation = organisation.revokes(console.state.chain());
        // What somebody has put behind a # does not count.
        helpline.writes_revocation(&format!("# {}", hex::encode(revocation)));
        coordinator.page.say(FromPage::Revoke(revocation)).await;
        assert_eq!(console.page.closed().await.name, "revoked");
        // As after every line that was lost.
        for _ in 0..3 {
            coordinator.page.say(FromPage::Revoke(revocation)).await;
        }
    }
    let robin = Counsellor::report(&helpline, &organisation, "Robin").await;
    let by_the_root = organisation.revokes_coordinator(robin.state.chain());
    coordinator.page.say(FromPage::Revoke(by_the_root)).await;
    assert_eq!(coordinator.page.closed().await.name, "not-now");
    let file = std::fs::read_to_string(helpline.revocations()).unwrap();
    let lines = file
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    assert_eq!(lines.count(), 2, "{file}");
}
