//! Where folders are: what outlives what, what two nodes have in common, and how much there is room for.

use luwte_test_client::{
    Cluster, Counsellor, Folder, Helpline, Page, Redis, Sentinels, Visitor, organisation,
};
use luwte_wire::{FOLDER_LENGTH, FolderAnswer, Lasts};

use super::Evening;
use crate::QUICK;

#[tokio::test]
async fn what_is_in_memory_dies_with_the_server_or_with_the_redis_of_its_nodes() {
    let mut evening = Evening::begin("").await;
    assert_eq!(evening.page().await.knock().await.1, Lasts::Memory);
    let folder = evening.kept().await;
    evening.helpline.die_and_start().await;
    if std::env::var("LUWTE_TEST_BOARD").is_ok_and(|board| board == "redis") {
        assert!(evening.has(&folder).await);
        evening.helpline.redis().await.die().await;
        evening.helpline.redis().await.start_again().await;
    }
    assert!(evening.has_none(&folder).await);
    // Her right outlives both, and she keeps it anew.
    let answer = folder.keep(&mut evening.page().await, evening.right()).await;
    assert_eq!(answer, FolderAnswer::Done);
    assert!(evening.has(&folder).await);
}

#[tokio::test]
async fn what_is_on_a_disk_outlives_the_server() {
    let mut evening = Evening::begin_on_disk("").await;
    assert_eq!(evening.page().await.knock().await.1, Lasts::Disk);
    let (folder, gone) = (evening.kept().await, evening.kept().await);
    let answer = gone.throw_away(&mut evening.page().await).await;
    assert_eq!(answer, FolderAnswer::Done);
    let before = folder.open(&mut evening.page().await).await;
    evening.helpline.die_and_start().await;
    assert_eq!(folder.open(&mut evening.page().await).await, before);
    assert_eq!(before.sealed, folder.sealed);
    assert!(evening.has_none(&gone).await);
}

#[tokio::test]
async fn two_servers_do_not_share_a_directory_and_the_second_says_so() {
    let evening = Evening::begin_on_disk("").await;
    let said = evening.helpline.refuses_another_node().await;
    for expected in [
        "`folders.directory`",
        "another luwte uses",
        &evening.directory.path().display().to_string(),
        "their Redis instead",
    ] {
        assert!(said.contains(expected), "expected {expected:?} in: {said}");
    }
    let folder = evening.kept().await;
    assert!(evening.has(&folder).await);
}

#[tokio::test]
async fn a_helpline_that_keeps_none_says_so_and_sends_as_much() {
    let evening = Evening::begin("keep = \"off\"").await;
    let folder = evening.folder();
    let mut page = evening.page().await;
    assert_eq!(page.knock().await.1, Lasts::Off);
    let opened = folder.open(&mut page).await;
    assert_eq!(opened.head.answer, FolderAnswer::Off);
    assert_eq!((opened.head.share, opened.head.until), ([0; 32], 0));
    assert_eq!(opened.sealed.len(), FOLDER_LENGTH);
    assert_eq!(folder.keep(&mut page, evening.right()).await, FolderAnswer::Off);
    assert_eq!(folder.throw_away(&mut page).await, FolderAnswer::Off);
}

#[tokio::test]
async fn where_there_is_no_room_for_one_more_those_that_there_are_can_be_changed() {
    for evening in Evening::everywhere("most = 2").await {
        let (one, two) = (evening.kept().await, evening.kept().await);
        let third = evening.folder();
        let mut page = evening.page().await;
        assert_eq!(third.keep(&mut page, evening.right()).await, FolderAnswer::Full);
        assert!(evening.has_none(&third).await);
        let changed = one.changed();
        assert_eq!(changed.keep_over(&mut page, &one).await, FolderAnswer::Done);
        assert!(evening.has(&changed).await);
        // When somebody throws hers away, there is room.
        assert_eq!(two.throw_away(&mut page).await, FolderAnswer::Done);
        assert_eq!(third.keep(&mut page, evening.right()).await, FolderAnswer::Done);
        assert!(evening.has(&third).await);
    }
}

/// An evening on a Redis, and a second node of it.
async fn two_nodes() -> (Evening, Helpline) {
    let organisation = organisation();
    let one = Helpline::start_on(&organisation, QUICK, Redis::start().await).await;
    let two = one.another_node().await;
    let evening = Evening::at(organisation, one, tempfile::tempdir().unwrap()).await;
    (evening, two)
}

