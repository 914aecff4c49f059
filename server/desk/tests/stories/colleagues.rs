//! Those on duty know of each other.

use super::*;

fn letter(said: u8) -> SealedLetter {
    SealedLetter::new(vec![said; SealedLetter::LENGTH].into()).unwrap()
}

fn list(effects: &[Effect], console: SocketId) -> Option<Vec<Colleague>> {
    effects.iter().rev().find_map(|effect| match effect {
        Effect::Send(to, FromServer::Colleagues(list)) if *to == console => Some(list.clone()),
        _ => None,
    })
}

fn introduced(effects: &[Effect]) -> Vec<(SocketId, ShiftKeys)> {
    let keys = |effect: &Effect| match effect {
        Effect::Send(to, FromServer::Colleague(keys)) => Some((*to, keys.clone())),
        _ => None,
    };
    effects.iter().filter_map(keys).collect()
}

fn both() -> Evening {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.reports(SAMS, SAM);
    evening
}

#[test]
fn colleagues_are_introduced_once_and_again_on_a_new_line() {
    let mut evening = both();
    let effects = evening.sweeps();
    assert_eq!(introduced(&effects), [(CONSOLE, keys(SAM)), (SAMS, keys(NOOR))]);
    evening.says(
        CONSOLE,
        FromPage::Status(Status {
            doing: Doing::WrapUp,
            limit: 1,
        }),
    );
    assert_eq!(introduced(&evening.sweeps()), []);
    evening.event(Event::Closed { socket: SAMS });
    evening.reports(SocketId(102), SAM);
    assert_eq!(introduced(&evening.sweeps()), [(SocketId(102), keys(NOOR))]);
}

#[test]
fn everybody_sees_who_is_on_duty_what_they_do_and_how_many_they_have() {
    let mut evening = both();
    evening.waits(PHONE, HER);
    evening.takes(CONSOLE);
    let status = Status {
        doing: Doing::Break(1),
        limit: 2,
    };
    evening.says(SAMS, FromPage::Status(status));
    let seen = list(&evening.sweeps(), CONSOLE).unwrap();
    let colleague = |shift, status, holds| Colleague {
        shift,
        role: Role::Counsellor,
        status,
        holds,
    };
    let ready = Status {
        doing: Doing::Ready,
        limit: 2,
    };
    assert_eq!(seen, [colleague(NOOR, ready, 1), colleague(SAM, status, 0)]);
    assert_eq!(list(&evening.sweeps(), CONSOLE), None, "only when it has changed");
    evening.event(Event::Closed { socket: SAMS });
    assert_eq!(list(&evening.sweeps(), CONSOLE).unwrap().len(), 1);
}

#[test]
fn a_letter_reaches_the_colleague_it_is_for_and_is_kept_for_nobody() {
    let mut evening = both();
    let effects = evening.says(CONSOLE, FromPage::Letter(SAM, letter(1)));
    assert_eq!(effects, [Effect::Send(SAMS, FromServer::LetterFor(letter(1)))]);
    evening.event(Event::Closed { socket: SAMS });
    let effects = evening.says(CONSOLE, FromPage::Letter(SAM, letter(2)));
    assert_eq!(effects, [Effect::Send(CONSOLE, FromServer::NotThere(SAM))]);
    let effects = evening.reports(SocketId(102), SAM);
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Send(_, FromServer::LetterFor(_))))
    );
}

#[test]
fn a_visitor_writes_no_letters() {
    let mut evening = both();
    evening.waits(PHONE, HER);
    let effects = evening.says(PHONE, FromPage::Letter(SAM, letter(1)));
    assert_eq!(effects, [Effect::Close(PHONE, CloseReason::NotNow)]);
}

#[test]
fn the_coordinator_calls_those_who_stand_by_and_only_she_can() {
    let mut evening = both();
    evening.reports_as(SocketId(102), ShiftId([11; 32]), Role::Coordinator);
    let standby = Status {
        doing: Doing::Standby,
        limit: 1,
    };
    evening.says(SAMS, FromPage::Status(standby));
    let effects = evening.says(SocketId(102), FromPage::CallIn);
    assert_eq!(effects, [Effect::Send(SAMS, FromServer::CalledIn)]);
    let effects = evening.says(CONSOLE, FromPage::CallIn);
    assert_eq!(effects, [Effect::Close(CONSOLE, CloseReason::NotNow)]);
}

/// How many letters of Noor's reach Sam before her line is closed.
fn letters_until_closed(evening: &mut Evening, console: SocketId) -> u64 {
    let mut sent = 0;
    loop {
        match &evening.says(console, FromPage::Letter(SAM, letter(1)))[..] {
            [Effect::Send(SAMS, FromServer::LetterFor(_))] => {
                sent += 1;
                assert!(sent < 3_000, "nothing bounds her");
            }
            effects => {
                assert_eq!(effects, [Effect::Close(console, CloseReason::TooFast)]);
                return sent;
            }
        }
    }
}

#[test]
fn a_staff_room_of_fifty_that_talks_for_an_hour_meets_no_bound() {
    let mut evening = both();
    for _ in 0..240 {
        for _ in 0..50 {
            let effects = evening.says(CONSOLE, FromPage::Letter(SAM, letter(1)));
            assert_eq!(effects, [Effect::Send(SAMS, FromServer::LetterFor(letter(1)))]);
        }
        evening.now += 15_000;
    }
}

#[test]
fn whoever_floods_a_colleague_with_letters_is_closed_and_a_new_line_does_not_help_her() {
    let mut evening = both();
    letters_until_closed(&mut evening, CONSOLE);
    evening.event(Event::Closed { socket: CONSOLE });
    let again = SocketId(102);
    evening.reports(again, NOOR);
    assert_eq!(letters_until_closed(&mut evening, again), 0);
    evening.now += 1_000;
    assert_eq!(letters_until_closed(&mut evening, again), 4);
    // Sam's own are his.
    let effects = evening.says(SAMS, FromPage::Letter(NOOR, letter(1)));
    assert_eq!(effects, [Effect::Send(again, FromServer::LetterFor(letter(1)))]);
}
