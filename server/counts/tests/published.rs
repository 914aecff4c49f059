//! A month of a made-up helpline, from what happened to what is handed on.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use luwte_counts::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn month() -> Month {
    "2026-11".parse().unwrap()
}

fn choices(labels: &[&str]) -> Vec<Choice> {
    let choice = |(label, code): (&&str, u8)| Choice {
        code,
        label: (*label).to_owned(),
    };
    labels.iter().zip(1..).map(choice).collect()
}

fn categories() -> Categories {
    let question = |code, id: &str, many, labels: &[&str]| Question {
        code,
        id: id.to_owned(),
        many,
        choices: choices(labels),
    };
    Categories {
        dispositions: choices(&["A conversation", "Stayed silent", "A joke, or a test"]),
        questions: vec![
            question(1, "about", true, &["Family", "Online", "School"]),
            question(2, "age", false, &["under 15", "15 to 17"]),
            question(3, "wrote", false, &["herself", "a parent"]),
        ],
        pairs: vec![[2, 1], [2, 3]],
    }
}

/// So many of the same, in one hour.
fn happens(sums: &mut Sums, day: u8, hour: u8, counted: Counted, times: u64) {
    let hour = Hour::new(day, hour).unwrap();
    for _ in 0..times {
        sums.count(month(), counted.cells(hour));
    }
}

fn chosen(sums: &mut Sums, disposition: u8, answers: &[(u8, u8)], times: u64) {
    let answers = answers.iter().map(|(question, choice)| Answer {
        question: *question,
        choice: *choice,
    });
    let outcome = Outcome {
        disposition,
        answers: answers.collect(),
    };
    for _ in 0..times {
        sums.count(month(), categories().cells(&outcome).unwrap());
    }
}

fn a_month() -> Sums {
    let mut sums = Sums::default();
    let (at_once, minutes) = (Waited::of(9_000), Waited::of(200_000));
    happens(&mut sums, 0, 20, Counted::Arrived, 30);
    happens(&mut sums, 4, 21, Counted::Arrived, 17);
    happens(&mut sums, 5, 1, Counted::Arrived, 2);
    happens(&mut sums, 5, 2, Counted::Arrived, 1);
    happens(&mut sums, 5, 3, Counted::Arrived, 2);
    happens(&mut sums, 0, 20, Counted::Reached(at_once), 12);
    happens(&mut sums, 4, 21, Counted::Reached(minutes), 25);
    happens(&mut sums, 4, 21, Counted::left(1_300_000).unwrap(), 6);
    happens(&mut sums, 4, 21, Counted::left(400_000).unwrap(), 2);
    happens(&mut sums, 4, 22, Counted::Over(Lasted::of(2_000_000)), 36);
    happens(&mut sums, 4, 22, Counted::Exit, 3);
    chosen(&mut sums, 1, &[(1, 1), (1, 2), (2, 1), (3, 1)], 9);
    chosen(&mut sums, 1, &[(1, 1), (2, 2), (3, 1)], 14);
    chosen(&mut sums, 1, &[(1, 3), (2, 2)], 7);
    chosen(&mut sums, 2, &[], 6);
    sums
}

