//! `make simulate`: many evenings, each from its own seed. `SEED=n` plays one of them again and tells all of it.

#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::cell::Cell;
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use luwte_test_simulation::{Figures, play};

thread_local! {
    /// Which evening this thread plays.
    static SEED: Cell<u64> = const { Cell::new(0) };
}

fn play_again(seed: u64) -> String {
    format!("Play it again: SEED={seed} make simulate")
}

/// A page that stops where it cannot go on names its evening too.
fn name_the_evening_of_a_panic() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |what| {
        told(what);
        println!("{}", play_again(SEED.get()));
    }));
}

fn main() -> std::process::ExitCode {
    name_the_evening_of_a_panic();
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).map_or(otherwise, |text| {
            text.parse().unwrap_or_else(|_| panic!("{name} is a number"))
        })
    };
    let (first, evenings) = match number("SEED", 0) {
        0 => (1, number("EVENINGS", 10_000)),
        seed => (seed, 1),
    };
    let told: Option<fn(String)> = (evenings == 1).then_some(|what| println!("{what}"));
    let (next, failed, total) = (
        AtomicU64::new(first),
        AtomicBool::new(false),
        Mutex::new(Figures::default()),
    );
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + evenings || failed.load(Ordering::Relaxed) {
                        return;
                    }
                    SEED.set(seed);
                    match play(seed, told) {
                        Ok(figures) => *total.lock().expect("no thread fell") += figures,
                        Err(what) => {
                            failed.store(true, Ordering::Relaxed);
                            println!("\n{what}\n{}", play_again(seed));
                        }
                    }
                    if seed.is_multiple_of(100) {
                        eprint!("\r  {} of {evenings} evenings", seed - first + 1);
                        let _ = std::io::stderr().flush();
                    }
                }
            });
        }
    });
    if failed.load(Ordering::Relaxed) {
        return std::process::ExitCode::FAILURE;
    }
    let figures = total.lock().expect("no thread fell");
    println!(
        "\n{evenings} evenings, {} of them with two nodes on a log: {} conversations, {} texts delivered, keys replaced \
         {} times.\nNodes died {} times, were cut off {} times, held up {} times; the log died {} times, the desks began \
         anew {} times; {} dead spots, {} lines lost at once.\nlost 0, twice 0, out of order 0, swapped 0, places lost 0",
        figures.with_a_log,
        figures.conversations,
        figures.delivered,
        figures.rejoins,
        figures.deaths,
        figures.partitions,
        figures.stalls,
        figures.log_deaths,
        figures.begins,
        figures.dead_spots,
        figures.moves,
    );
    std::process::ExitCode::SUCCESS
}
