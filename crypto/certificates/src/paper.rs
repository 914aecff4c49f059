//! The root key on paper, to be typed back by a person (protocol 9.5).
//!
//! Four lines of four groups of four. Each line carries 8 bytes of the key and two of a checksum over them and the line's
//! number, in the base 32 of Douglas Crockford: no letter that looks like a number, so what a person mistakes is meant.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::root::RootSecret;

/// How many lines there are.
pub const LINES: usize = 4;
const BYTES_PER_LINE: usize = 8;
const SYMBOLS_PER_LINE: usize = 16;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why a page does not give the key back. Lines are counted from 1, as they are numbered on the paper.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum PaperError {
    /// No line begins with this number.
    #[error("Line {0} of the key is missing. Type all four lines, each with its number before it.")]
    Missing(usize),
    /// Two lines begin with this number.
    #[error("Line {0} of the key is there twice. Keep the one that is on the paper.")]
    Twice(usize),
    /// Not 16 letters and digits.
    #[error("Line {line} of the key has {count} letters and digits. It is four groups of four.")]
    Length {
        /// Which line.
        line: usize,
        /// How many it has.
        count: usize,
    },
    /// A character that never stands in a key.
    #[error("Line {line} of the key has a {letter:?}, which never stands in a key. Look at the paper again.")]
    Letter {
        /// Which line.
        line: usize,
        /// What stands there.
        letter: char,
    },
    /// The checksum does not fit.
    #[error("Line {0} of the key has a typing error. Compare it with the paper, letter by letter.")]
    Mistyped(usize),
}

/// The four lines, each with its number before it.
#[must_use]
pub fn write(secret: &RootSecret) -> Zeroizing<String> {
    let bytes = secret.secret_bytes();
    let mut page = Zeroizing::new(String::with_capacity(LINES * 24));
    for (index, part) in bytes.chunks(BYTES_PER_LINE).enumerate() {
        let mut bits = part
            .iter()
            .chain(&checksum(index + 1, part))
            .fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut symbols = [0; SYMBOLS_PER_LINE];
        for symbol in symbols.iter_mut().rev() {
            *symbol = ALPHABET.get((bits & 31) as usize).copied().unwrap_or_default();
            bits >>= 5;
        }
        page.push_str(&(index + 1).to_string());
        for group in symbols.chunks(4) {
            page.push_str("  ");
            page.extend(group.iter().copied().map(char::from));
        }
        page.push('\n');
    }
    page
}

/// Reads a page. A line of the key begins with its number; every other line is text for people. Small letters count as
/// capitals, O as 0, I and L as 1; spaces and hyphens do not count.
///
/// # Errors
/// [`PaperError`]: the first line with something wrong.
pub fn read(page: &str) -> Result<RootSecret, PaperError> {
    let mut key = Zeroizing::new([0; LINES * BYTES_PER_LINE]);
    for (index, part) in key.chunks_mut(BYTES_PER_LINE).enumerate() {
        let line = index + 1;
        let number = line.to_string();
        let mut found = page.lines().filter_map(|text| {
            let (first, rest) = text.trim().split_once([' ', '\t', '.', ':', ')'])?;
            (first == number).then_some(rest)
        });
        let text = found.next().ok_or(PaperError::Missing(line))?;
        if found.next().is_some() {
            return Err(PaperError::Twice(line));
        }
        part.copy_from_slice(&read_line(line, text)?);
    }
    Ok(RootSecret::from_bytes(&key))
}

fn read_line(line: usize, text: &str) -> Result<[u8; BYTES_PER_LINE], PaperError> {
    let mut bits = 0_u128;
    let mut count = 0;
    for letter in text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
    {
        let value = value(letter).ok_or(PaperError::Letter { line, letter })?;
        bits = bits << 5 | value;
        count += 1;
    }
    if count != SYMBOLS_PER_LINE {
        return Err(PaperError::Length { line, count });
    }
    let part = ((bits >> 16) as u64).to_be_bytes();
    if (bits as u16).to_be_bytes() != checksum(line, &part) {
        return Err(PaperError::Mistyped(line));
    }
    Ok(part)
}

fn value(letter: char) -> Option<u128> {
    let meant = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|symbol| char::from(*symbol) == meant)?;
    u128::try_from(place).ok()
}

/// CRC-16 (polynomial 0x1021, begun with 0xffff) over line 1 | bytes 8. It notices every wrong letter and any two
/// neighbours that changed places, and with the line in it two lines that did. It is no secret's protection: it is for
/// typing.
fn checksum(line: usize, part: &[u8]) -> [u8; 2] {
    let mut crc = 0xffff_u16;
    for byte in [line as u8].iter().chain(part) {
        crc ^= u16::from(*byte) << 8;
        for _ in 0..8 {
            crc = if crc & 0x8000 == 0 {
                crc << 1
            } else {
                crc << 1 ^ 0x1021
            };
        }
    }
    crc.to_be_bytes()
}
