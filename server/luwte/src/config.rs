//! The configuration file: one TOML file, unknown keys refused, every mistake named with file, line and field.

mod desk;
mod folders;
mod organisation;
mod reader;
mod text;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::board::RedisAddress;
use crate::mistake::{Mistake, Mistakes, TextFile};
use crate::tokens::TokenKeys;

pub(crate) use desk::DeskSection;
pub(crate) use folders::FoldersSection;
pub(crate) use organisation::Organisation;
use reader::Reader;

/// What `luwte serve` needs to know, checked.
pub(crate) struct Config {
    pub(crate) listen: SocketAddr,
    pub(crate) metrics_listen: Option<SocketAddr>,
    pub(crate) origins: Vec<String>,
    pub(crate) organisation: Organisation,
    pub(crate) desk: DeskSection,
    /// The Redis through which several nodes agree: docs/redis.md. Without it there is one node.
    pub(crate) redis: Option<RedisAddress>,
    /// Where counts are kept: docs/counts.md. Without it nothing is kept.
    pub(crate) counts_file: Option<PathBuf>,
    /// Where what visitors keep lies.
    pub(crate) folders: FoldersSection,
    /// The keys that sign what pages hold. Without them everything is lost with the process.
    pub(crate) token_keys: Option<Arc<TokenKeys>>,
    /// Sealed identities offered on the console's first screen. Only for a demo.
    pub(crate) demo_identities: Vec<String>,
}

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("{file} cannot be read ({why}). Give the path of a configuration file with --config.")]
    Unreadable { file: PathBuf, why: std::io::Error },
    #[error("{0}")]
    Wrong(#[from] Mistakes),
}

impl From<Mistake> for ConfigError {
    fn from(mistake: Mistake) -> Self {
        Self::Wrong(mistake.into())
    }
}

impl Config {
    /// Reads and checks the file. Nothing is started before this has passed.
    pub(crate) fn load(file: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(file).map_err(|why| ConfigError::Unreadable {
            file: file.to_owned(),
            why,
        })?;
        let file = TextFile::new(file.to_owned(), &text);
        Reader { file: &file }.read()
    }
}
