//! Lines and servers are lost, and the guest stays.

use super::*;

#[test]
fn a_line_that_is_lost_comes_back_at_every_step() {
    let mut evening = Evening::with_lin();
    let arrived = evening.now;
    let ticket = called_ticket(1, arrived);
    let mut line = HER_LINE.0;
    let mut again = |evening: &mut Evening, claims| {
        evening.event(Event::Closed {
            socket: SocketId(line),
        });
        line += 10;
        (SocketId(line), evening.returns_with(SocketId(line), claims))
    };
    evening.joins(HER_LINE, 1, visitor_right(NOOR));
    let (line, effects) = again(&mut evening, ticket);
    assert_eq!(
        effects,
        [Effect::Send(line, FromServer::Ticket(Token::unsigned(ticket)))]
    );
    evening.calls(line);
    let claimed = evening.now;
    let (line, effects) = again(&mut evening, ticket);
    assert_eq!(effects, [], "the answer is on its way");
    let hers = callers_right(called(1), arrived, claimed);
    let answered = FromServer::Answered(called(1), answer(), Token::unsigned(hers));
    let effects = evening.says(LINS, FromPage::Answer(called(1), answer()));
    assert_eq!(effects[0], Effect::Send(line, answered.clone()));
    let (line, effects) = again(&mut evening, ticket);
    assert_eq!(effects[0], Effect::Send(line, answered));
    evening.passes(line, LINS, 1);
    evening.event(Event::Closed { socket: line });
    evening.says(LINS, FromPage::Envelope(called(1), envelope(7)));
    let effects = evening.returns_with(SocketId(200), hers);
    let kept = FromServer::Envelope(called(1), envelope(7));
    assert!(hears(&effects, &Effect::Send(SocketId(200), kept)), "{effects:?}");
    let (_, effects) = (
        evening.event(Event::Closed {
            socket: SocketId(200),
        }),
        evening.pass(601_000),
    );
    let gone = FromServer::ended(called(1), EndReason::Gone);
    assert!(hears(&effects, &Effect::Send(LINS, gone)));
    assert_eq!(
        evening.returns_with(SocketId(201), hers),
        over(SocketId(201), 1, EndReason::AwayTooLong)
    );
}

