//! What a visitor says beforehand reaches the counsellors on duty, and nobody keeps it for longer than she waits.

use super::*;

fn asked(effects: &[Effect]) -> Vec<(SocketId, ShiftKeys)> {
    let shift = |effect: &Effect| match effect {
        Effect::Send(socket, FromServer::Shift(keys)) => Some((*socket, keys.clone())),
        _ => None,
    };
    effects.iter().filter_map(shift).collect()
}

fn given(effects: &[Effect]) -> Vec<(SocketId, TicketId, u8)> {
    let intake = |effect: &Effect| match effect {
        Effect::Send(socket, FromServer::IntakeFor(ticket, intake)) => {
            Some((*socket, *ticket, intake.as_bytes()[0]))
        }
        _ => None,
    };
    effects.iter().filter_map(intake).collect()
}

fn says_beforehand(evening: &mut Evening, shift: ShiftId, said: u8) -> Vec<Effect> {
    evening.says(PHONE, FromPage::Intake(shift, intake(said)))
}

/// She waits, Noor is on duty and has read what she said.
fn read_by_noor() -> Evening {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    says_beforehand(&mut evening, NOOR, 1);
    assert_eq!(given(&evening.sweeps()), [(CONSOLE, HER, 1)]);
    evening
}

#[test]
fn who_begins_to_wait_is_shown_every_shift_and_what_she_says_reaches_each() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.reports(SocketId(101), SAM);
    let effects = evening.waits(PHONE, HER);
    assert_eq!(asked(&effects), [(PHONE, keys(NOOR)), (PHONE, keys(SAM))]);
    says_beforehand(&mut evening, NOOR, 1);
    says_beforehand(&mut evening, SAM, 2);
    let effects = evening.sweeps();
    assert_eq!(given(&effects), [(CONSOLE, HER, 1), (SocketId(101), HER, 2)]);
    assert_eq!(asked(&effects), [], "nobody is asked twice");
    assert_eq!(given(&evening.sweeps()), [], "and nothing is given twice");
}

#[test]
fn a_shift_that_reports_later_is_shown_to_who_waits_already() {
    let mut evening = Evening::begin();
    evening.waits(PHONE, HER);
    evening.reports(CONSOLE, NOOR);
    assert_eq!(asked(&evening.sweeps()), [(PHONE, keys(NOOR))]);
}

#[test]
fn she_answers_what_she_was_asked_once_and_floods_nobody() {
    let mut evening = read_by_noor();
    for said in 2..50 {
        assert_eq!(given(&says_beforehand(&mut evening, NOOR, said)), []);
    }
    assert_eq!(given(&evening.sweeps()), []);
    let mut evening = Evening::talking();
    for said in 0..50 {
        assert_eq!(given(&says_beforehand(&mut evening, SAM, said)), []);
        let passed_on = given(&says_beforehand(&mut evening, NOOR, said)).len();
        assert_eq!(passed_on, usize::from(said == 0), "only what she was asked for");
    }
}

#[test]
fn a_console_that_comes_back_gets_everything_again() {
    let mut evening = read_by_noor();
    evening.event(Event::Closed { socket: CONSOLE });
    let effects = evening.reports(SocketId(102), NOOR);
    assert_eq!(given(&effects), [(SocketId(102), HER, 1)]);
    let queue = effects
        .iter()
        .position(|effect| matches!(effect, Effect::Send(_, FromServer::Queue { .. })));
    let intake = effects
        .iter()
        .position(|effect| matches!(effect, Effect::Send(_, FromServer::IntakeFor(..))));
    assert!(queue < intake, "who waits comes before what she said");
}

#[test]
fn a_visitor_who_comes_back_is_asked_again_because_she_may_not_have_heard() {
    let mut evening = read_by_noor();
    evening.event(Event::Closed { socket: PHONE });
    evening.returns(SocketId(3));
    assert_eq!(asked(&evening.sweeps()), [(SocketId(3), keys(NOOR))]);
}

