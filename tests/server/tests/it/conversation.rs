//! A visitor and a counsellor through the real server.

use luwte_test_client::{Counsellor, Helpline, Visitor, organisation};
use luwte_wire::{EndReason, FromPage, FromServer};

use crate::QUICK;
use crate::talk::visitor_hears;

#[tokio::test]
async fn a_visitor_waits_is_taken_and_they_talk_both_ways() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    assert_eq!(counsellor.take().await, visitor.ticket());
    assert_eq!(visitor.meet().await, "Noor");
    let long = "مرحبا 🌱 ".repeat(600);
    for text in ["hello", "", &long].into_iter().filter(|text| !text.is_empty()) {
        visitor.say(text).await;
        assert_eq!(counsellor.hear().await, text);
        counsellor.say(text).await;
        assert_eq!(visitor.hear().await, text);
    }
    visitor
        .page
        .say(FromPage::Leave(visitor.ticket(), EndReason::SaidGoodbye))
        .await;
    assert_eq!(visitor.page.closed().await.name, "done");
    let ended = counsellor.page.hear_until(|frame| match frame {
        FromServer::Ended { reason, .. } => Some(*reason),
        _ => None,
    });
    assert_eq!(ended.await, EndReason::SaidGoodbye);
}

#[tokio::test]
async fn a_visitor_who_comes_back_on_a_new_socket_goes_on_where_she_was() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    counsellor.take().await;
    visitor.meet().await;
    visitor.say("before").await;
    assert_eq!(counsellor.hear().await, "before");
    visitor.lose_line(&helpline).await;
    counsellor
        .until(|console| console.held.values().all(|held| !held.here))
        .await;
    counsellor.say("while you were away").await;
    visitor.hello().await;
    assert_eq!(
        visitor_hears(&mut visitor, &mut counsellor).await,
        "while you were away"
    );
    visitor.say("after").await;
    assert_eq!(counsellor.hear().await, "after");
}

#[tokio::test]
async fn a_server_that_stops_tells_everyone_and_logs_nothing_of_them() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    let (log, closed) = tokio::join!(helpline.stop(), visitor.page.closed());
    assert_eq!((closed.code, closed.name.as_str()), (4018, "restarting"));
    assert!(log.contains("The helpline is closing."));
    assert!(!log.contains("127.0.0.1"), "an address was logged: {log}");
}

#[tokio::test]
async fn a_visitor_who_asks_is_shown_all_that_the_server_holds_about_her() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    let record = ask(&mut visitor).await;
    assert!(
        record.contains("Waiting") && !record.contains("127.0.0.1"),
        "{record}"
    );
    counsellor.take().await;
    visitor.meet().await;
    visitor.say("sentinel words").await;
    counsellor.hear().await;
    let record = ask(&mut visitor).await;
    assert!(record.contains("Talking"), "{record}");
    assert!(!record.contains("sentinel"), "{record}");
}

async fn ask(visitor: &mut Visitor) -> String {
    visitor.page.say(FromPage::Ask).await;
    let mut pieces = Vec::new();
    loop {
        let piece = visitor
            .page
            .hear_until(|frame| match frame {
                FromServer::Record { index, count, text } => Some((*index, *count, text.clone())),
                _ => None,
            })
            .await;
        let (index, count, text) = piece;
        assert_eq!(usize::from(index), pieces.len());
        pieces.push(text);
        if pieces.len() == usize::from(count) {
            return String::from_utf8(pieces.concat()).unwrap();
        }
    }
}
