//! A console whose keys for a visitor are gone says so, and she is not left with it.

use super::*;

const LATER: SocketId = SocketId(11);
const CONSOLE_LATER: SocketId = SocketId(111);

/// The old right of a console whose keys are gone has bound her to it.
fn bound_to_a_console_without_keys() -> Evening {
    let mut evening = Evening::begin();
    evening.restarts();
    evening.returns(PHONE);
    evening.says(PHONE, FromPage::Wait(message_one()));
    evening.reports(CONSOLE, NOOR);
    evening.resumes(CONSOLE, NOOR);
    evening
}

#[test]
fn a_visitor_whose_counsellor_has_no_keys_for_her_waits_again_and_hears_nothing_of_it() {
    let mut evening = bound_to_a_console_without_keys();
    let asked = FromServer::Ticket(Token::unsigned(ticket(HER)));
    let effects = evening.says(CONSOLE, FromPage::Leave(HER, EndReason::Unknown));
    assert!(effects.contains(&Effect::Send(PHONE, asked)));
    assert!(!effects.contains(&Effect::Close(PHONE, CloseReason::Done)));
    evening.says(PHONE, FromPage::Wait(message_one()));
    evening.reports(CONSOLE_LATER, SAM);
    assert_eq!(evening.takes(CONSOLE_LATER), Some(HER));
}

#[test]
fn a_visitor_who_is_away_then_comes_back_with_her_ticket_and_stands_where_she_stood() {
    let mut evening = bound_to_a_console_without_keys();
    evening.event(Event::Closed { socket: PHONE });
    evening.says(CONSOLE, FromPage::Leave(HER, EndReason::Unknown));
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.returns(LATER);
    assert_eq!(
        evening.says(LATER, FromPage::Wait(message_one()))[0],
        Effect::Send(LATER, place(0, 1))
    );
}

#[test]
fn a_visitor_who_has_met_a_counsellor_that_lost_the_keys_gets_her_place_at_the_front() {
    let mut evening = Evening::talking();
    let effects = evening.says(CONSOLE, FromPage::Leave(HER, EndReason::Unknown));
    assert!(effects.contains(&new_ticket(PHONE, EndReason::Gone)));
}

#[test]
fn a_visitor_cannot_say_that_she_does_not_know_her_own_conversation() {
    let mut evening = Evening::talking();
    assert_eq!(
        evening.says(PHONE, FromPage::Leave(HER, EndReason::Unknown)),
        [Effect::Close(PHONE, CloseReason::NotNow)]
    );
}
