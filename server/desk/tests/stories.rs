//! Small stories of one evening, each with a clock of its own.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use bytes::Bytes;
use luwte_desk::{Desk, Effect, Event, Settings, ShiftId, SocketId};
use luwte_wire::*;

const PHONE: SocketId = SocketId(1);
const CONSOLE: SocketId = SocketId(100);
const HER: TicketId = TicketId([1; 16]);
const NOOR: ShiftId = ShiftId([9; 32]);

struct Evening {
    desk: Desk,
    now: u64,
}

impl Evening {
    fn begin() -> Self {
        Self {
            desk: Desk::new(Settings::default()),
            now: 1_000_000,
        }
    }

    fn event(&mut self, event: Event) -> Vec<Effect> {
        self.desk.decide(event, self.now)
    }

    fn says(&mut self, socket: SocketId, frame: FromPage) -> Vec<Effect> {
        self.event(Event::Frame { socket, frame })
    }

    fn waits(&mut self, socket: SocketId, ticket: TicketId) -> Vec<Effect> {
        self.event(Event::Arrived {
            socket,
            ticket,
            token: Token([0; 56]),
        });
        self.now += 1;
        self.says(socket, FromPage::Wait(message_one()))
    }

    fn reports(&mut self, socket: SocketId, shift: ShiftId) -> Vec<Effect> {
        self.event(Event::Reported {
            socket,
            shift,
            capacity: 2,
            until: self.now + 43_200_000,
        })
    }

    fn returns(&mut self, socket: SocketId) -> Vec<Effect> {
        self.event(Event::Returned {
            socket,
            ticket: HER,
            token: Token([0; 56]),
        })
    }

    /// She and Noor are talking.
    fn talking() -> Self {
        let mut evening = Self::begin();
        evening.reports(CONSOLE, NOOR);
        evening.waits(PHONE, HER);
        evening.says(CONSOLE, FromPage::TakeNext);
        evening.says(CONSOLE, FromPage::Answer(HER, answer()));
        evening.says(PHONE, FromPage::Envelope(HER, envelope(0)));
        evening
    }

    /// Time passes; every page that is named stays alive.
    fn pass(&mut self, milliseconds: u64, alive: &[SocketId]) -> Vec<Effect> {
        let end = self.now + milliseconds;
        let mut effects = Vec::new();
        while self.now < end {
            self.now = end.min(self.now + 1_000);
            for socket in alive {
                effects.extend(self.says(*socket, FromPage::Heartbeat));
            }
            effects.extend(self.event(Event::Sweep));
        }
        effects
    }
}

fn message_one() -> MessageOne {
    MessageOne::new(Bytes::from(vec![7; MessageOne::LENGTH])).unwrap()
}

fn answer() -> Answer {
    Answer::new(Bytes::from(vec![8; Answer::LENGTH])).unwrap()
}

fn envelope(n: u8) -> Envelope {
    Envelope::new(Bytes::from(vec![n; Envelope::LENGTH])).unwrap()
}

fn place(ahead: u32, on_duty: u16) -> FromServer {
    FromServer::Place { ahead, on_duty }
}

#[test]
fn a_visitor_hears_how_many_people_are_before_her_and_moves_up() {
    let mut evening = Evening::begin();
    let first = TicketId([2; 16]);
    evening.reports(CONSOLE, NOOR);
    assert_eq!(
        evening.waits(SocketId(2), first),
        [Effect::Send(SocketId(2), place(0, 1))]
    );
    assert_eq!(evening.waits(PHONE, HER), [Effect::Send(PHONE, place(1, 1))]);
    evening.says(CONSOLE, FromPage::TakeNext);
    assert!(
        evening
            .event(Event::Sweep)
            .contains(&Effect::Send(PHONE, place(0, 1)))
    );
}

#[test]
fn a_visitor_hears_that_nobody_is_on_duty_and_that_somebody_came() {
    let mut evening = Evening::begin();
    assert_eq!(evening.waits(PHONE, HER), [Effect::Send(PHONE, place(0, 0))]);
    evening.reports(CONSOLE, NOOR);
    assert!(
        evening
            .event(Event::Sweep)
            .contains(&Effect::Send(PHONE, place(0, 1)))
    );
}

#[test]
fn a_visitor_keeps_her_place_after_her_phone_sleeps() {
    let mut evening = Evening::begin();
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    let effects = evening.pass(60_000, &[SocketId(2)]);
    assert!(effects.contains(&Effect::Close(PHONE, CloseReason::Silent)));
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
    let effects = evening.pass(200_000, &[SocketId(2)]);
    assert!(effects.contains(&Effect::Send(SocketId(2), place(0, 0))));
    let unknown = Effect::Send(SocketId(3), FromServer::Ended(HER, EndReason::Unknown));
    assert_eq!(evening.returns(SocketId(3))[0], unknown);
}

