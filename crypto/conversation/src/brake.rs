use crate::ContentsError;

/// Length of the body of kind 12 in bytes: docs/protocol.md, section 7.
pub const BRAKE_LENGTH: usize = 4;

const SHORTEST: u16 = 30;
const LONGEST: u16 = 600;

/// How often the visitor may write, as the counsellor asks for it: docs/protocol.md, 6.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brake {
    /// As she likes: the brake before this one is over.
    Lifted,
    /// At most one text in 20 s.
    Slow(BrakeTerms),
    /// No text.
    Pause(BrakeTerms),
}

/// Why a brake is there, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrakeTerms {
    /// What the visitor is told.
    pub reason: BrakeReason,
    /// How long it lasts, 30 to 600 seconds.
    pub seconds: u16,
}

/// Why a counsellor brakes: docs/protocol.md, 6.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrakeReason {
    /// It goes too fast for her.
    TooFast,
    /// She needs a moment.
    Moment,
    /// There were words that hurt.
    Words,
    /// She does not think that this is serious.
    NotSerious,
}

impl BrakeReason {
    fn code(self) -> u8 {
        match self {
            Self::TooFast => 1,
            Self::Moment => 2,
            Self::Words => 3,
            Self::NotSerious => 4,
        }
    }

    fn from_code(code: u8) -> Option<Self> {
        [Self::TooFast, Self::Moment, Self::Words, Self::NotSerious]
            .into_iter()
            .find(|reason| reason.code() == code)
    }
}

impl Brake {
    /// Writes the body of kind 12, 4 bytes.
    ///
    /// # Errors
    /// [`ContentsError::Brake`]: a time outside its range.
    pub fn encode(self) -> Result<[u8; BRAKE_LENGTH], ContentsError> {
        let (what, terms) = match self {
            Self::Lifted => return Ok([0; BRAKE_LENGTH]),
            Self::Slow(terms) => (1, terms),
            Self::Pause(terms) => (2, terms),
        };
        if !(SHORTEST..=LONGEST).contains(&terms.seconds) {
            return Err(ContentsError::Brake);
        }
        let [high, low] = terms.seconds.to_be_bytes();
        Ok([what, terms.reason.code(), high, low])
    }

    /// Reads the body of kind 12.
    ///
    /// # Errors
    /// [`ContentsError::Length`] or [`ContentsError::Brake`].
    pub fn decode(bytes: &[u8]) -> Result<Self, ContentsError> {
        let &[what, reason, high, low] = bytes else {
            return Err(ContentsError::Length);
        };
        let seconds = u16::from_be_bytes([high, low]);
        let brake = match (what, BrakeReason::from_code(reason)) {
            (1, Some(reason)) => Self::Slow(BrakeTerms { reason, seconds }),
            (2, Some(reason)) => Self::Pause(BrakeTerms { reason, seconds }),
            _ => Self::Lifted,
        };
        // One rule for both directions: what would not be written is not read.
        if brake.encode()? != *bytes {
            return Err(ContentsError::Brake);
        }
        Ok(brake)
    }
}
