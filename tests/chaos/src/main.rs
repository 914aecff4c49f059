//! `make chaos`: two nodes and a Redis as real processes, hundreds of conversations, and every few seconds one of the
//! three is killed with SIGKILL and starts again. At the end what was typed is compared with what was decrypted.
//!
//! `make rolling` restarts the nodes in turn instead, as an upgrade does (SIGTERM), and nobody may be without a line for
//! longer than three seconds.

#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

mod killer;
mod line;
mod report;
mod talkers;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use luwte_test_client::{Helpline, Redis, organisation};
use tokio::time::Instant;

use killer::Killer;
use report::Report;
use talkers::{Evening, console, visitor};

/// Conversations at once on one console: the most that a certificate allows.
const CAPACITY: usize = 8;
/// Longest that a rolling restart may interrupt anybody.
const INTERRUPTION: Duration = Duration::from_secs(3);
/// People who wait all evening and are never taken.
const WAITING: usize = 20;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| {
        text.parse().unwrap_or_else(|_| panic!("{name} is a number"))
    })
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let conversations = number("CHAOS_CONVERSATIONS", 500) as usize;
    let seconds = number("CHAOS_MINUTES", 0) * 60;
    let seconds = if seconds == 0 {
        number("CHAOS_SECONDS", 60)
    } else {
        seconds
    };

    let organisation = organisation();
    let one = Helpline::start_on(&organisation, "", Redis::start().await).await;
    let two = one.another_node().await;
    let evening = Arc::new(Evening {
        nodes: [one.address.clone(), two.address.clone()],
        root: organisation.root(),
        talking: AtomicUsize::new(0),
        all_taken: AtomicBool::new(false),
        quiet: AtomicBool::new(false),
        over: AtomicBool::new(false),
    });
    let mut visitors = Vec::new();
    for _ in 0..conversations {
        visitors.push(tokio::spawn(visitor(evening.clone())));
    }
    let mut consoles = Vec::new();
    for _ in 0..conversations.div_ceil(CAPACITY) {
        let shift = organisation.shift("Noor", CAPACITY as u8, &mut talkers::chance());
        consoles.push(tokio::spawn(console(evening.clone(), shift, CAPACITY)));
    }
    println!("{conversations} conversations begin");
    while evening.talking.load(Ordering::Relaxed) < conversations {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    evening.all_taken.store(true, Ordering::Relaxed);
    let mut waiting = Vec::new();
    for _ in 0..WAITING {
        waiting.push(tokio::spawn(visitor(evening.clone())));
        tokio::time::sleep(Duration::from_millis(3)).await;
    }

    let begun = Instant::now();
    let rolling = std::env::args().any(|word| word == "rolling");
    let mut killer = Killer::new(one, two, rolling);
    while begun.elapsed() < Duration::from_secs(seconds) {
        killer.kill_one_and_start_it_again().await;
        eprint!(
            "\r  {} of {seconds} s, {} killed",
            begun.elapsed().as_secs(),
            killer.killed()
        );
    }
    eprintln!();
    evening.quiet.store(true, Ordering::Relaxed);
    let mut report = Report::default();
    let settled = talkers::settle(&evening, WAITING, Duration::from_secs(90)).await;
    evening.over.store(true, Ordering::Relaxed);
    for task in visitors {
        report.visitor(task.await.expect("no visitor fell"));
    }
    for task in consoles {
        report.console(task.await.expect("no console fell"));
    }
    for task in waiting {
        report.waiting(task.await.expect("no visitor fell"));
    }
    drop(killer.end());
    println!("{}", report.sentence(killer.killed(), settled));
    if report.is_good(conversations, rolling.then_some(INTERRUPTION)) {
        std::process::ExitCode::SUCCESS
    } else {
        std::process::ExitCode::FAILURE
    }
}
