//! The same evening after the server died with everything in its memory: what each page brings, and in which order.

use super::*;

const LATER: SocketId = SocketId(11);
const CONSOLE_LATER: SocketId = SocketId(111);

fn here(presence: Presence) -> FromServer {
    FromServer::Presence(HER, presence)
}

#[test]
fn a_visitor_who_waits_keeps_her_place_before_those_who_came_later() {
    let mut evening = Evening::begin();
    evening.waits(PHONE, HER);
    evening.restarts();
    evening.waits(SocketId(2), TicketId([2; 16]));
    let token = Token::unsigned(ticket(HER));
    assert_eq!(
        evening.returns(LATER),
        [Effect::Send(LATER, FromServer::Ticket(token))]
    );
    assert_eq!(
        evening.says(LATER, FromPage::Wait(message_one())),
        [Effect::Send(LATER, place(0, 0))]
    );
}

#[test]
fn a_conversation_goes_on_when_she_comes_back_first() {
    let mut evening = Evening::talking();
    evening.restarts();
    assert_eq!(
        evening.returns_with(LATER, visitor_right(NOOR)),
        [Effect::Send(LATER, here(Presence::Away))]
    );
    let effects = evening.reports(CONSOLE_LATER, NOOR);
    assert!(effects.contains(&Effect::Send(CONSOLE_LATER, here(Presence::Here))));
    assert!(effects.contains(&Effect::Send(LATER, here(Presence::Here))));
    evening.passes_on(CONSOLE_LATER, LATER, 7);
}

#[test]
fn a_conversation_goes_on_when_the_counsellor_comes_back_first() {
    let mut evening = Evening::talking();
    evening.restarts();
    evening.reports(CONSOLE_LATER, NOOR);
    assert_eq!(
        evening.resumes(CONSOLE_LATER, NOOR),
        [Effect::Send(CONSOLE_LATER, here(Presence::Away))]
    );
    // What she hears meanwhile waits for the visitor as always.
    evening.says(CONSOLE_LATER, FromPage::Envelope(HER, envelope(7)));
    assert_eq!(
        evening.returns_with(LATER, visitor_right(NOOR)),
        [
            Effect::Send(LATER, here(Presence::Here)),
            Effect::Send(LATER, FromServer::Envelope(HER, envelope(7))),
            Effect::Send(CONSOLE_LATER, here(Presence::Here)),
        ]
    );
    assert_eq!(evening.desk.conversations(), 1);
}

#[test]
fn an_answer_that_was_lost_with_the_server_is_given_again_whoever_comes_back_first() {
    for she_comes_first in [true, false] {
        let mut evening = Evening::begin();
        evening.restarts();
        let mut effects = Vec::new();
        let returns = |evening: &mut Evening| {
            evening.returns(LATER);
            evening.says(LATER, FromPage::Wait(message_one()))
        };
        if she_comes_first {
            effects.extend(returns(&mut evening));
        }
        evening.reports(CONSOLE_LATER, NOOR);
        effects.extend(evening.resumes(CONSOLE_LATER, NOOR));
        effects.extend(evening.says(CONSOLE_LATER, FromPage::Answer(HER, answer())));
        if !she_comes_first {
            effects.extend(returns(&mut evening));
        }
        assert!(
            effects.contains(&Effect::Send(LATER, answered())),
            "she first: {she_comes_first}"
        );
        assert_eq!((evening.desk.waiting(), evening.desk.conversations()), (0, 1));
    }
}

#[test]
fn a_counsellor_does_not_get_a_visitor_back_whom_somebody_else_has_taken() {
    let mut evening = Evening::begin();
    evening.restarts();
    evening.now += 10_000;
    evening.returns(LATER);
    evening.says(LATER, FromPage::Wait(message_one()));
    evening.reports(SocketId(120), SAM);
    evening.says(SocketId(120), FromPage::TakeNext);
    evening.reports(CONSOLE_LATER, NOOR);
    let not_hers = Effect::Send(CONSOLE_LATER, FromServer::ended(HER, EndReason::Unknown));
    assert_eq!(evening.resumes(CONSOLE_LATER, NOOR), [not_hers]);
}

#[test]
fn a_visitor_who_has_met_her_counsellor_is_believed_before_a_counsellor_who_took_her_ticket() {
    let mut evening = Evening::begin();
    evening.restarts();
    evening.returns(PHONE);
    evening.says(PHONE, FromPage::Wait(message_one()));
    evening.reports(SocketId(120), SAM);
    evening.says(SocketId(120), FromPage::TakeNext);
    let effects = evening.returns_with(LATER, visitor_right(NOOR));
    let not_his = Effect::Send(SocketId(120), FromServer::ended(HER, EndReason::Unknown));
    assert!(effects.contains(&not_his));
    assert!(effects.contains(&Effect::Close(PHONE, CloseReason::TakenOver)));
    evening.reports(CONSOLE_LATER, NOOR);
    evening.passes_on(LATER, CONSOLE_LATER, 1);
}

