//! What is kept of an evening, by the real binary: each thing once, also when it is killed again and again.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use luwte_test_client::{Counsellor, Helpline, PATIENCE, Page, Redis, Visitor, binary, organisation};
use luwte_wire::{EndReason, FromPage, FromServer};
use tokio::process::Command;
use tokio::time::timeout;

use crate::QUICK;
use crate::talk::go_on;

/// What `luwte counts` says of these files, and whether it could.
async fn counts(files: &[PathBuf]) -> Result<String, String> {
    let run = Command::new(binary())
        .args(["counts", "--csv"])
        .args(files)
        .kill_on_drop(true)
        .output();
    let output = timeout(PATIENCE, run).await.unwrap().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() {
        Ok(text(output.stdout))
    } else {
        Err(text(output.stderr))
    }
}

/// A count of this month; none while it is under five. A test that is run as a month ends adds what it finds in both.
fn total(table: &str, what: &str) -> u64 {
    let line = |line: &str| line.split_once(&format!(",{what},,"))?.1.parse::<u64>().ok();
    table
        .lines()
        .filter_map(|text| line(&text.replace(",,,", ",,")))
        .sum()
}

pub(crate) async fn counted(files: &[PathBuf], what: &str) -> u64 {
    total(&counts(files).await.unwrap(), what)
}

/// Waits until so many are counted.
async fn counts_to(files: &[PathBuf], what: &str, expected: u64) {
    let counting = async {
        while counted(files, what).await != expected {
            tokio::task::yield_now().await;
        }
    };
    let waited = timeout(PATIENCE, counting).await;
    assert!(waited.is_ok(), "{what} is {}", counted(files, what).await);
}

/// Somebody comes and gets her ticket.
async fn arrives(helpline: &Helpline) -> Page {
    let mut page = Page::open(helpline).await;
    page.say(FromPage::Arrive).await;
    page.hear_until(|frame| matches!(frame, FromServer::Ticket(_)).then_some(()))
        .await;
    page
}

#[tokio::test]
async fn an_evening_is_counted_and_told_while_the_server_runs() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let file = [helpline.counts_file()];
    assert_eq!(counts(&file).await.unwrap(), "month,what,by,code,value,count\n");
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    let mut tickets = Vec::new();
    for _ in 0..6 {
        let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
        tickets.push(visitor.ticket());
        counsellor.take().await;
        visitor.meet().await;
        go_on(&mut visitor, &mut counsellor).await;
        let leave = FromPage::Leave(visitor.ticket(), EndReason::SaidGoodbye);
        visitor.page.say(leave).await;
        counsellor.until(|console| console.held.is_empty()).await;
    }
    for what in ["arrived,total", "reached,total", "conversation,total"] {
        counts_to(&file, what, 6).await;
    }
    let table = counts(&file).await.unwrap();
    assert!(table.contains("exit,total,,,<5"), "{table}");
    // Neither a ticket nor anything else of hers is on the disk.
    let bytes = std::fs::read(&file[0]).unwrap();
    for ticket in tickets {
        assert!(!bytes.windows(8).any(|window| window == &ticket.0[..8]));
    }
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_has_counted_everything() {
    let helpline = Helpline::start(&organisation(), QUICK).await;
    let file = helpline.counts_file();
    let mut pages = Vec::new();
    for _ in 0..9 {
        pages.push(arrives(&helpline).await);
    }
    let mut helpline = helpline;
    helpline.terminate().await;
    assert_eq!(counted(&[file], "arrived,total").await, 9);
}

#[tokio::test]
async fn whoever_comes_back_after_the_server_died_has_not_arrived_again() {
    let organisation = organisation();
    let mut helpline = Helpline::start(&organisation, QUICK).await;
    let file = [helpline.counts_file()];
    let mut visitors = Vec::new();
    for _ in 0..5 {
        visitors.push(Visitor::arrive(&helpline, organisation.root()).await);
    }
    counts_to(&file, "arrived,total", 5).await;
    helpline.die_and_start().await;
    for visitor in &mut visitors {
        visitor.come_back(&helpline).await;
        visitor.until(|page| page.ahead.is_some()).await;
    }
    // One more, so that there is something to wait for.
    arrives(&helpline).await;
    counts_to(&file, "arrived,total", 6).await;
}

