use std::path::{Path, PathBuf};

/// Why a ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LedgerError {
    #[error("{0} cannot be read ({1}). Give the file that `[counts] file` names, and the right to read it.")]
    Unreadable(PathBuf, std::io::Error),
    #[error("{0} is not a file of counts. Give the file that `[counts] file` names.")]
    NotOurs(PathBuf),
    #[error("{0} is of a newer Luwte. Read it with that one.")]
    Newer(PathBuf),
    #[error(
        "{0} is damaged. Put a copy of it in its place, or move it away: a server that finds no file begins to count anew."
    )]
    Damaged(PathBuf),
    #[error(
        "{0} is in use by another server. Give each node a file of its own in `[counts] file`; `luwte counts` adds them."
    )]
    Taken(PathBuf),
    #[error(
        "{0} and {1} are copies of one file. Give each node's file once, or everything is counted twice."
    )]
    Copies(PathBuf, PathBuf),
    #[error("{0} cannot be written ({1}). Look whether the disk is full.")]
    NotWritten(PathBuf, String),
}

/// Something was not written, or nobody knows whether it was.
#[derive(Debug)]
pub(super) struct NotWritten {
    pub(super) why: redb::Error,
    /// It may be on the disk all the same.
    pub(super) perhaps: bool,
}

impl NotWritten {
    pub(super) fn not(why: redb::Error) -> Self {
        let perhaps = false;
        Self { why, perhaps }
    }

    pub(super) fn perhaps(why: redb::Error) -> Self {
        let perhaps = true;
        Self { why, perhaps }
    }
}

impl LedgerError {
    pub(super) fn of(path: &Path, why: redb::Error) -> Self {
        let path = path.to_owned();
        match why {
            redb::Error::DatabaseAlreadyOpen => Self::Taken(path),
            redb::Error::Io(why) if why.kind() == std::io::ErrorKind::InvalidData => Self::NotOurs(path),
            redb::Error::Corrupted(_) | redb::Error::RepairAborted => Self::Damaged(path),
            redb::Error::UpgradeRequired(_)
            | redb::Error::TableTypeMismatch { .. }
            | redb::Error::TypeDefinitionChanged { .. }
            | redb::Error::TableIsMultimap(_)
            | redb::Error::TableDoesNotExist(_) => Self::NotOurs(path),
            other => Self::NotWritten(path, other.to_string()),
        }
    }
}
