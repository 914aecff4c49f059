//! `make model`: all evenings of every scenario. With arguments, one scenario of your own:
//! `luwte-test-model waiting visitors=2 line_losses=1 redis_losses=1`. `SECONDS` is the most that one scenario may take.

#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use luwte_test_model::{Begins, Bounds, Evenings, Helpline, SCENARIOS, Scenario, forgotten, story};
use stateright::{Checker, HasDiscoveries, Model, Path};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let scenarios = match words.is_empty() {
        true => SCENARIOS.to_vec(),
        false => match own(&words) {
            Some(scenario) => vec![scenario],
            None => {
                println!("empty|waiting|talking [visitors=1|2] [a bound=a number] ...");
                return ExitCode::FAILURE;
            }
        },
    };
    let mut good = true;
    for scenario in scenarios {
        good &= check(scenario);
    }
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Checks all evenings of a scenario, depth first because that needs little memory. If something is wrong, the
/// shortest way to it is looked for breadth first.
fn check(scenario: Scenario) -> bool {
    let began = Instant::now();
    let seconds = std::env::var("SECONDS").map_or(60, |text| text.parse().expect("SECONDS is a number"));
    let most = Duration::from_secs(seconds);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let properties = Evenings(scenario).properties();
    let must_hold = |name: &str| {
        let property = properties.iter().find(|property| property.name == name);
        property.is_some_and(|property| property.expectation.discovery_is_failure())
    };
    let names = properties.iter().map(|property| property.name);
    let failures: BTreeSet<&'static str> = names.filter(|name| must_hold(name)).collect();
    let checker = || {
        Evenings(scenario)
            .checker()
            .threads(threads)
            .finish_when(HasDiscoveries::AnyOf(failures.clone()))
            .timeout(most)
    };
    let all = checker().spawn_dfs().join();
    println!(
        "{}: {} states, {} steps, depth {}, {:.1} s{}",
        scenario.name,
        all.unique_state_count(),
        all.state_count(),
        all.max_depth(),
        began.elapsed().as_secs_f32(),
        if began.elapsed() < most {
            ""
        } else {
            ": not explored to the end, the time is over"
        }
    );
    let found = all.discoveries();
    let Some(name) = found.keys().find(|name| must_hold(name)) else {
        let sometimes = properties
            .iter()
            .filter(|property| !property.expectation.discovery_is_failure())
            .filter(|property| !found.contains_key(property.name));
        let never: Vec<&str> = sometimes.map(|property| property.name).collect();
        for name in &never {
            println!("  It never happens that {name}. The check checks nothing.");
        }
        return never.is_empty();
    };
    println!("  Not always: {name}. Looking for the shortest way there.");
    let shortest = checker().spawn_bfs().join().discoveries();
    let found = if shortest.keys().any(|name| must_hold(name)) {
        shortest
    } else {
        found
    };
    for (name, path) in found {
        if must_hold(name) {
            println!("  Not always: {name}.");
            tell(path);
        }
    }
    false
}

fn tell(path: Path<Helpline, <Evenings as Model>::Action>) {
    for (number, (helpline, action)) in path.into_vec().into_iter().enumerate() {
        if number == 0 {
            println!("     {}", story::beginning(&helpline));
        }
        match action {
            Some(action) => println!("  {:>2} {}", number + 1, story::step(&helpline, action)),
            None => println!(
                "     {:?} {}",
                helpline.fault,
                forgotten(&helpline).unwrap_or_default()
            ),
        }
    }
}

fn own(words: &[String]) -> Option<Scenario> {
    let (begins, bounds) = words.split_first()?;
    let begins = match begins.as_str() {
        "empty" => Begins::Empty,
        "waiting" => Begins::Waiting,
        "talking" => Begins::Talking,
        _ => return None,
    };
    let mut scenario = Scenario {
        name: "own",
        begins,
        visitors: 2,
        bounds: Bounds::default(),
    };
    for word in bounds {
        let (name, number) = word.split_once('=')?;
        let number: u8 = number.parse().ok()?;
        match name {
            "visitors" if number <= 2 => scenario.visitors = number.into(),
            _ => *scenario.bounds.named(name)? = number,
        }
    }
    Some(scenario)
}
