//! Folders: what visitors keep under five words, the mail they leave, and the letterboxes it goes to (docs/protocol.md,
//! section 13).
//!
//! What is kept is a name that the words come to, bytes that nobody here can open, and the day on which they go. Neither
//! can be made from what is kept without the key of the folders, which lies elsewhere.

mod disk;
mod key;
mod memory;
mod name;
mod redis;
mod tries;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use luwte_wire::{FolderAnswer, KeptFor, Lasts, TicketId};
use sha2::{Digest, Sha256};

pub(crate) use disk::DiskRefused;
pub(crate) use key::FolderKey;
pub(crate) use name::{Name, Shelf};
pub(crate) use redis::RedisStore;

use crate::board::now_milliseconds;
use disk::Disk;
use memory::Memory;
use tries::Tries;

/// Every answer about a folder leaves at a multiple of this after its request came: whether there is one, and how large the
/// store is, cannot be told from the time that it took.
const ANSWERS_EVERY: Duration = Duration::from_millis(100);
/// How often what has expired is thrown away.
const SWEEP: Duration = Duration::from_secs(600);
/// Most mail that lies for one counsellor.
pub(crate) const MOST_MAIL: usize = 64;
/// Most letterboxes.
const MOST_LETTERBOXES: usize = 1_024;

/// Something that is kept, and the day after whose end it is gone, counted from 1970-01-01.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) until: u32,
    pub(crate) sealed: Bytes,
}

/// What must be there for something to be kept in its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    /// Whatever it is.
    Anything,
    /// Nothing.
    Nothing,
    /// What has this SHA-256.
    This([u8; 32]),
}

/// The store cannot be reached.
#[derive(Debug, thiserror::Error)]
#[error("The store of folders cannot be reached.")]
pub(crate) struct Unreachable;

/// Where folders are kept, as the configuration says.
pub(crate) enum Where {
    Off,
    /// In the memory of this process, or of the Redis that the nodes share.
    Memory,
    /// In files in this directory.
    Disk(PathBuf),
}

enum Store {
    Off,
    Memory(Mutex<Memory>),
    Redis(Box<RedisStore>),
    Disk(Arc<Disk>),
}

/// All folders of a helpline.
pub(crate) struct Folders {
    store: Store,
    pub(crate) key: FolderKey,
    tries: Mutex<Tries>,
    most: usize,
}

impl Folders {
    /// # Errors
    /// When the directory cannot be used.
    pub(crate) fn new(
        place: &Where,
        redis: Option<RedisStore>,
        key: FolderKey,
        most: usize,
    ) -> Result<Self, DiskRefused> {
        let store = match (place, redis) {
            (Where::Off, _) => Store::Off,
            (Where::Memory, None) => Store::Memory(Mutex::default()),
            (Where::Memory, Some(redis)) => Store::Redis(Box::new(redis)),
            (Where::Disk(directory), _) => Store::Disk(Arc::new(Disk::open(directory)?)),
        };
        Ok(Self {
            store,
            key,
            tries: Mutex::default(),
            most,
        })
    }

    pub(crate) fn lasts(&self) -> Lasts {
        match self.store {
            Store::Off => Lasts::Off,
            Store::Memory(_) | Store::Redis(_) => Lasts::Memory,
            Store::Disk(_) => Lasts::Disk,
        }
    }

    /// Whether one more request about this may come in this minute.
    pub(crate) fn may_try(&self, name: &Name) -> bool {
        self.tries().may_try(name, now_milliseconds())
    }

    /// Whether somebody from this conversation may make one more folder today.
    pub(crate) fn may_make(&self, conversation: TicketId) -> bool {
        let known_as = self.key.conversation(conversation);
        self.tries().may_make(known_as, now_milliseconds())
    }

    /// Whether one more mail may be left from this folder today.
    pub(crate) fn may_leave(&self, folder: &Name) -> bool {
        self.tries().may_leave(folder, now_milliseconds())
    }

    pub(crate) async fn get(&self, name: &Name) -> Result<Option<Kept>, Unreachable> {
        let kept = match &self.store {
            Store::Off => None,
            Store::Memory(memory) => lock(memory).get(name),
            Store::Redis(redis) => redis.get(name).await?,
            Store::Disk(disk) => on_disk(disk, name, |disk, name| disk.get(name)).await?,
        };
        Ok(kept.filter(|kept| kept.until >= today()))
    }

    pub(crate) async fn put(&self, name: &Name, kept: Kept, over: Over) -> Result<FolderAnswer, Unreachable> {
        let most = match name.shelf() {
            Shelf::Folders => self.most,
            Shelf::Letterboxes => MOST_LETTERBOXES,
            Shelf::Mail(_) => MOST_MAIL,
        };
        match &self.store {
            Store::Off => Ok(FolderAnswer::Off),
            Store::Memory(memory) => Ok(lock(memory).put(name, kept, over, (most, today()))),
            Store::Redis(redis) => redis.put(name, kept, over, (most, today())).await,
            Store::Disk(disk) => {
                on_disk(disk, name, move |disk, name| {
                    disk.put(name, &kept, over, (most, today()))
                })
                .await
            }
        }
    }

