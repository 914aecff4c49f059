//! Two nodes and a Redis: one helpline, whichever of them dies.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use luwte_test_client::{Counsellor, Helpline, Organisation, Redis, Visitor, organisation};
use luwte_wire::{EndReason, FromPage, FromServer, Presence, TicketId};

use crate::QUICK;
use crate::revoked::hears_the_end;
use crate::talk::{both_hear, counsellor_hears, go_on};

pub(crate) struct Nodes {
    organisation: Organisation,
    pub(crate) one: Helpline,
    pub(crate) two: Helpline,
}

impl Nodes {
    pub(crate) async fn start() -> Self {
        let organisation = organisation();
        let one = Helpline::start_on(&organisation, QUICK, Redis::start().await).await;
        Self::with(organisation, one).await
    }

    /// Two nodes with whatever Redis is at this address.
    pub(crate) async fn start_at(url: String, trusted: Option<PathBuf>) -> Self {
        let organisation = organisation();
        let one = Helpline::start_at(&organisation, QUICK, url, trusted).await;
        Self::with(organisation, one).await
    }

    async fn with(organisation: Organisation, one: Helpline) -> Self {
        let two = one.another_node().await;
        let nodes = Self {
            organisation,
            one,
            two,
        };
        // Both have read the log when both know who is on duty.
        let _probe = Counsellor::report(&nodes.one, &nodes.organisation, "Probe").await;
        nodes.two.counts_to("luwte_on_duty", 1).await;
        nodes
    }

    pub(crate) async fn visitor(&self, node: &Helpline) -> Visitor {
        Visitor::arrive(node, self.organisation.root()).await
    }

    pub(crate) async fn counsellor(&self, node: &Helpline) -> Counsellor {
        Counsellor::report(node, &self.organisation, "Noor").await
    }
}

#[tokio::test]
async fn a_visitor_on_one_node_talks_with_a_counsellor_on_the_other() {
    let nodes = Nodes::start().await;
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut counsellor = nodes.counsellor(&nodes.two).await;
    assert_eq!(counsellor.take().await, visitor.ticket());
    assert_eq!(visitor.meet().await, "Noor");
    for _ in 0..20 {
        go_on(&mut visitor, &mut counsellor).await;
    }
    for node in [&nodes.one, &nodes.two] {
        assert_eq!(node.count("luwte_conversations").await, 1);
    }
}

#[tokio::test]
async fn the_line_is_one_line_on_all_nodes() {
    let nodes = Nodes::start().await;
    let mut line = Vec::new();
    for (ahead, node) in (0..).zip([&nodes.one, &nodes.two, &nodes.one, &nodes.two]) {
        let mut visitor = nodes.visitor(node).await;
        visitor.until(|page| page.ahead == Some(ahead)).await;
        line.push(visitor);
    }
    let mut counsellor = nodes.counsellor(&nodes.two).await;
    assert_eq!(counsellor.take().await, line[0].ticket());
    for (ahead, visitor) in (0..).zip(&mut line[1..]) {
        visitor.until(|page| page.ahead == Some(ahead)).await;
    }
}

#[tokio::test]
async fn a_conversation_moves_to_the_other_node_when_one_dies() {
    let mut nodes = Nodes::start().await;
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut counsellor = nodes.counsellor(&nodes.two).await;
    let mut waiting = nodes.visitor(&nodes.one).await;
    counsellor.take().await;
    visitor.meet().await;
    visitor.say("before").await;
    counsellor.hear().await;
    nodes.one.die().await;
    visitor.say("while my node is dead").await;
    visitor.come_back(&nodes.two).await;
    waiting.come_back(&nodes.two).await;
    assert_eq!(
        counsellor_hears(&mut visitor, &mut counsellor).await,
        "while my node is dead"
    );
    go_on(&mut visitor, &mut counsellor).await;
    waiting.until(|page| page.ahead == Some(0)).await;
    // And the node that starts again knows both at once.
    nodes.one.start_again().await;
    assert_eq!(waiting.wait_again().await, 0);
    nodes.one.counts_to("luwte_waiting", 1).await;
    visitor.come_back(&nodes.one).await;
    go_on(&mut visitor, &mut counsellor).await;
}

#[tokio::test]
async fn a_visitor_taken_by_a_console_on_a_node_that_died_is_taken_again() {
    let mut nodes = Nodes::start().await;
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut counsellor = nodes.counsellor(&nodes.two).await;
    let mut colleague = nodes.counsellor(&nodes.one).await;
    colleague.until(|console| console.waiting == 1).await;
    counsellor.takes_and_does_not_answer().await;
    colleague.until(|console| console.waiting == 0).await;
    nodes.two.die().await;
    // Node one notices by itself that node two sweeps no more.
    colleague.until(|console| console.waiting == 1).await;
    assert_eq!(colleague.take().await, visitor.ticket());
    visitor.meet().await;
    go_on(&mut visitor, &mut colleague).await;
}

