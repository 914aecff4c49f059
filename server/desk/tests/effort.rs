//! Whoever waits, however many, and whatever efforts they make: the line is in the order that the protocol says, and
//! everybody is in it.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use bytes::Bytes;
use luwte_desk::{Desk, Effect, Event, NodeId, Settings, SocketId};
use luwte_wire::*;
use proptest::prelude::*;

const NODE: NodeId = NodeId(0);
const CONSOLE: SocketId = SocketId(1_000_000);
const NOOR: ShiftId = ShiftId([9; 32]);

#[derive(Debug, Clone)]
enum Step {
    Arrive,
    /// The page of somebody has made an effort of so many bits.
    Effort(usize, u8),
    /// A line is lost, and its page comes back.
    Sleep(usize),
    Wake(usize),
    Leave(usize),
    /// The counsellor takes whoever is next, and gives her back.
    Take,
    Pass(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let n = 0..24usize;
    prop_oneof![
        6 => Just(Step::Arrive),
        5 => (n.clone(), 0..16u8).prop_map(|(v, bits)| Step::Effort(v, bits)),
        2 => n.clone().prop_map(Step::Sleep),
        2 => n.clone().prop_map(Step::Wake),
        1 => n.prop_map(Step::Leave),
        1 => Just(Step::Take),
        1 => (0..2_000u64).prop_map(Step::Pass),
    ]
}

/// What her page knows: her arrival, what she was asked for, what she has shown.
#[derive(Default, Clone)]
struct Page {
    arrived: usize,
    socket: Option<SocketId>,
    wanted: u8,
    shown: u8,
    /// Where she was last told that she stands.
    ahead: Option<u32>,
}

struct Evening {
    desk: Desk,
    now: u64,
    pages: BTreeMap<TicketId, Page>,
    arrivals: usize,
    sockets: u64,
    queue: Vec<TicketId>,
    closed: Vec<CloseReason>,
}

impl Evening {
    fn begin(settings: Settings) -> Self {
        let mut evening = Self {
            desk: Desk::new(settings, 1_000_000),
            now: 1_000_000,
            pages: BTreeMap::new(),
            arrivals: 0,
            sockets: 0,
            queue: Vec::new(),
            closed: Vec::new(),
        };
        evening.event(Event::Reported {
            socket: CONSOLE,
            shift: NOOR,
            role: Role::Counsellor,
            capacity: 8,
            until: u64::MAX,
            keys: ShiftKeys::new(Bytes::from(vec![1; ShiftKeys::LENGTH])).unwrap(),
            nth: 0,
        });
        evening
    }

    fn event(&mut self, event: Event) {
        for effect in self.desk.decide(event, self.now) {
            match effect {
                Effect::Send(CONSOLE, FromServer::Queue { entries, .. }) => {
                    self.queue = entries.iter().map(|entry| entry.ticket).collect();
                }
                Effect::Send(socket, frame) => {
                    let page = self.pages.values_mut().find(|page| page.socket == Some(socket));
                    match (page, frame) {
                        (Some(page), FromServer::EffortWanted(bits)) => page.wanted = bits,
                        (Some(page), FromServer::Place(place)) => page.ahead = Some(place.ahead),
                        _ => {}
                    }
                }
                Effect::Close(_, reason) => self.closed.push(reason),
                _ => {}
            }
        }
    }

    fn arrives(&mut self) {
        self.arrivals += 1;
        self.sockets += 1;
        let ticket = TicketId(
            (self.arrivals as u128)
                .rotate_right(self.arrivals as u32 * 7)
                .to_be_bytes(),
        );
        let socket = SocketId(self.sockets);
        let page = Page {
            arrived: self.arrivals,
            socket: Some(socket),
            ..Page::default()
        };
        self.pages.insert(ticket, page);
        self.event(Event::Arrived { socket, ticket });
        let message_one = MessageOne::new(Bytes::from(vec![2; MessageOne::LENGTH])).unwrap();
        let frame = FromPage::Wait(message_one);
        self.event(Event::Frame { socket, frame });
    }

    fn nth(&self, n: usize) -> Option<(TicketId, Page)> {
        let waiting = self.pages.iter().nth(n % self.pages.len().max(1))?;
        Some((*waiting.0, waiting.1.clone()))
    }

