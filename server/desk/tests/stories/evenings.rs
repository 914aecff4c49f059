//! What happens while the server runs.

use super::*;

#[test]
fn a_visitor_hears_how_many_people_are_before_her_and_moves_up() {
    let mut evening = Evening::begin();
    let first = TicketId([2; 16]);
    evening.reports(CONSOLE, NOOR);
    assert_eq!(
        evening.waits(SocketId(2), first)[0],
        Effect::Send(SocketId(2), place(0, 1))
    );
    assert_eq!(evening.waits(PHONE, HER)[0], Effect::Send(PHONE, place(1, 1)));
    evening.says(CONSOLE, FromPage::TakeNext);
    assert!(evening.sweeps().contains(&Effect::Send(PHONE, place(0, 1))));
}

#[test]
fn a_visitor_hears_that_nobody_is_on_duty_and_that_somebody_came() {
    let mut evening = Evening::begin();
    assert_eq!(evening.waits(PHONE, HER), [Effect::Send(PHONE, place(0, 0))]);
    evening.reports(CONSOLE, NOOR);
    assert!(evening.sweeps().contains(&Effect::Send(PHONE, place(0, 1))));
}

#[test]
fn a_visitor_keeps_her_place_after_her_phone_sleeps() {
    let mut evening = Evening::begin();
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.event(Event::Closed { socket: PHONE });
    evening.pass(60_000);
    assert_eq!(
        evening.returns(SocketId(3)),
        [Effect::Send(SocketId(3), place(0, 0))]
    );
}

#[test]
fn a_visitor_who_stays_away_loses_her_place_to_those_behind_her() {
    let mut evening = Evening::begin();
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.event(Event::Closed { socket: PHONE });
    let effects = evening.pass(200_000);
    assert!(effects.contains(&Effect::Send(SocketId(2), place(0, 0))));
    assert_eq!(evening.desk.waiting(), 1);
}

#[test]
fn a_visitor_who_was_away_for_longer_than_the_grace_stands_where_she_stood_when_she_comes_back() {
    let mut evening = Evening::begin();
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.event(Event::Closed { socket: PHONE });
    evening.pass(200_000);
    let phone = SocketId(3);
    let token = Token::unsigned(ticket(HER));
    assert_eq!(
        evening.returns(phone),
        [Effect::Send(phone, FromServer::Ticket(token))]
    );
    let waits = evening.says(phone, FromPage::Wait(message_one()));
    assert_eq!(waits, [Effect::Send(phone, place(0, 0))]);
}

#[test]
fn a_counsellor_takes_who_is_here_before_who_is_away() {
    let mut evening = Evening::begin();
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.event(Event::Closed { socket: PHONE });
    evening.reports(CONSOLE, NOOR);
    assert_eq!(evening.takes(CONSOLE), Some(TicketId([2; 16])));
}

#[test]
fn a_visitor_can_be_taken_while_her_phone_sleeps_and_finds_the_answer_when_it_wakes() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    evening.event(Event::Closed { socket: PHONE });
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    evening.says(CONSOLE, FromPage::Envelope(HER, envelope(5)));
    let phone = SocketId(2);
    assert_eq!(
        evening.returns(phone),
        [
            Effect::Send(phone, answered()),
            Effect::Send(phone, FromServer::Presence(HER, Presence::Here)),
            Effect::Send(phone, FromServer::Envelope(HER, envelope(5))),
            Effect::Send(CONSOLE, FromServer::Presence(HER, Presence::Here)),
        ]
    );
}

#[test]
fn a_shift_takes_no_more_than_it_can_hold() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    for n in 1..=3 {
        evening.waits(SocketId(u64::from(n)), TicketId([n; 16]));
    }
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::TakeNext);
    let refused = Effect::Send(CONSOLE, FromServer::NotTaken(NotTaken::AtCapacity));
    assert_eq!(evening.says(CONSOLE, FromPage::TakeNext), [refused]);
}

#[test]
fn an_empty_line_says_so() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    let nobody = Effect::Send(CONSOLE, FromServer::NotTaken(NotTaken::NobodyWaits));
    assert_eq!(evening.says(CONSOLE, FromPage::TakeNext), [nobody]);
}

#[test]
fn a_claim_that_is_not_answered_gives_the_visitor_her_place_back() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.pass(20_000);
    assert_eq!(evening.takes(CONSOLE), Some(HER));
}

