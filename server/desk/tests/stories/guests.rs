//! Somebody is called into a conversation as a guest, by each of its two on a line of its own.

use super::*;

mod bounds;
mod comes_back;

/// The lines of the two to the guest.
const HER_LINE: SocketId = SocketId(21);
const NOORS_LINE: SocketId = SocketId(22);
/// The guest.
const LINS: SocketId = SocketId(102);
const LIN: ShiftId = ShiftId([11; 32]);

fn called(n: u8) -> TicketId {
    TicketId::called_into(HER, [100 + n; 8])
}

fn called_ticket(n: u8, arrived: u64) -> Claims {
    Claims::Ticket {
        ticket: called(n),
        arrived,
        called: true,
    }
}

fn right(n: u8, (arrived, claimed): (u64, u64), side: fn(TicketId, u64, u64) -> Claims) -> Claims {
    side(called(n), arrived, claimed)
}

fn callers_right(ticket: TicketId, arrived: u64, claimed: u64) -> Claims {
    Claims::VisitorRight {
        ticket,
        arrived,
        claimed,
        shift: LIN,
        called: true,
    }
}

fn guests_right(ticket: TicketId, arrived: u64, claimed: u64) -> Claims {
    Claims::CounsellorRight {
        ticket,
        arrived,
        claimed,
        shift: LIN,
        called: true,
    }
}

impl Evening {
    fn joins(&mut self, socket: SocketId, n: u8, claims: Claims) -> Vec<Effect> {
        self.event(Event::Joined {
            socket,
            ticket: called(n),
            claims,
        })
    }

    fn calls(&mut self, socket: SocketId) -> Vec<Effect> {
        self.says(socket, FromPage::Call(LIN, message_one()))
    }

    /// What one end of a called conversation says reaches the other, and nothing else happens.
    fn passes(&mut self, from: SocketId, to: SocketId, n: u8) {
        let (id, said) = (called(n), envelope(n));
        let effects = self.says(from, FromPage::Envelope(id, said.clone()));
        assert_eq!(effects, [Effect::Send(to, FromServer::Envelope(id, said))]);
    }

    /// She and Noor talk, and Lin, who interprets, is on duty.
    fn with_lin() -> Self {
        let mut evening = Self::talking();
        evening.reports_as(LINS, LIN, Role::Interpreter);
        evening.pass(2_000);
        evening
    }

    /// Both lines have called Lin, who has answered both.
    fn with_a_guest() -> Self {
        let mut evening = Self::with_lin();
        for (line, n, claims) in lines() {
            evening.joins(line, n, claims);
            evening.calls(line);
            evening.says(LINS, FromPage::Answer(called(n), answer()));
            evening.passes(line, LINS, n);
        }
        evening.counted.clear();
        evening
    }
}

fn lines() -> [(SocketId, u8, Claims); 2] {
    [
        (HER_LINE, 1, visitor_right(NOOR)),
        (NOORS_LINE, 2, counsellor_right(NOOR)),
    ]
}

/// It is over, and there is no place in the line to go back to.
fn over(socket: SocketId, n: u8, reason: EndReason) -> [Effect; 2] {
    [
        Effect::Send(socket, FromServer::ended(called(n), reason)),
        Effect::Close(socket, CloseReason::Done),
    ]
}

fn hears(effects: &[Effect], what: &Effect) -> bool {
    effects.contains(what)
}

#[test]
fn both_call_the_guest_and_each_talks_with_her() {
    let mut evening = Evening::with_lin();
    for (line, n, claims) in lines() {
        let arrived = evening.now;
        let ticket = Token::unsigned(called_ticket(n, arrived));
        assert_eq!(
            evening.joins(line, n, claims),
            [Effect::Send(line, FromServer::Ticket(ticket))]
        );
        evening.now += 100;
        let at = (arrived, evening.now);
        let taken = FromServer::Taken {
            conversation: called(n),
            waited_seconds: 0,
            message_one: message_one(),
            right: Token::unsigned(right(n, at, guests_right)),
            how: TakenHow::Called,
        };
        assert_eq!(evening.calls(line), [Effect::Send(LINS, taken)]);
        let here = FromServer::Presence(called(n), Presence::Here);
        let hers = Token::unsigned(right(n, at, callers_right));
        assert_eq!(
            evening.says(LINS, FromPage::Answer(called(n), answer())),
            [
                Effect::Send(line, FromServer::Answered(called(n), answer(), hers)),
                Effect::Send(LINS, here)
            ]
        );
        evening.passes(line, LINS, n);
        evening.passes(LINS, line, n);
    }
    evening.passes_on(PHONE, CONSOLE, 3);
}

#[test]
fn who_is_off_or_away_cannot_be_called() {
    let mut evening = Evening::with_lin();
    evening.event(Event::Closed { socket: LINS });
    for n in [1, 2] {
        evening.joins(HER_LINE, n, visitor_right(NOOR));
        assert_eq!(evening.calls(HER_LINE), over(HER_LINE, n, EndReason::Gone));
        evening.reports_as(LINS, LIN, Role::Interpreter);
        evening.says(LINS, FromPage::OffDuty);
    }
    evening.passes_on(PHONE, CONSOLE, 3);
}

