//! Somebody new becomes a counsellor.

use super::*;

const INVITATION: TicketId = TicketId([5; 16]);
const LAPTOP: SocketId = SocketId(50);

fn somebody(name: u8) -> Invited {
    Invited::new(vec![name; Invited::LENGTH].into()).unwrap()
}

fn certificates() -> Certificates {
    certificates_for(7)
}

/// Certificates for the key of somebody.
fn certificates_for(name: u8) -> Certificates {
    let mut bytes = vec![6; Certificates::LENGTH];
    bytes[164..196].fill(name);
    Certificates::new(bytes.into()).unwrap()
}

impl Evening {
    fn enrols(&mut self, socket: SocketId, invited: Invited) -> Vec<Effect> {
        self.event(Event::Enrolled {
            socket,
            invitation: INVITATION,
            until: self.now + 86_400_000,
            invited,
        })
    }
}

fn seen_by(socket: SocketId, coordinators: u16) -> Effect {
    Effect::Send(socket, FromServer::Enrolling(coordinators))
}

fn shown(console: SocketId, invited: Option<Invited>) -> Effect {
    Effect::Send(console, FromServer::Enrolment(INVITATION, invited))
}

#[test]
fn a_coordinator_on_duty_sees_who_came_and_certifies_her() {
    let mut evening = Evening::begin();
    evening.reports_as(CONSOLE, NOOR, Role::Coordinator);
    evening.reports(SAMS, SAM);
    let effects = evening.enrols(LAPTOP, somebody(7));
    assert_eq!(effects, [seen_by(LAPTOP, 1), shown(CONSOLE, Some(somebody(7)))]);
    let effects = evening.says(CONSOLE, FromPage::Certify(INVITATION, certificates()));
    assert_eq!(
        effects,
        [
            Effect::Send(LAPTOP, FromServer::Certified(certificates())),
            shown(CONSOLE, None)
        ]
    );
}

#[test]
fn who_came_before_the_coordinator_is_shown_to_her_when_she_reports() {
    let mut evening = Evening::begin();
    assert_eq!(evening.enrols(LAPTOP, somebody(7)), [seen_by(LAPTOP, 0)]);
    let effects = evening.reports_as(CONSOLE, NOOR, Role::Coordinator);
    assert!(effects.contains(&shown(CONSOLE, Some(somebody(7)))));
    assert!(effects.contains(&seen_by(LAPTOP, 1)));
}

#[test]
fn an_invitation_serves_one_person_who_may_come_twice() {
    let mut evening = Evening::begin();
    evening.reports_as(CONSOLE, NOOR, Role::Coordinator);
    evening.enrols(LAPTOP, somebody(7));
    let used = |socket| [Effect::Close(socket, CloseReason::InvitationUsed)];
    assert_eq!(evening.enrols(SocketId(51), somebody(8)), used(SocketId(51)));
    evening.event(Event::Closed { socket: LAPTOP });
    evening.enrols(SocketId(52), somebody(7));
    evening.says(CONSOLE, FromPage::Certify(INVITATION, certificates()));
    evening.event(Event::Closed { socket: SocketId(52) });
    assert_eq!(evening.enrols(SocketId(53), somebody(8)), used(SocketId(53)));
}

#[test]
fn a_certificate_for_who_was_here_before_does_not_go_to_who_is_here_now() {
    let mut evening = Evening::begin();
    evening.reports_as(CONSOLE, NOOR, Role::Coordinator);
    evening.enrols(LAPTOP, somebody(7));
    evening.event(Event::Closed { socket: LAPTOP });
    evening.enrols(SocketId(51), somebody(8));
    let effects = evening.says(CONSOLE, FromPage::Certify(INVITATION, certificates_for(7)));
    assert_eq!(effects, []);
}

#[test]
fn who_closes_her_page_is_no_longer_shown() {
    let mut evening = Evening::begin();
    evening.reports_as(CONSOLE, NOOR, Role::Coordinator);
    evening.enrols(LAPTOP, somebody(7));
    let effects = evening.event(Event::Closed { socket: LAPTOP });
    assert_eq!(effects, [shown(CONSOLE, None)]);
}

#[test]
fn a_counsellor_certifies_nobody() {
    let mut evening = Evening::begin();
    evening.reports(CONSOLE, NOOR);
    evening.enrols(LAPTOP, somebody(7));
    let effects = evening.says(CONSOLE, FromPage::Certify(INVITATION, certificates()));
    assert_eq!(effects, [Effect::Close(CONSOLE, CloseReason::NotNow)]);
}

#[test]
fn who_was_invited_can_do_nothing_else() {
    let mut evening = Evening::begin();
    evening.enrols(LAPTOP, somebody(7));
    for frame in [FromPage::TakeNext, FromPage::Wait(message_one()), FromPage::Ask] {
        assert_eq!(
            evening.says(LAPTOP, frame),
            [Effect::Close(LAPTOP, CloseReason::NotNow)]
        );
    }
}
