//! What an evening adds to the counts: each thing once, by one node, whatever dies.

use luwte_counts::{Lasted, Waited};

use super::*;

const LATER: SocketId = SocketId(11);
const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;

/// What was counted since the last time it was asked.
fn counted(evening: &mut Evening) -> Vec<Counted> {
    std::mem::take(&mut evening.counted)
        .into_iter()
        .map(|(_, what)| what)
        .collect()
}

fn waits_for(milliseconds: u64) -> Evening {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    evening.pass(milliseconds);
    evening
}

/// Noor takes her and they meet.
fn meet(evening: &mut Evening) {
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    evening.says(PHONE, FromPage::Envelope(HER, envelope(0)));
}

#[test]
fn a_visitor_arrives_once_however_often_she_comes_back() {
    let mut evening = Evening::begin();
    evening.waits(PHONE, HER);
    assert_eq!(counted(&mut evening), [Counted::Arrived]);
    evening.event(Event::Arrived {
        socket: PHONE,
        ticket: HER,
    });
    evening.event(Event::Closed { socket: PHONE });
    evening.returns(LATER);
    evening.restarts();
    evening.returns(SocketId(12));
    evening.says(SocketId(12), FromPage::Wait(message_one()));
    assert_eq!(counted(&mut evening), []);
}

#[test]
fn nobody_arrives_where_there_is_no_room() {
    let mut evening = Evening::begin();
    let settings = Settings {
        most_tickets: 0,
        ..Settings::default()
    };
    evening.desk = Desk::new(settings, BEGAN);
    evening.event(Event::Arrived {
        socket: PHONE,
        ticket: HER,
    });
    assert_eq!(counted(&mut evening), []);
}

#[test]
fn a_visitor_is_reached_when_the_two_meet_by_how_long_she_waited_until_she_was_taken() {
    for (waited, bucket) in [(2 * SECOND, "up to 15 s"), (70 * SECOND, "up to 2 min")] {
        let mut evening = waits_for(waited);
        evening.says(CONSOLE, FromPage::TakeNext);
        evening.says(CONSOLE, FromPage::Answer(HER, answer()));
        assert_eq!(counted(&mut evening), [Counted::Arrived], "an answer may be lost");
        evening.pass(3 * MINUTE);
        evening.says(PHONE, FromPage::Envelope(HER, envelope(0)));
        evening.says(PHONE, FromPage::Envelope(HER, envelope(1)));
        let reached = Waited::all().find(|waited| waited.words() == bucket).unwrap();
        assert_eq!(counted(&mut evening), [Counted::Reached(reached)]);
    }
}

#[test]
fn whoever_comes_back_with_her_right_has_met_her_counsellor_too() {
    let mut evening = waits_for(0);
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    evening.event(Event::Closed { socket: PHONE });
    evening.returns_with(LATER, visitor_right(NOOR));
    evening.says(LATER, FromPage::Envelope(HER, envelope(0)));
    assert_eq!(
        counted(&mut evening),
        [Counted::Arrived, Counted::Reached(Waited::of(0))]
    );
}

#[test]
fn an_answer_that_is_lost_with_the_server_reaches_nobody_and_the_next_one_does() {
    let mut evening = waits_for(0);
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    evening.restarts();
    evening.now += 1;
    evening.returns(LATER);
    evening.says(LATER, FromPage::Wait(message_one()));
    evening.reports(SocketId(120), SAM);
    evening.says(SocketId(120), FromPage::TakeNext);
    evening.says(SocketId(120), FromPage::Answer(HER, answer()));
    evening.says(LATER, FromPage::Envelope(HER, envelope(0)));
    let reached = Counted::Reached(Waited::of(1));
    assert_eq!(counted(&mut evening), [Counted::Arrived, reached]);
}

#[test]
fn a_conversation_that_outlives_the_server_is_not_counted_by_the_next() {
    let mut evening = waits_for(0);
    meet(&mut evening);
    counted(&mut evening);
    evening.restarts();
    evening.returns_with(LATER, visitor_right(NOOR));
    evening.reports(SocketId(111), NOOR);
    evening.says(LATER, FromPage::Envelope(HER, envelope(1)));
    evening.says(LATER, FromPage::Leave(HER, EndReason::SaidGoodbye));
    // The desk of before may have counted that it was over, and nobody knows.
    assert_eq!(counted(&mut evening), []);
}

#[test]
fn a_conversation_lasts_until_somebody_ends_it() {
    for ended_by in [PHONE, CONSOLE] {
        let mut evening = waits_for(0);
        meet(&mut evening);
        counted(&mut evening);
        evening.pass(20 * MINUTE);
        evening.says(ended_by, FromPage::Leave(HER, EndReason::SaidGoodbye));
        let over = Counted::Over(Lasted::of(20 * MINUTE));
        assert_eq!(counted(&mut evening), [over]);
    }
}

#[test]
fn a_conversation_that_nobody_ends_lasts_until_one_of_them_was_away() {
    for lost in [PHONE, CONSOLE] {
        let mut evening = waits_for(0);
        meet(&mut evening);
        counted(&mut evening);
        evening.pass(4 * MINUTE);
        evening.event(Event::Closed { socket: lost });
        evening.pass(11 * MINUTE);
        let over = Counted::Over(Lasted::of(4 * MINUTE));
        assert_eq!(counted(&mut evening), [over]);
    }
}

