use luwte_wire::{CloseReason, EndReason};

/// What must never happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// A page that keeps to the protocol was refused.
    Refused(CloseReason),
    /// The newest line of a page was closed for an older one of the same page.
    OlderLineWins,
    /// A visitor who has met her counsellor is given another answer, or a ticket.
    MetAnother,
    /// An answer that was not made for her message one, or a right that names somebody else.
    StrangeAnswer,
    /// An envelope, or a message one, that its receiver cannot read.
    CannotOpen,
    /// A visitor is told that it is over, and neither she nor her counsellor ended it.
    ToldOver(EndReason),
    /// A new token gives her a later arrival than her old one.
    LostPlace,
    /// A replica has a ticket at two shifts, or at a shift and in the line.
    HeldTwice,
    /// A replica has the line out of the order of arrival.
    LineOutOfOrder,
    /// Two replicas have read the same and are not the same.
    ReplicasDiffer,
}
