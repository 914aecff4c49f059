use std::path::PathBuf;

use luwte_counts::{Answer, Choice, Lasted, Question, Waited};

use super::*;

/// A Tuesday evening in November 2026, in Amsterdam.
const NOW: u64 = 1_795_546_800_000;
const MINUTE: u64 = 60_000;
const A_MONTH_LATER: u64 = NOW + 31 * 24 * 60 * MINUTE;

struct Node {
    folder: tempfile::TempDir,
    ledger: Option<Ledger>,
}

fn categories() -> Categories {
    let choice = |code, label: &str| Choice {
        code,
        label: label.to_owned(),
    };
    Categories {
        dispositions: vec![choice(1, "A conversation"), choice(2, "Stayed silent")],
        questions: vec![Question {
            code: 1,
            id: "about".to_owned(),
            many: true,
            choices: vec![choice(1, "Family"), choice(2, "Online")],
        }],
        pairs: Vec::new(),
    }
}

fn open(path: &Path) -> Result<Ledger, LedgerError> {
    let zone = jiff::tz::TimeZoneDatabase::bundled()
        .get("Europe/Amsterdam")
        .unwrap();
    Ledger::open(path, zone, categories(), NOW)
}

impl Node {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Some(open(&folder.path().join("counts.redb")).unwrap());
        Self { folder, ledger }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("counts.redb")
    }

    fn ledger(&self) -> &Ledger {
        self.ledger.as_ref().unwrap()
    }

    fn count(&self, what: Counted, times: usize) {
        (0..times).for_each(|_| self.ledger().count(what, NOW));
        self.ledger().write(NOW).unwrap();
    }

    /// It is killed, as far as its file can tell, and another one goes on with what is on the disk.
    fn is_killed(&mut self) {
        let bytes = std::fs::read(self.path()).unwrap();
        self.ledger = None;
        std::fs::write(self.path(), bytes).unwrap();
        self.ledger = Some(open(&self.path()).unwrap());
    }

    fn chooses(&self, id: u8, disposition: u8, now: u64) -> Result<Heard, OutcomeError> {
        let family = Answer {
            question: 1,
            choice: 1,
        };
        let outcome = Outcome {
            disposition,
            answers: vec![family],
        };
        self.ledger().outcome([id; 16], &outcome, now)
    }

    fn report(&self, now: u64) -> String {
        report(&[self.path()], now).unwrap()
    }
}

#[track_caller]
fn has(report: &str, line: &str) {
    let line = format!("2026-11,{line}");
    assert!(
        report.lines().any(|other| other == line),
        "{line} is not in\n{report}"
    );
}

#[test]
fn what_was_counted_is_told_while_the_server_runs_and_after_it_was_killed() {
    let mut node = Node::start();
    node.count(Counted::Arrived, 7);
    for _ in 0..11 {
        node.ledger().count(Counted::Arrived, NOW + 60 * MINUTE);
    }
    node.count(Counted::Reached(Waited::of(3_000)), 6);
    node.count(Counted::Over(Lasted::of(20 * MINUTE)), 5);
    node.count(Counted::Over(Lasted::of(70 * MINUTE)), 12);
    for _ in 0..2 {
        let report = node.report(NOW);
        has(&report, "arrived,total,,,18");
        has(&report, "arrived,hour,44,tue 20,7");
        has(&report, "arrived,hour,45,tue 21,hidden");
        has(&report, "reached,total,,,6");
        has(&report, "conversation,lasted,2,up to 30 min,5");
        has(&report, "exit,total,,,<5");
        node.is_killed();
    }
}

#[test]
fn what_was_not_written_is_not_in_the_file() {
    let mut node = Node::start();
    node.count(Counted::Arrived, 7);
    node.ledger().count(Counted::Arrived, NOW);
    node.is_killed();
    has(&node.report(NOW), "arrived,total,,,7");
}