#[test]
fn whoever_comes_back_to_a_conversation_that_is_over_does_not_begin_it_again() {
    let mut evening = waits_for(0);
    meet(&mut evening);
    evening.says(CONSOLE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    counted(&mut evening);
    // Her line broke before she heard it, and her right holds.
    evening.returns_with(LATER, visitor_right(NOOR));
    evening.says(LATER, FromPage::Envelope(HER, envelope(1)));
    evening.says(CONSOLE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    assert_eq!(counted(&mut evening), []);
}

#[test]
fn a_visitor_leaves_the_line_by_how_long_she_waited() {
    let mut evening = waits_for(3 * MINUTE);
    counted(&mut evening);
    evening.says(PHONE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    let left = Counted::left(3 * MINUTE).unwrap();
    assert_eq!(counted(&mut evening), [left]);
}

#[test]
fn a_visitor_who_goes_within_fifteen_seconds_did_not_wait() {
    let mut evening = waits_for(9 * SECOND);
    counted(&mut evening);
    evening.says(PHONE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    assert_eq!(counted(&mut evening), []);
}

#[test]
fn a_visitor_who_does_not_come_back_had_waited_until_she_was_away() {
    let mut evening = waits_for(50 * SECOND);
    counted(&mut evening);
    evening.event(Event::Closed { socket: PHONE });
    evening.pass(4 * MINUTE);
    let left = Counted::left(50 * SECOND).unwrap();
    assert_eq!(counted(&mut evening), [left]);
}

#[test]
fn a_visitor_who_is_answered_while_she_is_away_and_stays_away_had_waited() {
    let mut evening = waits_for(50 * SECOND);
    evening.event(Event::Closed { socket: PHONE });
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    counted(&mut evening);
    evening.pass(11 * MINUTE);
    let left = Counted::left(50 * SECOND).unwrap();
    assert_eq!(counted(&mut evening), [left]);
}

#[test]
fn the_exit_is_counted_wherever_it_is_used() {
    let mut in_line = waits_for(50 * SECOND);
    counted(&mut in_line);
    in_line.says(PHONE, FromPage::Leave(HER, EndReason::Exit));
    let left = Counted::left(50 * SECOND).unwrap();
    assert_eq!(counted(&mut in_line), [Counted::Exit, left]);

    let mut talking = waits_for(0);
    meet(&mut talking);
    counted(&mut talking);
    talking.pass(2 * MINUTE);
    talking.says(PHONE, FromPage::Leave(HER, EndReason::Exit));
    assert_eq!(counted(&mut talking), [Counted::Exit], "she may come back");
    talking.pass(11 * MINUTE);
    let over = Counted::Over(Lasted::of(2 * MINUTE));
    assert_eq!(counted(&mut talking), [over]);
}

#[test]
fn each_thing_is_counted_by_the_node_it_came_to_and_all_nodes_know_which() {
    let (one, two) = (NodeId(7), NodeId(8));
    let phone = SocketId::of(one, 1);
    let console = SocketId::of(two, 1);
    let mut evening = Evening::begin();
    evening.reports(console, NOOR);
    evening.waits(phone, HER);
    evening.says(console, FromPage::TakeNext);
    evening.says(console, FromPage::Answer(HER, answer()));
    evening.says(phone, FromPage::Envelope(HER, envelope(0)));
    evening.event(Event::Closed { socket: phone });
    evening.now += 601 * SECOND;
    // Whichever node says first that time has passed finds that she is gone.
    for node in [two, one] {
        evening.event(Event::Sweep { node });
    }
    let counted = [
        (one, Counted::Arrived),
        (one, Counted::Reached(Waited::of(1))),
        (two, Counted::Over(Lasted::of(0))),
    ];
    assert_eq!(evening.counted, counted);
}

#[test]
fn who_says_only_that_she_accepts_is_reached_too() {
    let mut evening = waits_for(2 * SECOND);
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    evening.says(PHONE, FromPage::Accept(HER));
    evening.says(PHONE, FromPage::Accept(HER));
    evening.says(CONSOLE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    let counted = counted(&mut evening);
    assert!(
        matches!(
            counted[..],
            [Counted::Arrived, Counted::Reached(_), Counted::Over(_)]
        ),
        "{counted:?}"
    );
}

#[test]
fn a_conversation_that_an_earlier_desk_began_is_not_over_here_because_it_was_handed_over() {
    let mut evening = waits_for(2 * SECOND);
    meet(&mut evening);
    counted(&mut evening);
    evening.restarts();
    evening.reports(CONSOLE, NOOR);
    evening.reports(SAMS, SAM);
    evening.returns_with(LATER, visitor_right(NOOR));
    evening.says(CONSOLE, FromPage::HandOver(HER, SAM, message_one()));
    evening.says(SAMS, FromPage::Answer(HER, answer()));
    evening.says(LATER, FromPage::Accept(HER));
    evening.says(SAMS, FromPage::Leave(HER, EndReason::SaidGoodbye));
    assert_eq!(counted(&mut evening), [Counted::HandedOver]);
}

#[test]
fn who_leaves_between_two_counsellors_did_not_leave_the_line() {
    let mut evening = waits_for(70 * SECOND);
    meet(&mut evening);
    evening.reports(SAMS, SAM);
    evening.says(CONSOLE, FromPage::HandOver(HER, SAM, message_one()));
    counted(&mut evening);
    evening.says(PHONE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    assert_eq!(counted(&mut evening), []);
}
