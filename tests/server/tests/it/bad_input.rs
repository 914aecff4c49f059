//! Whatever a page sends, only its own socket ends, with a name, counted, and the neighbours notice nothing.

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use luwte_test_client::{Counsellor, Helpline, Organisation, Page, Visitor, organisation, raw};
use luwte_wire::{EndReason, Envelope, FRAME_LENGTH, FromPage, FromServer, MessageOne, TicketId, Token};
use tokio::io::AsyncReadExt;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::QUICK;

/// A helpline with two people talking, who must not notice what the others do.
struct Evening {
    helpline: Helpline,
    organisation: Organisation,
    visitor: Visitor,
    counsellor: Counsellor,
}

impl Evening {
    async fn begin(desk: &str) -> Self {
        let organisation = organisation();
        let helpline = Helpline::start(&organisation, desk).await;
        let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
        let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
        counsellor.take().await;
        visitor.meet().await;
        Self {
            helpline,
            organisation,
            visitor,
            counsellor,
        }
    }

    /// Opens a socket, sends these messages, and demands that it is closed and counted by this name.
    async fn refuses(&self, messages: &[Message], code: u16, name: &str) {
        let count = format!("luwte_closed_total{{reason=\"{name}\"}}");
        let before = self.helpline.count(&count).await;
        let mut page = Page::open(&self.helpline).await;
        for message in messages {
            page.send(message.clone()).await;
        }
        let closed = page.closed().await;
        assert_eq!((closed.code, closed.name.as_str()), (code, name));
        assert_eq!(self.helpline.count(&count).await, before + 1);
    }

    /// The two who talk still do, and the log holds no word of what was refused.
    async fn goes_on(mut self) {
        self.visitor.say("still here").await;
        assert_eq!(self.counsellor.hear().await, "still here");
        self.counsellor.say("me too").await;
        assert_eq!(self.visitor.hear().await, "me too");
        let log = self.helpline.stop().await;
        assert!(!log.contains("sentinel") && !log.contains("still here"), "{log}");
    }
}

fn frame(kind: u8, body: &[u8]) -> Message {
    let mut bytes = vec![1, kind];
    bytes.extend_from_slice(body);
    bytes.resize(FRAME_LENGTH, 0);
    raw(&bytes)
}

fn binary(frame: &FromPage) -> Message {
    Message::Binary(frame.encode())
}

#[tokio::test]
async fn a_message_that_is_no_frame_ends_its_own_socket_with_a_name() {
    let evening = Evening::begin(QUICK).await;
    let arrive = binary(&FromPage::Arrive);
    evening.refuses(&[raw(b"sentinel")], 4001, "frame-size").await;
    evening
        .refuses(&[raw(&[1; FRAME_LENGTH + 1])], 4001, "frame-size")
        .await;
    evening.refuses(&[raw(&[1; 100_000])], 4001, "frame-size").await;
    evening
        .refuses(&[arrive.clone(), raw(&[])], 4001, "frame-size")
        .await;
    evening
        .refuses(&[Message::text("sentinel")], 4002, "not-binary")
        .await;
    evening
        .refuses(&[raw(&[2; FRAME_LENGTH])], 4003, "wrong-version")
        .await;
    evening
        .refuses(&[frame(0x77, b"sentinel")], 4004, "unknown-frame")
        .await;
    evening.refuses(&[frame(0x42, &[])], 4004, "unknown-frame").await;
    evening
        .refuses(&[frame(0x01, b"sentinel")], 4005, "bad-frame")
        .await;
    evening.goes_on().await;
}

#[tokio::test]
async fn a_frame_at_the_wrong_moment_ends_its_own_socket_with_a_name() {
    let evening = Evening::begin(QUICK).await;
    let arrive = binary(&FromPage::Arrive);
    let envelope = Envelope::new(Bytes::from(vec![7; Envelope::LENGTH])).unwrap();
    evening
        .refuses(&[binary(&FromPage::Heartbeat)], 4006, "hello-first")
        .await;
    evening
        .refuses(&[arrive.clone(), arrive.clone()], 4007, "second-hello")
        .await;
    evening
        .refuses(&[arrive.clone(), binary(&FromPage::Report)], 4007, "second-hello")
        .await;
    let theirs = FromPage::Envelope(evening.visitor.ticket(), envelope.clone());
    evening
        .refuses(&[arrive.clone(), binary(&theirs)], 4010, "wrong-conversation")
        .await;
    let nobodys = FromPage::Envelope(TicketId([0; 16]), envelope);
    evening
        .refuses(&[arrive.clone(), binary(&nobodys)], 4010, "wrong-conversation")
        .await;
    evening
        .refuses(&[arrive, binary(&FromPage::TakeNext)], 4011, "not-now")
        .await;
    evening.goes_on().await;
}

#[tokio::test]
async fn a_token_for_another_ticket_opens_nothing() {
    let evening = Evening::begin(QUICK).await;
    let mut forged = evening.visitor.token();
    forged.0[0] ^= 1;
    evening
        .refuses(&[binary(&FromPage::Return(forged, 1))], 4009, "bad-token")
        .await;
    let mut earlier = evening.visitor.token();
    earlier.0[24] ^= 1;
    evening
        .refuses(&[binary(&FromPage::Return(earlier, 1))], 4009, "bad-token")
        .await;
    evening
        .refuses(
            &[binary(&FromPage::Return(Token([0; Token::LENGTH]), 1))],
            4009,
            "bad-token",
        )
        .await;
    evening.goes_on().await;
}