#[test]
fn a_counsellor_who_never_comes_back_is_gone_and_the_visitor_gets_her_place_at_the_front() {
    let mut evening = Evening::talking();
    evening.restarts();
    evening.returns_with(LATER, visitor_right(NOOR));
    let effects = evening.pass(601_000);
    assert!(effects.contains(&new_ticket(LATER, EndReason::Gone)));
    assert_eq!((evening.desk.conversations(), evening.desk.on_duty()), (0, 0));
}

#[test]
fn a_visitor_who_comes_back_after_every_grace_is_told_and_keeps_her_place_in_the_line() {
    let mut evening = Evening::talking();
    evening.restarts();
    evening.pass(601_000);
    assert_eq!(
        evening.returns_with(LATER, visitor_right(NOOR)),
        [
            new_ticket(LATER, EndReason::AwayTooLong),
            Effect::Close(LATER, CloseReason::Done)
        ]
    );
    evening.reports(CONSOLE_LATER, NOOR);
    let over = Effect::Send(CONSOLE_LATER, FromServer::ended(HER, EndReason::Unknown));
    assert_eq!(evening.resumes(CONSOLE_LATER, NOOR), [over]);
}

#[test]
fn of_two_counsellors_who_remember_her_the_one_who_took_her_last_goes_on_with_her() {
    let sam = |claimed| Claims::CounsellorRight {
        ticket: HER,
        arrived: ARRIVED,
        claimed,
        shift: SAM,
        called: false,
    };
    let sams_console = SocketId(120);
    for sam_comes_first in [true, false] {
        // Sam had taken her before Noor, and it came to nothing.
        let mut evening = Evening::begin();
        evening.restarts();
        evening.reports(sams_console, SAM);
        evening.reports(CONSOLE_LATER, NOOR);
        let mut effects = Vec::new();
        let claims = sam(ARRIVED);
        let sam_resumes = Event::Resumed {
            socket: sams_console,
            claims,
        };
        if sam_comes_first {
            effects.extend(evening.event(sam_resumes.clone()));
        }
        effects.extend(evening.resumes(CONSOLE_LATER, NOOR));
        if !sam_comes_first {
            effects.extend(evening.event(sam_resumes));
        }
        let over = Effect::Send(sams_console, FromServer::ended(HER, EndReason::Unknown));
        assert!(effects.contains(&over), "Sam first: {sam_comes_first}");
        let effects = evening.returns_with(LATER, visitor_right(NOOR));
        assert!(effects.contains(&Effect::Send(CONSOLE_LATER, here(Presence::Here))));
    }
}

#[test]
fn a_line_that_was_lost_long_ago_does_not_take_over_the_one_she_talks_on() {
    let claims = visitor_right(NOOR);
    let returned = |socket, nth| Event::Returned {
        socket,
        claims,
        nth,
        proven: true,
    };
    let (older, newer) = (returned(PHONE, 0), returned(LATER, 1));
    for events in [[older.clone(), newer.clone()], [newer, older]] {
        let mut evening = Evening::begin();
        evening.restarts();
        let mut effects = Vec::new();
        for event in events {
            effects.extend(evening.event(event));
        }
        assert!(effects.contains(&Effect::Close(PHONE, CloseReason::TakenOver)));
        assert!(!effects.contains(&Effect::Close(LATER, CloseReason::TakenOver)));
        // But whoever comes back now has the newest line of all.
        evening.returns_with(SocketId(12), claims);
        evening.reports(CONSOLE, NOOR);
        evening.passes_on(CONSOLE, SocketId(12), 1);
    }
}

#[test]
fn an_answer_that_comes_before_the_counsellors_right_is_asked_for_again() {
    let mut evening = Evening::begin();
    evening.restarts();
    evening.returns(LATER);
    evening.says(LATER, FromPage::Wait(message_one()));
    evening.reports(CONSOLE_LATER, NOOR);
    let asked = evening.says(CONSOLE_LATER, FromPage::Answer(HER, answer()));
    assert_eq!(asked[0], Effect::Send(CONSOLE_LATER, FromServer::OnDuty));
    evening.resumes(CONSOLE_LATER, NOOR);
    let effects = evening.says(CONSOLE_LATER, FromPage::Answer(HER, answer()));
    assert!(effects.contains(&Effect::Send(LATER, answered())));
}

#[test]
fn a_visitor_who_has_met_her_counsellor_and_waits_once_more_by_mistake_stays_where_she_is() {
    let mut evening = Evening::begin();
    evening.restarts();
    evening.returns_with(LATER, visitor_right(NOOR));
    assert_eq!(evening.says(LATER, FromPage::Wait(message_one())), []);
}

