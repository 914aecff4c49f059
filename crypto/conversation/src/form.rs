//! What a visitor may say before a conversation: docs/protocol.md, 11.1.

use std::fmt;

use zeroize::Zeroizing;

use crate::FORM_LENGTH;

const VERSION: u8 = 1;
/// Bytes before the code word: version, language, who, age, topics, safe, danger and the length of the code word.
const HEAD: usize = 10;
const LONGEST_CODE_WORD: usize = 48;
/// Where the length of the first message stands.
const MESSAGE: usize = HEAD + LONGEST_CODE_WORD;

/// Declares what one byte of a form can say. Zero is always: she did not say.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$said:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $name {
            /// She did not say.
            #[default]
            NotSaid,
            $($(#[$said])* $variant),+
        }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &[Self] = &[Self::NotSaid, $(Self::$variant),+];

            fn decode(byte: u8) -> Result<Self, FormError> {
                Self::ALL.get(usize::from(byte)).copied().ok_or(FormError::Range)
            }
        }
    };
}

choice!(
    /// Who asks, 1 byte.
    Who {
        /// For herself.
        Me,
        /// A parent.
        Parent,
        /// Somebody who is worried about another.
        Worried,
        /// Somebody who works with young people.
        Professional,
    }
);
choice!(
    /// Her age, 1 byte.
    Age {
        /// Under 12.
        Under12,
        /// 12 to 14.
        From12,
        /// 15 to 17.
        From15,
        /// 18 to 20.
        From18,
        /// 21 to 24.
        From21,
        /// 25 or older.
        From25,
    }
);
choice!(
    /// Whether it is safe to write now, 1 byte.
    Safety {
        /// It is.
        Yes,
        /// She is not sure.
        NotSure,
        /// It is not.
        No,
    }
);
choice!(
    /// Whether somebody is in danger now, 1 byte.
    Danger {
        /// Nobody is.
        No,
        /// Somebody is.
        Yes,
    }
);

/// What it is about: a set of bits, 2 bytes. Their meaning is in docs/protocol.md, 11.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Topics(u16);

impl Topics {
    /// How many topics there are.
    pub const COUNT: u8 = 11;
    /// She talked with the counsellor who reads this before, and asks for her.
    pub const ASKS_FOR_YOU: Self = Self(1 << 9);
    /// She asks for another counsellor.
    pub const ASKS_FOR_ANOTHER: Self = Self(1 << 10);

    /// The topics with these bits; none if one of them has no meaning.
    #[must_use]
    pub fn from_bits(bits: u16) -> Option<Self> {
        (bits >> Self::COUNT == 0).then_some(Self(bits))
    }

    /// The bits.
    #[must_use]
    pub fn bits(self) -> u16 {
        self.0
    }
}

/// The form. All of it may be left empty. `Debug` shows nothing of it; its texts are zeroized when dropped.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// Her language, two lower-case letters of ASCII.
    pub language: Option<[u8; 2]>,
    /// Who asks.
    pub who: Who,
    /// Her age.
    pub age: Age,
    /// What it is about.
    pub topics: Topics,
    /// Whether it is safe to write now.
    pub safe: Safety,
    /// Whether somebody is in danger now.
    pub danger: Danger,
    /// A word by which she can know that it is the same person, at most 48 bytes of UTF-8.
    pub code_word: Zeroizing<String>,
    /// Her first message, at most 708 bytes of UTF-8.
    pub message: Zeroizing<String>,
}

/// Which rule of 11.1 a form breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// Another version.
    #[error("The form is of another version.")]
    Version,
    /// A language that is not two lower-case letters, a choice that does not exist, or a topic without a meaning.
    #[error("A field of the form is outside its range.")]
    Range,
    /// A text that is longer than its field.
    #[error("A text of the form is too long.")]
    Length,
    /// Bytes behind a text that are not zero.
    #[error("The padding of the form is not zero.")]
    Padding,
    /// A text that is not UTF-8.
    #[error("A text of the form is not UTF-8.")]
    NotUtf8,
}

impl Form {
    /// Longest first message, in bytes of UTF-8.
    pub const LONGEST_MESSAGE: usize = FORM_LENGTH - MESSAGE - 2;
    /// Longest code word, in bytes of UTF-8.
    pub const LONGEST_CODE_WORD: usize = LONGEST_CODE_WORD;

    /// Writes the form, zeroized when dropped.
    ///
    /// # Errors
    /// [`FormError::Range`] for a language, [`FormError::Length`] for a text.
    pub fn encode(&self) -> Result<Zeroizing<[u8; FORM_LENGTH]>, FormError> {
        let language = self.language.unwrap_or_default();
        if self.language.is_some() && !is_language(language) {
            return Err(FormError::Range);
        }
        if self.code_word.len() > LONGEST_CODE_WORD || self.message.len() > Self::LONGEST_MESSAGE {
            return Err(FormError::Length);
        }
        let [high, low] = self.topics.0.to_be_bytes();
        let head = [
            VERSION,
            language[0],
            language[1],
            self.who as u8,
            self.age as u8,
            high,
            low,
            self.safe as u8,
            self.danger as u8,
            self.code_word.len() as u8,
        ];
        let code_word = self
            .code_word
            .bytes()
            .chain(std::iter::repeat(0))
            .take(LONGEST_CODE_WORD);
        let fields = head
            .into_iter()
            .chain(code_word)
            .chain((self.message.len() as u16).to_be_bytes())
            .chain(self.message.bytes());
        let mut plain = Zeroizing::new([0; FORM_LENGTH]);
        plain.iter_mut().zip(fields).for_each(|(slot, byte)| *slot = byte);
        Ok(plain)
    }

    /// Reads a form.
    ///
    /// # Errors
    /// See [`FormError`].
    pub fn decode(plain: &[u8; FORM_LENGTH]) -> Result<Self, FormError> {
        let (head, rest) = plain.split_at(HEAD);
        let (code_word, rest) = rest.split_at(LONGEST_CODE_WORD);
        let (message_length, message) = rest.split_at(2);
        let (&[version, a, b, who, age, high, low, safe, danger, word_length], &[long_high, long_low]) =
            (head, message_length)
        else {
            return Err(FormError::Length);
        };
        if version != VERSION {
            return Err(FormError::Version);
        }
        let language = [a, b];
        if language != [0, 0] && !is_language(language) {
            return Err(FormError::Range);
        }
        Ok(Self {
            language: (language != [0, 0]).then_some(language),
            who: Who::decode(who)?,
            age: Age::decode(age)?,
            topics: Topics::from_bits(u16::from_be_bytes([high, low])).ok_or(FormError::Range)?,
            safe: Safety::decode(safe)?,
            danger: Danger::decode(danger)?,
            code_word: text(code_word, usize::from(word_length))?,
            message: text(message, usize::from(u16::from_be_bytes([long_high, long_low])))?,
        })
    }
}

fn is_language(language: [u8; 2]) -> bool {
    language.iter().all(u8::is_ascii_lowercase)
}

/// The text at the beginning of a field whose rest is padding.
fn text(field: &[u8], length: usize) -> Result<Zeroizing<String>, FormError> {
    let (text, padding) = field.split_at_checked(length).ok_or(FormError::Length)?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(FormError::Padding);
    }
    let text = str::from_utf8(text).map_err(|_| FormError::NotUtf8)?;
    Ok(Zeroizing::new(text.to_owned()))
}

impl fmt::Debug for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Form(redacted)")
    }
}
