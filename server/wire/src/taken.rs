//! Whom a console is given, and why it was given nobody.

/// How a conversation came to a console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TakenHow {
    /// The counsellor took the visitor from the line.
    Line,
    /// A colleague handed her over. Then the handshake is one for that.
    HandedOver,
    /// One of the two of a conversation calls this console's person into it, as a guest.
    Called,
}

impl TakenHow {
    const ALL: [Self; 3] = [Self::Line, Self::HandedOver, Self::Called];

    /// As frames carry it: 0 to 2.
    pub(crate) fn code(self) -> u8 {
        self as u8
    }

    pub(crate) fn of(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.code() == code)
    }
}

/// Why TAKE_NEXT or TAKE brought nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotTaken {
    /// The waiting room is empty.
    NobodyWaits,
    /// The shift holds as many conversations as it has room for.
    AtCapacity,
    /// The one who was to be taken does not wait any more: somebody was quicker, or she left.
    TakenAlready,
    /// This role takes nobody.
    NotYourRole,
}

impl NotTaken {
    const ALL: [Self; 4] = [
        Self::NobodyWaits,
        Self::AtCapacity,
        Self::TakenAlready,
        Self::NotYourRole,
    ];

    pub(crate) fn code(self) -> u8 {
        1 + self as u8
    }

    pub(crate) fn of(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}
