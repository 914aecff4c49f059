//! What a guest takes from nobody, and what is not a guest's.

use super::*;

#[test]
fn a_guest_changes_nobodys_counts_and_nobodys_place() {
    let mut evening = Evening::with_lin();
    let waiting = SocketId(3);
    evening.waits(waiting, TicketId([3; 16]));
    evening.pass(2_000);
    evening.counted.clear();
    for (line, n, claims) in lines() {
        evening.joins(line, n, claims);
        evening.calls(line);
        assert_eq!(evening.pass(3_000), []);
        evening.says(LINS, FromPage::Answer(called(n), answer()));
        evening.passes(line, LINS, n);
        assert_eq!(evening.pass(3_000), []);
    }
    assert_eq!((evening.desk.waiting(), evening.desk.conversations()), (1, 1));
    // One leaves by the exit, the other is left by her guest.
    evening.says(HER_LINE, FromPage::Leave(called(1), EndReason::Exit));
    evening.says(LINS, FromPage::Leave(called(2), EndReason::SaidGoodbye));
    assert_eq!(evening.pass(3_000), []);
    evening.pass(700_000);
    assert_eq!(evening.counted, []);
}

#[test]
fn what_is_said_with_a_guest_is_counted_nowhere() {
    let mut evening = Evening::with_a_guest();
    evening.says(HER_LINE, FromPage::Leave(called(1), EndReason::Exit));
    evening.says(HER_LINE, FromPage::Leave(called(1), EndReason::SaidGoodbye));
    evening.says(NOORS_LINE, FromPage::Leave(called(2), EndReason::SaidGoodbye));
    // Nobody answers.
    for n in [3, 4] {
        evening.joins(HER_LINE, n, visitor_right(NOOR));
        evening.calls(HER_LINE);
        evening.event(Event::Closed { socket: HER_LINE });
        evening.pass(20_000);
    }
    assert_eq!(evening.counted, []);
}

#[test]
fn a_full_counsellor_may_be_called_and_her_guests_take_none_of_her_room() {
    let mut evening = Evening::talking();
    evening.reports(LINS, LIN);
    for n in [3, 4] {
        evening.waits(SocketId(n), TicketId([n as u8; 16]));
    }
    for (line, n, claims) in lines() {
        evening.joins(line, n, claims);
        assert!(!evening.calls(line).is_empty());
        evening.says(LINS, FromPage::Answer(called(n), answer()));
    }
    assert!(evening.takes(LINS).is_some() && evening.takes(LINS).is_some());
    let colleagues = evening.pass(1_000);
    let holds = colleagues.iter().find_map(|effect| match effect {
        Effect::Send(_, FromServer::Colleagues(all)) => all.iter().find(|one| one.shift == LIN),
        _ => None,
    });
    assert_eq!(holds.unwrap().holds, 2);
    // Full as she is, she is called once more.
    evening.joins(SocketId(23), 3, visitor_right(NOOR));
    let effects = evening.calls(SocketId(23));
    assert!(
        matches!(effects[..], [Effect::Send(LINS, FromServer::Taken { .. })]),
        "{effects:?}"
    );
}

#[test]
fn a_guest_hands_over_to_nobody_and_calls_nobody() {
    let mut evening = Evening::with_a_guest();
    evening.reports(SAMS, SAM);
    assert_eq!(
        evening.says(LINS, FromPage::HandOver(called(1), SAM, message_one())),
        [Effect::Send(LINS, FromServer::NotThere(SAM))]
    );
    let claims = right(1, (evening.now, evening.now), guests_right);
    let line = SocketId(23);
    assert_eq!(
        evening.joins(line, 3, claims),
        [Effect::Close(line, CloseReason::BadToken)]
    );
}

#[test]
fn only_a_called_ticket_calls_and_it_does_nothing_else() {
    let mut evening = Evening::with_lin();
    evening.waits(SocketId(3), TicketId([3; 16]));
    for socket in [SocketId(3), PHONE] {
        assert_eq!(
            evening.calls(socket),
            [Effect::Close(socket, CloseReason::NotNow)]
        );
    }
    evening.joins(HER_LINE, 1, visitor_right(NOOR));
    for frame in [
        FromPage::Wait(message_one()),
        FromPage::Intake(NOOR, intake(1)),
        FromPage::Accept(called(1)),
    ] {
        assert_eq!(
            evening.says(HER_LINE, frame),
            [Effect::Close(HER_LINE, CloseReason::NotNow)]
        );
    }
    assert_eq!(evening.desk.waiting(), 1);
}

#[test]
fn a_fifth_called_ticket_is_not_given_and_an_ended_one_makes_room() {
    let mut evening = Evening::with_lin();
    let line = |n: u8| SocketId(30 + u64::from(n));
    for n in 1..=4 {
        evening.joins(line(n), n, visitor_right(NOOR));
    }
    assert_eq!(
        evening.joins(line(5), 5, counsellor_right(NOOR)),
        [Effect::Close(line(5), CloseReason::WaitingRoomFull)]
    );
    evening.event(Event::Closed { socket: line(1) });
    let effects = evening.joins(line(5), 5, counsellor_right(NOOR));
    assert!(matches!(effects[..], [Effect::Send(_, FromServer::Ticket(_))]));
    // Who was given one before comes back too late.
    assert_eq!(
        evening.returns_with(line(6), called_ticket(1, BEGAN)),
        [Effect::Close(line(6), CloseReason::WaitingRoomFull)]
    );
}

