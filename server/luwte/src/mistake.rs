//! What is wrong in a file that an organisation writes: which file, which line, and what to write instead.

use std::fmt;
use std::path::PathBuf;

use serde::de::DeserializeOwned;

/// So many are told at once; who mends those sees the rest.
const MOST_TOLD: usize = 20;

/// One thing that is wrong.
#[derive(Debug)]
pub(crate) struct Mistake {
    file: PathBuf,
    line: usize,
    what: String,
}

/// All that is wrong, so that a translator need not start the server once for every line.
#[derive(Debug, Default)]
pub(crate) struct Mistakes(Vec<Mistake>);

/// A text file, as it is on the disk or in the binary.
#[derive(Debug, Clone)]
pub(crate) struct TextFile {
    /// The name that its writer knows.
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl TextFile {
    /// A file as read: without the mark and the line ends that some editors write.
    pub(crate) fn new(path: PathBuf, text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        Self { path, text }
    }

    /// A mistake at this byte.
    pub(crate) fn wrong(&self, at: usize, what: impl Into<String>) -> Mistake {
        let before = self.text.get(..at.min(self.text.len())).unwrap_or_default();
        Mistake {
            file: self.path.clone(),
            line: before.matches('\n').count() + 1,
            what: what.into(),
        }
    }

    /// A mistake at the end: something is missing.
    pub(crate) fn wrong_at_end(&self, what: impl Into<String>) -> Mistake {
        self.wrong(self.text.trim_end().len(), what)
    }

    /// Reads the whole file as TOML.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, Mistake> {
        toml::from_str(&self.text).map_err(|error| self.wrong_toml(&error, 0))
    }

    /// A mistake that the TOML reader found in a piece that begins at byte `from`.
    pub(crate) fn wrong_toml(&self, error: &toml::de::Error, from: usize) -> Mistake {
        let at = from + error.span().map_or(0, |span| span.start);
        let what = format!("{} In: `{}`", sentence(error.message()), self.line_at(at));
        self.wrong(at, what)
    }

    fn line_at(&self, at: usize) -> &str {
        let begin = self.text[..at.min(self.text.len())]
            .rfind('\n')
            .map_or(0, |end| end + 1);
        self.text[begin..].lines().next().unwrap_or_default().trim()
    }
}

impl Mistakes {
    pub(crate) fn add(&mut self, mistake: Mistake) {
        self.0.push(mistake);
    }

    /// The value, or what was wrong with it, added here.
    pub(crate) fn take<T>(&mut self, result: Result<T, Mistake>) -> Option<T> {
        result.map_err(|mistake| self.add(mistake)).ok()
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Nothing, if nothing is wrong.
    pub(crate) fn none(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<Mistake> for Mistakes {
    fn from(mistake: Mistake) -> Self {
        Self(vec![mistake])
    }
}

impl std::error::Error for Mistakes {}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, Mistake { file, line, what }) in self.0.iter().take(MOST_TOLD).enumerate() {
            let begin = if number == 0 { "" } else { "\n" };
            write!(f, "{begin}{}, line {line}: {what}", file.display())?;
        }
        match self.0.len().saturating_sub(MOST_TOLD) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more."),
        }
    }
}

fn sentence(message: &str) -> String {
    let mut letters = message.trim().trim_end_matches('.').chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect::<String>() + ".")
        .unwrap_or_default()
}
