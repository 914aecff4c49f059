//! A conversation goes on with a colleague.

use super::*;

/// The right to her conversation with Sam, who has her since this moment.
fn right_with_sam(evening: &Evening) -> Claims {
    Claims::VisitorRight {
        ticket: HER,
        arrived: ARRIVED,
        claimed: evening.now,
        shift: SAM,
        called: false,
    }
}

/// She talks with Noor, Sam is on duty, and all three have agreed.
fn agreed() -> (Evening, Vec<Effect>) {
    let mut evening = Evening::talking();
    evening.reports(SAMS, SAM);
    evening.now += 5_000;
    let effects = evening.says(CONSOLE, FromPage::HandOver(HER, SAM, message_one()));
    (evening, effects)
}

fn ended(console: SocketId, reason: EndReason) -> Effect {
    Effect::Send(console, FromServer::ended(HER, reason))
}

#[test]
fn the_colleague_has_her_and_the_other_is_told() {
    let (mut evening, effects) = agreed();
    assert!(effects.contains(&ended(CONSOLE, EndReason::HandedOver)));
    let taken = effects.iter().any(|effect| {
        matches!(
            effect,
            Effect::Send(
                SAMS,
                FromServer::Taken {
                    conversation: HER,
                    how: TakenHow::HandedOver,
                    ..
                }
            )
        )
    });
    assert!(taken, "{effects:?}");
    let right = Token::unsigned(right_with_sam(&evening));
    let effects = evening.says(SAMS, FromPage::Answer(HER, answer()));
    assert!(effects.contains(&Effect::Send(PHONE, FromServer::Answered(HER, answer(), right))));
    evening.says(PHONE, FromPage::Accept(HER));
    evening.passes_on(PHONE, SAMS, 1);
    evening.passes_on(SAMS, PHONE, 2);
}

#[test]
fn what_she_still_sends_to_the_first_counsellor_reaches_nobody() {
    let (mut evening, _) = agreed();
    let still = |evening: &mut Evening| evening.says(PHONE, FromPage::Envelope(HER, envelope(9)));
    assert_eq!(still(&mut evening), []);
    evening.says(SAMS, FromPage::Answer(HER, answer()));
    assert_eq!(still(&mut evening), [], "it is sealed for Noor");
    evening.says(PHONE, FromPage::Accept(HER));
    evening.passes_on(PHONE, SAMS, 1);
}

#[test]
fn who_was_asleep_while_she_was_handed_over_gets_the_answer_when_she_wakes() {
    let (mut evening, _) = agreed();
    evening.event(Event::Closed { socket: PHONE });
    let right = Token::unsigned(right_with_sam(&evening));
    evening.says(SAMS, FromPage::Answer(HER, answer()));
    let effects = evening.returns_with(SocketId(2), visitor_right(NOOR));
    assert!(
        effects.contains(&Effect::Send(
            SocketId(2),
            FromServer::Answered(HER, answer(), right)
        )),
        "{effects:?}"
    );
    evening.says(SocketId(2), FromPage::Accept(HER));
    evening.passes_on(SocketId(2), SAMS, 1);
}

#[test]
fn who_comes_back_before_the_colleague_has_answered_waits_for_her() {
    let (mut evening, _) = agreed();
    evening.event(Event::Closed { socket: PHONE });
    evening.returns_with(SocketId(2), visitor_right(NOOR));
    let effects = evening.says(SAMS, FromPage::Answer(HER, answer()));
    let answered = |effect: &Effect| matches!(effect, Effect::Send(SocketId(2), FromServer::Answered(..)));
    assert!(effects.iter().any(answered), "{effects:?}");
}

#[test]
fn a_colleague_who_is_gone_or_full_gets_nobody_and_she_stays_where_she_is() {
    let mut evening = Evening::talking();
    let hand_over = FromPage::HandOver(HER, SAM, message_one());
    let not_there = [Effect::Send(CONSOLE, FromServer::NotThere(SAM))];
    assert_eq!(
        evening.says(CONSOLE, hand_over.clone()),
        not_there,
        "never on duty"
    );
    evening.reports(SAMS, SAM);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.waits(SocketId(3), TicketId([3; 16]));
    evening.takes(SAMS);
    evening.takes(SAMS);
    assert_eq!(
        evening.says(CONSOLE, hand_over.clone()),
        not_there,
        "has two already"
    );
    evening.says(SAMS, FromPage::OffDuty);
    assert_eq!(evening.says(CONSOLE, hand_over), not_there, "off duty");
    evening.passes_on(PHONE, CONSOLE, 3);
}

