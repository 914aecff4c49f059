//! Somebody is called into a conversation as a guest, on a line from each of its two: docs/protocol.md, 2.10. What is
//! said on them is opaque here, as it is to the server.

mod lines;
mod refused;

use luwte_test_client::{Counsellor, Helpline, Organisation, Page, Visitor, organisation};
use luwte_wire::{EndReason, FromPage, FromServer, Presence};

use crate::QUICK;
use crate::counts::counted;
use crate::nodes::Nodes;
use crate::talk::go_on;
use lines::{Guest, Line, talk};

/// She talks with Noor, and Lin is on duty.
struct Evening {
    organisation: Organisation,
    helpline: Helpline,
    visitor: Visitor,
    noor: Counsellor,
    lin: Guest,
}

impl Evening {
    async fn begin(desk: &str) -> Self {
        let organisation = organisation();
        let helpline = Helpline::start(&organisation, desk).await;
        let mut noor = Counsellor::report(&helpline, &organisation, "Noor").await;
        let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
        noor.take().await;
        visitor.meet().await;
        go_on(&mut visitor, &mut noor).await;
        let lin = Guest::of(Counsellor::report(&helpline, &organisation, "Lin").await);
        Self {
            organisation,
            helpline,
            visitor,
            noor,
            lin,
        }
    }

    /// A line of hers to Lin who has answered, and one of Noor's.
    async fn with_lin(desk: &str) -> (Self, [Line; 2]) {
        let mut evening = Self::begin(desk).await;
        let mut lines = evening.join().await;
        for line in &mut lines {
            meets(line, &mut evening.lin).await;
        }
        (evening, lines)
    }

    /// Both open a line on which to call somebody.
    async fn join(&self) -> [Line; 2] {
        let hers = Line::join(&self.helpline, self.visitor.token()).await;
        let noors = Line::join(&self.helpline, right_of(&self.noor)).await;
        [hers, noors]
    }
}

/// A visitor on the first node talks with Noor on this one, and Lin is on duty on the second.
async fn on(nodes: &Nodes, noors: &Helpline) -> (Visitor, Counsellor, Guest) {
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut noor = nodes.counsellor(noors).await;
    noor.take().await;
    visitor.meet().await;
    go_on(&mut visitor, &mut noor).await;
    let lin = Guest::of(nodes.counsellor(&nodes.two).await);
    nodes.one.counts_to("luwte_on_duty", 2).await;
    (visitor, noor, lin)
}

/// Lin is called on this line, answers, and talks on it.
async fn meets(line: &mut Line, lin: &mut Guest) {
    line.call(lin).await;
    lin.answers().await;
    line.answered().await;
    talk(line, lin).await;
}

fn right_of(noor: &Counsellor) -> luwte_wire::Token {
    noor.state.held.values().next().unwrap().right()
}

#[tokio::test]
async fn a_guest_whom_both_have_called_talks_with_both() {
    let (mut evening, mut lines) = Evening::with_lin(QUICK).await;
    assert_ne!(lines[0].ticket(), lines[1].ticket());
    for line in &mut lines {
        talk(line, &mut evening.lin).await;
    }
    go_on(&mut evening.visitor, &mut evening.noor).await;
}

#[tokio::test]
async fn the_visitors_line_to_the_guest_is_lost_and_comes_back() {
    let (mut evening, [mut hers, mut noors]) = Evening::with_lin(QUICK).await;
    hers.page = Page::open(&evening.helpline).await;
    evening.lin.hears_presence(&hers, Presence::Away).await;
    // What Lin says meanwhile is kept for her.
    evening.lin.says(hers.ticket(), 7).await;
    hers.comes_back(&evening.helpline).await;
    hers.hears(7).await;
    evening.lin.hears_presence(&hers, Presence::Here).await;
    talk(&mut hers, &mut evening.lin).await;
    talk(&mut noors, &mut evening.lin).await;
}

#[tokio::test]
async fn who_lost_her_line_before_the_guest_answered_gets_the_answer() {
    let mut evening = Evening::begin(QUICK).await;
    let [mut hers, _] = evening.join().await;
    hers.call(&evening.lin).await;
    evening.lin.is_called().await;
    hers.page = Page::open(&evening.helpline).await;
    hers.returns().await;
    evening.lin.gives_answers().await;
    hers.answered().await;
    talk(&mut hers, &mut evening.lin).await;
}