    pub(crate) async fn remove(&self, name: &Name) -> Result<FolderAnswer, Unreachable> {
        let removed = match &self.store {
            Store::Off => return Ok(FolderAnswer::Off),
            Store::Memory(memory) => lock(memory).remove(name),
            Store::Redis(redis) => redis.remove(name).await?,
            Store::Disk(disk) => on_disk(disk, name, |disk, name| disk.remove(name)).await?,
        };
        Ok(if removed {
            FolderAnswer::Done
        } else {
            FolderAnswer::Nothing
        })
    }

    /// Everything of one shelf, at most so many.
    pub(crate) async fn list(&self, shelf: Shelf, most: usize) -> Result<Vec<(Name, Kept)>, Unreachable> {
        let mut all = match &self.store {
            Store::Off => Vec::new(),
            Store::Memory(memory) => lock(memory).list(shelf),
            Store::Redis(redis) => redis.list(shelf).await?,
            Store::Disk(disk) => {
                let disk = disk.clone();
                blocking(move || disk.list(shelf)).await?
            }
        };
        all.retain(|(_, kept)| kept.until >= today());
        all.truncate(most);
        Ok(all)
    }

    async fn sweep(&self) {
        match &self.store {
            Store::Off | Store::Redis(_) => {}
            Store::Memory(memory) => lock(memory).sweep(today()),
            Store::Disk(disk) => {
                let disk = disk.clone();
                if blocking(move || disk.sweep(today())).await.is_err() {
                    tracing::warn!("The directory of the folders cannot be read: nothing expires there now.");
                }
            }
        }
    }

    fn tries(&self) -> std::sync::MutexGuard<'_, Tries> {
        lock(&self.tries)
    }
}

/// Throws away what has expired, for as long as it runs.
pub(crate) async fn sweep(folders: &Folders) {
    let mut pace = tokio::time::interval(SWEEP);
    loop {
        pace.tick().await;
        folders.sweep().await;
    }
}

/// Gives the result of `work` at a time that does not depend on how long it took, unless it took long.
pub(crate) async fn evenly<T>(work: impl Future<Output = T>) -> T {
    let came = tokio::time::Instant::now();
    let result = work.await;
    let took = came.elapsed().as_millis() / ANSWERS_EVERY.as_millis() + 1;
    tokio::time::sleep_until(came + ANSWERS_EVERY * took as u32).await;
    result
}

/// The day until whose end something is kept that is kept now.
pub(crate) fn until(kept_for: KeptFor) -> u32 {
    today() + u32::from(kept_for.days())
}

/// The day of this moment, counted from 1970-01-01, by UTC.
pub(crate) fn today() -> u32 {
    (now_milliseconds() / 86_400_000) as u32
}

impl Kept {
    /// The day 4, and what was sealed.
    fn encode(&self) -> Bytes {
        let mut bytes = BytesMut::with_capacity(4 + self.sealed.len());
        bytes.put_u32(self.until);
        bytes.put_slice(&self.sealed);
        bytes.freeze()
    }

    fn decode(bytes: Vec<u8>) -> Option<Self> {
        let mut bytes = Bytes::from(bytes);
        let until = u32::from_be_bytes(*bytes.first_chunk()?);
        Some(Self {
            until,
            sealed: bytes.split_off(4),
        })
    }
}

impl Over {
    /// Whether this may be kept over what is there, and else why not.
    fn refuses(self, there: Option<&Kept>) -> Option<FolderAnswer> {
        match (self, there) {
            (Self::Anything, _) | (Self::Nothing, None) => None,
            (Self::This(_), None) => Some(FolderAnswer::Nothing),
            (Self::This(hash), Some(there)) if Sha256::digest(&there.sealed).as_slice() == hash => None,
            (Self::Nothing | Self::This(_), Some(_)) => Some(FolderAnswer::Changed),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn on_disk<T: Send + 'static>(
    disk: &Arc<Disk>,
    name: &Name,
    does: impl FnOnce(&Disk, &Name) -> Result<T, Unreachable> + Send + 'static,
) -> Result<T, Unreachable> {
    let (disk, name) = (disk.clone(), *name);
    blocking(move || does(&disk, &name)).await
}

async fn blocking<T: Send + 'static>(
    does: impl FnOnce() -> Result<T, Unreachable> + Send + 'static,
) -> Result<T, Unreachable> {
    tokio::task::spawn_blocking(does)
        .await
        .unwrap_or(Err(Unreachable))
}
