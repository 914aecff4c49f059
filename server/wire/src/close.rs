/// Why the server ends a socket: docs/protocol.md, section 2.7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CloseReason {
    /// The ticket or conversation is over, or the shift went off duty.
    Done,
    /// A message that is not 2,048 bytes.
    FrameSize,
    /// A text message.
    NotBinary,
    /// Another protocol version.
    WrongVersion,
    /// A type that is not in the protocol.
    UnknownFrame,
    /// Padding that is not zero, or a field outside its range.
    BadFrame,
    /// A frame before the hello.
    HelloFirst,
    /// A hello after the hello.
    SecondHello,
    /// No hello in time.
    HelloLate,
    /// A token that this server did not sign, or signed for another ticket.
    BadToken,
    /// A visitor names a conversation that is not her own.
    WrongConversation,
    /// A frame that this side never sends, or not at this point.
    NotNow,
    /// Too many frames in too short a time.
    TooFast,
    /// Too many frames wait to be read by this page.
    SlowReader,
    /// Nothing was heard for too long.
    Silent,
    /// The same ticket or shift came in on a newer socket.
    TakenOver,
    /// Chain or proof of a shift does not hold.
    DutyRefused,
    /// No ticket can be given now.
    WaitingRoomFull,
    /// The server is going down.
    Restarting,
    /// A certificate in the chain of the shift was taken back.
    Revoked,
}

impl CloseReason {
    /// All reasons, in the order of their codes.
    pub const ALL: [Self; 20] = [
        Self::Done,
        Self::FrameSize,
        Self::NotBinary,
        Self::WrongVersion,
        Self::UnknownFrame,
        Self::BadFrame,
        Self::HelloFirst,
        Self::SecondHello,
        Self::HelloLate,
        Self::BadToken,
        Self::WrongConversation,
        Self::NotNow,
        Self::TooFast,
        Self::SlowReader,
        Self::Silent,
        Self::TakenOver,
        Self::DutyRefused,
        Self::WaitingRoomFull,
        Self::Restarting,
        Self::Revoked,
    ];

    /// The websocket close code: 1000 for [`Self::Done`], else 4001 and up.
    #[must_use]
    pub fn code(self) -> u16 {
        match self {
            Self::Done => 1000,
            other => 4000 + other as u16,
        }
    }

    /// The name sent as the websocket's close reason and used in counts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::FrameSize => "frame-size",
            Self::NotBinary => "not-binary",
            Self::WrongVersion => "wrong-version",
            Self::UnknownFrame => "unknown-frame",
            Self::BadFrame => "bad-frame",
            Self::HelloFirst => "hello-first",
            Self::SecondHello => "second-hello",
            Self::HelloLate => "hello-late",
            Self::BadToken => "bad-token",
            Self::WrongConversation => "wrong-conversation",
            Self::NotNow => "not-now",
            Self::TooFast => "too-fast",
            Self::SlowReader => "slow-reader",
            Self::Silent => "silent",
            Self::TakenOver => "taken-over",
            Self::DutyRefused => "duty-refused",
            Self::WaitingRoomFull => "waiting-room-full",
            Self::Restarting => "restarting",
            Self::Revoked => "revoked",
        }
    }
}
