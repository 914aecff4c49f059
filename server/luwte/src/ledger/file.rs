//! The file of a ledger: one embedded database with three small tables.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use luwte_counts::{Categories, Key, Sums};
use redb::{Builder, Database, ReadableDatabase, ReadableTable, TableDefinition, WriteTransaction};

use super::contents::{sums, version};
use super::error::{LedgerError, NotWritten};

/// Counters by their key. What is not in here is zero.
pub(super) const COUNTERS: TableDefinition<'_, &[u8; Key::LENGTH], u64> = TableDefinition::new("counters");
/// Outcomes of the last minutes, so that one that is sent again is not counted again. Nothing is known of them but these
/// random bytes; not when they came either.
const OUTCOMES: TableDefinition<'_, &OutcomeId, ()> = TableDefinition::new("outcomes");
/// `version`; `id`, by which a copy of a ledger is known; and `categories` as JSON, so that who reads the file knows what
/// its codes mean.
pub(super) const ABOUT: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("about");

pub(super) const VERSION: &[u8] = b"1";
const CACHE: usize = 1024 * 1024;

/// What a console draws for an outcome, to know it again.
pub(crate) type OutcomeId = [u8; 16];

/// What is written at once: all of it, or nothing.
#[derive(Default)]
pub(super) struct Batch<'a> {
    pub(super) counters: Sums,
    /// An outcome that must not have been there before.
    pub(super) outcome: Option<&'a OutcomeId>,
    /// Outcomes that nobody sends again any more.
    pub(super) forgotten: &'a [OutcomeId],
}

/// A ledger on the disk, open for writing.
pub(super) struct File {
    path: PathBuf,
    /// None after it could not be written; then it is opened anew, for who writes on does not know what is in it.
    database: Option<Database>,
}

impl File {
    /// Opens a ledger, or makes one that only its owner can read.
    pub(super) fn open(path: &Path) -> Result<Self, LedgerError> {
        let file = Self {
            path: path.to_owned(),
            database: Some(open(path)?),
        };
        file.check_version()?;
        Ok(file)
    }

