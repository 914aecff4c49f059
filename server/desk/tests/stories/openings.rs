//! The coordinator closes the desk, with a warning.

use super::*;

const WARNING: u64 = 600_000;

/// She waits, another talks with Noor, who runs the desk.
fn an_evening() -> Evening {
    let mut evening = Evening::begin();
    evening.reports_as(CONSOLE, NOOR, Role::Coordinator);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.takes(CONSOLE);
    evening.says(CONSOLE, FromPage::Answer(TicketId([2; 16]), answer()));
    evening.waits(PHONE, HER);
    evening
}

#[test]
fn who_waits_is_told_when_the_desk_closes_and_then_that_it_has() {
    let mut evening = an_evening();
    let closes = Opening::Closes(evening.now + WARNING);
    let effects = evening.says(CONSOLE, FromPage::Desk(closes));
    assert!(effects.contains(&Effect::Send(PHONE, FromServer::Closing(closes))));
    assert!(effects.contains(&Effect::Send(CONSOLE, FromServer::DeskIs(closes))));
    let effects = evening.waits(SocketId(3), TicketId([3; 16]));
    assert!(effects.contains(&Effect::Send(SocketId(3), FromServer::Closing(closes))));
    for n in 0..WARNING / 10_000 {
        // The pages are alive.
        for socket in [PHONE, CONSOLE, SocketId(2)] {
            evening.says(socket, FromPage::Heartbeat);
        }
        let effects = evening.pass(10_000);
        let told = effects.contains(&Effect::Send(PHONE, FromServer::ended(HER, EndReason::Closed)));
        assert_eq!(told, n + 1 == WARNING / 10_000, "after {n} times ten seconds");
    }
    assert_eq!(evening.desk.waiting(), 0);
    assert_eq!(evening.desk.conversations(), 1, "who talks goes on talking");
}

#[test]
fn nobody_can_arrive_at_a_closed_desk_and_a_place_in_its_line_is_gone() {
    let mut evening = an_evening();
    evening.says(CONSOLE, FromPage::Desk(Opening::Closed));
    let effects = evening.event(Event::Arrived {
        socket: SocketId(4),
        ticket: TicketId([4; 16]),
    });
    assert_eq!(effects, [Effect::Close(SocketId(4), CloseReason::DeskClosed)]);
    let effects = evening.returns(SocketId(5));
    assert_eq!(effects, [Effect::Close(SocketId(5), CloseReason::DeskClosed)]);
    evening.says(CONSOLE, FromPage::Desk(Opening::Open));
    evening.waits(SocketId(6), TicketId([6; 16]));
    assert_eq!(evening.desk.waiting(), 1);
}

#[test]
fn a_closing_can_be_taken_back_before_its_time() {
    let mut evening = an_evening();
    evening.says(CONSOLE, FromPage::Desk(Opening::Closes(evening.now + WARNING)));
    let effects = evening.says(CONSOLE, FromPage::Desk(Opening::Open));
    assert!(effects.contains(&Effect::Send(PHONE, FromServer::Closing(Opening::Open))));
    evening.pass(2_000);
    assert_eq!(evening.desk.waiting(), 1);
}

#[test]
fn a_wrong_clock_throws_nobody_out() {
    let mut evening = an_evening();
    let effects = evening.says(CONSOLE, FromPage::Desk(Opening::Closes(evening.now - 1)));
    assert_eq!(
        effects,
        [Effect::Send(CONSOLE, FromServer::DeskIs(Opening::Open))]
    );
    evening.pass(2_000);
    assert_eq!(evening.desk.waiting(), 1);
}

#[test]
fn a_coordinator_who_slept_hears_that_another_has_opened_it_before_she_says_how_she_had_it() {
    let mut evening = an_evening();
    evening.says(CONSOLE, FromPage::Desk(Opening::Closed));
    evening.event(Event::Closed { socket: CONSOLE });
    evening.reports_as(SAMS, SAM, Role::Coordinator);
    evening.says(SAMS, FromPage::Desk(Opening::Open));
    let effects = evening.reports_as(SocketId(102), NOOR, Role::Coordinator);
    let to_noor: Vec<_> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send(SocketId(102), frame) => Some(frame.clone()),
            _ => None,
        })
        .take(2)
        .collect();
    assert_eq!(to_noor, [FromServer::DeskIs(Opening::Open), FromServer::OnDuty]);
}

#[test]
fn a_counsellor_cannot_close_the_desk() {
    let mut evening = Evening::talking();
    let effects = evening.says(CONSOLE, FromPage::Desk(Opening::Closed));
    assert_eq!(effects, [Effect::Close(CONSOLE, CloseReason::NotNow)]);
    assert_eq!(evening.desk.opening(), Opening::Open);
}

#[test]
fn a_coordinator_who_comes_back_hears_how_the_desk_is() {
    let mut evening = an_evening();
    evening.says(CONSOLE, FromPage::Desk(Opening::Closed));
    let effects = evening.reports_as(SocketId(102), NOOR, Role::Coordinator);
    assert!(effects.contains(&Effect::Send(SocketId(102), FromServer::DeskIs(Opening::Closed))));
}