#[test]
fn a_counsellor_takes_who_is_here_before_who_is_away() {
    let mut evening = Evening::begin();
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.event(Event::Closed { socket: PHONE });
    evening.reports(CONSOLE, NOOR);
    let taken = evening.says(CONSOLE, FromPage::TakeNext);
    assert!(
        matches!(&taken[0], Effect::Send(_, FromServer::Taken { conversation, .. }) if *conversation != HER)
    );
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
            Effect::Send(phone, FromServer::Answered(HER, answer())),
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
    evening.pass(20_000, &[CONSOLE, PHONE, SocketId(2)]);
    let taken = evening.says(CONSOLE, FromPage::TakeNext);
    assert!(matches!(
        &taken[0],
        Effect::Send(
            _,
            FromServer::Taken {
                conversation: HER,
                ..
            }
        )
    ));
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
            Effect::Send(SocketId(2), FromServer::Ended(nonsense, EndReason::Refused)),
            Effect::Close(SocketId(2), CloseReason::Done)
        ]
    );
    let taken = evening.says(CONSOLE, FromPage::TakeNext);
    assert!(matches!(
        &taken[0],
        Effect::Send(
            _,
            FromServer::Taken {
                conversation: HER,
                ..
            }
        )
    ));
}

#[test]
fn a_claim_that_is_given_up_for_another_reason_keeps_its_place() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    evening.waits(SocketId(2), TicketId([2; 16]));
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.says(CONSOLE, FromPage::Leave(HER, EndReason::SaidGoodbye));
    let taken = evening.says(CONSOLE, FromPage::TakeNext);
    assert!(matches!(
        &taken[0],
        Effect::Send(
            _,
            FromServer::Taken {
                conversation: HER,
                ..
            }
        )
    ));
}

#[test]
fn a_late_answer_does_not_take_a_visitor_from_the_line() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    evening.says(CONSOLE, FromPage::TakeNext);
    evening.pass(20_000, &[CONSOLE, PHONE]);
    let over = Effect::Send(CONSOLE, FromServer::Ended(HER, EndReason::Unknown));
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
    let woken = evening.returns(phone);
    let kept = (0..64).map(|n| Effect::Send(phone, FromServer::Envelope(HER, envelope(n))));
    assert!(kept.eq(woken[1..65].iter().cloned()));
}

#[test]
fn a_second_window_takes_over_and_the_first_is_told() {
    let mut evening = Evening::talking();
    let effects = evening.returns(SocketId(2));
    assert_eq!(effects[0], Effect::Close(PHONE, CloseReason::TakenOver));
    assert_eq!(evening.event(Event::Closed { socket: PHONE }), []);
    let relayed = Effect::Send(SocketId(2), FromServer::Envelope(HER, envelope(1)));
    assert_eq!(
        evening.says(CONSOLE, FromPage::Envelope(HER, envelope(1))),
        [relayed]
    );
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
    let effects = evening.pass(700_000, &[PHONE]);
    assert!(effects.contains(&Effect::Send(PHONE, FromServer::Ended(HER, EndReason::Gone))));
    assert_eq!(evening.desk.conversations(), 0);
}

#[test]
fn a_counsellor_hears_how_a_conversation_ended() {
    for reason in [
        EndReason::SaidGoodbye,
        EndReason::Exit,
        EndReason::Refused,
        EndReason::Damaged,
    ] {
        let mut evening = Evening::talking();
        assert_eq!(
            evening.says(PHONE, FromPage::Leave(HER, reason)),
            [
                Effect::Send(CONSOLE, FromServer::Ended(HER, reason)),
                Effect::Close(PHONE, CloseReason::Done)
            ]
        );
    }
}

#[test]
fn a_counsellor_who_goes_off_duty_takes_leave_of_her_visitors() {
    let mut evening = Evening::talking();
    let effects = evening.says(CONSOLE, FromPage::OffDuty);
    assert_eq!(
        effects[0],
        Effect::Send(PHONE, FromServer::Ended(HER, EndReason::OffDuty))
    );
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
        &evening.says(CONSOLE, FromPage::Return(Token([0; 56])))
    ));
    assert!(not_now(&evening.says(PHONE, FromPage::TakeNext)));
    assert!(not_now(&evening.says(PHONE, FromPage::Wait(message_one()))));
    assert!(not_now(&evening.says(CONSOLE, FromPage::Wait(message_one()))));
    assert!(not_now(&evening.says(CONSOLE, FromPage::Answer(HER, answer()))));
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
    let mut desk = Desk::new(settings);
    let arrive = |socket, n| Event::Arrived {
        socket,
        ticket: TicketId([n; 16]),
        token: Token([0; 56]),
    };
    desk.decide(arrive(SocketId(1), 1), 0);
    let full = Effect::Close(SocketId(2), CloseReason::WaitingRoomFull);
    assert_eq!(desk.decide(arrive(SocketId(2), 2), 0), [full]);
}
