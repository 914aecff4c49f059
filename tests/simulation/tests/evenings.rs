//! A few of the evenings that `make simulate` plays by the thousand.

use luwte_test_simulation::{Figures, play};

#[test]
fn nothing_is_lost_and_nobody_swapped_in_two_hundred_evenings_with_servers_that_die_or_are_cut_off() {
    let mut total = Figures::default();
    for seed in 1..=200 {
        total += play(seed, None).unwrap_or_else(|what| panic!("SEED={seed} make simulate: {what}"));
    }
    // Or the evenings were too quiet to show anything.
    assert!(
        total.deaths > 100 && total.dead_spots > 500 && total.rejoins > 200,
        "{total:?}"
    );
    assert!(
        total.with_a_log > 50 && total.partitions > 50 && total.log_deaths > 50,
        "{total:?}"
    );
    assert!(total.conversations > 400 && total.delivered > 5_000, "{total:?}");
}