#[test]
fn what_cannot_be_written_is_written_when_it_can_be() {
    let node = Node::start();
    node.count(Counted::Arrived, 7);
    let elsewhere = node.folder.path().join("elsewhere");
    std::fs::rename(node.path(), &elsewhere).unwrap();
    node.ledger().file().lose();
    (0..3).for_each(|_| node.ledger().count(Counted::Arrived, NOW));
    assert!(node.ledger().write(NOW).is_err());
    assert!(matches!(node.chooses(1, 1, NOW), Err(OutcomeError::Ledger(_))));
    assert!(
        !node.path().exists(),
        "a file that was taken away is not made anew"
    );
    std::fs::rename(&elsewhere, node.path()).unwrap();
    node.ledger().count(Counted::Arrived, NOW);
    node.ledger().write(NOW).unwrap();
    assert_eq!(node.chooses(1, 1, NOW).unwrap(), Heard::Now);
    has(&node.report(NOW), "arrived,total,,,11");
}

#[test]
fn an_outcome_that_is_sent_again_is_counted_once_also_when_the_server_was_killed() {
    let mut node = Node::start();
    for id in 0..6 {
        assert_eq!(node.chooses(id, 1, NOW).unwrap(), Heard::Now);
        if id % 2 == 0 {
            node.is_killed();
        }
        assert_eq!(node.chooses(id, 1, NOW + 1).unwrap(), Heard::Before);
    }
    has(&node.report(NOW), "outcome,total,,,6");
}

#[test]
fn an_outcome_is_forgotten_after_ten_minutes() {
    let mut node = Node::start();
    node.chooses(1, 1, NOW).unwrap();
    node.is_killed();
    node.ledger().write(NOW + 10 * MINUTE).unwrap();
    assert_eq!(node.chooses(1, 1, NOW + 10 * MINUTE).unwrap(), Heard::Before);
    node.ledger().write(NOW + 10 * MINUTE + 1).unwrap();
    node.is_killed();
    assert_eq!(node.ledger().file().outcomes().unwrap(), [[0; 16]; 0]);
}

#[test]
fn an_outcome_that_the_organisation_did_not_write_is_not_counted() {
    let node = Node::start();
    let refused = node.chooses(1, 9, NOW).unwrap_err();
    assert!(matches!(
        refused,
        OutcomeError::Refused(OutcomeRefused::Disposition(9))
    ));
    assert_eq!(node.report(NOW).lines().count(), 1, "nothing was counted");
}

#[test]
fn the_file_does_not_tell_what_a_single_outcome_was() {
    let node = Node::start();
    let sums = |bytes: &[u8]| {
        let month = "2026-11".parse().unwrap();
        let cell = luwte_counts::Cell::Disposition(1);
        let key = luwte_counts::Key { month, cell }.to_bytes();
        bytes.windows(key.len()).filter(|window| *window == key).count()
    };
    for id in 0..9 {
        node.chooses(id, 1, NOW).unwrap();
    }
    assert!(
        sums(&std::fs::read(node.path()).unwrap()) > 1,
        "this test would not see it"
    );
    node.ledger().write(NOW).unwrap();
    assert_eq!(sums(&std::fs::read(node.path()).unwrap()), 1);
}

#[test]
fn what_counsellors_chose_is_told_when_the_month_is_over_and_keeps_its_meaning() {
    let node = Node::start();
    for id in 0..12 {
        node.chooses(id, 1, NOW).unwrap();
    }
    for id in 12..21 {
        node.chooses(id, 2, NOW).unwrap();
    }
    let november = "2026-11".parse().unwrap();
    assert_eq!(node.ledger().months().unwrap(), [november]);
    let running = node.ledger().published(november, NOW).unwrap();
    assert_eq!(running["outcomes"]["total"], 21);
    assert_eq!(running["outcomes"]["dispositions"], serde_json::json!([]));
    let over = node.ledger().published(november, A_MONTH_LATER).unwrap();
    assert_eq!(over["outcomes"]["dispositions"][1]["count"], 9);
    assert_eq!(over["outcomes"]["questions"][0]["id"], "about");
    let report = node.report(A_MONTH_LATER);
    has(&report, "outcome,disposition,2,Stayed silent,9");
    // The organisation asks nothing any more.
    let path = node.path();
    drop(node.ledger);
    let zone = jiff::tz::TimeZone::UTC;
    drop(Ledger::open(&path, zone, Categories::default(), NOW).unwrap());
    assert_eq!(super::report(&[path], A_MONTH_LATER).unwrap(), report);
}

