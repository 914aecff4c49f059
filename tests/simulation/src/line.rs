//! What is between a page and a node.

use bytes::Bytes;
use luwte_desk::{Event, SocketId};
use luwte_wire::{Claims, CloseReason, FromPage, FromServer};
use rand::RngExt;

use crate::agenda::Happening;
use crate::evening::Evening;
use crate::network::{Direction, Moment};
use crate::person::SILENCE;

/// One socket, from both its ends: each finds out by itself that the other is gone.
pub(crate) struct Line {
    pub(crate) person: usize,
    /// Which node has it.
    pub(crate) node: usize,
    pub(crate) at_page: bool,
    pub(crate) at_node: bool,
    to_node: Direction,
    to_page: Direction,
    /// When the node last heard the page.
    pub(crate) node_heard: Moment,
    pub(crate) hello_done: bool,
    /// Something was lost on it: nothing more comes through, and both ends find out by themselves.
    broken: bool,
    /// What the node says of it when the desks begin anew.
    pub(crate) announcement: Option<Event>,
}

impl Line {
    /// She would come back with this one, if it reaches her.
    pub(crate) fn sent(&mut self, socket: SocketId, claims: Claims) {
        let nth = match self.announcement {
            Some(Event::Returned { nth, .. }) => nth,
            _ => 0,
        };
        self.announcement = Some(Event::Returned {
            socket,
            claims,
            nth,
            proven: false,
        });
    }
}

impl Evening {
    pub(crate) fn connect(&mut self, person: usize) {
        if self.people[person].line.is_some() || self.people[person].is_over() {
            return;
        }
        let node = match self.nodes.len() {
            1 => 0,
            nodes => self.chance.random_range(0..nodes),
        };
        if self.nodes[node].desk.is_none() || self.people[person].dead_spot_until > self.now {
            return self.reconnects(person);
        }
        self.last_socket += 1;
        let socket = SocketId::of(self.nodes[node].id, self.last_socket);
        let line = Line {
            person,
            node,
            at_page: true,
            at_node: true,
            to_node: Direction::default(),
            to_page: Direction::default(),
            node_heard: self.now,
            hello_done: false,
            broken: false,
            announcement: None,
        };
        self.lines.insert(socket, line);
        self.tell(|| format!("{person} opens {socket:?} at node {node}"));
        let frames = self.people[person].opened(socket, self.now);
        self.send(person, frames);
    }

    fn reconnects(&mut self, person: usize) {
        let wait = self.people[person].backoff(&mut self.chance);
        self.later(wait, Happening::Connect(person));
    }

    /// The page has this line no more. With a reason if the node closed it.
    pub(crate) fn page_loses(&mut self, socket: SocketId, why: Option<CloseReason>) {
        let Some(line) = self.lines.get_mut(&socket).filter(|line| line.at_page) else {
            return;
        };
        line.at_page = false;
        let (person, broken) = (line.person, line.broken);
        self.forget(socket);
        if self.people[person].line != Some(socket) {
            return;
        }
        if why == Some(CloseReason::TakenOver) && !broken {
            let complaint = format!("person {person} was told on her newest line that she goes on elsewhere");
            self.complain(complaint);
        }
        self.people[person].lost();
        self.reconnects(person);
    }

    /// The page lost its line by itself; the node finds out later.
    pub(crate) fn page_gives_up(&mut self, socket: SocketId) {
        self.page_loses(socket, None);
        let notices = self.chance.random_range(1..30_000);
        self.later(notices, Happening::NodeLoses(socket));
    }

    /// The node has this line no more, and tells the desk.
    pub(crate) fn node_loses(&mut self, socket: SocketId) {
        let Some(line) = self.lines.get_mut(&socket).filter(|line| line.at_node) else {
            return;
        };
        line.at_node = false;
        let node = line.node;
        self.forget(socket);
        self.submit(node, Event::Closed { socket });
    }

    fn forget(&mut self, socket: SocketId) {
        if self
            .lines
            .get(&socket)
            .is_some_and(|line| !line.at_page && !line.at_node)
        {
            self.lines.remove(&socket);
        }
    }

    /// A page that heard nothing for too long gives its line up.
    pub(crate) fn pages_listen(&mut self) {
        for person in 0..self.people.len() {
            let silent = self.now - self.people[person].heard_at >= SILENCE;
            if let Some(socket) = self.people[person].line.filter(|_| silent) {
                self.page_gives_up(socket);
            }
        }
    }

    pub(crate) fn send(&mut self, person: usize, frames: Vec<FromPage>) {
        let Some(socket) = self.people[person].line else {
            return;
        };
        for frame in frames {
            self.tell(|| format!("{person} says {frame:?}"));
            let bytes = frame.encode();
            let envelope = matches!(frame, FromPage::Envelope(..));
            let Some(line) = self.lines.get_mut(&socket) else {
                return;
            };
            line.broken |= self.people[person].dead_spot_until > self.now;
            if line.broken {
                return;
            }
            let arrivals = line
                .to_node
                .arrivals(self.now, envelope, &self.weather, &mut self.chance);
            for moment in arrivals {
                self.at(moment, Happening::ToNode(socket, bytes.clone()));
            }
        }
    }

    pub(crate) fn send_to_page(&mut self, socket: SocketId, frame: FromServer) {
        let Some(line) = self.lines.get_mut(&socket).filter(|line| line.at_page) else {
            return;
        };
        line.broken |= self.people[line.person].dead_spot_until > self.now;
        if line.broken {
            return;
        }
        let envelope = matches!(frame, FromServer::Envelope(..));
        let arrivals = line
            .to_page
            .arrivals(self.now, envelope, &self.weather, &mut self.chance);
        let bytes = frame.encode();
        for moment in arrivals {
            self.at(moment, Happening::ToPage(socket, bytes.clone()));
        }
    }

    pub(crate) fn page_hears(&mut self, socket: SocketId, bytes: &Bytes) {
        let Some(line) = self.lines.get(&socket) else {
            return;
        };
        let person = line.person;
        if self.people[person].line != Some(socket) {
            return;
        }
        let frame = FromServer::decode(bytes).expect("the server speaks the protocol");
        self.tell(|| format!("{person} hears {frame:?}"));
        if let FromServer::Ended {
            conversation, reason, ..
        } = &frame
        {
            self.is_told_the_end(person, *conversation, *reason);
        }
        let frames = self.people[person].hear(frame, self.now);
        self.send(person, frames);
    }
}
