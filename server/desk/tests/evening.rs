//! Random evenings: whatever happens in whatever order, nobody is swapped and nobody is forgotten.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use luwte_counts::Counted;
use luwte_desk::{Desk, Effect, Event, NodeId, Settings, SocketId};
use luwte_wire::*;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    Arrive,
    Join(usize),
    Call(usize, usize),
    Return(usize),
    Report(usize),
    Resume(usize, usize),
    Restart,
    Wait(usize),
    Intake(usize, usize),
    Take(usize),
    TakeOne(usize, usize),
    Status(usize, u8),
    HandOver(usize, usize),
    Accept(usize),
    Answer(usize, usize),
    FromVisitor(usize),
    FromCounsellor(usize, usize),
    VisitorLeaves(usize),
    CounsellorLeaves(usize, usize),
    OffDuty(usize),
    Revoke(usize),
    Lose(usize),
    Pass(u64),
}

fn step() -> impl Strategy<Value = Step> {
    // Six visitors, and behind them, one for each, those who call a guest into her conversation.
    let n = prop_oneof![8 => 0..2usize, 2 => 2..6usize, 4 => 6..8usize, 1 => 8..12usize];
    prop_oneof![
        6 => Just(Step::Arrive),
        12 => prop_oneof![0..2usize, 0..6usize].prop_map(Step::Join),
        12 => (prop_oneof![6..8usize, 6..12usize], 0..2usize).prop_map(|(t, s)| Step::Call(t, s)),
        4 => n.clone().prop_map(Step::Return),
        6 => (0..2usize).prop_map(Step::Report),
        4 => (0..2usize, n.clone()).prop_map(|(s, t)| Step::Resume(s, t)),
        1 => Just(Step::Restart),
        12 => n.clone().prop_map(Step::Wait),
        4 => (n.clone(), 0..3usize).prop_map(|(v, s)| Step::Intake(v, s)),
        16 => (0..2usize).prop_map(Step::Take),
        4 => (0..2usize, n.clone()).prop_map(|(s, t)| Step::TakeOne(s, t)),
        1 => (0..2usize, 1..=2u8).prop_map(|(s, limit)| Step::Status(s, limit)),
        4 => (0..2usize, n.clone()).prop_map(|(s, t)| Step::HandOver(s, t)),
        8 => n.clone().prop_map(Step::Accept),
        20 => (0..2usize, n.clone()).prop_map(|(s, t)| Step::Answer(s, t)),
        10 => n.clone().prop_map(Step::FromVisitor),
        10 => (0..2usize, n.clone()).prop_map(|(s, t)| Step::FromCounsellor(s, t)),
        1 => n.clone().prop_map(Step::VisitorLeaves),
        1 => (0..2usize, n).prop_map(|(s, t)| Step::CounsellorLeaves(s, t)),
        1 => (0..2usize).prop_map(Step::OffDuty),
        1 => (0..2usize).prop_map(Step::Revoke),
        4 => (0..12usize).prop_map(Step::Lose),
        3 => (0..30_000u64).prop_map(Step::Pass),
    ]
}

/// Half of the evenings begin when two talk already: else chance seldom comes so far.
fn begins() -> impl Strategy<Value = Vec<Step>> {
    let talking = [
        Step::Arrive,
        Step::Report(0),
        Step::Report(1),
        Step::Wait(0),
        Step::Take(0),
        Step::Answer(0, 0),
        Step::FromVisitor(0),
    ];
    prop_oneof![Just(Vec::new()), Just(talking.to_vec())]
}

/// What somebody outside can know: which socket belongs to whom, and what the desk said to it.
#[derive(Default)]
struct Watcher {
    visitors: BTreeMap<SocketId, TicketId>,
    consoles: BTreeMap<SocketId, ShiftId>,
    /// Who holds a ticket, by TAKEN, and until ENDED or the claim is given back.
    held: BTreeMap<TicketId, ShiftId>,
    /// Who met whom: the rights that pages hold. A page that heard the end holds nothing more.
    answered: BTreeMap<TicketId, ShiftId>,
    /// Whom she still has the keys of, while she is handed over to another.
    handed_over: BTreeMap<TicketId, ShiftId>,
    /// The rights that consoles hold.
    consoles_hold: BTreeMap<(ShiftId, TicketId), u64>,
    over: BTreeSet<TicketId>,
    /// Called tickets that were given.
    joined: BTreeSet<TicketId>,
    /// How often was counted that somebody arrived, met a counsellor, and that a conversation was over.
    counted: [u8; 3],
}