#[tokio::test]
async fn when_the_server_dies_all_three_go_on() {
    let (mut evening, mut lines) = Evening::with_lin(QUICK).await;
    evening.helpline.die_and_start().await;
    tokio::join!(
        evening.visitor.come_back(&evening.helpline),
        evening.noor.come_back(&evening.helpline),
        evening.lin.comes_back(&evening.helpline),
    );
    for line in &mut lines {
        line.comes_back(&evening.helpline).await;
        talk(line, &mut evening.lin).await;
    }
    go_on(&mut evening.visitor, &mut evening.noor).await;
    assert_eq!(evening.helpline.count("luwte_conversations").await, 1);
}

#[tokio::test]
async fn a_guest_who_was_called_when_the_server_died_is_called_again() {
    let mut evening = Evening::begin(QUICK).await;
    let [mut hers, _] = evening.join().await;
    hers.call(&evening.lin).await;
    evening.lin.is_called().await;
    evening.lin.forgets();
    evening.helpline.die_and_start().await;
    evening.lin.comes_back(&evening.helpline).await;
    hers.page = Page::open(&evening.helpline).await;
    hers.returns().await;
    hers.hears_ticket().await;
    hers.call(&evening.lin).await;
    evening.lin.answers().await;
    hers.answered().await;
    talk(&mut hers, &mut evening.lin).await;
}

#[tokio::test]
async fn a_guest_whose_answer_died_with_the_server_gives_it_again() {
    let mut evening = Evening::begin(QUICK).await;
    let [mut hers, _] = evening.join().await;
    hers.call(&evening.lin).await;
    evening.lin.answers().await;
    evening.helpline.die_and_start().await;
    evening.lin.comes_back(&evening.helpline).await;
    hers.comes_back(&evening.helpline).await;
    evening.lin.gives_answers().await;
    hers.answered().await;
    talk(&mut hers, &mut evening.lin).await;
}

#[tokio::test]
async fn a_guest_on_another_node_is_called_from_both() {
    let nodes = Nodes::start().await;
    let (visitor, noor, mut lin) = on(&nodes, &nodes.two).await;
    // Noor's line is on the other node than her console.
    let mut lines = [
        Line::join(&nodes.one, visitor.token()).await,
        Line::join(&nodes.one, right_of(&noor)).await,
    ];
    for line in &mut lines {
        meets(line, &mut lin).await;
    }
    // And moves over to it.
    lines[1].comes_back(&nodes.two).await;
    for line in &mut lines {
        talk(line, &mut lin).await;
    }
    for node in [&nodes.one, &nodes.two] {
        assert_eq!(node.count("luwte_conversations").await, 1);
    }
}

#[tokio::test]
async fn everybody_goes_on_when_the_node_of_the_guest_dies() {
    let mut nodes = Nodes::start().await;
    let (mut visitor, mut noor, mut lin) = on(&nodes, &nodes.one).await;
    let mut hers = Line::join(&nodes.one, visitor.token()).await;
    meets(&mut hers, &mut lin).await;
    nodes.two.die().await;
    lin.comes_back(&nodes.one).await;
    talk(&mut hers, &mut lin).await;
    go_on(&mut visitor, &mut noor).await;
}

#[tokio::test]
async fn when_redis_died_and_is_back_all_three_go_on() {
    let nodes = Nodes::start().await;
    let (mut visitor, mut noor, mut lin) = on(&nodes, &nodes.two).await;
    let mut lines = [
        Line::join(&nodes.one, visitor.token()).await,
        Line::join(&nodes.two, right_of(&noor)).await,
    ];
    for line in &mut lines {
        meets(line, &mut lin).await;
    }
    nodes.one.redis().await.die().await;
    nodes.one.redis().await.start_again().await;
    for line in &mut lines {
        talk(line, &mut lin).await;
    }
    go_on(&mut visitor, &mut noor).await;
}