#[test]
fn a_ticket_that_no_console_can_read_does_not_block_the_line() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    let nonsense = TicketId([2; 16]);
    evening.waits(SocketId(2), nonsense);
    evening.waits(PHONE, HER);
    evening.says(CONSOLE, FromPage::TakeNext);
    assert_eq!(
        evening.says(CONSOLE, FromPage::Leave(nonsense, EndReason::Refused)),
        [
            Effect::Send(SocketId(2), FromServer::ended(nonsense, EndReason::Refused)),
            Effect::Close(SocketId(2), CloseReason::Done)
        ]
    );
    assert_eq!(evening.takes(CONSOLE), Some(HER));
}

#[test]
fn a_claim_that_is_given_up_for_another_reason_keeps_its_place() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    assert_eq!(evening.takes(CONSOLE), Some(HER));
}

#[test]
fn a_late_answer_does_not_take_a_visitor_from_the_line() {
    let mut evening = Evening::begin();
    // Long after it began: this desk has forgotten nothing.
    evening.pass(601_000);
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.pass(20_000);
    let over = Effect::Send(CONSOLE, FromServer::ended(HER, EndReason::Unknown));
    assert_eq!(evening.says(CONSOLE, FromPage::Answer(HER, answer())), [over]);
    assert_eq!(evening.desk.waiting(), 1);
}

#[test]
fn what_is_said_to_a_sleeping_phone_waits_for_it_and_a_full_mailbox_says_so() {
    let mut evening = Evening::talking();
    evening.event(Event::Closed { socket: PHONE });
    for n in 0..64 {
        assert_eq!(evening.says(CONSOLE, FromPage::Envelope(HER, envelope(n))), []);
    }
    let full = Effect::Send(CONSOLE, FromServer::Full(HER));
    assert_eq!(
        evening.says(CONSOLE, FromPage::Envelope(HER, envelope(64))),
        [full]
    );
    let phone = SocketId(2);
    let woken = evening.returns_with(phone, visitor_right(NOOR));
    let kept = (0..64).map(|n| Effect::Send(phone, FromServer::Envelope(HER, envelope(n))));
    assert!(kept.eq(woken[1..65].iter().cloned()));
}

#[test]
fn a_second_window_takes_over_and_the_first_is_told() {
    let mut evening = Evening::talking();
    let effects = evening.returns(SocketId(2));
    assert_eq!(effects[0], Effect::Close(PHONE, CloseReason::TakenOver));
    assert_eq!(evening.event(Event::Closed { socket: PHONE }), []);
    evening.passes_on(CONSOLE, SocketId(2), 1);
}

#[test]
fn a_visitor_is_told_when_her_counsellor_is_away_back_and_gone() {
    let mut evening = Evening::talking();
    let away = Effect::Send(PHONE, FromServer::Presence(HER, Presence::Away));
    assert_eq!(evening.event(Event::Closed { socket: CONSOLE }), [away]);
    let back = Effect::Send(PHONE, FromServer::Presence(HER, Presence::Here));
    assert!(evening.reports(SocketId(101), NOOR).contains(&back));
    evening.event(Event::Closed {
        socket: SocketId(101),
    });
    let effects = evening.pass(700_000);
    assert!(effects.contains(&new_ticket(PHONE, EndReason::Gone)));
    assert_eq!(evening.desk.conversations(), 0);
}

#[test]
fn a_counsellor_hears_how_a_conversation_ended() {
    for reason in [EndReason::SaidGoodbye, EndReason::Refused, EndReason::Damaged] {
        let mut evening = Evening::talking();
        assert_eq!(
            evening.says(PHONE, FromPage::Leave(HER, reason)),
            [
                Effect::Send(CONSOLE, FromServer::ended(HER, reason)),
                Effect::Close(PHONE, CloseReason::Done)
            ]
        );
    }
}

#[test]
fn a_counsellor_who_goes_off_duty_takes_leave_of_her_visitors() {
    let mut evening = Evening::talking();
    let effects = evening.says(CONSOLE, FromPage::OffDuty);
    assert_eq!(effects[0], new_ticket(PHONE, EndReason::OffDuty));
    assert!(effects.contains(&Effect::Close(CONSOLE, CloseReason::Done)));
}

#[test]
fn a_visitor_who_names_another_conversation_is_shown_out_and_the_neighbours_notice_nothing() {
    let mut evening = Evening::talking();
    let other = TicketId([2; 16]);
    evening.waits(SocketId(2), other);
    let shown_out = Effect::Close(SocketId(2), CloseReason::WrongConversation);
    assert_eq!(
        evening.says(SocketId(2), FromPage::Envelope(HER, envelope(0))),
        std::slice::from_ref(&shown_out)
    );
    assert_eq!(
        evening.says(SocketId(2), FromPage::Leave(HER, EndReason::Exit)),
        [shown_out]
    );
    assert_eq!(evening.desk.conversations(), 1);
}