impl Watcher {
    fn watch(&mut self, effects: &[Effect]) -> Result<(), TestCaseError> {
        for effect in effects {
            match effect {
                Effect::Send(
                    socket,
                    FromServer::Taken {
                        conversation,
                        right,
                        how,
                        ..
                    },
                ) => {
                    prop_assert_eq!(*how == TakenHow::Called, is_called(*conversation));
                    let shift = self.consoles[socket];
                    self.consoles_hold
                        .insert((shift, *conversation), claimed_in(right));
                    prop_assert!(
                        self.answered
                            .get(conversation)
                            .is_none_or(|other| *other == shift),
                        "a visitor who is talking was given to another counsellor"
                    );
                    self.held.insert(*conversation, shift);
                }
                Effect::Send(socket, FromServer::Answered(conversation, answer, _)) => {
                    prop_assert_eq!(
                        self.visitors[socket],
                        *conversation,
                        "an answer for somebody else"
                    );
                    let by = ShiftId([answer.as_bytes()[0]; 32]);
                    prop_assert_eq!(
                        self.held.get(conversation),
                        Some(&by),
                        "answered by who did not take her"
                    );
                    self.answered.insert(*conversation, by);
                    self.handed_over.remove(conversation);
                }
                Effect::Send(
                    _,
                    FromServer::Ended {
                        conversation,
                        reason: EndReason::HandedOver,
                        ..
                    },
                ) => {
                    // The console goes on holding the right; a page that is closed has no other.
                    if let Some(before) = self.answered.remove(conversation) {
                        self.handed_over.insert(*conversation, before);
                    }
                }
                Effect::Send(socket, FromServer::Envelope(conversation, envelope)) => {
                    // Every envelope carries who wrote it: 1 a visitor and her ticket, 2 a shift.
                    let [side, who] = [envelope.as_bytes()[0], envelope.as_bytes()[1]];
                    if let Some(ticket) = self.visitors.get(socket) {
                        prop_assert_eq!(ticket, conversation);
                        prop_assert_eq!(side, 2);
                        prop_assert_eq!(self.held[ticket], ShiftId([who; 32]), "a stranger's words");
                    } else {
                        prop_assert_eq!(side, 1);
                        prop_assert_eq!(
                            *conversation,
                            ticket(usize::from(who) - 1),
                            "another visitor's words"
                        );
                        prop_assert_eq!(self.held[conversation], self.consoles[socket]);
                    }
                }
                Effect::Send(socket, FromServer::IntakeFor(ticket, intake)) => {
                    let [whose, for_whom] = [intake.as_bytes()[0], intake.as_bytes()[1]];
                    prop_assert_eq!(ticket.0[0], whose, "another visitor's intake");
                    prop_assert_eq!(
                        self.consoles[socket],
                        ShiftId([for_whom; 32]),
                        "for another shift"
                    );
                    prop_assert!(
                        self.answered
                            .get(ticket)
                            .is_none_or(|other| *other == self.consoles[socket]),
                        "a stranger reads what she said"
                    );
                }
                Effect::Send(socket, FromServer::Shift(_)) => {
                    prop_assert!(
                        !self.answered.contains_key(&self.visitors[socket]),
                        "asked, and she talks"
                    );
                }
                Effect::Send(socket, FromServer::Presence(conversation, _)) => {
                    // Its own right brings a conversation to a console, too.
                    if let Some(shift) = self.consoles.get(socket) {
                        self.held.insert(*conversation, *shift);
                    }
                }
                Effect::Send(_, FromServer::Queue { entries, .. }) => {
                    prop_assert!(
                        !entries.iter().any(|entry| is_called(entry.ticket)),
                        "in the line"
                    );
                }
                Effect::Send(socket, FromServer::Place(_) | FromServer::Closing(_)) => {
                    prop_assert!(!is_called(self.visitors[socket]), "a place in the line");
                }
                Effect::EndWithTicket { conversation, .. } if is_called(*conversation) => {
                    prop_assert!(false, "a place in the line");
                }
                Effect::Send(socket, FromServer::Ended { conversation, .. })
                | Effect::EndWithTicket {
                    socket, conversation, ..
                } => {
                    if let Some(shift) = self.consoles.get(socket) {
                        self.consoles_hold.remove(&(*shift, *conversation));
                    } else {
                        self.over.insert(*conversation);
                    }
                }
                Effect::Close(socket, _) => {
                    self.visitors.remove(socket);
                    self.consoles.remove(socket);
                }
                Effect::Count(_, what) => {
                    let [arrived, reached, over] = &mut self.counted;
                    match what {
                        Counted::Arrived => *arrived += 1,
                        Counted::Reached(_) => *reached += 1,
                        Counted::Over(_) => *over += 1,
                        Counted::Left(_) | Counted::Exit | Counted::HandedOver => {}
                    }
                    prop_assert!(*over <= *reached, "a conversation was over that never began");
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn ticket(n: usize) -> TicketId {
    match n.checked_sub(6) {
        Some(n) => TicketId::called_into(ticket(n), [100; 8]),
        None => TicketId([n as u8 + 1; 16]),
    }
}

fn is_called(ticket: TicketId) -> bool {
    ticket.0[15] == 100
}

fn claimed_in(right: &Token) -> u64 {
    match right.claims() {
        Some(Claims::CounsellorRight { claimed, .. }) => claimed,
        other => panic!("a console's right says {other:?}"),
    }
}

fn keys(shift: usize) -> ShiftKeys {
    ShiftKeys::new(part(ShiftKeys::LENGTH, [shift as u8 + 1, 0])).unwrap()
}

fn part(length: usize, first: [u8; 2]) -> Bytes {
    let mut bytes = vec![0; length];
    bytes[..2].copy_from_slice(&first);
    bytes.into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]
    #[test]
    fn no_evening_brings_two_visitors_or_two_counsellors_together(begins in begins(), steps in prop::collection::vec(step(), 1..120)) {
        let mut watcher = Watcher::default();
        let (mut now, mut sockets, mut tickets) = (1_000_000_u64, 0_u64, 0_u8);
        let mut desk = Desk::new(Settings::default(), now);
        let shift = |n: usize| ShiftId([n as u8 + 1; 32]);
        for step in begins.into_iter().chain(steps) {
            let visitor = |n: usize| watcher.visitors.iter().find(|(_, t)| **t == ticket(n)).map(|(s, _)| *s);
            let console = |n: usize| watcher.consoles.iter().find(|(_, s)| **s == shift(n)).map(|(s, _)| *s);
            let said = |socket: Option<SocketId>, frame: FromPage| socket.map(|socket| Event::Frame { socket, frame });
            sockets += 1;
            let socket = SocketId(sockets);
            let event = match step {
                Step::Arrive if tickets < 6 => {
                    tickets += 1;
                    let ticket = TicketId([tickets; 16]);
                    watcher.visitors.insert(socket, ticket);
                    Some(Event::Arrived { socket, ticket })
                }
                Step::Arrive => None,
                Step::Join(n) => {
                    let right = watcher.answered.get(&ticket(n)).copied();
                    // A called ticket is drawn once.
                    right.filter(|_| watcher.joined.insert(ticket(n + 6))).map(|shift| {
                        watcher.visitors.insert(socket, ticket(n + 6));
                        let claims = Claims::VisitorRight { ticket: ticket(n), arrived: 1_000_000, claimed: now, shift, called: false };
                        Event::Joined { socket, ticket: ticket(n + 6), claims }
                    })
                }
                Step::Call(n, s) => said(visitor(n), FromPage::Call(shift(s), MessageOne::new(part(MessageOne::LENGTH, [0, 0])).unwrap())),
                Step::Return(n) if !(n < usize::from(tickets) || watcher.joined.contains(&ticket(n))) || watcher.over.contains(&ticket(n)) => None,
                Step::Return(n) => {
                    watcher.visitors.insert(socket, ticket(n));
                    let (ticket, arrived, called) = (ticket(n), 1_000_000, n >= 6);
                    let right = watcher.answered.get(&ticket).or(watcher.handed_over.get(&ticket));
                    let claims = match right {
                        Some(shift) => Claims::VisitorRight { ticket, arrived, claimed: now, shift: *shift, called },
                        None => Claims::Ticket { ticket, arrived, called },
                    };
                    Some(Event::Returned { socket, claims, nth: sockets as u32, proven: true })
                }
                Step::Resume(n, t) if watcher.consoles_hold.contains_key(&(shift(n), ticket(t))) => {
                    let claims = Claims::CounsellorRight { ticket: ticket(t), arrived: 1_000_000, claimed: watcher.consoles_hold[&(shift(n), ticket(t))], shift: shift(n), called: t >= 6 };
                    console(n).map(|socket| Event::Resumed { socket, claims })
                }
                Step::Resume(..) => None,
                Step::Restart => {
                    desk = Desk::new(Settings::default(), now);
                    watcher.visitors.clear();
                    watcher.consoles.clear();
                    // Whoever was between two counsellors may get neither of them, and then begins anew.
                    watcher.over.extend(watcher.handed_over.keys());
                    None
                }
                Step::Report(n) => {
                    watcher.consoles.insert(socket, shift(n));
                    Some(Event::Reported { socket, shift: shift(n), role: Role::Counsellor, capacity: 2, until: u64::MAX, keys: keys(n), nth: sockets as u32 })
                }
                Step::Wait(n) => said(visitor(n), FromPage::Wait(MessageOne::new(part(MessageOne::LENGTH, [0, 0])).unwrap())),
                Step::Intake(n, s) => {
                    let intake = Intake::new(part(Intake::LENGTH, [n as u8 + 1, s as u8 + 1])).unwrap();
                    said(visitor(n), FromPage::Intake(shift(s), intake))
                }
                Step::Take(n) => said(console(n), FromPage::TakeNext),
                Step::TakeOne(n, t) => said(console(n), FromPage::Take(ticket(t))),
                Step::Status(n, limit) => said(console(n), FromPage::Status(Status { doing: Doing::Ready, limit })),
                Step::HandOver(n, t) => {
                    let message_one = MessageOne::new(part(MessageOne::LENGTH, [0, 0])).unwrap();
                    said(console(n), FromPage::HandOver(ticket(t), shift(1 - n), message_one))
                }
                Step::Accept(n) if watcher.answered.contains_key(&ticket(n)) => said(visitor(n), FromPage::Accept(ticket(n))),
                Step::Accept(_) => None,
                Step::Answer(n, t) => {
                    let answer = Answer::new(part(Answer::LENGTH, [n as u8 + 1, 0])).unwrap();
                    // Mostly somebody whom it has.
                    let mut has = watcher.held.iter().filter(|(_, by)| **by == shift(n)).map(|(ticket, _)| *ticket);
                    let whom = has.nth(t % 3).unwrap_or(ticket(t));
                    said(console(n), FromPage::Answer(whom, answer))
                }
                // Without keys she says nothing.
                Step::FromVisitor(n) if !watcher.answered.contains_key(&ticket(n)) => None,
                Step::FromVisitor(n) => {
                    let envelope = Envelope::new(part(Envelope::LENGTH, [1, n as u8 + 1])).unwrap();
                    said(visitor(n), FromPage::Envelope(ticket(n), envelope))
                }
                Step::FromCounsellor(n, t) => {
                    let envelope = Envelope::new(part(Envelope::LENGTH, [2, n as u8 + 1])).unwrap();
                    said(console(n), FromPage::Envelope(ticket(t), envelope))
                }
                Step::VisitorLeaves(n) => {
                    let leaves = said(visitor(n), FromPage::Leave(ticket(n), EndReason::SaidGoodbye));
                    if leaves.is_some() {
                        watcher.over.insert(ticket(n));
                    }
                    leaves
                }
                Step::CounsellorLeaves(n, t) => said(console(n), FromPage::Leave(ticket(t), EndReason::SaidGoodbye)),
                Step::OffDuty(n) => said(console(n), FromPage::OffDuty),
                Step::Revoke(n) => Some(Event::Revoked { shift: shift(n) }),
                Step::Lose(n) => {
                    let open: Vec<SocketId> = watcher.visitors.keys().chain(watcher.consoles.keys()).copied().collect();
                    open.get(n).map(|socket| Event::Closed { socket: *socket })
                }
                Step::Pass(milliseconds) => {
                    now += milliseconds;
                    Some(Event::Sweep { node: NodeId(0) })
                }
            };
            let Some(event) = event else { continue };
            if let Event::Closed { socket } = &event {
                watcher.visitors.remove(socket);
                watcher.consoles.remove(socket);
            }
            let effects = desk.decide(event, now);
            watcher.watch(&effects)?;
            // The shell closes what the desk closes, and says so.
            for effect in &effects {
                if let Effect::Close(socket, _) = effect {
                    watcher.watch(&desk.decide(Event::Closed { socket: *socket }, now))?;
                }
            }
        }
        // Nobody is forgotten: the node dies, another one goes on, and when every grace has run out the desk is empty.
        for _ in 0..5 {
            now += 700_000;
            watcher.watch(&desk.decide(Event::Sweep { node: NodeId(1) }, now))?;
        }
        prop_assert_eq!(desk.waiting(), 0);
        prop_assert_eq!(desk.conversations(), 0);
        prop_assert_eq!(desk.on_duty(), 0);
        let shifts: BTreeSet<_> = watcher.held.values().collect();
        prop_assert!(shifts.len() <= 2);
        prop_assert_eq!(watcher.counted[0], tickets, "an arrival is counted once, whatever dies");
    }
}
