//! What is still to happen, by the moment at which it does.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use bytes::Bytes;
use luwte_desk::{NodeId, SocketId};
use luwte_wire::{CloseReason, FromServer, ShiftId};

use crate::board::{Outgoing, Touch};
use crate::network::Moment;

pub(crate) enum Happening {
    Connect(usize),
    ToNode(SocketId, Bytes),
    ToPage(SocketId, Bytes),
    /// The node finds out that a line is gone.
    NodeLoses(SocketId),
    /// The page does, because the node closed it or died.
    PageLoses(SocketId, Option<CloseReason>),
    Acts(usize),
    SendsAgain(usize),
    DeadSpot(usize),
    /// A page comes into another network: its line is lost at once, and what it has said on it is still on its way.
    Moves(usize),
    Sweep,
    Dies(usize),
    Starts(usize),
    /// A node looks for the log.
    Looks(usize, NodeId),
    /// A node's *begin* is at the log.
    Begins(usize, Touch),
    /// A node hears that its *begin* is written.
    Begun(Touch),
    /// What a node writes is at the log.
    Written {
        node: usize,
        touch: Touch,
        batch: Vec<Outgoing>,
    },
    /// A node hears that it is written.
    Heard(Touch),
    /// The log is read up to this entry.
    Read(Touch, usize),
    /// What another node passed on.
    Passed(Touch, SocketId, ShiftId, FromServer),
    LosesTouch(Touch),
    CutOff(usize),
    Stalls(usize),
    LogDies,
    LogStarts,
}

/// Everything that is still to happen.
#[derive(Default)]
pub(crate) struct Agenda {
    order: BinaryHeap<Reverse<(Moment, u64)>>,
    happenings: BTreeMap<u64, Happening>,
    /// How many there were.
    pub(crate) count: u64,
}

impl Agenda {
    pub(crate) fn put(&mut self, moment: Moment, happening: Happening) {
        self.happenings.insert(self.count, happening);
        self.order.push(Reverse((moment, self.count)));
        self.count += 1;
    }

    pub(crate) fn next(&mut self) -> Option<(Moment, Happening)> {
        let Reverse((moment, number)) = self.order.pop()?;
        let happening = self.happenings.remove(&number)?;
        Some((moment, happening))
    }
}
