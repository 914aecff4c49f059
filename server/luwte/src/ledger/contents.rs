//! What is in a ledger, for who reads it.

use std::path::Path;
use std::time::Duration;

use luwte_counts::{Categories, Key, Sums};
use redb::backends::InMemoryBackend;
use redb::{ReadTransaction, ReadableDatabase, ReadableTable, StorageBackend};

use super::error::LedgerError;
use super::file::{ABOUT, COUNTERS, VERSION, builder};

/// A ledger of a hundred years is smaller.
const LONGEST: u64 = 256 * 1024 * 1024;
/// How often, and how long apart, bytes are taken that do not fit together.
const TIMES: usize = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// What is in a ledger.
pub(super) struct Contents {
    pub(super) id: Vec<u8>,
    pub(super) sums: Sums,
    pub(super) categories: Categories,
}

/// What is in a file, read without asking the server that may be writing it.
///
/// The bytes are copied into memory and opened there, as after a power cut: a commit is whole or not there, and every page
/// has a checksum. Bytes that were taken in the middle of a commit do not pass, and are taken again.
pub(super) fn read(path: &Path) -> Result<Contents, LedgerError> {
    let mut result = read_once(path);
    for _ in 1..TIMES {
        if !matches!(result, Err(LedgerError::Damaged(_))) {
            break;
        }
        std::thread::sleep(PAUSE);
        result = read_once(path);
    }
    result
}

pub(super) fn read_once(path: &Path) -> Result<Contents, LedgerError> {
    let unreadable = |why| LedgerError::Unreadable(path.to_owned(), why);
    let fails = |why: redb::Error| LedgerError::of(path, why);
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() || about.len() > LONGEST || about.len() == 0 {
        return Err(LedgerError::NotOurs(path.to_owned()));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let copy = InMemoryBackend::new();
    copy.set_len(bytes.len() as u64)
        .and_then(|()| copy.write(0, &bytes))
        .map_err(|why| fails(why.into()))?;
    let database = builder()
        .create_with_backend(copy)
        .map_err(|why| fails(why.into()))?;
    let reading = database.begin_read().map_err(|why| fails(why.into()))?;
    version(&reading, path)?;
    let sums = sums(&reading).map_err(fails)?;
    let (id, categories) = about_it(&reading).map_err(fails)?;
    let sums = sums.ok_or(LedgerError::NotOurs(path.to_owned()))?;
    Ok(Contents { id, sums, categories })
}

pub(super) fn version(reading: &ReadTransaction, path: &Path) -> Result<(), LedgerError> {
    let not_ours = || LedgerError::NotOurs(path.to_owned());
    let about = reading.open_table(ABOUT).map_err(|_| not_ours())?;
    let version = about
        .get("version")
        .map_err(|_| not_ours())?
        .ok_or_else(not_ours)?;
    if version.value() == VERSION {
        Ok(())
    } else {
        Err(LedgerError::Newer(path.to_owned()))
    }
}

/// `None` if there is a counter in it that we do not know.
pub(super) fn sums(reading: &ReadTransaction) -> Result<Option<Sums>, redb::Error> {
    let counters = reading.open_table(COUNTERS)?;
    let mut sums = Sums::default();
    for entry in counters.iter()? {
        let (key, count) = entry?;
        let Some(key) = Key::from_bytes(*key.value()) else {
            return Ok(None);
        };
        sums.add(key, count.value());
    }
    Ok(Some(sums))
}

fn about_it(reading: &ReadTransaction) -> Result<(Vec<u8>, Categories), redb::Error> {
    let about = reading.open_table(ABOUT)?;
    let id = about.get("id")?.map_or_else(Vec::new, |id| id.value().to_vec());
    let json = about.get("categories")?;
    let categories = json.and_then(|json| serde_json::from_slice(json.value()).ok());
    Ok((id, categories.unwrap_or_default()))
}