#[tokio::test]
async fn a_server_that_is_killed_again_and_again_counts_nobody_twice_and_loses_a_second_at_most() {
    const ROUNDS: usize = 6;
    const ROUND: Duration = Duration::from_millis(1_600);
    const LAST: Duration = Duration::from_secs(1);
    let mut helpline = Helpline::start(&organisation(), QUICK).await;
    let file = [helpline.counts_file()];
    let (mut came, mut surely) = (0, 0);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let mut answered = Vec::new();
        let coming = async {
            while begun.elapsed() < ROUND {
                came += 1;
                arrives(&helpline).await;
                answered.push(Instant::now());
            }
            // In the middle of somebody's coming.
            came += 1;
            let mut page = Page::open(&helpline).await;
            page.say(FromPage::Arrive).await;
        };
        coming.await;
        let killed = Instant::now();
        helpline.die().await;
        surely += answered.iter().filter(|at| **at + LAST < killed).count() as u64;
        let counted = counted(&file, "arrived,total").await;
        assert!(
            (surely..=came).contains(&counted),
            "{counted} of {came} were counted, {surely} of them more than a second before"
        );
        helpline.start_again().await;
    }
    assert!(surely > 100, "only {surely} came: this shows nothing");
}

#[tokio::test]
async fn each_node_counts_what_came_to_it_and_together_they_have_counted_everything_once() {
    let organisation = organisation();
    let one = Helpline::start_on(&organisation, QUICK, Redis::start().await).await;
    let two = one.another_node().await;
    let files = [one.counts_file(), two.counts_file()];
    let mut counsellor = Counsellor::report(&two, &organisation, "Noor").await;
    for _ in 0..5 {
        let mut visitor = Visitor::arrive(&one, organisation.root()).await;
        counsellor.until(|console| console.waiting == 1).await;
        counsellor.take().await;
        visitor.meet().await;
        go_on(&mut visitor, &mut counsellor).await;
        let leave = FromPage::Leave(visitor.ticket(), EndReason::SaidGoodbye);
        visitor.page.say(leave).await;
        counsellor.until(|console| console.held.is_empty()).await;
        arrives(&two).await;
    }
    counts_to(&files, "arrived,total", 10).await;
    counts_to(&files, "conversation,total", 5).await;
    counts_to(&files[..1], "arrived,total", 5).await;
    counts_to(&files[1..], "arrived,total", 5).await;
    let twice = counts(&[files[0].clone(), files[0].clone()]).await.unwrap_err();
    assert!(twice.contains("are copies of one file"), "{twice}");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("counts.redb");
    let missing = counts(std::slice::from_ref(&file)).await.unwrap_err();
    assert!(
        missing.contains("counts.redb") && missing.contains("`[counts] file`"),
        "{missing}"
    );
    std::fs::write(&file, "something else").unwrap();
    let foreign = counts(std::slice::from_ref(&file)).await.unwrap_err();
    assert!(foreign.contains("is not a file of counts"), "{foreign}");
}

#[tokio::test]
async fn a_helpline_that_names_no_file_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Command::new(binary())
        .args(["demo", "--write-only", "--port", "0", "--folder"])
        .arg(folder.path())
        .output();
    assert!(demo.await.unwrap().status.success());
    let config = folder.path().join("luwte.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    assert!(text.contains("[counts]\nfile = \"counts.redb\"\n"), "{text}");
    std::fs::write(&config, text.replace("[counts]\nfile = \"counts.redb\"\n", "")).unwrap();
    let before = names(folder.path());
    let served = Command::new(binary())
        .args(["serve", "--config"])
        .arg(&config)
        .kill_on_drop(true)
        .stderr(std::process::Stdio::piped())
        .spawn();
    let mut served = served.unwrap();
    let mut log = tokio::io::BufReader::new(served.stderr.take().unwrap());
    let open = async {
        let mut line = String::new();
        while !line.contains("listen=") {
            line.clear();
            assert!(
                tokio::io::AsyncBufReadExt::read_line(&mut log, &mut line)
                    .await
                    .unwrap()
                    > 0
            );
        }
    };
    timeout(PATIENCE, open).await.unwrap();
    served.kill().await.unwrap();
    assert_eq!(names(folder.path()), before);
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// So many pieces of what may be told of the counts, whole.
async fn hears_counts(coordinator: &mut Counsellor, times: usize) {
    for _ in 0..times {
        coordinator
            .page
            .hear_until(|frame| match frame {
                FromServer::Record { index, count, .. } => (index + 1 == *count).then_some(()),
                _ => None,
            })
            .await;
    }
}

#[tokio::test]
async fn a_coordinator_who_asks_again_and_again_is_told_and_keeps_her_line() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut coordinator = Counsellor::coordinator(&helpline, &organisation).await;
    for _ in 0..400 {
        coordinator.page.say(FromPage::Ask).await;
    }
    hears_counts(&mut coordinator, 1).await;
    coordinator.page.say(FromPage::Invite).await;
    let invited = |frame: &FromServer| matches!(frame, FromServer::Invitation(_)).then_some(());
    coordinator.page.hear_until(invited).await;
}
