//! The server dies and starts again with nothing in memory: docs/reliability.md.

use bytes::Bytes;
use luwte_test_client::{Counsellor, Helpline, Organisation, Page, Visitor, organisation, token_key};
use luwte_test_people::Ending;
use luwte_wire::{Claims, EndReason, Envelope, FromPage, FromServer, Presence};

use crate::QUICK;
use crate::talk::{both_hear, go_on};

async fn talking(desk: &str) -> (Organisation, Helpline, Visitor, Counsellor) {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, desk).await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    counsellor.take().await;
    visitor.meet().await;
    (organisation, helpline, visitor, counsellor)
}

#[tokio::test]
async fn a_conversation_goes_on_after_the_server_died_whoever_comes_back_first() {
    for visitor_first in [true, false] {
        let (_, mut helpline, mut visitor, mut counsellor) = talking(QUICK).await;
        go_on(&mut visitor, &mut counsellor).await;
        helpline.die_and_start().await;
        // Both write while nobody is there to carry it.
        visitor.say("did you get this?").await;
        counsellor.say("I am looking for the connection").await;
        if visitor_first {
            visitor.come_back(&helpline).await;
            counsellor.come_back(&helpline).await;
        } else {
            counsellor.come_back(&helpline).await;
            visitor.come_back(&helpline).await;
        }
        let (hers, theirs) = both_hear(&mut visitor, &mut counsellor).await;
        assert_eq!(hers, "I am looking for the connection");
        assert_eq!(theirs, "did you get this?");
        go_on(&mut visitor, &mut counsellor).await;
        assert!(visitor.state.rejoins > 0, "the keys were not replaced");
        assert_eq!(helpline.count("luwte_conversations").await, 1);
    }
}

#[tokio::test]
async fn everybody_who_waits_keeps_her_place_in_whatever_order_they_come_back() {
    let organisation = organisation();
    let mut helpline = Helpline::start(&organisation, QUICK).await;
    let mut line = Vec::new();
    for ahead in 0..4 {
        let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
        visitor.until(|page| page.ahead == Some(ahead)).await;
        line.push(visitor);
    }
    helpline.die_and_start().await;
    let mut newcomer = Visitor::arrive(&helpline, organisation.root()).await;
    for place in [3, 1, 0, 2] {
        line[place].come_back(&helpline).await;
    }
    for (place, visitor) in (0..).zip(&mut line) {
        visitor.until(|page| page.ahead == Some(place)).await;
    }
    newcomer.until(|page| page.ahead == Some(4)).await;
}

#[tokio::test]
async fn a_visitor_who_was_taken_when_the_server_died_is_taken_again() {
    let organisation = organisation();
    let mut helpline = Helpline::start(&organisation, QUICK).await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    // The server dies between TAKEN and the answer.
    counsellor.takes_and_does_not_answer().await;
    helpline.die_and_start().await;
    visitor.come_back(&helpline).await;
    counsellor.come_back(&helpline).await;
    counsellor.take().await;
    assert_eq!(visitor.meet().await, "Noor");
    go_on(&mut visitor, &mut counsellor).await;
}

#[tokio::test]
async fn a_visitor_whose_counsellor_does_not_come_back_is_told_and_stands_at_the_front() {
    let desk = format!("{QUICK}\nconversation_grace_seconds = 1");
    let (organisation, mut helpline, mut visitor, counsellor) = talking(&desk).await;
    let later = Visitor::arrive(&helpline, organisation.root()).await;
    let arrived = arrival(&visitor);
    helpline.die_and_start().await;
    visitor.come_back(&helpline).await;
    drop(counsellor);
    let told = visitor.page.hear_until(|frame| match frame {
        FromServer::Ended { reason, .. } => Some((*reason, frame.clone())),
        _ => None,
    });
    let (reason, frame) = told.await;
    assert_eq!(reason, EndReason::Gone);
    visitor.state.hear(frame, 0);
    visitor.come_back(&helpline).await;
    assert_eq!(arrival(&visitor), arrived);
    let mut later = later;
    later.come_back(&helpline).await;
    visitor.until(|page| page.ahead == Some(0)).await;
    later.until(|page| page.ahead == Some(1)).await;
}

fn arrival(visitor: &Visitor) -> u64 {
    match visitor.token().claims() {
        Some(
            Claims::Ticket { arrived, .. }
            | Claims::VisitorRight { arrived, .. }
            | Claims::CounsellorRight { arrived, .. },
        ) => arrived,
        Some(Claims::Invitation { .. }) | None => panic!("a token that says nothing of her"),
    }
}

