//! The texts of a folder, checked and listed: what a coordinator compares with what her console shows.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::mistake::Mistakes;
use crate::organisation::{Files, Source, TextInForce};

#[derive(Debug, Args)]
pub(crate) struct Texts {
    /// The folder with words/, pages/, desk/, numbers.toml and hours.toml.
    folder: PathBuf,
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TextsError {
    #[error(
        "{folder} cannot be read ({why}). Give the folder with words/, pages/, desk/, numbers.toml and hours.toml."
    )]
    Unreadable { folder: PathBuf, why: std::io::Error },
    #[error("{0}")]
    Wrong(#[from] Mistakes),
    #[error("the list cannot be written out: {0}")]
    Output(#[from] std::io::Error),
}

impl Texts {
    /// A line for each file: its fingerprint, the day of its oldest fact, its name, and how many facts nobody checked.
    pub(crate) fn run(self) -> Result<(), TextsError> {
        let source = Source::folder(&self.folder).map_err(|why| TextsError::Unreadable {
            folder: self.folder,
            why,
        })??;
        let mut out = std::io::stdout().lock();
        for text in Files::read(&source)?.texts {
            let TextInForce {
                file,
                checked,
                unchecked,
                fingerprint,
                ..
            } = text;
            let checked = checked.as_deref().unwrap_or("-");
            let open = match unchecked {
                0 => String::new(),
                facts => format!("  ({facts} not checked)"),
            };
            writeln!(out, "{fingerprint}  {checked:<10}  {file}{open}")?;
        }
        Ok(())
    }
}
