//! The small scenarios, exhaustively: what `make model` does with wider bounds.

use luwte_test_model::{Begins, Bounds, Evenings, Scenario};
use stateright::{Checker, Model};

fn always_holds(begins: Begins, visitors: usize, bounds: Bounds) {
    let scenario = Scenario {
        name: "small",
        begins,
        visitors,
        bounds,
    };
    Evenings(scenario)
        .checker()
        .threads(2)
        .spawn_dfs()
        .join()
        .assert_properties();
}

#[test]
fn one_visitor_meets_one_of_two_counsellors_in_every_order() {
    always_holds(Begins::Empty, 1, Bounds::default());
}

#[test]
fn two_visitors_are_taken_by_two_counsellors_in_every_order() {
    always_holds(Begins::Waiting, 2, Bounds::default());
}

#[test]
fn somebody_loses_the_line_at_any_moment_and_nobody_is_forgotten() {
    let bounds = Bounds {
        line_losses: 1,
        ..Bounds::default()
    };
    always_holds(Begins::Waiting, 1, bounds);
}

#[test]
fn a_claim_that_is_late_goes_back_and_the_answer_to_it_hurts_nobody() {
    let bounds = Bounds {
        late_claims: 1,
        ..Bounds::default()
    };
    always_holds(Begins::Waiting, 2, bounds);
}