#[test]
fn nobody_is_handed_over_to_a_buddy_or_to_whom_she_is_with() {
    let mut evening = Evening::talking();
    evening.reports_as(SAMS, SAM, Role::Buddy);
    for to in [SAM, NOOR] {
        let effects = evening.says(CONSOLE, FromPage::HandOver(HER, to, message_one()));
        assert_eq!(effects, [Effect::Send(CONSOLE, FromServer::NotThere(to))]);
    }
}

#[test]
fn if_the_colleague_does_not_answer_she_is_first_in_line() {
    let (mut evening, _) = agreed();
    let effects = evening.pass(20_000);
    assert!(
        effects.contains(&new_ticket(PHONE, EndReason::Gone)),
        "{effects:?}"
    );
}

#[test]
fn a_colleague_who_cannot_read_her_gives_her_her_place() {
    let (mut evening, _) = agreed();
    let effects = evening.says(SAMS, FromPage::Leave(HER, EndReason::Refused));
    assert!(
        effects.contains(&new_ticket(PHONE, EndReason::Gone)),
        "{effects:?}"
    );
}

#[test]
fn who_never_accepts_the_colleagues_answer_does_not_sit_between_two_for_ever() {
    let (mut evening, _) = agreed();
    evening.says(SAMS, FromPage::Answer(HER, answer()));
    let effects = evening.pass(60_000);
    assert!(
        effects.contains(&new_ticket(PHONE, EndReason::Gone)),
        "{effects:?}"
    );
}

#[test]
fn if_the_colleagues_line_breaks_she_is_first_in_line() {
    let (mut evening, _) = agreed();
    let effects = evening.event(Event::Closed { socket: SAMS });
    assert!(
        effects.contains(&new_ticket(PHONE, EndReason::Gone)),
        "{effects:?}"
    );
}

#[test]
fn only_who_has_her_hands_her_over() {
    let mut evening = Evening::talking();
    evening.reports(SAMS, SAM);
    let effects = evening.says(SAMS, FromPage::HandOver(HER, SAM, message_one()));
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Send(_, FromServer::Taken { .. })))
    );
    evening.passes_on(PHONE, CONSOLE, 3);
}

#[test]
fn the_first_counsellor_cannot_take_her_back_with_her_old_right() {
    let (mut evening, _) = agreed();
    evening.says(SAMS, FromPage::Answer(HER, answer()));
    let effects = evening.resumes(CONSOLE, NOOR);
    assert_eq!(effects, [ended(CONSOLE, EndReason::Unknown)]);
    evening.says(PHONE, FromPage::Accept(HER));
    evening.passes_on(PHONE, SAMS, 1);
}

#[test]
fn what_is_passed_on_between_nodes_is_known_to_be_for_who_has_her_now() {
    let mut evening = Evening::talking();
    assert_eq!(evening.desk.counsellor(HER), Some(NOOR));
    evening.reports(SAMS, SAM);
    evening.says(CONSOLE, FromPage::HandOver(HER, SAM, message_one()));
    assert_eq!(
        evening.desk.counsellor(HER),
        Some(SAM),
        "also before Sam has answered"
    );
    assert_eq!(evening.desk.relays(PHONE, HER), None);
    assert_eq!(evening.desk.relays(CONSOLE, HER), None);
}

#[test]
fn who_is_handed_back_is_not_bound_by_a_right_of_before() {
    let (mut evening, _) = agreed();
    evening.says(SAMS, FromPage::Answer(HER, answer()));
    evening.says(PHONE, FromPage::Accept(HER));
    evening.says(SAMS, FromPage::HandOver(HER, NOOR, message_one()));
    // Noor's console was asked for its rights before it heard that it has her again.
    assert_eq!(evening.resumes(CONSOLE, NOOR), []);
    let still = evening.says(PHONE, FromPage::Envelope(HER, envelope(9)));
    assert_eq!(still, [], "it is sealed for Sam");
    let effects = evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    let answered = |effect: &Effect| matches!(effect, Effect::Send(PHONE, FromServer::Answered(..)));
    assert!(effects.iter().any(answered), "{effects:?}");
}