#[test]
fn a_guest_who_does_not_answer_in_time_or_loses_her_line_first_does_not_come() {
    let mut evening = Evening::with_lin();
    evening.joins(HER_LINE, 1, visitor_right(NOOR));
    evening.calls(HER_LINE);
    let effects = evening.pass(20_000);
    assert!(
        over(HER_LINE, 1, EndReason::Gone)
            .iter()
            .all(|end| hears(&effects, end))
    );
    evening.joins(HER_LINE, 2, visitor_right(NOOR));
    evening.calls(HER_LINE);
    let effects = evening.event(Event::Closed { socket: LINS });
    assert_eq!(effects, over(HER_LINE, 2, EndReason::Gone));
}

#[test]
fn a_guest_who_does_not_come_or_cannot_read_says_so() {
    for (says, hears) in [
        (EndReason::Refused, EndReason::Refused),
        (EndReason::Unknown, EndReason::Gone),
        (EndReason::PassedBack, EndReason::Gone),
    ] {
        let mut evening = Evening::with_lin();
        evening.joins(HER_LINE, 1, visitor_right(NOOR));
        evening.calls(HER_LINE);
        assert_eq!(
            evening.says(LINS, FromPage::Leave(called(1), says)),
            over(HER_LINE, 1, hears)
        );
    }
}

#[test]
fn a_guest_who_goes_off_duty_or_is_revoked_is_in_it_no_longer() {
    let mut evening = Evening::with_a_guest();
    let effects = evening.says(LINS, FromPage::OffDuty);
    for (line, n, _) in lines() {
        assert!(
            over(line, n, EndReason::OffDuty)
                .iter()
                .all(|end| hears(&effects, end))
        );
    }
    let mut evening = Evening::with_a_guest();
    let effects = evening.event(Event::Revoked { shift: LIN });
    assert_eq!(effects[0], Effect::Close(LINS, CloseReason::Revoked));
    for (line, n, _) in lines() {
        assert!(
            over(line, n, EndReason::OffDuty)
                .iter()
                .all(|end| hears(&effects, end))
        );
    }
    evening.passes_on(PHONE, CONSOLE, 3);
}

#[test]
fn one_line_to_the_guest_ends_and_the_other_goes_on() {
    let mut evening = Evening::with_a_guest();
    evening.says(HER_LINE, FromPage::Leave(called(1), EndReason::SaidGoodbye));
    evening.passes(NOORS_LINE, LINS, 2);
    evening.passes_on(PHONE, CONSOLE, 3);
}

#[test]
fn when_the_conversation_is_over_its_guest_is_in_it_no_longer() {
    let ends: [fn(&mut Evening) -> Vec<Effect>; 3] = [
        |evening| evening.says(PHONE, FromPage::Leave(HER, EndReason::SaidGoodbye)),
        |evening| evening.event(Event::Revoked { shift: NOOR }),
        |evening| {
            evening.event(Event::Closed { socket: PHONE });
            evening.pass(601_000)
        },
    ];
    let reasons = [EndReason::SaidGoodbye, EndReason::OffDuty, EndReason::Gone];
    for (end, reason) in ends.into_iter().zip(reasons) {
        let mut evening = Evening::with_a_guest();
        let effects = end(&mut evening);
        for (line, n, _) in lines() {
            let guest = Effect::Send(LINS, FromServer::ended(called(n), reason));
            assert!(hears(&effects, &guest), "{reason:?}: {effects:?}");
            assert!(over(line, n, reason).iter().all(|end| hears(&effects, end)));
        }
    }
}

#[test]
fn when_a_colleague_goes_on_with_her_the_guest_is_in_it_no_longer() {
    let mut evening = Evening::with_a_guest();
    evening.reports(SAMS, SAM);
    let effects = evening.says(CONSOLE, FromPage::HandOver(HER, SAM, message_one()));
    for (line, n, _) in lines() {
        assert!(
            over(line, n, EndReason::HandedOver)
                .iter()
                .all(|end| hears(&effects, end))
        );
    }
    // And who handed her over calls nobody into it any more.
    let effects = evening.joins(NOORS_LINE, 3, counsellor_right(NOOR));
    let ended = FromServer::ended(HER, EndReason::Unknown);
    assert_eq!(effects[0], Effect::Send(NOORS_LINE, ended));
}

#[test]
fn she_is_told_of_every_line_to_a_guest() {
    let mut evening = Evening::with_a_guest();
    let record = |evening: &mut Evening, socket| match &evening.says(socket, FromPage::Ask)[..] {
        [Effect::Record { record, .. }] => serde_json::from_str::<serde_json::Value>(record).unwrap(),
        other => panic!("{other:?}"),
    };
    let whole = record(&mut evening, PHONE);
    let guests = whole["guests"].as_array().unwrap();
    assert_eq!(guests.len(), 2);
    for guest in guests {
        assert_eq!(guest["held"]["called"], true);
        assert_eq!(guest["held"]["stage"]["Talking"]["shift"], "0b".repeat(32));
    }
    // One of them ended while she was away: that is remembered, and told.
    evening.event(Event::Closed { socket: HER_LINE });
    evening.says(LINS, FromPage::Leave(called(1), EndReason::SaidGoodbye));
    let whole = record(&mut evening, PHONE);
    assert_eq!(whole["guests"][0]["over"]["reason"], "SaidGoodbye");
    assert_eq!(
        record(&mut evening, NOORS_LINE)["ticket"],
        "01".repeat(8) + &"66".repeat(8)
    );
}