#[tokio::test]
async fn ten_thousand_frames_at_once_end_only_the_socket_they_came_from() {
    let evening = Evening::begin(QUICK).await;
    let mut flood = vec![binary(&FromPage::Arrive)];
    flood.extend(std::iter::repeat_n(binary(&FromPage::Heartbeat), 10_000));
    evening.refuses(&flood, 4012, "too-fast").await;
    evening.goes_on().await;
}

#[tokio::test]
async fn somebody_who_waits_with_nonsense_does_not_keep_the_next_from_being_taken() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut troll = Page::open(&helpline).await;
    troll.say(FromPage::Arrive).await;
    troll
        .hear_until(|frame| matches!(frame, FromServer::Ticket(_)).then_some(()))
        .await;
    let nonsense = Bytes::from(vec![7; MessageOne::LENGTH]);
    troll
        .say(FromPage::Wait(MessageOne::new(nonsense).unwrap()))
        .await;
    troll
        .hear_until(|frame| matches!(frame, FromServer::Place(_)).then_some(()))
        .await;
    // The line is kept by the millisecond: she comes in a later one.
    let millisecond = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let the_troll_came_before = millisecond();
    while millisecond() == the_troll_came_before {
        tokio::task::yield_now().await;
    }
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    visitor.until(|page| page.ahead == Some(1)).await;
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    counsellor.page.say(FromPage::TakeNext).await;
    let taken = counsellor.page.hear_until(|frame| match frame {
        FromServer::Taken { conversation, .. } => Some(*conversation),
        _ => None,
    });
    let taken = taken.await;
    assert_ne!(taken, visitor.ticket());
    counsellor
        .page
        .say(FromPage::Leave(taken, EndReason::Refused))
        .await;
    assert_eq!(troll.closed().await.name, "done");
    assert_eq!(counsellor.take().await, visitor.ticket());
    assert_eq!(visitor.meet().await, "Noor");
}

#[tokio::test]
async fn a_socket_that_says_nothing_is_closed_in_time() {
    let evening = Evening::begin(&format!("{QUICK}\nhello_milliseconds = 300")).await;
    evening.refuses(&[], 4008, "hello-late").await;
    evening.goes_on().await;
}

#[tokio::test]
async fn a_socket_that_falls_silent_is_closed_and_its_visitor_is_away() {
    let patience = "heartbeat_milliseconds = 100\nsilent_after_milliseconds = 1500";
    let mut evening = Evening::begin(&format!("{QUICK}\n{patience}")).await;
    // Half-open: the page is connected and never answers again. Noor's console goes on answering.
    let mut phone = Page::open(&evening.helpline).await;
    phone.say(FromPage::Return(evening.visitor.token(), 1)).await;
    std::mem::swap(&mut phone, &mut evening.visitor.page);
    assert_eq!(phone.closed().await.name, "taken-over");
    let away = evening.counsellor.page.hear_until(|frame| {
        matches!(frame, FromServer::Presence(_, luwte_wire::Presence::Away)).then_some(())
    });
    away.await;
    assert_eq!(evening.visitor.page.closed().await.name, "silent");
}

#[tokio::test]
async fn a_connection_that_never_finishes_its_request_is_dropped() {
    let evening = Evening::begin(QUICK).await;
    let mut half = tokio::net::TcpStream::connect(&evening.helpline.address)
        .await
        .unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut half, b"GET /ws HTTP/1.1\r\nhost: sent")
        .await
        .unwrap();
    let mut answer = Vec::new();
    let closed = tokio::time::timeout(luwte_test_client::PATIENCE, half.read_to_end(&mut answer)).await;
    assert!(closed.is_ok(), "a half-open connection was kept");
    evening.goes_on().await;
}

#[tokio::test]
async fn a_page_from_another_site_gets_no_socket() {
    let evening = Evening::begin(QUICK).await;
    for origin in [
        None,
        Some("https://elsewhere.test"),
        Some("http://helpline.test.evil"),
        Some("null"),
    ] {
        match Page::open_from(&evening.helpline, origin).await {
            Err(Error::Http(answer)) => assert_eq!(answer.status(), 403),
            Ok(_) => panic!("{origin:?} got a socket"),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(evening.helpline.count("luwte_origin_refused_total").await, 4);
    evening.goes_on().await;
}

#[tokio::test]
async fn a_counsellor_of_another_organisation_is_refused_for_duty() {
    let evening = Evening::begin(QUICK).await;
    let stranger = organisation();
    let mut console = Counsellor::with_shift_of(
        &evening.helpline,
        &stranger,
        evening.organisation.root(),
        "Stranger",
    )
    .await;
    console.prove().await;
    let closed = console.page.closed().await;
    assert_eq!((closed.code, closed.name.as_str()), (4016, "duty-refused"));
    evening.goes_on().await;
}