#[test]
fn a_claim_that_comes_back_to_the_line_is_given_to_the_consoles_again() {
    let mut evening = read_by_noor();
    evening.reports(SocketId(101), SAM);
    evening.sweeps();
    says_beforehand(&mut evening, SAM, 2);
    evening.sweeps();
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    assert_eq!(
        given(&evening.sweeps()),
        [(CONSOLE, HER, 1), (SocketId(101), HER, 2)]
    );
}

#[test]
fn what_crosses_the_claim_reaches_who_took_her_and_nobody_else() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.reports(SocketId(101), SAM);
    evening.waits(PHONE, HER);
    evening.says(CONSOLE, FromPage::TakeNext);
    assert_eq!(given(&says_beforehand(&mut evening, SAM, 2)), []);
    evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    assert_eq!(
        given(&says_beforehand(&mut evening, NOOR, 3)),
        [(CONSOLE, HER, 3)]
    );
    assert_eq!(given(&says_beforehand(&mut evening, SAM, 4)), []);
    assert_eq!(given(&evening.sweeps()), []);
    evening.event(Event::Closed { socket: CONSOLE });
    assert_eq!(
        given(&evening.reports(SocketId(102), NOOR)),
        [],
        "nothing is kept once they talk"
    );
}

#[test]
fn an_intake_for_nobody_or_from_somebody_who_does_not_wait_does_no_harm() {
    let mut evening = Evening::begin();
    evening.event(Event::Arrived {
        socket: PHONE,
        ticket: HER,
    });
    assert_eq!(says_beforehand(&mut evening, NOOR, 1), []);
    evening.reports(CONSOLE, NOOR);
    assert_eq!(says_beforehand(&mut evening, NOOR, 1), []);
    evening.says(PHONE, FromPage::Wait(message_one()));
    assert_eq!(says_beforehand(&mut evening, SAM, 1), []);
    assert_eq!(given(&evening.sweeps()), []);
    let not_now = Effect::Close(CONSOLE, CloseReason::NotNow);
    assert_eq!(
        evening.says(CONSOLE, FromPage::Intake(NOOR, intake(1))),
        [not_now]
    );
}

#[test]
fn a_shift_that_ends_takes_what_was_for_it_along() {
    let mut evening = read_by_noor();
    evening.says(CONSOLE, FromPage::OffDuty);
    assert_eq!(given(&evening.reports(SocketId(102), NOOR)), []);
    assert_eq!(asked(&evening.sweeps()), [(PHONE, keys(NOOR))]);
}

#[test]
fn at_most_eight_shifts_are_shown_and_at_most_eight_intakes_are_kept() {
    let mut evening = Evening::begin();
    let shift = |n: u8| (SocketId(100 + u64::from(n)), ShiftId([n; 32]));
    for n in 20..30 {
        evening.reports(shift(n).0, shift(n).1);
    }
    assert_eq!(asked(&evening.waits(PHONE, HER)).len(), 8);
    for n in 20..30 {
        says_beforehand(&mut evening, shift(n).1, n);
    }
    assert_eq!(given(&evening.sweeps()).len(), 8);
    // One goes, and somebody else comes in its place.
    evening.says(shift(20).0, FromPage::OffDuty);
    assert_eq!(asked(&evening.sweeps()), [(PHONE, keys(shift(28).1))]);
}

#[test]
fn only_who_stands_where_consoles_see_her_is_asked() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    for n in 1..=64 {
        assert_eq!(
            asked(&evening.waits(SocketId(200 + n), TicketId([100 + n as u8; 16]))).len(),
            1
        );
    }
    assert_eq!(asked(&evening.waits(PHONE, HER)), []);
    evening.sweeps();
    evening.says(CONSOLE, FromPage::TakeNext);
    assert_eq!(asked(&evening.sweeps()), [(PHONE, keys(NOOR))]);
}
