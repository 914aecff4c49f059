//! The configuration file as it is written.

use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::DeskSection;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    pub(super) listen: Spanned<String>,
    pub(super) metrics_listen: Option<Spanned<String>>,
    pub(super) origins: Spanned<Vec<Spanned<String>>>,
    pub(super) token_key_file: Option<Spanned<PathBuf>>,
    pub(super) redis: Option<Spanned<String>>,
    pub(super) organisation: OrganisationText,
    pub(super) counts: Option<CountsText>,
    #[serde(default)]
    pub(super) folders: FoldersText,
    #[serde(default)]
    pub(super) desk: DeskSection,
    #[serde(default)]
    pub(super) demo: DemoText,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganisationText {
    pub(super) name: Spanned<String>,
    pub(super) root: Spanned<String>,
    pub(super) exit: Spanned<String>,
    #[serde(default = "neutral_title")]
    pub(super) title: String,
    pub(super) language: Spanned<String>,
    /// The folder with words, pages, numbers and hours, beside this file. Without it: the example's.
    pub(super) folder: Option<Spanned<PathBuf>>,
    /// The file with the certificates that were taken back, beside this file. Without it: none.
    pub(super) revocations_file: Option<Spanned<PathBuf>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountsText {
    /// The file in which this node keeps its counts, beside this file.
    pub(super) file: PathBuf,
}

/// What visitors keep, and where (docs/folders.md).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FoldersText {
    /// `memory`, `disk` or `off`.
    pub(super) keep: Spanned<String>,
    pub(super) directory: Option<Spanned<PathBuf>>,
    pub(super) key_file: Option<Spanned<PathBuf>>,
    pub(super) most: Spanned<usize>,
}

impl Default for FoldersText {
    fn default() -> Self {
        Self {
            keep: Spanned::new(0..0, "memory".to_owned()),
            directory: None,
            key_file: None,
            most: Spanned::new(0..0, 4_096),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoText {
    pub(super) identities: Vec<Spanned<String>>,
}

fn neutral_title() -> String {
    "Agenda".to_owned()
}