#[test]
fn the_files_of_all_nodes_are_added_before_small_numbers_are_left_out() {
    let (one, two) = (Node::start(), Node::start());
    one.count(Counted::Arrived, 3);
    two.count(Counted::Arrived, 4);
    has(&one.report(NOW), "arrived,total,,,<5");
    has(
        &report(&[one.path(), two.path()], NOW).unwrap(),
        "arrived,total,,,7",
    );
}

#[test]
fn a_file_that_is_given_twice_is_not_counted_twice() {
    let node = Node::start();
    let copy = node.folder.path().join("backup.redb");
    std::fs::copy(node.path(), &copy).unwrap();
    let refused = report(&[node.path(), copy], NOW).unwrap_err().to_string();
    assert!(
        refused.contains("counts.redb") && refused.contains("are copies of one file"),
        "{refused}"
    );
}

#[test]
fn two_servers_do_not_write_into_one_file() {
    let node = Node::start();
    let refused = open(&node.path()).err().unwrap().to_string();
    assert!(refused.contains("in use by another server"), "{refused}");
}

#[test]
fn only_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let node = Node::start();
    let mode = std::fs::metadata(node.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_file_that_is_not_ours_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("counts.redb");
    let said = |path: &Path| {
        let said = report(&[path.to_owned()], NOW).unwrap_err().to_string();
        assert!(said.contains(&path.display().to_string()), "{said}");
        said
    };
    assert!(said(&path).contains("cannot be read"));
    std::fs::write(&path, "").unwrap();
    assert!(said(&path).contains("is not a file of counts"));
    std::fs::write(&path, "month,what,count\n".repeat(1_000)).unwrap();
    assert!(said(&path).contains("is not a file of counts"));
    assert!(said(folder.path()).contains("is not a file of counts"));
    let elsewhere = redb::TableDefinition::<&str, u64>::new("something else");
    std::fs::remove_file(&path).unwrap();
    let database = redb::Database::create(&path).unwrap();
    let writing = database.begin_write().unwrap();
    writing.open_table(elsewhere).unwrap().insert("a", 1).unwrap();
    writing.commit().unwrap();
    drop(database);
    assert!(said(&path).contains("is not a file of counts"));
    let refused = open(&path).err().unwrap().to_string();
    assert!(refused.contains("is not a file of counts"), "{refused}");
}

#[test]
fn a_file_that_is_damaged_is_refused_or_read_and_never_makes_a_server_fall() {
    let node = Node::start();
    node.count(Counted::Arrived, 9);
    let (path, whole) = (node.path(), std::fs::read(node.path()).unwrap());
    let mut refused = 0;
    drop(node.ledger);
    for at in (0..whole.len()).step_by(97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        std::fs::write(&path, &bytes).unwrap();
        match contents::read_once(&path) {
            Ok(ledger) => assert!(ledger.sums.iter().all(|(_, count)| count == 9), "at byte {at}"),
            Err(why) => {
                assert!(why.to_string().contains("counts.redb"), "{why}");
                refused += 1;
            }
        }
    }
    assert!(refused > 0);
    for cut in [1, 100, 4_096, whole.len() / 2] {
        std::fs::write(&path, &whole[..whole.len() - cut]).unwrap();
        if let Ok(ledger) = contents::read_once(&path) {
            assert!(
                ledger.sums.iter().all(|(_, count)| count == 9),
                "without {cut} bytes"
            );
        }
    }
}