#[tokio::test]
async fn a_folder_kept_by_one_node_is_found_by_the_other_and_thrown_away_for_both() {
    let (evening, two) = two_nodes().await;
    let folder = evening.kept().await;
    let opened = folder.open(&mut evening.page().await).await;
    let mut there = Page::open(&two).await;
    assert_eq!(folder.open(&mut there).await, opened);
    assert_eq!(opened.sealed, folder.sealed);
    let changed = folder.changed();
    assert_eq!(changed.keep_over(&mut there, &folder).await, FolderAnswer::Done);
    assert!(evening.has(&changed).await);
    assert_eq!(changed.throw_away(&mut there).await, FolderAnswer::Done);
    assert!(evening.has_none(&folder).await);
    assert_eq!(folder.open(&mut there).await.head.answer, FolderAnswer::Nothing);
}

#[tokio::test]
async fn of_two_pages_that_change_a_folder_at_once_on_two_nodes_one_hears_that_it_is_another() {
    let (evening, two) = two_nodes().await;
    let folder = evening.kept().await;
    let (mine, yours) = (folder.changed(), folder.changed());
    let (mut here, mut there) = (evening.page().await, Page::open(&two).await);
    let answers = tokio::join!(
        mine.keep_over(&mut here, &folder),
        yours.keep_over(&mut there, &folder)
    );
    let kept = match answers {
        (FolderAnswer::Done, FolderAnswer::Changed) => mine,
        (FolderAnswer::Changed, FolderAnswer::Done) => yours,
        other => panic!("{other:?}"),
    };
    assert!(evening.has(&kept).await);
}

#[tokio::test]
async fn while_redis_is_away_folders_are_out_of_reach_and_then_work_again() {
    let (evening, _) = two_nodes().await;
    let folder = evening.kept().await;
    let mut page = evening.page().await;
    evening.helpline.redis().await.die().await;
    let opened = folder.open(&mut page).await;
    assert_eq!(opened.head.answer, FolderAnswer::Unreachable);
    assert_eq!((opened.head.share, opened.head.until), ([0; 32], 0));
    assert_eq!(opened.sealed.len(), FOLDER_LENGTH);
    let answer = folder.changed().keep_over(&mut page, &folder).await;
    assert_eq!(answer, FolderAnswer::Unreachable);
    assert_eq!(folder.throw_away(&mut page).await, FolderAnswer::Unreachable);
    evening.helpline.redis().await.start_again().await;
    assert_eq!(folder.keep(&mut page, evening.right()).await, FolderAnswer::Done);
    assert!(evening.has(&folder).await);
}

#[tokio::test]
async fn a_redis_that_is_full_or_does_not_answer_keeps_nobody_waiting_for_ever() {
    let (evening, _) = two_nodes().await;
    let (folder, other) = (evening.kept().await, evening.folder());
    let mut page = evening.page().await;
    let asks = async |words: &[&str]| {
        assert_eq!(evening.helpline.redis().await.ask(words).await.trim(), "OK");
    };
    asks(&["config", "set", "maxmemory", "1"]).await;
    assert_eq!(
        other.keep(&mut page, evening.right()).await,
        FolderAnswer::Unreachable
    );
    asks(&["config", "set", "maxmemory", "0"]).await;
    // It takes what is asked of it, and says nothing to whoever writes.
    asks(&["client", "pause", "120000", "write"]).await;
    assert!(evening.has(&folder).await);
    assert_eq!(folder.throw_away(&mut page).await, FolderAnswer::Unreachable);
    asks(&["client", "unpause"]).await;
    assert_eq!(other.keep(&mut page, evening.right()).await, FolderAnswer::Done);
}

#[tokio::test]
async fn folders_lie_in_a_cluster_and_behind_sentinels_too() {
    let master = Redis::start().await;
    let (cluster, sentinels) = tokio::join!(Cluster::start(), Sentinels::start([&master, &master, &master]));
    for url in [cluster.url(), sentinels.url()] {
        let organisation = organisation();
        let one = Helpline::start_at(&organisation, QUICK, url, None).await;
        let two = one.another_node().await;
        let mut noor = Counsellor::report(&one, &organisation, "Noor").await;
        let folder = Folder::new(organisation.root());
        assert_eq!(folder.keep(&mut noor.page, None).await, FolderAnswer::Done);
        let mut page = Page::open(&two).await;
        assert_eq!(folder.open(&mut page).await.sealed, folder.sealed);
        assert_eq!(folder.throw_away(&mut page).await, FolderAnswer::Done);
        assert_eq!(folder.open(&mut page).await.head.answer, FolderAnswer::Nothing);
        // Everybody else waits as before.
        Visitor::arrive(&two, organisation.root()).await;
    }
}