#[tokio::test]
async fn a_second_window_takes_over_and_the_first_and_the_counsellor_are_told() {
    let (_, helpline, mut visitor, mut counsellor) = talking(QUICK).await;
    go_on(&mut visitor, &mut counsellor).await;
    let mut second = Page::open(&helpline).await;
    second.say(FromPage::Return(visitor.token(), 1)).await;
    assert_eq!(visitor.page.closed().await.name, "taken-over");
    let here = |frame: &FromServer| matches!(frame, FromServer::Presence(_, Presence::Here)).then_some(());
    second.hear_until(here).await;
    counsellor.page.hear_until(here).await;
}

#[tokio::test]
async fn whoever_steals_a_token_takes_a_seat_and_cannot_say_or_read_a_word() {
    let (organisation, helpline, mut visitor, mut counsellor) = talking(QUICK).await;
    let mut others = (
        Visitor::arrive(&helpline, organisation.root()).await,
        Counsellor::report(&helpline, &organisation, "Sam").await,
    );
    others.1.take().await;
    others.0.meet().await;
    visitor.say("a secret").await;
    counsellor.hear().await;
    let mut thief = Page::open(&helpline).await;
    thief.say(FromPage::Return(visitor.token(), 1)).await;
    // Bytes that say they are the next envelope.
    let mut forged = vec![7; Envelope::LENGTH];
    forged[..8].copy_from_slice(&1_u64.to_be_bytes());
    let forged = Envelope::new(Bytes::from(forged)).unwrap();
    thief.say(FromPage::Envelope(visitor.ticket(), forged)).await;
    counsellor.until(|console| console.held.is_empty()).await;
    let (_, reason, heard) = counsellor.state.over.remove(0);
    assert_eq!((reason, heard), (EndReason::Damaged, vec!["a secret".to_owned()]));
    let ended = thief.hear_until(|frame| match frame {
        FromServer::Ended { reason, .. } => Some(*reason),
        _ => None,
    });
    assert_eq!(ended.await, EndReason::Damaged);
    go_on(&mut others.0, &mut others.1).await;
}

#[tokio::test]
async fn a_key_is_rotated_with_an_overlap_and_nobody_notices() {
    let (organisation, mut helpline, mut visitor, mut counsellor) = talking(QUICK).await;
    let mut waiting = Visitor::arrive(&helpline, organisation.root()).await;
    let (old, new) = (helpline.token_keys(), token_key());
    helpline.write_token_keys(&format!("{new}\n{old}"));
    helpline.die_and_start().await;
    visitor.come_back(&helpline).await;
    counsellor.come_back(&helpline).await;
    waiting.come_back(&helpline).await;
    go_on(&mut visitor, &mut counsellor).await;
    // Without the overlap the tokens of before are worth nothing, and everybody is told so by name.
    let held_before = visitor.token();
    helpline.write_token_keys(&new);
    helpline.die_and_start().await;
    let mut page = Page::open(&helpline).await;
    page.say(FromPage::Return(held_before, 1)).await;
    assert_eq!(page.closed().await.name, "bad-token");
    // She who waited got a token with the new key when she came back.
    waiting.come_back(&helpline).await;
    waiting.until(|page| page.ahead == Some(0)).await;
}

#[tokio::test]
async fn the_token_of_another_helpline_opens_nothing() {
    let (_, helpline, visitor, _counsellor) = talking(QUICK).await;
    let (_, elsewhere, ..) = talking(QUICK).await;
    let mut page = Page::open(&elsewhere).await;
    page.say(FromPage::Return(visitor.token(), 1)).await;
    assert_eq!(page.closed().await.name, "bad-token");
    let mut console = Page::open(&helpline).await;
    console.say(FromPage::Arrive).await;
    console.hear().await;
    console.say(FromPage::Resume(visitor.token())).await;
    assert_eq!(console.closed().await.name, "not-now");
}

#[tokio::test]
async fn a_visitor_who_left_does_not_come_back_as_a_ghost() {
    let (_, mut helpline, mut visitor, mut counsellor) = talking(QUICK).await;
    let right = visitor.token();
    for frame in visitor.state.leave(EndReason::SaidGoodbye) {
        visitor.page.say(frame).await;
    }
    counsellor.until(|console| console.held.is_empty()).await;
    assert_eq!(
        visitor.state.ending,
        Some(Ending::Stopped(EndReason::SaidGoodbye))
    );
    // A server that forgot everything believes the old token, and the console that ended it says no.
    helpline.die_and_start().await;
    let mut ghost = Page::open(&helpline).await;
    ghost.say(FromPage::Return(right, 1)).await;
    ghost
        .hear_until(|frame| matches!(frame, FromServer::Presence(_, Presence::Away)).then_some(()))
        .await;
    counsellor.come_back(&helpline).await;
    let ended = ghost.hear_until(|frame| match frame {
        FromServer::Ended { reason, .. } => Some(*reason),
        _ => None,
    });
    let reason = tokio::select! {
        reason = ended => reason,
        () = counsellor.until(|_| false) => panic!("the console stopped listening"),
    };
    assert_eq!(reason, EndReason::SaidGoodbye);
}
