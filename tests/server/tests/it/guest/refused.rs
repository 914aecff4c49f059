//! Nobody is called with a right that does not hold, more often than once and again, or for anything else.

use luwte_test_client::{Counsellor, Helpline, Page, Visitor};
use luwte_wire::{EndReason, FromPage, FromServer, Intake, TicketId, Token};

use super::lines::{Line, call, first_words};
use super::{Evening, right_of};
use crate::QUICK;
use crate::talk::go_on;

/// How a socket ends whose hello is this right.
async fn closed_for(helpline: &Helpline, right: Token) -> String {
    let mut page = Page::open(helpline).await;
    page.say(FromPage::Join(right)).await;
    page.closed().await.name
}

#[tokio::test]
async fn nobody_joins_with_a_token_that_does_not_hold_or_is_no_right_to_a_conversation() {
    let (mut evening, [hers, _]) = Evening::with_lin(QUICK).await;
    let mut forged = evening.visitor.token();
    forged.0[20] ^= 1;
    let elsewhere = Evening::begin(QUICK).await;
    let waiting = Visitor::arrive(&evening.helpline, evening.organisation.root()).await;
    for right in [
        forged,
        elsewhere.visitor.token(),
        waiting.token(),
        // A guest's line calls no other guest.
        hers.token(),
        Token([0; 97]),
    ] {
        assert_eq!(closed_for(&evening.helpline, right).await, "bad-token");
    }
    go_on(&mut evening.visitor, &mut evening.noor).await;
}

#[tokio::test]
async fn nobody_is_called_into_a_conversation_that_is_over() {
    // A desk that cannot have forgotten anything.
    let mut evening = Evening::begin("sweep_milliseconds = 20\nconversation_grace_seconds = 0").await;
    let conversation = evening.visitor.ticket();
    let rights = [evening.visitor.token(), right_of(&evening.noor)];
    let leave = FromPage::Leave(conversation, EndReason::SaidGoodbye);
    evening.visitor.page.say(leave).await;
    evening.noor.until(|console| console.held.is_empty()).await;
    for right in rights {
        let mut page = Page::open(&evening.helpline).await;
        page.say(FromPage::Join(right)).await;
        assert_eq!(
            page.hear().await,
            FromServer::ended(conversation, EndReason::Unknown)
        );
        assert_eq!(page.closed().await.name, "done");
    }
}

#[tokio::test]
async fn who_handed_her_over_calls_nobody_any_more() {
    let mut evening = Evening::begin(QUICK).await;
    let before = [evening.visitor.token(), right_of(&evening.noor)];
    let mut sam = Counsellor::report(&evening.helpline, &evening.organisation, "Sam").await;
    evening.noor.hands_over_to(&mut sam).await;
    tokio::join!(
        evening
            .visitor
            .until(|page| page.counsellor.as_deref() == Some("Sam")),
        evening.noor.until(|console| console.held.is_empty()),
        sam.until(|console| !console.held.is_empty()),
    );
    evening.visitor.forgets_what_she_heard();
    go_on(&mut evening.visitor, &mut sam).await;
    for right in before {
        let mut page = Page::open(&evening.helpline).await;
        page.say(FromPage::Join(right)).await;
        let ended = FromServer::ended(evening.visitor.ticket(), EndReason::Unknown);
        assert_eq!(page.hear().await, ended);
    }
    // With Sam she may call somebody.
    Line::join(&evening.helpline, evening.visitor.token()).await;
    Line::join(&evening.helpline, right_of(&sam)).await;
}

#[tokio::test]
async fn a_fifth_line_is_not_opened_and_one_that_was_left_makes_room() {
    let evening = Evening::begin(QUICK).await;
    let mut lines: Vec<Line> = evening.join().await.into();
    lines.extend(evening.join().await);
    for right in [evening.visitor.token(), right_of(&evening.noor)] {
        assert_eq!(closed_for(&evening.helpline, right).await, "waiting-room-full");
    }
    let mut left = lines.remove(0);
    left.page
        .say(FromPage::Leave(left.ticket(), EndReason::SaidGoodbye))
        .await;
    assert_eq!(left.page.closed().await.name, "done");
    Line::join(&evening.helpline, evening.visitor.token()).await;
}

#[tokio::test]
async fn who_is_off_duty_cannot_be_called() {
    let mut evening = Evening::begin(QUICK).await;
    let [mut hers, mut noors] = evening.join().await;
    evening.lin.console.page.say(FromPage::OffDuty).await;
    assert_eq!(evening.lin.console.page.closed().await.name, "done");
    for line in [&mut hers, &mut noors] {
        line.call(&evening.lin).await;
        assert_eq!(line.ends().await, EndReason::Gone);
    }
    go_on(&mut evening.visitor, &mut evening.noor).await;
}

#[tokio::test]
async fn a_called_ticket_waits_for_nobody() {
    let evening = Evening::begin(QUICK).await;
    let shift = luwte_wire::ShiftId(evening.noor.state.signing_key());
    let intake = Intake::new(vec![0; Intake::LENGTH].into()).unwrap();
    for (frame, name) in [
        (FromPage::Wait(first_words()), "not-now"),
        (FromPage::Intake(shift, intake), "not-now"),
        (FromPage::Join(evening.visitor.token()), "second-hello"),
        (
            FromPage::Leave(TicketId([1; 16]), EndReason::SaidGoodbye),
            "wrong-conversation",
        ),
    ] {
        let mut hers = Line::join(&evening.helpline, evening.visitor.token()).await;
        hers.page.say(frame).await;
        assert_eq!(hers.page.closed().await.name, name);
    }
    assert_eq!(evening.helpline.count("luwte_waiting").await, 0);
}

#[tokio::test]
async fn only_who_has_joined_calls() {
    let mut evening = Evening::begin(QUICK).await;
    let shift = luwte_wire::ShiftId(evening.lin.console.state.signing_key());
    for page in [&mut evening.visitor.page, &mut evening.noor.page] {
        page.say(call(shift)).await;
        assert_eq!(page.closed().await.name, "not-now");
    }
    let mut stranger = Page::open(&evening.helpline).await;
    stranger.say(call(shift)).await;
    assert_eq!(stranger.closed().await.name, "hello-first");
}
