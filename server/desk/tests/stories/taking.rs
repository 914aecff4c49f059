//! Whom a counsellor takes, and how many.

use super::*;

const OTHER: TicketId = TicketId([2; 16]);
const OTHERS: SocketId = SocketId(2);

fn not_taken(why: NotTaken) -> [Effect; 1] {
    [Effect::Send(CONSOLE, FromServer::NotTaken(why))]
}

/// Two wait; she came first.
fn two_wait() -> Evening {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    evening.waits(OTHERS, OTHER);
    evening
}

fn taken(effects: &[Effect]) -> Vec<(SocketId, TicketId)> {
    let taken = |effect: &Effect| match effect {
        Effect::Send(console, FromServer::Taken { conversation, .. }) => Some((*console, *conversation)),
        _ => None,
    };
    effects.iter().filter_map(taken).collect()
}

#[test]
fn a_counsellor_takes_the_one_she_chooses_and_the_other_keeps_her_place() {
    let mut evening = two_wait();
    let effects = evening.says(CONSOLE, FromPage::Take(OTHER));
    assert_eq!(taken(&effects), [(CONSOLE, OTHER)]);
    assert_eq!(evening.takes(CONSOLE), Some(HER));
}

#[test]
fn of_two_counsellors_who_take_the_same_one_the_second_is_told_so() {
    let mut evening = two_wait();
    evening.reports(SAMS, SAM);
    evening.says(SAMS, FromPage::Take(HER));
    let effects = evening.says(CONSOLE, FromPage::Take(HER));
    assert_eq!(effects, not_taken(NotTaken::TakenAlready));
    assert_eq!(evening.takes(CONSOLE), Some(OTHER), "nothing was lost by it");
}

#[test]
fn somebody_who_left_the_line_cannot_be_taken() {
    let mut evening = two_wait();
    evening.says(PHONE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    assert_eq!(
        evening.says(CONSOLE, FromPage::Take(HER)),
        not_taken(NotTaken::TakenAlready)
    );
}

#[test]
fn a_counsellor_takes_no_more_than_she_says_and_more_when_she_says_so() {
    let mut evening = two_wait();
    let limit = |limit| {
        FromPage::Status(Status {
            doing: Doing::Ready,
            limit,
        })
    };
    evening.says(CONSOLE, limit(1));
    assert_eq!(evening.takes(CONSOLE), Some(HER));
    assert_eq!(
        evening.says(CONSOLE, FromPage::TakeNext),
        not_taken(NotTaken::AtCapacity)
    );
    evening.says(CONSOLE, limit(8));
    assert_eq!(evening.takes(CONSOLE), Some(OTHER));
    evening.waits(SocketId(3), TicketId([3; 16]));
    assert_eq!(
        evening.says(CONSOLE, FromPage::TakeNext),
        not_taken(NotTaken::AtCapacity),
        "her certificate allows two"
    );
}

#[test]
fn buddies_and_interpreters_take_nobody() {
    for role in [Role::Buddy, Role::Interpreter] {
        let mut evening = Evening::begin();
        evening.reports_as(CONSOLE, NOOR, role);
        evening.waits(PHONE, HER);
        for take in [FromPage::TakeNext, FromPage::Take(HER)] {
            assert_eq!(evening.says(CONSOLE, take), not_taken(NotTaken::NotYourRole));
        }
    }
}

#[test]
fn who_is_on_a_break_is_not_promised_to_visitors() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.says(
        CONSOLE,
        FromPage::Status(Status {
            doing: Doing::Break(2),
            limit: 2,
        }),
    );
    let effects = evening.waits(PHONE, HER);
    assert!(effects.contains(&Effect::Send(PHONE, place(0, 0))), "{effects:?}");
}

#[test]
fn a_counsellor_gives_her_back_and_she_is_first_in_line_with_a_new_ticket() {
    let mut evening = Evening::talking();
    let effects = evening.says(CONSOLE, FromPage::Leave(HER, EndReason::PassedBack));
    assert!(
        effects.contains(&new_ticket(PHONE, EndReason::PassedBack)),
        "{effects:?}"
    );
}

#[test]
fn a_visitor_cannot_give_herself_back() {
    let mut evening = Evening::talking();
    let effects = evening.says(PHONE, FromPage::Leave(HER, EndReason::PassedBack));
    assert_eq!(effects, [Effect::Close(PHONE, CloseReason::NotNow)]);
}