#[test]
fn after_the_servers_death_all_three_go_on_and_nothing_is_counted() {
    let mut evening = Evening::with_a_guest();
    let (arrived, claimed) = (evening.now, evening.now);
    evening.restarts();
    evening.reports_as(LINS, LIN, Role::Interpreter);
    for (line, n, _) in lines() {
        evening.returns_with(line, callers_right(called(n), arrived, claimed));
        let claims = guests_right(called(n), arrived, claimed);
        evening.event(Event::Resumed { socket: LINS, claims });
        evening.passes(line, LINS, n);
        evening.passes(LINS, line, n);
    }
    evening.reports(CONSOLE, NOOR);
    evening.returns_with(PHONE, visitor_right(NOOR));
    assert_eq!(evening.desk.conversations(), 1);
    // It is known again that they belong together.
    let effects = evening.says(PHONE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    for (line, n, _) in lines() {
        assert!(
            over(line, n, EndReason::SaidGoodbye)
                .iter()
                .all(|end| hears(&effects, end))
        );
    }
    assert_eq!(evening.counted, []);
}

#[test]
fn a_guest_does_not_come_back_to_a_conversation_that_is_over() {
    let mut evening = Evening::with_a_guest();
    let (arrived, claimed) = (evening.now, evening.now);
    evening.restarts();
    evening.reports_as(LINS, LIN, Role::Interpreter);
    evening.returns_with(PHONE, visitor_right(NOOR));
    evening.says(PHONE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    for (line, n, _) in lines() {
        let claims = guests_right(called(n), arrived, claimed);
        let effects = evening.event(Event::Resumed { socket: LINS, claims });
        let unknown = FromServer::ended(called(n), EndReason::Unknown);
        assert_eq!(effects, [Effect::Send(LINS, unknown)]);
        let right = callers_right(called(n), arrived, claimed);
        assert_eq!(
            evening.returns_with(line, right),
            over(line, n, EndReason::AwayTooLong)
        );
    }
}

#[test]
fn a_full_counsellor_gets_back_to_whom_she_is_a_guest() {
    let mut evening = Evening::begin();
    evening.reports(LINS, LIN);
    let mut resumes = |ticket: TicketId, called| {
        let claims = Claims::CounsellorRight {
            ticket,
            arrived: ARRIVED,
            claimed: ARRIVED,
            shift: LIN,
            called,
        };
        let effects = evening.event(Event::Resumed { socket: LINS, claims });
        matches!(effects[..], [Effect::Send(LINS, FromServer::Presence(..))])
    };
    assert!(resumes(called(1), true) && resumes(called(2), true));
    assert!(resumes(TicketId([3; 16]), false) && resumes(TicketId([4; 16]), false));
    assert!(!resumes(TicketId([5; 16]), false), "she has room for two");
    assert!(resumes(called(3), true));
}

#[test]
fn a_call_that_the_server_forgot_is_made_again() {
    let mut evening = Evening::with_lin();
    let ticket = called_ticket(1, evening.now);
    evening.joins(HER_LINE, 1, visitor_right(NOOR));
    evening.calls(HER_LINE);
    evening.restarts();
    evening.reports_as(LINS, LIN, Role::Interpreter);
    let again = SocketId(31);
    assert_eq!(
        evening.returns_with(again, ticket),
        [Effect::Send(again, FromServer::Ticket(Token::unsigned(ticket)))]
    );
    assert!(matches!(
        evening.calls(again)[..],
        [Effect::Send(
            LINS,
            FromServer::Taken {
                how: TakenHow::Called,
                ..
            }
        )]
    ));
    // The console was on its way to say that it holds her, and answers again.
    let claims = guests_right(called(1), BEGAN, BEGAN);
    evening.event(Event::Resumed { socket: LINS, claims });
    let effects = evening.says(LINS, FromPage::Answer(called(1), answer()));
    assert!(matches!(effects[0], Effect::Send(to, FromServer::Answered(..)) if to == again));
}

#[test]
fn who_calls_again_waits_for_the_answer_that_the_guest_gives_again() {
    let mut evening = Evening::with_lin();
    let ticket = called_ticket(1, evening.now);
    evening.restarts();
    evening.reports_as(LINS, LIN, Role::Interpreter);
    evening.returns_with(HER_LINE, ticket);
    let claims = guests_right(called(1), BEGAN, BEGAN);
    evening.event(Event::Resumed { socket: LINS, claims });
    assert_eq!(evening.calls(HER_LINE), [], "no place, for she waits for nobody");
    let effects = evening.says(LINS, FromPage::Answer(called(1), answer()));
    assert!(matches!(
        effects[0],
        Effect::Send(HER_LINE, FromServer::Answered(..))
    ));
}

#[test]
fn a_guest_who_has_lost_the_keys_is_not_called_again_with_the_same_words() {
    let mut evening = Evening::with_lin();
    let ticket = called_ticket(1, evening.now);
    evening.joins(HER_LINE, 1, visitor_right(NOOR));
    evening.calls(HER_LINE);
    evening.event(Event::Closed { socket: HER_LINE });
    evening.says(LINS, FromPage::Answer(called(1), answer()));
    evening.says(LINS, FromPage::Leave(called(1), EndReason::Unknown));
    let again = SocketId(31);
    assert_eq!(
        evening.returns_with(again, ticket),
        over(again, 1, EndReason::Gone)
    );
}

#[test]
fn a_guest_who_left_can_be_followed_by_another_before_the_two_are_back() {
    let mut evening = Evening::with_a_guest();
    let (arrived, claimed) = (evening.now, evening.now);
    evening.restarts();
    evening.reports_as(LINS, LIN, Role::Interpreter);
    let claims = guests_right(called(1), arrived, claimed);
    evening.event(Event::Resumed { socket: LINS, claims });
    evening.says(LINS, FromPage::Leave(called(1), EndReason::SaidGoodbye));
    let effects = evening.joins(HER_LINE, 3, visitor_right(NOOR));
    assert!(
        matches!(effects[..], [Effect::Send(HER_LINE, FromServer::Ticket(_))]),
        "{effects:?}"
    );
}
