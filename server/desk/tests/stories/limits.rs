//! Nodes that die, rooms that are full, and people who ask for more than is theirs.

use super::*;

#[test]
fn the_people_of_a_node_that_died_are_away_and_the_others_notice_nothing() {
    let (other, elsewhere) = (NodeId(1), SocketId::of(NodeId(1), 7));
    let mut evening = Evening::talking();
    evening.waits(elsewhere, TicketId([2; 16]));
    // Node 0 sweeps no more; node 1 does.
    let mut effects = Vec::new();
    for _ in 0..8 {
        evening.now += 1_000;
        effects.extend(evening.event(Event::Sweep { node: other }));
    }
    assert_eq!(evening.desk.on_duty(), 0);
    assert!(effects.contains(&Effect::Send(elsewhere, place(0, 0))));
    // If the node lives after all, nobody stays on a socket that belongs to nobody.
    for socket in [PHONE, CONSOLE] {
        assert!(effects.contains(&Effect::Close(socket, CloseReason::Restarting)));
    }
    let away = FromServer::Presence(HER, Presence::Away);
    assert_eq!(
        evening.returns_with(SocketId::of(other, 8), visitor_right(NOOR)),
        [Effect::Send(SocketId::of(other, 8), away)]
    );
}

#[test]
fn a_counsellor_whose_line_breaks_before_she_answers_gives_the_visitor_her_place_back() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.event(Event::Closed { socket: CONSOLE });
    evening.reports(SocketId(101), SAM);
    assert_eq!(evening.takes(SocketId(101)), Some(HER));
}

#[test]
fn a_full_waiting_room_gives_the_place_of_who_is_away_for_longest_to_who_is_here() {
    let mut evening = Evening::begin();
    evening.desk = Desk::new(
        Settings {
            most_tickets: 2,
            ..Settings::default()
        },
        BEGAN,
    );
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.event(Event::Closed { socket: PHONE });
    assert_eq!(
        evening.waits(SocketId(3), TicketId([3; 16])),
        [Effect::Send(SocketId(3), place(1, 0))]
    );
    // She who was away lost nothing: there is room again, and her arrival is in her ticket.
    evening.says(
        SocketId(2),
        FromPage::Leave(TicketId([2; 16]), EndReason::SaidGoodbye),
    );
    evening.returns(SocketId(4));
    assert_eq!(
        evening.says(SocketId(4), FromPage::Wait(message_one())),
        [Effect::Send(SocketId(4), place(0, 0))]
    );
}

#[test]
fn a_counsellor_with_an_old_right_does_not_take_anybody_out_of_turn() {
    let mut evening = Evening::begin();
    evening.pass(601_000);
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    let over = Effect::Send(CONSOLE, FromServer::ended(HER, EndReason::Unknown));
    assert_eq!(evening.resumes(CONSOLE, NOOR), [over]);
    assert_eq!(evening.desk.waiting(), 1);
}

#[test]
fn a_counsellor_gets_no_more_back_than_she_can_hold() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    let right = |n: u8| Claims::CounsellorRight {
        ticket: TicketId([n; 16]),
        arrived: ARRIVED,
        claimed: ARRIVED + 1,
        shift: NOOR,
        called: false,
    };
    for n in 1..=5 {
        evening.event(Event::Resumed {
            socket: CONSOLE,
            claims: right(n),
        });
    }
    assert_eq!(evening.desk.conversations(), 2);
}

#[test]
fn a_visitor_who_asks_twice_how_it_ended_hears_the_same() {
    let mut evening = Evening::talking();
    evening.event(Event::Closed { socket: PHONE });
    evening.says(CONSOLE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    for n in 2..4 {
        let phone = SocketId(n);
        let over = Effect::Send(phone, FromServer::ended(HER, EndReason::SaidGoodbye));
        assert_eq!(evening.returns_with(phone, visitor_right(NOOR))[0], over);
    }
}

#[test]
fn two_who_arrive_in_the_same_moment_stand_in_the_order_in_which_they_came() {
    let mut evening = Evening::begin();
    for (ahead, n) in (0..4).zip([9_u8, 3, 7, 1]) {
        let (socket, ticket) = (SocketId(u64::from(n)), TicketId([n; 16]));
        evening.event(Event::Arrived { socket, ticket });
        let effects = evening.says(socket, FromPage::Wait(message_one()));
        assert!(effects.contains(&Effect::Send(socket, place(ahead, 0))));
    }
}