fn lines(published: &Published, begin: &str) -> Vec<String> {
    let csv = csv(std::slice::from_ref(published), &categories());
    let found = csv.lines().filter_map(|line| line.strip_prefix("2026-11,"));
    found
        .filter(|line| line.starts_with(begin))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_month_tells_how_many_came_were_reached_and_left() {
    let published = Published::new(&a_month(), month(), true, &categories());
    assert_eq!(lines(&published, "arrived,total"), ["arrived,total,,,52"]);
    assert_eq!(
        lines(&published, "reached,"),
        [
            "reached,total,,,37",
            "reached,waited,0,up to 15 s,12",
            "reached,waited,1,up to 1 min,<5",
            "reached,waited,2,up to 2 min,<5",
            "reached,waited,3,up to 5 min,hidden",
            "reached,waited,4,up to 10 min,<5",
            "reached,waited,5,up to 20 min,<5",
            "reached,waited,6,up to 40 min,<5",
            "reached,waited,7,up to 60 min,<5",
            "reached,waited,8,more than 60 min,<5",
        ]
    );
    // 25 of those who were reached had waited, and so had the 8 who left.
    assert_eq!(lines(&published, "queued,"), ["queued,total,,,33"]);
    assert_eq!(lines(&published, "left,total"), ["left,total,,,8"]);
    assert_eq!(lines(&published, "exit,total"), ["exit,total,,,<5"]);
    assert_eq!(lines(&published, "handed-over,total"), ["handed-over,total,,,<5"]);
}

#[test]
fn the_hours_of_a_week_are_told_from_monday_on_and_small_ones_are_not() {
    let published = Published::new(&a_month(), month(), true, &categories());
    let hours = lines(&published, "arrived,hour");
    assert_eq!(hours.len(), 168);
    assert_eq!(hours[20], "arrived,hour,20,mon 20,30");
    assert_eq!(hours[4 * 24 + 21], "arrived,hour,117,fri 21,17");
    assert_eq!(hours[5 * 24 + 1], "arrived,hour,121,sat 01,<5");
    assert_eq!(
        lines(&published, "reached-at-once,hour,20").concat(),
        "reached-at-once,hour,20,mon 20,hidden"
    );
}

#[test]
fn what_counsellors_chose_is_told_by_answer_and_by_pair() {
    let published = Published::new(&a_month(), month(), true, &categories());
    assert_eq!(
        lines(&published, "outcome,"),
        [
            "outcome,total,,,36",
            "outcome,disposition,1,A conversation,hidden",
            "outcome,disposition,2,Stayed silent,hidden",
            "outcome,disposition,3,\"A joke, or a test\",<5",
        ]
    );
    assert_eq!(
        lines(&published, "about,"),
        [
            "about,choice,1,Family,23",
            "about,choice,2,Online,9",
            "about,choice,3,School,7"
        ]
    );
    assert_eq!(
        lines(&published, "age,"),
        [
            "age,choice,1,under 15,9",
            "age,choice,2,15 to 17,21",
            "age,choice,0,not filled in,6"
        ]
    );
    let pair = lines(&published, "about + age,");
    assert_eq!(pair.len(), 9);
    assert_eq!(pair[0], "about + age,choices,1+1,Family + under 15,hidden");
}

#[test]
fn what_was_chosen_is_told_when_its_month_is_over() {
    let published = Published::new(&a_month(), month(), false, &categories());
    assert_eq!(lines(&published, "outcome,"), ["outcome,total,,,36"]);
    for nothing in ["about", "age", "wrote"] {
        assert_eq!(lines(&published, nothing), [""; 0]);
    }
    assert_eq!(lines(&published, "arrived,total"), ["arrived,total,,,52"]);
}

#[test]
fn the_page_of_a_coordinator_gets_the_same_numbers() {
    let json = serde_json::to_value(Published::new(&a_month(), month(), true, &categories())).unwrap();
    assert_eq!(json["month"], "2026-11");
    assert_eq!(
        json["tables"][0],
        json!({ "what": "arrived", "total": 52, "by": null, "cells": [] })
    );
    assert_eq!(
        json["tables"][1]["cells"][1],
        json!({ "code": 1, "label": "up to 1 min", "count": "<5" })
    );
    assert_eq!(json["hours"][0]["counts"].as_array().unwrap().len(), 168);
    assert_eq!(json["outcomes"]["questions"][1]["choices"][2]["code"], 0);
    assert_eq!(json["outcomes"]["pairs"][0]["columns"], json!([1, 2, 0]));
}

#[test]
fn counts_of_several_nodes_are_added_before_anything_is_left_out() {
    let (mut one, mut other) = (Sums::default(), Sums::default());
    happens(&mut one, 0, 20, Counted::Arrived, 3);
    happens(&mut other, 0, 20, Counted::Arrived, 4);
    one.merge(&other);
    let published = Published::new(&one, month(), true, &categories());
    assert_eq!(published.tables[0].total, Shown::Number(7));
}

fn numbers(value: &Value, found: &mut Vec<u64>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match name.as_str() {
                    // Codes are no counts.
                    "code" | "rows" | "columns" => {}
                    "questions" if value[0].is_u64() => {}
                    _ => numbers(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| numbers(value, found)),
        value => found.extend(value.as_u64()),
    }
}

fn counted() -> impl Strategy<Value = Counted> {
    let time = prop_oneof![2 => 0u64..20_000, 1 => 0u64..7_000_000];
    prop_oneof![
        3 => Just(Counted::Arrived),
        3 => time.clone().prop_map(|time| Counted::Reached(Waited::of(time))),
        1 => time.clone().prop_map(|time| Counted::left(time + 15_001).unwrap()),
        2 => time.prop_map(|time| Counted::Over(Lasted::of(time))),
        1 => Just(Counted::Exit),
    ]
}

fn outcome() -> impl Strategy<Value = (u8, Vec<(u8, u8)>)> {
    let about = prop::collection::btree_set(1..=3u8, 0..3);
    (1..=3u8, about, 0..=2u8, 0..=2u8).prop_map(|(disposition, about, age, wrote)| {
        let one = |question, choice| (choice > 0).then_some((question, choice));
        let about = about.into_iter().map(|choice| (1, choice));
        (
            disposition,
            about.chain(one(2, age)).chain(one(3, wrote)).collect(),
        )
    })
}

proptest! {
    #[test]
    fn no_number_under_five_is_handed_on(
        events in prop::collection::vec((0..3u8, counted(), 1..12u64), 0..60),
        outcomes in prop::collection::vec((outcome(), 1..15u64), 0..12),
        over: bool,
    ) {
        let mut sums = Sums::default();
        for (hour, counted, times) in events {
            happens(&mut sums, 1, hour, counted, times);
        }
        for ((disposition, answers), times) in outcomes {
            chosen(&mut sums, disposition, &answers, times);
        }
        let published = Published::new(&sums, month(), over, &categories());
        let mut found = Vec::new();
        numbers(&serde_json::to_value(&published).unwrap(), &mut found);
        prop_assert!(found.iter().all(|number| *number >= FEWEST), "{found:?}");
        // The hours and the parts of a thing have one sum: what is left of it by either is not small.
        for table in &published.tables {
            let Some(total) = table.total.number() else { continue };
            let mut parts = vec![table.cells.iter().map(|cell| cell.count).collect::<Vec<_>>()];
            parts.extend(published.hours.iter().filter(|hours| hours.what == table.what).map(|hours| hours.counts.clone()));
            for part in parts.into_iter().filter(|part| !part.is_empty()) {
                let left = total - part.iter().filter_map(|cell| cell.number()).sum::<u64>();
                prop_assert!(left == 0 && part.iter().all(|cell| cell.number().is_some()) || left >= FEWEST);
            }
        }
    }

    #[test]
    fn cells_of_a_node_add_up_in_any_order(
        events in prop::collection::vec((0..168u8, counted()), 0..60),
        cut in 0..60usize,
    ) {
        let add = |events: &[(u8, Counted)]| {
            let mut sums = Sums::default();
            for (hour, counted) in events {
                sums.count(month(), counted.cells(Hour::numbered(*hour).unwrap()));
            }
            sums
        };
        let (one, other) = events.split_at(cut.min(events.len()));
        let mut merged = add(other);
        merged.merge(&add(one));
        prop_assert_eq!(merged, add(&events));
    }
}
