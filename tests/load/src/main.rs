//! `make bench`: memory of the server itself per waiting visitor, Luwte beside the framework at its defaults.

#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::io::Write;
use std::process::Stdio;

use futures_util::{SinkExt, StreamExt};
use luwte_test_client::{Helpline, Visitor, organisation};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;
use tokio_tungstenite::tungstenite::Message;

/// A limit of the project: bytes of its own memory that one waiting visitor may cost the server.
const LIMIT: u64 = 8 * 1024;
const ROUNDS: usize = 3;

#[tokio::main]
async fn main() {
    let visitors = std::env::args()
        .nth(1)
        .map_or(2_000, |n| n.parse().expect("a number of visitors"));
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        ours.push(luwte(visitors, round).await);
        theirs.push(framework(visitors, round).await);
    }
    ours.sort_unstable();
    theirs.sort_unstable();
    let (ours, theirs) = (ours[ROUNDS / 2], theirs[ROUNDS / 2]);
    println!("\n{visitors} connections, median of {ROUNDS} rounds, own memory (RssAnon) for each:");
    println!("  luwte, a visitor who waits          {ours:>8} bytes   (limit {LIMIT})");
    println!("  the framework at its defaults       {theirs:>8} bytes   (two messages each)");
    println!(
        "  ratio                               {:>8.3}",
        ours as f64 / theirs as f64
    );
    if ours > LIMIT {
        println!("over the limit");
        std::process::exit(1);
    }
}

async fn luwte(visitors: usize, round: usize) -> u64 {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, "").await;
    let before = helpline.own_memory();
    let mut waiting = Vec::with_capacity(visitors);
    for n in 0..visitors {
        waiting.push(Visitor::arrive(&helpline, organisation.root()).await);
        progress("luwte", round, n + 1, visitors);
    }
    (helpline.own_memory() - before) / visitors as u64
}

async fn framework(connections: usize, round: usize) -> u64 {
    let program = std::env::current_exe()
        .expect("this program")
        .with_file_name("peer");
    let mut process = Command::new(program)
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the yardstick");
    let mut log = BufReader::new(process.stderr.take().expect("its log"));
    let mut line = String::new();
    log.read_line(&mut line).await.expect("its address");
    let address = line.trim().trim_start_matches("listen=").to_owned();
    let pid = process.id().expect("a process");
    let before = luwte_test_client::own_memory(pid);
    let mut open = Vec::with_capacity(connections);
    for n in 0..connections {
        let (mut socket, _) = tokio_tungstenite::connect_async(format!("ws://{address}/ws"))
            .await
            .expect("a socket");
        for _ in 0..2 {
            socket
                .send(Message::Binary(vec![0; 2048].into()))
                .await
                .expect("sent");
            socket.next().await.expect("an echo").expect("an echo");
        }
        open.push(socket);
        progress("framework", round, n + 1, connections);
    }
    (luwte_test_client::own_memory(pid) - before) / connections as u64
}

fn progress(what: &str, round: usize, done: usize, all: usize) {
    if done.is_multiple_of(100) || done == all {
        eprint!("\r  round {round} of {ROUNDS}, {what}: {done} of {all}      ");
        let _ = std::io::stderr().flush();
    }
}
