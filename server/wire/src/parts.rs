//! The fixed-length values that frames carry.

use std::ops::RangeInclusive;

use bytes::Bytes;

/// Declares a fixed-length array type whose content never shows in Debug output.
macro_rules! fixed {
    ($(#[$doc:meta])* $name:ident, $length:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl $name {
            /// Length in bytes.
            pub const LENGTH: usize = $length;
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }

        /// For her whom it is about: docs/protocol.md, RECORD.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&hex(&self.0))
            }
        }
    };
}

/// Bytes as a person may compare them.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fixed!(
    /// The random number of a ticket, and of the conversation that grows from it, 16 bytes.
    TicketId, 16
);

impl TicketId {
    /// A called ticket: it begins as the conversation into which a guest is called, and ends with what the shell drew. So
    /// the one is known to belong to the other wherever it is met, also by a server that has forgotten everything.
    #[must_use]
    pub fn called_into(conversation: Self, drawn: [u8; 8]) -> Self {
        let mut ticket = conversation;
        ticket
            .0
            .iter_mut()
            .skip(8)
            .zip(drawn)
            .for_each(|(to, from)| *to = from);
        ticket
    }

    /// Between which tickets a conversation and those called into it are.
    #[must_use]
    pub fn family(self) -> RangeInclusive<Self> {
        Self::called_into(self, [0; 8])..=Self::called_into(self, [0xff; 8])
    }
}

fixed!(
    /// A shift, named by its signing key (section 4.3), 32 bytes.
    ShiftId, 32
);
fixed!(
    /// What a shift must sign to go on duty, 32 bytes.
    Nonce, 32
);
fixed!(
    /// With which an effort was made (section 2.11), 8 bytes.
    EffortNonce, 8
);
fixed!(
    /// Where a folder is (section 13.1), 32 bytes.
    Lookup, 32
);
fixed!(
    /// What says where the answer to a mail will lie (section 13.5), 16 bytes.
    Reply, 16
);
fixed!(
    /// What the effort of the next request about a folder is made for (section 13.3), 16 bytes.
    Knock, 16
);
fixed!(
    /// The shift's signature over a [`Nonce`] (section 4.6), 64 bytes.
    DutyProof, 64
);
fixed!(
    /// Coordinator, counsellor and shift certificate (section 4.4), 494 bytes.
    Chain, 494
);

/// Declares a fixed-length value that is relayed and never looked into.
macro_rules! relayed {
    ($(#[$doc:meta])* $name:ident, $length:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(Bytes);

        impl $name {
            /// Length in bytes.
            pub const LENGTH: usize = $length;

            /// Takes bytes of exactly [`Self::LENGTH`], else none.
            #[must_use]
            pub fn new(bytes: Bytes) -> Option<Self> {
                (bytes.len() == Self::LENGTH).then_some(Self(bytes))
            }

            /// A copy of its own: a value kept for long must not keep the whole message it came in.
            #[must_use]
            pub fn detach(&self) -> Self {
                Self(Bytes::copy_from_slice(&self.0))
            }

            /// The bytes as they came.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }

        /// Sealed, and long: its beginning shows that it is one.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let begins = hex(self.0.get(..8).unwrap_or_default());
                let length = Self::LENGTH;
                serializer.collect_str(&format_args!("{length} bytes that this server cannot read: {begins}..."))
            }
        }
    };
}

relayed!(
    /// The visitor's first handshake message, 1,232 bytes.
    MessageOne, 1232
);
relayed!(
    /// The counsellor's reply to it, 1,678 bytes.
    Answer, 1678
);
relayed!(
    /// One record on its way, 2,030 bytes.
    Envelope, 2030
);
relayed!(
    /// The ML-KEM-768 key of a shift, whose hash its certificate names (section 4.3), 1,184 bytes.
    IntakeKey, 1184
);
relayed!(
    /// What a visitor needs of a shift to seal an intake to it: its chain 494 and its [`IntakeKey`], 1,678 bytes.
    ShiftKeys, 1678
);
relayed!(
    /// An intake for one shift (section 11): the slot 1,168 and the sealed form 784, 1,952 bytes.
    Intake, 1952
);