#[tokio::test]
async fn a_visitor_taken_when_redis_died_is_taken_again() {
    let nodes = Nodes::start().await;
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut counsellor = nodes.counsellor(&nodes.two).await;
    counsellor.takes_and_does_not_answer().await;
    nodes.one.redis().await.die().await;
    nodes.one.redis().await.start_again().await;
    assert_eq!(visitor.wait_again().await, 0);
    let mut colleague = nodes.counsellor(&nodes.one).await;
    tokio::select! {
        taken = async {
            colleague.until(|console| console.waiting == 1).await;
            colleague.take().await
        } => assert_eq!(taken, visitor.ticket()),
        () = visitor.until(|page| page.counsellor.is_some()) => panic!("nobody has answered yet"),
    }
    // The other node may come back only now and begin anew: then the colleague has to say again what she holds.
    tokio::select! {
        _ = visitor.meet() => {}
        () = colleague.until(|_| false) => {}
    }
    go_on(&mut visitor, &mut colleague).await;
}

#[tokio::test]
async fn whoever_is_on_one_node_talks_on_while_redis_is_gone_and_the_rest_heals_by_itself() {
    let nodes = Nodes::start().await;
    let mut together = (
        nodes.visitor(&nodes.one).await,
        nodes.counsellor(&nodes.one).await,
    );
    together.1.take().await;
    together.0.meet().await;
    go_on(&mut together.0, &mut together.1).await;
    let mut apart = (
        nodes.visitor(&nodes.one).await,
        nodes.counsellor(&nodes.two).await,
    );
    apart.1.take().await;
    apart.0.meet().await;
    go_on(&mut apart.0, &mut apart.1).await;
    let mut waiting = nodes.visitor(&nodes.two).await;

    nodes.one.redis().await.die().await;
    for _ in 0..5 {
        go_on(&mut together.0, &mut together.1).await;
    }
    apart.0.say("is somebody there?").await;
    apart.1.say("one moment").await;
    nodes.one.redis().await.start_again().await;
    let (hers, theirs) = both_hear(&mut apart.0, &mut apart.1).await;
    assert_eq!(
        (hers.as_str(), theirs.as_str()),
        ("one moment", "is somebody there?")
    );
    go_on(&mut together.0, &mut together.1).await;
    assert_eq!(waiting.wait_again().await, 0);
    assert_eq!(apart.1.take().await, waiting.ticket());
    waiting.meet().await;
}

#[tokio::test]
async fn what_is_said_to_the_other_node_while_redis_is_gone_does_not_cost_the_new_connection() {
    let nodes = Nodes::start().await;
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut counsellor = nodes.counsellor(&nodes.two).await;
    counsellor.take().await;
    visitor.meet().await;
    go_on(&mut visitor, &mut counsellor).await;
    for _ in 0..3 {
        nodes.one.redis().await.die().await;
        // Both nodes know by now that it is gone, and have not looked for it again.
        tokio::time::sleep(Duration::from_millis(100)).await;
        visitor.say("is somebody there?").await;
        counsellor.say("one moment").await;
        nodes.one.redis().await.start_again().await;
        both_hear(&mut visitor, &mut counsellor).await;
    }
    for node in [nodes.one, nodes.two] {
        let log = node.stop().await;
        // Once for each of its deaths at most, for which it is the word too when the channel of a node ends.
        assert!(log.matches("does not keep up").count() <= 3, "{log}");
    }
}

#[tokio::test]
async fn what_a_visitor_says_first_is_asked_for_again_on_the_way_that_could_overtake_it() {
    let nodes = Nodes::start().await;
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut counsellor = nodes.counsellor(&nodes.two).await;
    let ticket = counsellor.take().await;
    visitor.meet().await;
    visitor
        .say("the first goes through the log, the next by the channel")
        .await;
    let here = FromServer::Presence(ticket, Presence::Here);
    visitor
        .page
        .hear_until(|frame| (*frame == here).then_some(()))
        .await;
    counsellor.hear().await;
}

