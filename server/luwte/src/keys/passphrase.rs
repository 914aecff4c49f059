//! Asking for a passphrase, and refusing one that somebody can guess.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

use super::files::{self, FileError};

const FEWEST_CHARACTERS: usize = 16;
const FEWEST_DIFFERENT: usize = 8;
/// Longer than anybody types.
const LONGEST: usize = 1_024;
/// Printed for everybody to read.
const KNOWN: [&str; 2] = [crate::demo::PASSPHRASE, "correct horse battery staple"];

/// Where a passphrase comes from.
#[derive(Debug, Args)]
pub(crate) struct From {
    /// A file whose first line is the passphrase [default: asked at the terminal].
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Why there is no passphrase.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PassphraseError {
    #[error("There is no terminal to ask for the passphrase ({0}). Give it in a file: --passphrase-file.")]
    NoTerminal(std::io::Error),
    #[error("{0}")]
    File(#[from] FileError),
    #[error("The first line of {0} is empty. Write the passphrase there.")]
    Empty(PathBuf),
    #[error("The two are not the same, so nothing was made. Try again.")]
    NotTheSame,
    #[error("{0} {WORDS}")]
    Weak(#[from] Weak),
}

const WORDS: &str = "Take four to six words that have nothing to do with each other, for example by opening a book at four \
                     to six places.";

/// Why a passphrase is refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Weak {
    #[error("This passphrase is too short: it has {0} characters and needs at least {FEWEST_CHARACTERS}.")]
    Short(usize),
    #[error("This passphrase repeats itself, so it is quickly guessed.")]
    Repeats,
    #[error("This passphrase has digits alone, so it is quickly guessed.")]
    Digits,
    #[error("This passphrase is printed where everybody can read it.")]
    Known,
}

impl From {
    /// The passphrase of something that is sealed already.
    pub(crate) fn ask(&self, of: &Path) -> Result<Zeroizing<String>, PassphraseError> {
        match &self.passphrase_file {
            Some(file) => first_line(file),
            None => Terminal::open()?.ask(&format!("Passphrase of {}: ", of.display())),
        }
    }

    /// A new passphrase, asked twice, and refused if it is weak.
    pub(crate) fn choose(&self, of: &Path) -> Result<Zeroizing<String>, PassphraseError> {
        let Some(file) = &self.passphrase_file else {
            let mut terminal = Terminal::open()?;
            terminal.say("Take four to six words that have nothing to do with each other.\n")?;
            let passphrase = terminal.ask(&format!("New passphrase for {}: ", of.display()))?;
            check(&passphrase)?;
            let again = terminal.ask("The same once more: ")?;
            return if passphrase == again {
                Ok(passphrase)
            } else {
                Err(PassphraseError::NotTheSame)
            };
        };
        let passphrase = first_line(file)?;
        check(&passphrase)?;
        Ok(passphrase)
    }
}

fn first_line(file: &Path) -> Result<Zeroizing<String>, PassphraseError> {
    let text = files::read(file)?;
    match text.lines().next() {
        None | Some("") => Err(PassphraseError::Empty(file.to_owned())),
        Some(line) => Ok(Zeroizing::new(line.to_owned())),
    }
}

/// Whether somebody with the file and a machine for guessing would soon have it. No rule can tell whether words were chosen
/// by chance; these refuse what certainly was not.
fn check(passphrase: &str) -> Result<(), Weak> {
    let count = passphrase.chars().count();
    if count < FEWEST_CHARACTERS {
        return Err(Weak::Short(count));
    }
    if passphrase.chars().all(|letter| letter.is_ascii_digit()) {
        return Err(Weak::Digits);
    }
    let plain = Zeroizing::new(passphrase.to_lowercase());
    let mut letters: Vec<char> = plain.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    let many = words.len();
    words.sort_unstable();
    words.dedup();
    if letters.len() < FEWEST_DIFFERENT || many > 1 && words.len() * 2 <= many {
        return Err(Weak::Repeats);
    }
    let bare = |text: &str| Zeroizing::new(text.split_whitespace().collect::<String>());
    if KNOWN.iter().any(|known| bare(known) == bare(&plain)) {
        return Err(Weak::Known);
    }
    Ok(())
}

/// The terminal of whoever typed the command, also when its output goes elsewhere.
struct Terminal(File);

impl Terminal {
    fn open() -> Result<Self, PassphraseError> {
        OpenOptions::new()
            .read(true)
            .write(true)
            .open("/dev/tty")
            .map(Self)
            .map_err(PassphraseError::NoTerminal)
    }

    fn say(&mut self, text: &str) -> Result<(), PassphraseError> {
        self.0
            .write_all(text.as_bytes())
            .map_err(PassphraseError::NoTerminal)
    }

    /// Asks, and does not show what is typed.
    fn ask(&mut self, question: &str) -> Result<Zeroizing<String>, PassphraseError> {
        let before = tcgetattr(&self.0).map_err(|why| PassphraseError::NoTerminal(why.into()))?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        hidden.local_modes.insert(LocalModes::ECHONL);
        // Before the question: what somebody types quickly would be shown, or thrown away with what was typed too early.
        self.set(OptionalActions::Flush, &hidden)?;
        let line = self.say(question).and_then(|()| self.line());
        self.set(OptionalActions::Now, &before)?;
        line
    }

    fn set(&self, when: OptionalActions, modes: &Termios) -> Result<(), PassphraseError> {
        tcsetattr(&self.0, when, modes).map_err(|why| PassphraseError::NoTerminal(why.into()))
    }

    /// One byte after the other: a buffer would keep what was typed.
    fn line(&mut self) -> Result<Zeroizing<String>, PassphraseError> {
        let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
        let mut byte = Zeroizing::new([0]);
        while self.0.read(&mut *byte).map_err(PassphraseError::NoTerminal)? == 1 && *byte != [b'\n'] {
            if line.len() < LONGEST {
                line.extend(byte.iter());
            }
        }
        Ok(Zeroizing::new(
            String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_that_is_quickly_guessed_is_refused() {
        for (passphrase, weak) in [
            ("", Weak::Short(0)),
            ("geheim", Weak::Short(6)),
            ("lamp window lee", Weak::Short(15)),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", Weak::Repeats),
            ("password password password", Weak::Repeats),
            ("12345678901234567890", Weak::Digits),
            ("A lamp in the  window", Weak::Known),
            ("CorrectHorseBatteryStaple", Weak::Known),
        ] {
            assert_eq!(check(passphrase), Err(weak), "{passphrase}");
        }
        for good in [
            "tram gember oever kwarts",
            "regen lamp zolder munt rivier",
            "Xq7!vPz2#mWk9@Lr",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }
}