#[test]
fn a_visitor_who_was_given_an_answer_is_not_given_another_counsellors() {
    let mut evening = Evening::begin();
    evening.restarts();
    evening.returns(LATER);
    evening.says(LATER, FromPage::Wait(message_one()));
    // Sam comes back with an older claim than Noor's, and answers before she is there.
    evening.reports(SocketId(120), SAM);
    let claims = Claims::CounsellorRight {
        ticket: HER,
        arrived: ARRIVED,
        claimed: ARRIVED,
        shift: SAM,
        called: false,
    };
    evening.event(Event::Resumed {
        socket: SocketId(120),
        claims,
    });
    evening.says(SocketId(120), FromPage::Answer(HER, answer()));
    evening.reports(CONSOLE_LATER, NOOR);
    let over = Effect::Send(CONSOLE_LATER, FromServer::ended(HER, EndReason::Unknown));
    assert_eq!(evening.resumes(CONSOLE_LATER, NOOR), [over]);
}

#[test]
fn an_answer_before_the_right_does_not_end_it_while_an_older_claim_holds_her() {
    let sams_console = SocketId(120);
    let mut evening = Evening::begin();
    evening.restarts();
    // Sam took her before Noor, and his answer was lost with the server. He is back first.
    evening.reports(sams_console, SAM);
    let claims = Claims::CounsellorRight {
        ticket: HER,
        arrived: ARRIVED,
        claimed: ARRIVED,
        shift: SAM,
        called: false,
    };
    evening.event(Event::Resumed {
        socket: sams_console,
        claims,
    });
    evening.reports(CONSOLE_LATER, NOOR);
    evening.returns(LATER);
    // Noor's answer was on its way when the desk began anew; her right, with the later claim, comes behind it.
    let asked = evening.says(CONSOLE_LATER, FromPage::Answer(HER, answer()));
    let over = Effect::Send(CONSOLE_LATER, FromServer::ended(HER, EndReason::Unknown));
    let resumed = evening.resumes(CONSOLE_LATER, NOOR);
    let hers = resumed.contains(&Effect::Send(CONSOLE_LATER, here(Presence::Here)));
    // Not both: a console that was told the end and then hears of her leaves, and she is told goodbye.
    assert!(!(asked.contains(&over) && hers));
}

#[test]
fn a_counsellor_who_has_not_heard_that_the_desk_began_anew_keeps_her_line() {
    let mut evening = Evening::begin();
    evening.restarts();
    evening.returns(PHONE);
    evening.says(PHONE, FromPage::Wait(message_one()));
    evening.reports(CONSOLE, NOOR);
    // What the console sent to the desk of before: somebody else to take, and a text to her whom it had already.
    evening.says(CONSOLE, FromPage::TakeNext);
    assert_eq!(evening.says(CONSOLE, FromPage::Envelope(HER, envelope(1))), []);
    evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    evening.passes_on(CONSOLE, PHONE, 1);
}

#[test]
fn what_they_say_first_on_two_nodes_is_said_again_behind_what_the_log_still_holds() {
    let mut evening = Evening::begin();
    let phone = SocketId::of(NodeId(7), 1);
    evening.reports(CONSOLE, NOOR);
    evening.waits(phone, HER);
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    let effects = evening.says(phone, FromPage::Envelope(HER, envelope(0)));
    for socket in [phone, CONSOLE] {
        assert!(effects.contains(&Effect::Send(socket, here(Presence::Here))));
    }
    // Once is enough, and on one node it is not needed.
    assert_eq!(evening.says(phone, FromPage::Envelope(HER, envelope(1))).len(), 1);
    assert_eq!(
        Evening::talking()
            .says(PHONE, FromPage::Envelope(HER, envelope(1)))
            .len(),
        1
    );
}

#[test]
fn an_answer_that_was_sent_to_a_line_that_was_dead_already_is_given_again() {
    let mut evening = Evening::begin();
    evening.restarts();
    // Her node says that she was sent the right; her page never got it.
    evening.event(Event::Returned {
        socket: PHONE,
        claims: visitor_right(NOOR),
        nth: 0,
        proven: false,
    });
    evening.event(Event::Closed { socket: PHONE });
    evening.returns(LATER);
    evening.reports(CONSOLE, NOOR);
    let effects = evening.says(CONSOLE, FromPage::Answer(HER, answer()));
    assert!(effects.contains(&Effect::Send(LATER, answered())));
}

#[test]
fn a_line_that_is_lost_takes_nobody_from_the_counsellor_she_has_met() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.reports(SocketId(120), SAM);
    let returned = |socket, shift, nth, proven| Event::Returned {
        socket,
        claims: visitor_right(shift),
        nth,
        proven,
    };
    evening.event(returned(LATER, SAM, 5, true));
    // Older by its number, or never proven: neither says anything about whom she has met.
    for (nth, proven) in [(1, true), (7, false)] {
        let effects = evening.event(returned(PHONE, NOOR, nth, proven));
        assert_eq!(effects, [Effect::Close(PHONE, CloseReason::TakenOver)]);
        evening.passes_on(LATER, SocketId(120), 1);
    }
}