#[tokio::test]
async fn a_redis_that_is_slow_or_full_keeps_nobody_on_one_node_from_talking() {
    let nodes = Nodes::start().await;
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut counsellor = nodes.counsellor(&nodes.one).await;
    counsellor.take().await;
    visitor.meet().await;
    go_on(&mut visitor, &mut counsellor).await;
    // Slow: it answers nothing for as long as twenty texts take.
    nodes.one.redis().await.signal("STOP").await;
    for _ in 0..20 {
        go_on(&mut visitor, &mut counsellor).await;
    }
    nodes.one.redis().await.signal("CONT").await;
    // Full: nothing can be written.
    let full = ["config", "set", "maxmemory", "1"];
    assert_eq!(nodes.one.redis().await.ask(&full).await.trim(), "OK");
    for _ in 0..20 {
        go_on(&mut visitor, &mut counsellor).await;
    }
    let room = ["config", "set", "maxmemory", "0"];
    assert_eq!(nodes.one.redis().await.ask(&room).await.trim(), "OK");
    let mut newcomer = nodes.visitor(&nodes.two).await;
    // The other node may come back to Redis only now; then she is asked to wait again, and does.
    tokio::select! {
        taken = async {
            counsellor.until(|console| console.waiting == 1).await;
            counsellor.take().await
        } => assert_eq!(taken, newcomer.ticket()),
        () = newcomer.until(|_| false) => panic!("she stopped listening"),
    }
    newcomer.meet().await;
}

#[tokio::test]
async fn two_counsellors_who_press_at_the_same_moment_never_get_the_same_visitor() {
    let nodes = Nodes::start().await;
    let mut consoles = Vec::new();
    for node in [&nodes.one, &nodes.two] {
        for _ in 0..4 {
            consoles.push(nodes.counsellor(node).await);
        }
    }
    let mut visitors = Vec::new();
    for node in [&nodes.one, &nodes.two, &nodes.one, &nodes.two] {
        visitors.push(nodes.visitor(node).await);
    }
    for console in &mut consoles {
        console.until(|console| console.waiting == 4).await;
    }
    for console in &mut consoles {
        console.page.say(FromPage::TakeNext).await;
    }
    for console in &mut consoles {
        console
            .until(|console| console.not_taken.is_some() || !console.held.is_empty())
            .await;
    }
    let taken: Vec<TicketId> = consoles
        .iter()
        .flat_map(|console| console.state.held.keys().copied())
        .collect();
    assert_eq!(taken.len(), 4);
    assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), 4);
    for visitor in &mut visitors {
        visitor.meet().await;
    }
}

#[tokio::test]
async fn a_redis_that_writes_to_its_disk_is_refused_with_what_to_change() {
    for (settings, named) in [
        (&["--save", "60 1000", "--appendonly", "no"], "`save`"),
        (&["--save", "", "--appendonly", "yes"], "`appendonly`"),
    ] {
        let redis = Redis::start_with(settings).await;
        let said = Helpline::refused(&organisation(), &redis.url()).await;
        assert!(
            said.contains(named) && said.contains("--save \"\" --appendonly no"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn a_revocation_that_one_node_hears_of_counts_on_all() {
    let nodes = Nodes::start().await;
    let mut visitor = nodes.visitor(&nodes.two).await;
    let mut counsellor = nodes.counsellor(&nodes.two).await;
    counsellor.take().await;
    visitor.meet().await;
    let revocation = nodes.organisation.revokes(counsellor.state.chain());
    nodes.one.writes_revocation(&hex::encode(revocation));
    assert_eq!(counsellor.page.closed().await.name, "revoked");
    assert_eq!(hears_the_end(&mut visitor).await, EndReason::OffDuty);
}

#[tokio::test]
async fn a_revoked_counsellor_is_out_also_while_redis_is_away() {
    let nodes = Nodes::start().await;
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut counsellor = nodes.counsellor(&nodes.one).await;
    counsellor.take().await;
    visitor.meet().await;
    go_on(&mut visitor, &mut counsellor).await;
    nodes.one.redis().await.die().await;
    let revocation = nodes.organisation.revokes(counsellor.state.chain());
    nodes.one.writes_revocation(&hex::encode(revocation));
    assert_eq!(counsellor.page.closed().await.name, "revoked");
}

#[tokio::test]
async fn nothing_of_an_evening_is_in_redis_when_it_is_over_but_a_log_without_words() {
    let nodes = Nodes::start().await;
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut counsellor = nodes.counsellor(&nodes.two).await;
    counsellor.take().await;
    visitor.meet().await;
    visitor.say("sentinel words").await;
    counsellor.hear().await;
    let redis = nodes.one.redis().await;
    let keys = redis.ask(&["keys", "*"]).await;
    assert_eq!(keys.lines().count(), 1, "{keys}");
    assert!(
        keys.starts_with("luwte:") && keys.trim().ends_with(":log"),
        "{keys}"
    );
    let all = redis.ask(&["xrange", keys.trim(), "-", "+"]).await;
    assert!(!all.contains("sentinel") && !all.contains("127.0.0.1"));
}
