use std::collections::{BTreeMap, BTreeSet};

use luwte_counts::Counted;
use luwte_wire::{
    Answer, Claims, FromServer, MessageOne, Opening, Place, Role, ShiftId, ShiftKeys, Status, TicketId, Token,
};
use serde::Serialize;

use crate::attendance::Attendance;
use crate::effort::{Effort, Spot};
use crate::enrolment::Enrolment;
use crate::intake::Intakes;
use crate::mailbox::Mailbox;
use crate::over::Over;
use crate::takes::Takes;
use crate::{Effect, Millis, NodeId, Settings, SocketId};

/// The desk of one helpline. See the crate's documentation for what always holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Desk {
    pub(crate) settings: Settings,
    /// When this desk began with nothing in memory.
    pub(crate) began: Millis,
    pub(crate) tickets: BTreeMap<TicketId, Ticket>,
    /// Who waits, in the order in which they are taken.
    pub(crate) line: BTreeSet<Spot>,
    pub(crate) shifts: BTreeMap<ShiftId, Shift>,
    /// How a coordinator has it; nothing when none has said so since this desk began.
    pub(crate) opening: Option<Opening>,
    /// Who came with an invitation.
    pub(crate) enrolments: BTreeMap<TicketId, Enrolment>,
    /// How conversations ended while one end was away, for when it comes back.
    pub(crate) over: BTreeMap<TicketId, Over>,
    /// Which seat a live socket belongs to. A socket that was taken over is no longer in here.
    pub(crate) seats: BTreeMap<SocketId, Seat>,
    /// Line, presence or shifts changed since the last sweep told everyone.
    pub(crate) line_changed: bool,
    /// Who is on duty, or what they do, changed since the last sweep.
    pub(crate) colleagues_changed: bool,
    /// An intake came since the last sweep.
    pub(crate) intakes_changed: bool,
    /// When each node last swept.
    pub(crate) nodes: BTreeMap<NodeId, Millis>,
    /// When the newest visitor arrived.
    pub(crate) arrived_last: Millis,
    /// How quickly people are taken.
    pub(crate) takes: Takes,
    pub(crate) effects: Vec<Effect>,
    /// What the event of this moment adds to the counts.
    pub(crate) counted: Vec<Counted>,
}

/// Whose socket it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Seat {
    Visitor(TicketId),
    Counsellor(ShiftId),
    Invited(TicketId),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct Ticket {
    pub(crate) arrived: Millis,
    pub(crate) attendance: Attendance,
    pub(crate) stage: Stage,
    /// Where she stands, as she was last told.
    pub(crate) told: Option<Place>,
    /// What her page was asked for when she began to wait, and has shown.
    pub(crate) effort: Effort,
    /// What she says beforehand. Empty before she waits, and once she talks.
    pub(crate) intakes: Intakes,
    /// Whether a guest is called with it (`guest.rs`). Then she who has it is whoever calls, and it never stands in the line.
    pub(crate) called: bool,
}

