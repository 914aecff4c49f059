//! Many counsellors press at the same moment, on all nodes, and hand over: nobody gets two of them, and nobody is lost.

mod book;
mod console;
mod visitor;

use std::sync::{Arc, Mutex};

use luwte_test_client::{Helpline, Redis, organisation};
use tokio::sync::{Barrier, Notify};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::QUICK;
use book::Book;
use console::Console;
use visitor::Visitor;

const CONSOLES: usize = 20;
/// More than all consoles together have room for.
const VISITORS: usize = 48;
/// How often each console presses at the start, without waiting for what comes of it: a thousand times together.
const PRESSES: usize = 50;
/// How often each console may hand somebody over.
const HAND_OVERS: usize = 30;

/// What everybody of a race has in common.
struct Race {
    book: Mutex<Book>,
    /// Something was written into the book.
    written: Notify,
    start: Barrier,
}

impl Race {
    fn write<T>(&self, what: impl FnOnce(&mut Book) -> T) -> T {
        let written = what(&mut self.book.lock().unwrap());
        self.written.notify_one();
        written
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_presses_at_once_give_nobody_two_counsellors_and_lose_nobody() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let another = match std::env::var("LUWTE_TEST_BOARD").as_deref() {
        Ok("redis") => Some(helpline.another_node().await),
        _ => None,
    };
    let nodes: Vec<&Helpline> = [&helpline].into_iter().chain(&another).collect();
    race(&organisation, &nodes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_presses_on_two_nodes_give_nobody_two_counsellors_and_lose_nobody() {
    let organisation = organisation();
    let one = Helpline::start_on(&organisation, QUICK, Redis::start().await).await;
    let two = one.another_node().await;
    race(&organisation, &[&one, &two]).await;
}

async fn race(organisation: &luwte_test_client::Organisation, nodes: &[&Helpline]) {
    let mut consoles = Vec::new();
    for number in 0..CONSOLES {
        consoles.push(Console::report(nodes[number % nodes.len()], organisation, number).await);
    }
    let shifts: Vec<_> = consoles.iter().map(|console| console.shift).collect();
    for node in nodes {
        node.counts_to("luwte_on_duty", CONSOLES as u64).await;
    }
    let mut visitors = Vec::new();
    for number in 0..VISITORS {
        visitors.push(Visitor::waits(nodes[number / 2 % nodes.len()]).await);
    }
    let line: Vec<_> = visitors.iter().map(|visitor| visitor.ticket).collect();
    for node in nodes {
        node.counts_to("luwte_waiting", VISITORS as u64).await;
    }
    let race = Arc::new(Race {
        book: Mutex::new(Book::of(&line)),
        written: Notify::new(),
        start: Barrier::new(CONSOLES),
    });
    let mut people = JoinSet::new();
    for visitor in visitors {
        people.spawn(visitor.races(Arc::clone(&race), shifts.clone()));
    }
    for console in consoles {
        people.spawn(console.races(Arc::clone(&race), shifts.clone(), line.clone()));
    }
    let settling = async {
        while !race.book.lock().unwrap().is_settled() {
            tokio::select! {
                () = race.written.notified() => {}
                fallen = people.join_next() => if let Some(Err(fallen)) = fallen {
                    std::panic::resume_unwind(fallen.into_panic());
                }
            }
        }
    };
    let settled = timeout(luwte_test_client::PATIENCE, settling).await;
    people.shutdown().await;
    let book = race.book.lock().unwrap();
    assert!(settled.is_ok(), "somebody is lost: {}", book.lost());
    book.check();
}