#[test]
fn nobody_is_a_guest_to_more_than_sixteen() {
    let mut evening = Evening::begin();
    evening.reports(LINS, LIN);
    for conversation in 1..=5 {
        for n in 0..4 {
            let (hers, line) = (
                TicketId([conversation; 16]),
                SocketId(u64::from(conversation * 10 + n)),
            );
            let ticket = TicketId::called_into(hers, [100 + n; 8]);
            let claims = Claims::VisitorRight {
                ticket: hers,
                arrived: ARRIVED,
                claimed: ARRIVED,
                shift: NOOR,
                called: false,
            };
            evening.event(Event::Joined {
                socket: line,
                ticket,
                claims,
            });
            let effects = evening.calls(line);
            let taken = matches!(effects[0], Effect::Send(LINS, FromServer::Taken { .. }));
            assert_eq!(taken, conversation <= 4, "{conversation} {n}");
        }
    }
}

#[test]
fn nobody_is_called_into_a_conversation_that_is_over_or_somebody_elses() {
    let mut evening = Evening::with_lin();
    let refused = |reason| {
        [
            Effect::Send(HER_LINE, FromServer::ended(HER, reason)),
            Effect::Close(HER_LINE, CloseReason::Done),
        ]
    };
    assert_eq!(
        evening.joins(HER_LINE, 1, visitor_right(SAM)),
        refused(EndReason::Unknown),
        "she is with Noor"
    );
    evening.event(Event::Closed { socket: PHONE });
    evening.says(CONSOLE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    assert_eq!(
        evening.joins(HER_LINE, 1, visitor_right(NOOR)),
        refused(EndReason::SaidGoodbye)
    );
    evening.pass(601_000);
    assert_eq!(
        evening.joins(HER_LINE, 1, visitor_right(NOOR)),
        refused(EndReason::Unknown),
        "nothing of it can have been forgotten"
    );
}

#[test]
fn nobody_who_waits_loses_her_place_for_a_guest() {
    let mut evening = Evening::with_lin();
    let settings = Settings {
        most_tickets: 2,
        ..Settings::default()
    };
    evening.desk = Desk::new(settings, evening.now);
    for n in [3, 4] {
        evening.waits(SocketId(n), TicketId([n as u8; 16]));
        evening.event(Event::Closed { socket: SocketId(n) });
    }
    assert_eq!(
        evening.joins(HER_LINE, 1, visitor_right(NOOR)),
        [Effect::Close(HER_LINE, CloseReason::WaitingRoomFull)]
    );
    assert_eq!(evening.desk.waiting(), 2);
}

#[test]
fn a_guest_can_be_called_when_the_desk_is_closed() {
    let mut evening = Evening::with_lin();
    evening.joins(HER_LINE, 1, visitor_right(NOOR));
    evening.reports_as(SAMS, SAM, Role::Coordinator);
    evening.says(SAMS, FromPage::Desk(Opening::Closed));
    assert!(matches!(evening.calls(HER_LINE)[0], Effect::Send(LINS, _)));
    evening.joins(NOORS_LINE, 2, counsellor_right(NOOR));
    evening.pass(1_000);
    assert!(matches!(evening.calls(NOORS_LINE)[0], Effect::Send(LINS, _)));
}

#[test]
fn a_call_that_nobody_answered_is_counted_nowhere_either() {
    let mut evening = Evening::with_lin();
    evening.counted.clear();
    for n in 1..=3 {
        evening.joins(HER_LINE, n, visitor_right(NOOR));
        evening.pass(10_000);
        evening.calls(HER_LINE);
        evening.pass(10_000);
        evening.says(HER_LINE, FromPage::Leave(called(n), EndReason::SaidGoodbye));
    }
    assert_eq!(evening.counted, []);
}

#[test]
fn nobody_is_told_a_shorter_wait_because_guests_are_called() {
    let mut evening = Evening::with_lin();
    for n in 1..=4 {
        evening.joins(SocketId(30 + u64::from(n)), n, visitor_right(NOOR));
        evening.calls(SocketId(30 + u64::from(n)));
        evening.says(LINS, FromPage::Answer(called(n), answer()));
    }
    let effects = evening.waits(SocketId(3), TicketId([3; 16]));
    assert!(
        hears(&effects, &Effect::Send(SocketId(3), place(0, 1))),
        "{effects:?}"
    );
}

#[test]
fn nobody_is_called_after_her_shift() {
    let mut evening = Evening::talking();
    evening.event(Event::Reported {
        socket: LINS,
        shift: LIN,
        role: Role::Buddy,
        capacity: 1,
        until: evening.now + 1_000,
        keys: keys(LIN),
        nth: 0,
    });
    evening.joins(HER_LINE, 1, visitor_right(NOOR));
    evening.now += 1_001;
    assert_eq!(evening.calls(HER_LINE), over(HER_LINE, 1, EndReason::Gone));
}
