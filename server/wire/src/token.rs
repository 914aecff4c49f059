use crate::{ShiftId, TicketId};

/// What a token says, without the server's MAC: docs/protocol.md, section 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Claims {
    /// A place in the line.
    Ticket {
        /// Whose.
        ticket: TicketId,
        /// When she arrived, in milliseconds since 1970.
        arrived: u64,
        /// Whether a guest is called with it into a conversation, and nobody waits with it.
        called: bool,
    },
    /// The visitor's side of a conversation.
    VisitorRight {
        /// The conversation.
        ticket: TicketId,
        /// When she arrived, in milliseconds since 1970.
        arrived: u64,
        /// When she was taken, in milliseconds since 1970.
        claimed: u64,
        /// Whom she talks with.
        shift: ShiftId,
        /// Whether it grew from a called ticket. Then its holder is whoever called the guest.
        called: bool,
    },
    /// The counsellor's side of a conversation.
    CounsellorRight {
        /// The conversation.
        ticket: TicketId,
        /// When the visitor arrived, in milliseconds since 1970.
        arrived: u64,
        /// When she was taken, in milliseconds since 1970.
        claimed: u64,
        /// Whose.
        shift: ShiftId,
        /// Whether it grew from a called ticket. Then its holder is the guest.
        called: bool,
    },
    /// Somebody may ask to become a counsellor.
    Invitation {
        /// Its random number.
        invitation: TicketId,
        /// When it was made, in milliseconds since 1970.
        made: u64,
        /// Until when it holds, in milliseconds since 1970.
        until: u64,
    },
}

/// The kinds of what has to do with a called ticket are those of the others and so much more.
const CALLED: u8 = 4;

/// Claims with the server's MAC over them, 97 bytes. `Debug` shows nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token(pub [u8; Self::LENGTH]);

impl Token {
    /// Length in bytes.
    pub const LENGTH: usize = Self::SIGNED_LENGTH + 32;
    /// Length of what the MAC is over, in bytes.
    pub const SIGNED_LENGTH: usize = 65;

    /// A token whose MAC is still zero: the shell signs it before it leaves.
    #[must_use]
    pub fn unsigned(claims: Claims) -> Self {
        let nobody = ShiftId([0; 32]);
        let kind = |kind, called| if called { kind + CALLED } else { kind };
        let (kind, ticket, arrived, claimed, shift) = match claims {
            Claims::Ticket {
                ticket,
                arrived,
                called,
            } => (kind(1, called), ticket, arrived, 0, nobody),
            Claims::VisitorRight {
                ticket,
                arrived,
                claimed,
                shift,
                called,
            } => (kind(2, called), ticket, arrived, claimed, shift),
            Claims::CounsellorRight {
                ticket,
                arrived,
                claimed,
                shift,
                called,
            } => (kind(3, called), ticket, arrived, claimed, shift),
            Claims::Invitation {
                invitation,
                made,
                until,
            } => (4, invitation, made, until, nobody),
        };
        let mut token = [0; Self::LENGTH];
        let times = [arrived.to_be_bytes(), claimed.to_be_bytes()].concat();
        let fields = [&[kind][..], &ticket.0, &times, &shift.0].concat();
        for (to, from) in token.iter_mut().zip(fields) {
            *to = from;
        }
        Self(token)
    }

    /// What it says, whoever signed it. `None` when the kind does not exist, or a ticket or an invitation names a shift.
    #[must_use]
    pub fn claims(&self) -> Option<Claims> {
        let ([kind], rest) = self.0.split_first_chunk::<1>()?;
        let (ticket, rest) = rest.split_first_chunk()?;
        let (arrived, rest) = rest.split_first_chunk()?;
        let (claimed, rest) = rest.split_first_chunk()?;
        let shift = ShiftId(*rest.first_chunk()?);
        let ticket = TicketId(*ticket);
        let (arrived, claimed) = (u64::from_be_bytes(*arrived), u64::from_be_bytes(*claimed));
        let called = *kind > CALLED;
        match kind {
            1 | 5 if claimed == 0 && shift.0 == [0; 32] => Some(Claims::Ticket {
                ticket,
                arrived,
                called,
            }),
            2 | 6 => Some(Claims::VisitorRight {
                ticket,
                arrived,
                claimed,
                shift,
                called,
            }),
            3 | 7 => Some(Claims::CounsellorRight {
                ticket,
                arrived,
                claimed,
                shift,
                called,
            }),
            4 if shift.0 == [0; 32] => Some(Claims::Invitation {
                invitation: ticket,
                made: arrived,
                until: claimed,
            }),
            _ => None,
        }
    }

    /// What the MAC is over, and the MAC.
    #[must_use]
    pub fn parts(&self) -> (&[u8], &[u8]) {
        self.0.split_at(Self::SIGNED_LENGTH)
    }

    /// Writes the MAC.
    pub fn sign(&mut self, mac: [u8; 32]) {
        let (_, place) = self.0.split_at_mut(Self::SIGNED_LENGTH);
        place.copy_from_slice(&mac);
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token(..)")
    }
}