    fn does(&mut self, step: Step) {
        match step {
            Step::Arrive => self.arrives(),
            Step::Pass(time) => self.now += time,
            Step::Take => {
                let line = self.expected();
                // Whoever is first and here; or the first, if nobody is.
                let here = line.iter().find(|id| self.pages[id].socket.is_some());
                let taken = here.or(line.first()).copied();
                let frame = FromPage::TakeNext;
                self.event(Event::Frame {
                    socket: CONSOLE,
                    frame,
                });
                if let Some(taken) = taken {
                    let frame = FromPage::Leave(taken, EndReason::Unknown);
                    self.event(Event::Frame {
                        socket: CONSOLE,
                        frame,
                    });
                }
            }
            Step::Effort(n, bits) => {
                if let Some((
                    ticket,
                    Page {
                        socket: Some(socket), ..
                    },
                )) = self.nth(n)
                {
                    let page = self.pages.get_mut(&ticket).unwrap();
                    page.shown = page.shown.max(bits);
                    self.event(Event::Effort { socket, bits });
                }
            }
            Step::Sleep(n) => {
                if let Some((
                    ticket,
                    Page {
                        socket: Some(socket), ..
                    },
                )) = self.nth(n)
                {
                    self.pages.get_mut(&ticket).unwrap().socket = None;
                    self.event(Event::Closed { socket });
                }
            }
            Step::Wake(n) => {
                if let Some((
                    ticket,
                    Page {
                        socket: None,
                        arrived,
                        ..
                    },
                )) = self.nth(n)
                {
                    self.sockets += 1;
                    let socket = SocketId(self.sockets);
                    self.pages.get_mut(&ticket).unwrap().socket = Some(socket);
                    let claims = Claims::Ticket {
                        called: false,
                        ticket,
                        arrived: arrived as u64,
                    };
                    let nth = self.sockets as u32;
                    self.event(Event::Returned {
                        socket,
                        claims,
                        nth,
                        proven: true,
                    });
                }
            }
            Step::Leave(n) => {
                if let Some((
                    ticket,
                    Page {
                        socket: Some(socket), ..
                    },
                )) = self.nth(n)
                {
                    self.pages.remove(&ticket);
                    let frame = FromPage::Leave(ticket, EndReason::SaidGoodbye);
                    self.event(Event::Frame { socket, frame });
                }
            }
        }
        self.event(Event::Sweep { node: NODE });
    }

    /// The line as section 2.11 says it: who has shown what she was asked for before who has not, each by arrival.
    fn expected(&self) -> Vec<TicketId> {
        let mut line: Vec<_> = self.pages.iter().collect();
        line.sort_by_key(|(_, page)| (page.shown < page.wanted, page.arrived));
        line.into_iter().map(|(ticket, _)| *ticket).collect()
    }
}

fn crowded() -> Settings {
    Settings {
        effort_from: 2,
        effort_per_counsellor: 1,
        ..Settings::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_effort_sorts_the_line_and_loses_nobody(steps in prop::collection::vec(step(), 1..60)) {
        let mut evening = Evening::begin(crowded());
        for step in steps {
            evening.does(step.clone());
            let expected = evening.expected();
            prop_assert_eq!(evening.desk.waiting(), expected.len(), "somebody is lost after {:?}", step);
            prop_assert_eq!(&evening.queue, &expected, "the line after {:?}", step);
            for (ahead, ticket) in (0..).zip(&expected) {
                let page = &evening.pages[ticket];
                if page.socket.is_some() {
                    prop_assert_eq!(page.ahead, Some(ahead), "what she was told after {:?}", step);
                }
            }
        }
        evening.closed.retain(|reason| *reason != CloseReason::Done);
        prop_assert_eq!(evening.closed, []);
    }

    #[test]
    fn while_it_is_calm_nobody_is_asked_and_arrival_decides(steps in prop::collection::vec(step(), 1..60)) {
        let mut evening = Evening::begin(Settings { effort_from: 1_000, ..Settings::default() });
        for step in steps {
            evening.does(step);
            prop_assert!(evening.pages.values().all(|page| page.wanted == 0));
            let mut arrivals: Vec<_> = evening.pages.iter().map(|(ticket, page)| (page.arrived, *ticket)).collect();
            arrivals.sort_unstable();
            let arrivals: Vec<_> = arrivals.into_iter().map(|(_, ticket)| ticket).collect();
            prop_assert_eq!(&evening.queue, &arrivals);
        }
    }

    #[test]
    fn more_who_wait_never_ask_for_less_and_more_counsellors_never_for_more(waiting in 0..5_000usize, on_duty in 0..50u16) {
        let settings = Settings::default();
        let bits = settings.effort(waiting, on_duty);
        prop_assert!(bits == 0 || (8..=MOST_EFFORT_BITS).contains(&bits));
        prop_assert!(settings.effort(waiting + 1, on_duty) >= bits);
        prop_assert!(settings.effort(waiting, on_duty + 1) <= bits);
    }
}

#[test]
fn the_first_doubling_asks_for_eight_bits_and_each_further_one_for_one_more() {
    let settings = Settings::default();
    let asked = |waiting| settings.effort(waiting, 2);
    assert_eq!(
        [0, 19, 20, 39, 40, 80, 1_279, 1_280, 100_000].map(asked),
        [0, 0, 8, 8, 9, 10, 13, 14, 14]
    );
    // With ten counsellors twenty are few, and fifty are many.
    assert_eq!(
        [20, 49, 50, 100].map(|waiting| settings.effort(waiting, 10)),
        [0, 0, 8, 9]
    );
}

#[test]
fn whoever_waited_before_it_was_crowded_keeps_her_place_while_her_phone_sleeps() {
    let mut evening = Evening::begin(crowded());
    evening.arrives();
    let (first, _) = evening.nth(0).unwrap();
    evening.does(Step::Sleep(0));
    for _ in 0..8 {
        evening.arrives();
    }
    let later: Vec<_> = evening.pages.keys().copied().filter(|id| *id != first).collect();
    for ticket in later {
        let socket = evening.pages[&ticket].socket.unwrap();
        evening.event(Event::Effort { socket, bits: 14 });
    }
    evening.event(Event::Sweep { node: NODE });
    assert_eq!(evening.queue.first(), Some(&first));
}