/// How far a ticket has come. Only `Talking` is a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(crate) enum Stage {
    Arrived,
    Waiting {
        message_one: MessageOne,
    },
    Claimed {
        message_one: MessageOne,
        shift: ShiftId,
        since: Millis,
        /// By a colleague. Then message one is for this shift alone, and she cannot go back to the line with it.
        handed_over: bool,
        /// Whether this desk counts what comes of it: it claimed her itself, or has counted her meeting with who handed her over.
        begun_here: bool,
    },
    Talking(Box<Conversation>),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct Conversation {
    pub(crate) shift: ShiftId,
    /// When this shift took her. A later claim is made only when an earlier one has come to nothing.
    pub(crate) claimed: Millis,
    /// Whether this shift has her from a colleague.
    pub(crate) handed_over: bool,
    /// Whether the visitor is known to have the answer: she sent something, or came with her right.
    pub(crate) met: bool,
    /// Whether the answer was given to a page of hers that was here. Then it is too late for another one.
    pub(crate) given: bool,
    /// Whether it grew from a claim of this desk, which then counts it, and not from a right, through whatever hand-overs.
    pub(crate) begun_here: bool,
    /// Kept until they have met.
    pub(crate) answer: Option<Answer>,
    pub(crate) for_visitor: Mailbox,
    pub(crate) for_counsellor: Mailbox,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Shift {
    pub(crate) attendance: Attendance,
    pub(crate) role: Role,
    /// As she said last.
    pub(crate) status: Option<Status>,
    /// Of which colleagues its console knows who they are, on its socket of this moment.
    pub(crate) met: BTreeSet<ShiftId>,
    /// Until when its letters so far weigh on it: each adds a little, and time takes it off.
    pub(crate) letters_until: Millis,
    /// Conversations at once, as its certificate allows.
    pub(crate) capacity: usize,
    pub(crate) until: Millis,
    /// What visitors need to seal an intake to it. A visitor may have named the shift before it reported.
    pub(crate) keys: Option<ShiftKeys>,
    /// Claims and conversations of this shift.
    pub(crate) holds: BTreeSet<TicketId>,
}

impl Shift {
    /// One of which nothing is known yet but its name.
    pub(crate) fn unknown(attendance: Attendance) -> Self {
        Self {
            attendance,
            role: Role::Counsellor,
            status: None,
            met: BTreeSet::new(),
            letters_until: 0,
            // What its certificate allows is known when it reports.
            capacity: 0,
            until: Millis::MAX,
            keys: None,
            holds: BTreeSet::new(),
        }
    }

    /// Whether its console is here and takes visitors. A buddy or an interpreter comes when invited.
    pub(crate) fn receives(&self) -> bool {
        self.role.takes() && self.attendance.socket().is_some()
    }
}

impl Conversation {
    pub(crate) fn new(shift: ShiftId, claimed: Millis) -> Self {
        Self {
            shift,
            claimed,
            handed_over: false,
            met: false,
            given: false,
            begun_here: false,
            answer: None,
            for_visitor: Mailbox::default(),
            for_counsellor: Mailbox::default(),
        }
    }

    /// The visitor has the answer: it need not be kept any longer.
    pub(crate) fn they_met(&mut self) {
        self.met = true;
        self.given = true;
        self.answer = None;
    }
}

impl Ticket {
    /// Which shift has claimed her or talks with her.
    pub(crate) fn shift(&self) -> Option<ShiftId> {
        self.claim().map(|(shift, _)| shift)
    }

    /// Whether a colleague was given her, whom she is not known to have met.
    pub(crate) fn handed_over(&self) -> bool {
        match &self.stage {
            Stage::Claimed { handed_over, .. } => *handed_over,
            Stage::Talking(conversation) => conversation.handed_over && !conversation.met,
            Stage::Arrived | Stage::Waiting { .. } => false,
        }
    }

    /// Whether she is known to have met the counsellor she talks with.
    pub(crate) fn has_met(&self) -> bool {
        matches!(&self.stage, Stage::Talking(conversation) if conversation.met)
    }

    /// The same, and since when.
    pub(crate) fn claim(&self) -> Option<(ShiftId, Millis)> {
        match &self.stage {
            Stage::Arrived | Stage::Waiting { .. } => None,
            Stage::Claimed { shift, since, .. } => Some((*shift, *since)),
            Stage::Talking(conversation) => Some((conversation.shift, conversation.claimed)),
        }
    }
}

impl Ticket {
    /// The right of one side to her conversation, or to what may become it, for the shell to sign.
    pub(crate) fn right(&self, id: TicketId, side: Side) -> Option<Token> {
        let (shift, claimed) = self.claim()?;
        let (ticket, arrived, called) = (id, self.arrived, self.called);
        Some(Token::unsigned(match side {
            Side::Visitor => Claims::VisitorRight {
                ticket,
                arrived,
                claimed,
                shift,
                called,
            },
            Side::Counsellor => Claims::CounsellorRight {
                ticket,
                arrived,
                claimed,
                shift,
                called,
            },
        }))
    }
}

/// One of the two sides of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Visitor,
    Counsellor,
}

impl Desk {
    /// An empty desk that begins now.
    #[must_use]
    pub fn new(settings: Settings, now: Millis) -> Self {
        Self {
            settings,
            began: now,
            tickets: BTreeMap::new(),
            line: BTreeSet::new(),
            shifts: BTreeMap::new(),
            opening: None,
            enrolments: BTreeMap::new(),
            over: BTreeMap::new(),
            seats: BTreeMap::new(),
            line_changed: false,
            colleagues_changed: false,
            intakes_changed: false,
            nodes: BTreeMap::new(),
            arrived_last: 0,
            takes: Takes::new(now),
            effects: Vec::new(),
            counted: Vec::new(),
        }
    }

    /// How many tickets wait and are not claimed.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.line.len()
    }

    /// How many conversations are open. What is said with a guest is part of one of them.
    #[must_use]
    pub fn conversations(&self) -> usize {
        self.tickets
            .values()
            .filter(|ticket| !ticket.called && matches!(ticket.stage, Stage::Talking(_)))
            .count()
    }

    /// How many counsellors are there for visitors.
    #[must_use]
    pub fn on_duty(&self) -> u16 {
        let here = self
            .shifts
            .values()
            .filter(|shift| shift.is_there_for_visitors())
            .count();
        u16::try_from(here).unwrap_or(u16::MAX)
    }

    /// Every shift that has reported, on whichever node: what it showed, and the socket of its console if it is here.
    pub fn shifts(&self) -> impl Iterator<Item = (ShiftId, &ShiftKeys, Option<SocketId>)> {
        self.shifts
            .iter()
            .filter_map(|(id, shift)| Some((*id, shift.keys.as_ref()?, shift.attendance.socket())))
    }

    pub(crate) fn send(&mut self, socket: Option<SocketId>, frame: FromServer) {
        if let Some(socket) = socket {
            self.effects.push(Effect::Send(socket, frame));
        }
    }

    /// Whose page is on this socket, if it is a visitor's.
    pub(crate) fn visitor_on(&self, socket: SocketId) -> Option<TicketId> {
        match self.seats.get(&socket)? {
            Seat::Visitor(ticket) => Some(*ticket),
            Seat::Counsellor(_) | Seat::Invited(_) => None,
        }
    }

    pub(crate) fn visitor_socket(&self, ticket: TicketId) -> Option<SocketId> {
        self.tickets.get(&ticket)?.attendance.socket()
    }

    pub(crate) fn counsellor_socket(&self, shift: ShiftId) -> Option<SocketId> {
        self.shifts.get(&shift)?.attendance.socket()
    }
}
