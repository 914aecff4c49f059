use std::fmt;

use serde::{Serialize, Serializer};

/// Fewer than these are not told.
pub const FEWEST: u64 = 5;

/// One number as it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// Itself.
    Number(u64),
    /// It is under five, and may be zero.
    Under,
    /// It is not told, because with it one could compute a number that is under five.
    Hidden,
}

impl Shown {
    /// A number that stands alone.
    #[must_use]
    pub fn alone(number: u64) -> Self {
        if number < FEWEST {
            Self::Under
        } else {
            Self::Number(number)
        }
    }

    /// The number, if it is told.
    #[must_use]
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Under | Self::Hidden => None,
        }
    }

    /// The sum of two published numbers: it says nothing that they do not say.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Number(one), Self::Number(two)) => Self::Number(one.saturating_add(two)),
            _ => Self::Hidden,
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Under => write!(f, "<{FEWEST}"),
            Self::Hidden => write!(f, "hidden"),
        }
    }
}

/// As a number, or as one of two words.
impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Under | Self::Hidden => serializer.collect_str(self),
        }
    }
}
