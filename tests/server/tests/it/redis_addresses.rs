//! Redis behind Sentinel, in a cluster and over TLS: the server that holds the log is another one, and nobody notices.

use luwte_test_client::{Cluster, Counsellor, Helpline, Redis, Sentinels, TlsRedis, Visitor, organisation};

use crate::QUICK;
use crate::nodes::Nodes;
use crate::talk::{both_hear, go_on};

/// Two on different nodes who talk.
async fn apart(nodes: &Nodes) -> (Visitor, Counsellor) {
    let mut visitor = nodes.visitor(&nodes.one).await;
    let mut counsellor = nodes.counsellor(&nodes.two).await;
    assert_eq!(counsellor.take().await, visitor.ticket());
    visitor.meet().await;
    go_on(&mut visitor, &mut counsellor).await;
    (visitor, counsellor)
}

/// What both said while the log was nowhere arrives once it is somewhere, and who waited still stands at the front.
async fn heal(nodes: &Nodes, (mut visitor, mut counsellor): (Visitor, Counsellor), mut waiting: Visitor) {
    visitor.say("is somebody there?").await;
    counsellor.say("one moment").await;
    let (hers, theirs) = both_hear(&mut visitor, &mut counsellor).await;
    assert_eq!(
        (hers.as_str(), theirs.as_str()),
        ("one moment", "is somebody there?")
    );
    go_on(&mut visitor, &mut counsellor).await;
    assert_eq!(waiting.wait_again().await, 0);
    let mut colleague = nodes.counsellor(&nodes.one).await;
    assert_eq!(colleague.take().await, waiting.ticket());
    waiting.meet().await;
    go_on(&mut waiting, &mut colleague).await;
}

#[tokio::test]
async fn a_conversation_goes_on_when_sentinel_replaces_the_redis_that_died() {
    let mut master = Redis::start().await;
    let replica = Redis::start_behind(&master).await;
    let sentinels = Sentinels::start([&master, &master, &master]).await;
    sentinels.know(&replica).await;
    let nodes = Nodes::start_at(sentinels.url(), None).await;
    let talking = apart(&nodes).await;
    let waiting = nodes.visitor(&nodes.two).await;
    master.die().await;
    heal(&nodes, talking, waiting).await;
    assert!(replica.ask(&["role"]).await.starts_with("master"));
    for redis in [&master, &replica] {
        assert_eq!(redis.files(), [""; 0], "nothing of it is on a disk");
    }
}

#[tokio::test]
async fn nodes_follow_most_of_the_sentinels_and_not_one_that_is_cut_off_with_another_redis() {
    let (here, there) = (Redis::start().await, Redis::start().await);
    let sentinels = Sentinels::start([&there, &here, &here]).await;
    let nodes = Nodes::start_at(sentinels.url(), None).await;
    let talking = apart(&nodes).await;
    let waiting = nodes.visitor(&nodes.two).await;
    assert_eq!(there.ask(&["dbsize"]).await.trim(), "0");
    // The other side of the cut is the greater one now. The Redis of this side lives, and does not know.
    sentinels.changes_its_mind(1, &there).await;
    there.says(&["dbsize"], "1").await;
    heal(&nodes, talking, waiting).await;
    assert!(here.ask(&["role"]).await.starts_with("master"));
}

#[tokio::test]
async fn a_conversation_goes_on_in_a_cluster_when_the_server_with_the_log_died() {
    let mut cluster = Cluster::start().await;
    let nodes = Nodes::start_at(cluster.url(), None).await;
    let talking = apart(&nodes).await;
    let waiting = nodes.visitor(&nodes.two).await;
    let mut owner = cluster.take_owner().await;
    let replica = cluster.start_behind(&owner).await;
    owner.die().await;
    // How long a cluster takes to elect one is its own affair, and on a busy machine long.
    replica.says(&["cluster", "failover", "takeover"], "OK").await;
    heal(&nodes, talking, waiting).await;
    assert_eq!(replica.ask(&["dbsize"]).await.trim(), "1");
}

#[tokio::test]
async fn nodes_speak_to_redis_over_tls_and_not_with_a_stranger() {
    let redis = TlsRedis::start().await;
    let nodes = Nodes::start_at(redis.url(), Some(redis.certificate())).await;
    apart(&nodes).await;
    let stranger = TlsRedis::start().await;
    let mut helpline =
        Helpline::start_at(&organisation(), QUICK, redis.url(), Some(stranger.certificate())).await;
    helpline.logs("Redis is lost").await;
}

#[tokio::test]
async fn a_redis_whose_replicas_get_everything_by_way_of_a_disk_is_refused_with_what_to_change() {
    for (setting, harmful) in [("repl-diskless-sync", "no"), ("repl-diskless-load", "disabled")] {
        let master = Redis::start().await;
        master.ask(&["config", "set", setting, harmful]).await;
        let sentinels = Sentinels::start([&master, &master, &master]).await;
        let said = Helpline::refused(&organisation(), &sentinels.url()).await;
        assert!(
            said.contains(setting) && said.contains("--repl-diskless-sync yes --repl-diskless-load swapdb"),
            "{said}"
        );
    }
}
