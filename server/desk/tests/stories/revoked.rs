//! A certificate is taken back while its owner is on duty.

use super::*;

const OTHER: TicketId = TicketId([2; 16]);
const OTHER_PHONE: SocketId = SocketId(2);

impl Evening {
    fn revoked(&mut self, shift: ShiftId) -> Vec<Effect> {
        self.event(Event::Revoked { shift })
    }
}

#[test]
fn the_visitor_of_a_revoked_counsellor_stands_at_the_front() {
    let mut evening = Evening::talking();
    evening.waits(OTHER_PHONE, OTHER);
    let ended = evening.revoked(NOOR);
    assert_eq!(
        ended,
        [
            Effect::Close(CONSOLE, CloseReason::Revoked),
            new_ticket(PHONE, EndReason::OffDuty),
            Effect::Close(PHONE, CloseReason::Done),
        ]
    );
    // With the ticket that the shell drew for her she stands before somebody who came later, and Sam takes her.
    let (next, phone) = (TicketId([3; 16]), SocketId(3));
    let arrived = ARRIVED;
    evening.returns_with(
        phone,
        Claims::Ticket {
            ticket: next,
            arrived,
            called: false,
        },
    );
    let waits = evening.says(phone, FromPage::Wait(message_one()));
    assert!(waits.contains(&Effect::Send(phone, place(0, 0))), "{waits:?}");
    let sam = SocketId(101);
    evening.reports(sam, SAM);
    assert_eq!(evening.takes(sam), Some(next));
}

#[test]
fn a_visitor_whom_a_revoked_counsellor_had_just_taken_waits_on_at_her_place() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.waits(PHONE, HER);
    evening.waits(OTHER_PHONE, OTHER);
    assert_eq!(evening.takes(CONSOLE), Some(HER));
    assert_eq!(
        evening.revoked(NOOR),
        [Effect::Close(CONSOLE, CloseReason::Revoked)]
    );
    assert!(evening.sweeps().contains(&Effect::Send(PHONE, place(0, 0))));
    // What the console still says is nobody's word any more.
    assert_eq!(evening.says(CONSOLE, FromPage::Answer(HER, answer())), []);
    assert_eq!(evening.event(Event::Closed { socket: CONSOLE }), []);
}

#[test]
fn a_visitor_who_was_away_hears_of_it_when_she_is_back() {
    let mut evening = Evening::talking();
    evening.event(Event::Closed { socket: PHONE });
    assert_eq!(
        evening.revoked(NOOR),
        [Effect::Close(CONSOLE, CloseReason::Revoked)]
    );
    let phone = SocketId(3);
    let back = evening.returns_with(phone, visitor_right(NOOR));
    assert!(back.contains(&new_ticket(phone, EndReason::OffDuty)), "{back:?}");
}

#[test]
fn a_revoked_counsellor_whose_line_was_lost_is_not_waited_for() {
    let mut evening = Evening::talking();
    evening.event(Event::Closed { socket: CONSOLE });
    assert_eq!(
        evening.revoked(NOOR),
        [
            new_ticket(PHONE, EndReason::OffDuty),
            Effect::Close(PHONE, CloseReason::Done)
        ]
    );
}

#[test]
fn nobody_else_notices_that_a_certificate_was_taken_back() {
    let mut evening = Evening::talking();
    let sam = SocketId(101);
    evening.reports(sam, SAM);
    assert_eq!(evening.revoked(SAM), [Effect::Close(sam, CloseReason::Revoked)]);
    assert_eq!(evening.revoked(SAM), []);
    evening.passes_on(PHONE, CONSOLE, 1);
    evening.passes_on(CONSOLE, PHONE, 2);
}

#[test]
fn a_buddy_takes_nobody_reads_no_intake_and_is_not_counted() {
    let mut evening = Evening::begin();
    let buddy = evening.reports_as(CONSOLE, NOOR, Role::Buddy);
    assert!(buddy.contains(&Effect::Send(CONSOLE, FromServer::OnDuty)));
    let waits = evening.waits(PHONE, HER);
    assert_eq!(waits, [Effect::Send(PHONE, place(0, 0))]);
    let asked = |effect: &Effect| matches!(effect, Effect::Send(_, FromServer::Shift(_)));
    assert!(!evening.sweeps().iter().any(asked));
    assert_eq!(
        evening.says(CONSOLE, FromPage::TakeNext),
        [Effect::Send(CONSOLE, FromServer::NotTaken(NotTaken::NotYourRole))]
    );
}