    fn check_version(&self) -> Result<(), LedgerError> {
        let fails = |why: redb::Error| LedgerError::of(&self.path, why);
        let Some(database) = &self.database else {
            return Ok(());
        };
        let reading = database.begin_read().map_err(|why| fails(why.into()))?;
        let empty = reading
            .list_tables()
            .map_err(|why| fails(why.into()))?
            .next()
            .is_none();
        if empty {
            Ok(())
        } else {
            version(&reading, &self.path)
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds what this node knows of codes to what the file knows, and returns both.
    pub(super) fn learn(&mut self, ours: &Categories) -> Result<Categories, LedgerError> {
        let mut known = ours.clone();
        let path = self.path.clone();
        let learned = self.write(|writing| {
            let mut about = writing.open_table(ABOUT)?;
            about.insert("version", VERSION)?;
            if about.get("id")?.is_none() {
                about.insert("id", rand::random::<[u8; 16]>().as_slice())?;
            }
            if let Some(theirs) = about.get("categories")? {
                known.merge(serde_json::from_slice(theirs.value()).unwrap_or_default());
            }
            let json = serde_json::to_vec(&known).unwrap_or_default();
            about.insert("categories", json.as_slice())?;
            // So that they are there for who reads.
            writing.open_table(COUNTERS)?;
            writing.open_table(OUTCOMES)?;
            Ok(Some(()))
        });
        match learned {
            Ok(_) => Ok(known),
            Err(NotWritten { why, .. }) => Err(LedgerError::of(&path, why)),
        }
    }

    /// Writes a batch to the disk, whole. Whether it did: not if its outcome was counted before.
    pub(super) fn add(&mut self, batch: &Batch<'_>) -> Result<bool, NotWritten> {
        let written = self.write(|writing| {
            let mut outcomes = writing.open_table(OUTCOMES)?;
            if let Some(id) = batch.outcome
                && outcomes.insert(id, ())?.is_some()
            {
                return Ok(None);
            }
            for id in batch.forgotten {
                outcomes.remove(id)?;
            }
            let mut counters = writing.open_table(COUNTERS)?;
            for (key, count) in batch.counters.iter() {
                let key = key.to_bytes();
                let before = counters.get(&key)?.map_or(0, |count| count.value());
                counters.insert(&key, before.saturating_add(count))?;
            }
            Ok(Some(()))
        })?;
        Ok(written.is_some())
    }

    /// All counters.
    pub(super) fn sums(&mut self) -> Result<Sums, LedgerError> {
        let path = self.path.clone();
        let fails = |why| LedgerError::of(&path, why);
        let database = self.database().map_err(fails)?;
        let reading = database.begin_read().map_err(|why| fails(why.into()))?;
        sums(&reading).map_err(fails)?.ok_or(LedgerError::NotOurs(path))
    }

    /// The outcomes that are remembered.
    pub(super) fn outcomes(&mut self) -> Result<Vec<OutcomeId>, LedgerError> {
        let path = self.path.clone();
        let read = |database: &Database| -> Result<Vec<OutcomeId>, redb::Error> {
            let outcomes = database.begin_read()?.open_table(OUTCOMES)?;
            let ids = outcomes.iter()?.map(|entry| Ok(*entry?.0.value()));
            ids.collect()
        };
        self.database()
            .and_then(read)
            .map_err(|why| LedgerError::of(&path, why))
    }

    /// Leaves nothing in the file of how it was before. The database writes changed pages elsewhere, and from an old page
    /// and a new one somebody could compute what a single outcome was.
    pub(super) fn forget_the_past(&mut self) -> Result<(), LedgerError> {
        let path = self.path.clone();
        self.database().map_err(|why| LedgerError::of(&path, why))?;
        let result = self.database.as_mut().map(Database::compact);
        result.transpose().map(|_| ()).map_err(|why| {
            self.database = None;
            LedgerError::of(&path, why.into())
        })
    }

    /// Lets `change` write, and makes it last if it says so.
    fn write<T>(
        &mut self,
        change: impl FnOnce(&WriteTransaction) -> Result<Option<T>, redb::Error>,
    ) -> Result<Option<T>, NotWritten> {
        let result = self.try_write(change);
        if result.is_err() {
            self.database = None;
        }
        result
    }

    fn try_write<T>(
        &mut self,
        change: impl FnOnce(&WriteTransaction) -> Result<Option<T>, redb::Error>,
    ) -> Result<Option<T>, NotWritten> {
        let writing = self.database().map_err(NotWritten::not)?;
        let writing = writing.begin_write().map_err(|why| NotWritten::not(why.into()))?;
        match change(&writing).map_err(NotWritten::not)? {
            Some(done) => {
                writing.commit().map_err(|why| NotWritten::perhaps(why.into()))?;
                Ok(Some(done))
            }
            None => {
                writing.abort().map_err(|why| NotWritten::not(why.into()))?;
                Ok(None)
            }
        }
    }

    /// As after a disk that failed.
    #[cfg(test)]
    pub(super) fn lose(&mut self) {
        self.database = None;
    }

    fn database(&mut self) -> Result<&Database, redb::Error> {
        let database = match self.database.take() {
            Some(database) => database,
            None => open_existing(&self.path)?,
        };
        Ok(self.database.insert(database))
    }
}

pub(super) fn builder() -> Builder {
    let mut builder = Builder::new();
    // A file that was damaged is found now, and not in the middle of an evening.
    builder.set_check_integrity_on_open(true).set_cache_size(CACHE);
    builder
}

fn open(path: &Path) -> Result<Database, LedgerError> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(|why| LedgerError::Unreadable(path.to_owned(), why))?;
    builder()
        .create(path)
        .map_err(|why| LedgerError::of(path, why.into()))
}

/// Not made anew: whoever took it away means to keep it.
fn open_existing(path: &Path) -> Result<Database, redb::Error> {
    Ok(builder().open(path)?)
}