#[tokio::test]
async fn a_guest_who_goes_off_duty_is_in_it_no_longer() {
    let (mut evening, mut lines) = Evening::with_lin(QUICK).await;
    evening.lin.console.page.say(FromPage::OffDuty).await;
    for line in &mut lines {
        assert_eq!(line.ends().await, EndReason::OffDuty);
    }
    go_on(&mut evening.visitor, &mut evening.noor).await;
}

#[tokio::test]
async fn a_guest_whose_certificate_is_taken_back_is_in_it_no_longer() {
    let (mut evening, mut lines) = Evening::with_lin(QUICK).await;
    let revocation = evening.organisation.revokes(evening.lin.console.state.chain());
    evening.helpline.writes_revocation(&hex::encode(revocation));
    for line in &mut lines {
        assert_eq!(line.ends().await, EndReason::OffDuty);
    }
    assert_eq!(evening.lin.console.page.closed().await.name, "revoked");
}

#[tokio::test]
async fn when_the_conversation_is_over_the_guest_is_in_it_no_longer() {
    let (mut evening, mut lines) = Evening::with_lin(QUICK).await;
    let leave = FromPage::Leave(evening.visitor.ticket(), EndReason::SaidGoodbye);
    evening.visitor.page.say(leave).await;
    for line in &mut lines {
        assert_eq!(line.ends().await, EndReason::SaidGoodbye);
        evening.lin.hears_the_end_of(line).await;
    }
}

#[tokio::test]
async fn the_visitor_asks_the_guest_to_leave_and_talks_on() {
    let (mut evening, [mut hers, mut noors]) = Evening::with_lin(QUICK).await;
    let leave = FromPage::Leave(hers.ticket(), EndReason::SaidGoodbye);
    hers.page.say(leave).await;
    evening.lin.hears_the_end_of(&hers).await;
    talk(&mut noors, &mut evening.lin).await;
    go_on(&mut evening.visitor, &mut evening.noor).await;
}

#[tokio::test]
async fn a_guest_who_does_not_answer_in_time_does_not_come() {
    let mut evening = Evening::begin("sweep_milliseconds = 20\nclaim_patience_seconds = 1").await;
    let [mut hers, _] = evening.join().await;
    hers.call(&evening.lin).await;
    evening.lin.is_called().await;
    assert_eq!(hers.ends().await, EndReason::Gone);
    go_on(&mut evening.visitor, &mut evening.noor).await;
}

#[tokio::test]
async fn a_guest_takes_nobodys_place_and_is_in_no_count() {
    let (mut evening, mut lines) = Evening::with_lin(QUICK).await;
    // Again and again, so that it would show.
    for _ in 0..5 {
        for line in &mut lines {
            line.page
                .say(FromPage::Leave(line.ticket(), EndReason::SaidGoodbye))
                .await;
            evening.lin.hears_the_end_of(line).await;
        }
        lines = evening.join().await;
        for line in &mut lines {
            meets(line, &mut evening.lin).await;
        }
    }
    let (helpline, organisation) = (&evening.helpline, &evening.organisation);
    assert_eq!(helpline.count("luwte_conversations").await, 1);
    // Two is what her certificate allows.
    for _ in 0..2 {
        let mut another = Visitor::arrive(helpline, organisation.root()).await;
        assert_eq!(another.state.ahead, Some(0));
        evening.lin.console.take().await;
        another.meet().await;
    }
    assert_eq!(helpline.count("luwte_conversations").await, 3);
    let file = helpline.counts_file();
    evening.helpline.terminate().await;
    for what in [
        "arrived,total",
        "reached,total",
        "conversation,total",
        "left,total",
    ] {
        // Under five, which is all that is told of so few. With the guests it would be more.
        assert_eq!(counted(std::slice::from_ref(&file), what).await, 0, "{what}");
    }
}

#[tokio::test]
async fn she_is_told_of_every_line_to_a_guest() {
    let (mut evening, lines) = Evening::with_lin(QUICK).await;
    evening.visitor.page.say(FromPage::Ask).await;
    let mut record = Vec::new();
    loop {
        if let FromServer::Record { index, count, text } = evening.visitor.page.hear().await {
            record.extend_from_slice(&text);
            if index + 1 == count {
                break;
            }
        }
    }
    let record = String::from_utf8(record).unwrap();
    for line in &lines {
        assert!(record.contains(&hex::encode(line.ticket().0)), "{record}");
    }
}