#[test]
fn frames_at_the_wrong_moment_end_that_socket_with_a_name() {
    let second_hello = |e: &[Effect]| matches!(e, [Effect::Close(_, CloseReason::SecondHello)]);
    let not_now = |e: &[Effect]| matches!(e, [Effect::Close(_, CloseReason::NotNow)]);
    let mut evening = Evening::talking();
    assert!(second_hello(&evening.says(PHONE, FromPage::Arrive)));
    assert!(second_hello(&evening.says(PHONE, FromPage::Report)));
    assert!(second_hello(
        &evening.says(CONSOLE, FromPage::Return(Token([0; Token::LENGTH]), 1))
    ));
    assert!(not_now(&evening.says(PHONE, FromPage::TakeNext)));
    assert!(not_now(&evening.says(CONSOLE, FromPage::Wait(message_one()))));
    evening.waits(SocketId(2), TicketId([2; 16]));
    let early = FromPage::Envelope(TicketId([2; 16]), envelope(0));
    assert!(not_now(&evening.says(SocketId(2), early)));
}

#[test]
fn a_full_waiting_room_says_so_at_the_door() {
    let settings = Settings {
        most_tickets: 1,
        ..Settings::default()
    };
    let mut desk = Desk::new(settings, 0);
    let arrive = |socket, n| Event::Arrived {
        socket,
        ticket: TicketId([n; 16]),
    };
    desk.decide(arrive(SocketId(1), 1), 0);
    let full = Effect::Close(SocketId(2), CloseReason::WaitingRoomFull);
    assert_eq!(desk.decide(arrive(SocketId(2), 2), 0), [full]);
}

#[test]
fn a_visitor_hears_how_it_ended_while_she_was_away() {
    let mut evening = Evening::talking();
    evening.event(Event::Closed { socket: PHONE });
    evening.says(CONSOLE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    let phone = SocketId(2);
    assert_eq!(
        evening.returns_with(phone, visitor_right(NOOR)),
        [
            Effect::Send(phone, FromServer::ended(HER, EndReason::SaidGoodbye)),
            Effect::Close(phone, CloseReason::Done)
        ]
    );
}

#[test]
fn a_visitor_whose_counsellor_went_off_duty_while_she_was_away_gets_her_place_at_the_front() {
    let mut evening = Evening::talking();
    evening.event(Event::Closed { socket: PHONE });
    evening.says(CONSOLE, FromPage::OffDuty);
    let phone = SocketId(2);
    assert_eq!(
        evening.returns_with(phone, visitor_right(NOOR))[0],
        new_ticket(phone, EndReason::OffDuty)
    );
}

#[test]
fn a_counsellor_hears_how_it_ended_while_she_was_away() {
    let mut evening = Evening::talking();
    evening.event(Event::Closed { socket: CONSOLE });
    evening.says(PHONE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    evening.reports(SocketId(101), NOOR);
    let over = Effect::Send(SocketId(101), FromServer::ended(HER, EndReason::SaidGoodbye));
    assert_eq!(evening.resumes(SocketId(101), NOOR), [over]);
    // And nothing of it is kept when nobody can ask any more.
    evening.pass(601_000);
    let forgotten = Effect::Send(SocketId(101), FromServer::ended(HER, EndReason::Unknown));
    assert_eq!(evening.resumes(SocketId(101), NOOR), [forgotten]);
}

#[test]
fn the_right_of_somebody_else_opens_nothing() {
    let mut evening = Evening::talking();
    evening.reports(SocketId(120), SAM);
    let bad = |socket| Effect::Close(socket, CloseReason::BadToken);
    assert_eq!(evening.resumes(SocketId(120), NOOR), [bad(SocketId(120))]);
    let claims = counsellor_right(NOOR);
    assert_eq!(evening.returns_with(SocketId(3), claims), [bad(SocketId(3))]);
    assert_eq!(
        evening.resumes(PHONE, NOOR),
        [Effect::Close(PHONE, CloseReason::NotNow)]
    );
    for claims in [ticket(HER), visitor_right(NOOR)] {
        let socket = CONSOLE;
        assert_eq!(evening.event(Event::Resumed { socket, claims }), [bad(CONSOLE)]);
    }
}