relayed!(
    /// A letter from one shift to another (section 12): the slot 1,168 and the sealed letter 784, 1,952 bytes.
    SealedLetter, 1952
);
relayed!(
    /// Mail to a counsellor (section 13.5): the slot 1,168 and the sealed mail 784, 1,952 bytes.
    SealedMail, 1952
);
relayed!(
    /// What a visitor needs to seal mail to a counsellor who is not there (section 13.4): two identity certificates 308, what
    /// the counsellor signed 234, and an ML-KEM-768 key 1,184, 1,726 bytes.
    Letterbox, 1726
);
relayed!(
    /// Two identity certificates (section 4.2), the issuer's and the subject's, 308 bytes.
    Certificates, 308
);

impl ShiftKeys {
    /// The two of them together.
    #[must_use]
    pub fn join(chain: &Chain, key: &IntakeKey) -> Self {
        Self([chain.0.as_slice(), key.as_bytes()].concat().into())
    }

    /// The chain, and the key behind it.
    #[must_use]
    pub fn parts(&self) -> (&[u8], &[u8]) {
        self.0.split_at(Chain::LENGTH)
    }
}

impl Certificates {
    /// The key that the second one certifies, 32 bytes.
    #[must_use]
    pub fn subject(&self) -> &[u8] {
        self.0.get(164..196).unwrap_or_default()
    }
}

impl Intake {
    /// Bytes of a slot.
    pub const SLOT_LENGTH: usize = 1168;

    /// The slot, and the sealed form behind it.
    #[must_use]
    pub fn parts(&self) -> (&[u8], &[u8]) {
        self.0.split_at(Self::SLOT_LENGTH)
    }
}

/// Whether an end of a conversation has a live socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// It has.
    Here,
    /// It has not, and its grace still runs.
    Away,
    /// The same, and she left by the exit.
    Exited,
}

impl Presence {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Here => 1,
            Self::Away => 2,
            Self::Exited => 3,
        }
    }
}

/// Why a ticket or conversation ended: section 2.6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum EndReason {
    /// Somebody ended it.
    SaidGoodbye,
    /// The visitor used the exit.
    Exit,
    /// The visitor's page refused the answer.
    Refused,
    /// A record could not be opened.
    Damaged,
    /// The other end was away for longer than the grace.
    Gone,
    /// The counsellor went off duty.
    OffDuty,
    /// This server knows no such conversation.
    Unknown,
    /// The visitor came back after the grace.
    AwayTooLong,
    /// The counsellor gave her back: she stands at the front of the line.
    PassedBack,
    /// The coordinator closed the desk while she waited.
    Closed,
    /// Somebody else has the conversation now, as its three agreed.
    HandedOver,
}

impl EndReason {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::SaidGoodbye => 1,
            Self::Exit => 2,
            Self::Refused => 3,
            Self::Damaged => 4,
            Self::Gone => 5,
            Self::OffDuty => 6,
            Self::Unknown => 7,
            Self::AwayTooLong => 8,
            Self::PassedBack => 9,
            Self::Closed => 10,
            Self::HandedOver => 11,
        }
    }

    /// The reason for a code that a page may send.
    pub(crate) fn from_page(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::SaidGoodbye),
            2 => Some(Self::Exit),
            3 => Some(Self::Refused),
            4 => Some(Self::Damaged),
            7 => Some(Self::Unknown),
            9 => Some(Self::PassedBack),
            _ => None,
        }
    }
}

/// Where a visitor stands, and how long that usually takes: 10 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Place {
    /// People before her.
    pub ahead: u32,
    /// Counsellors on duty.
    pub on_duty: u16,
    /// It usually takes at least this long, in minutes.
    pub least_minutes: u16,
    /// And at most this long. Zero, as the other, when nobody can know.
    pub most_minutes: u16,
}

/// One line of the waiting room as a console sees it, 21 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QueueEntry {
    /// Who waits.
    pub ticket: TicketId,
    /// For how long, in seconds.
    pub waited_seconds: u32,
    /// Whether her page is reachable.
    pub presence: Presence,
}
