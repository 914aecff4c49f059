//! Somebody came into the room: she is gone at once, and may come back.

use super::*;

const LATER: SocketId = SocketId(11);

fn gone_by_the_exit() -> Evening {
    let mut evening = Evening::talking();
    let exited = FromServer::Presence(HER, Presence::Exited);
    assert_eq!(
        evening.says(PHONE, FromPage::Leave(HER, EndReason::Exit)),
        [
            Effect::Close(PHONE, CloseReason::Done),
            Effect::Send(CONSOLE, exited)
        ]
    );
    evening
}

#[test]
fn a_counsellor_sees_that_she_left_by_the_exit_and_her_seat_is_kept() {
    let mut evening = gone_by_the_exit();
    evening.pass(60_000);
    let effects = evening.returns_with(LATER, visitor_right(NOOR));
    let here = FromServer::Presence(HER, Presence::Here);
    assert!(effects.contains(&Effect::Send(CONSOLE, here)));
}

#[test]
fn a_counsellor_who_comes_back_sees_it_too() {
    let mut evening = gone_by_the_exit();
    let effects = evening.reports(SocketId(101), NOOR);
    let exited = FromServer::Presence(HER, Presence::Exited);
    assert!(effects.contains(&Effect::Send(SocketId(101), exited)));
}

#[test]
fn whoever_does_not_come_back_after_the_exit_is_gone_after_the_grace() {
    let mut evening = gone_by_the_exit();
    let effects = evening.pass(601_000);
    let gone = FromServer::ended(HER, EndReason::Gone);
    assert!(effects.contains(&Effect::Send(CONSOLE, gone)));
    assert_eq!(evening.desk.conversations(), 0);
}

#[test]
fn nobody_stands_behind_a_visitor_who_left_the_line_by_the_exit() {
    let mut evening = Evening::begin();
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.says(PHONE, FromPage::Leave(HER, EndReason::Exit));
    assert!(evening.sweeps().contains(&Effect::Send(SocketId(2), place(0, 0))));
}

#[test]
fn a_counsellor_takes_the_next_while_the_seat_of_who_left_by_the_exit_is_kept() {
    let mut evening = gone_by_the_exit();
    for n in [2, 3] {
        evening.waits(SocketId(u64::from(n)), TicketId([n; 16]));
        assert_eq!(
            evening.takes(CONSOLE),
            Some(TicketId([n; 16])),
            "the shift may hold two"
        );
    }
}
