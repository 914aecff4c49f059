//! Folders as files in a directory, for an organisation that wants them to outlive its server.
//!
//! One file for each, all of one size, named by what the words come to under the key, which lies elsewhere. What is thrown
//! away or replaced is overwritten first. A disk that writes elsewhere instead (most do) may still hold it for a while: it
//! is sealed, and that is what counts.

use std::fs::{self, File, FileTimes, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use luwte_wire::FolderAnswer;

use super::{Kept, Name, Over, Shelf, Unreachable};

/// What is being written, until it is whole.
const NEW: &str = "new";

pub(super) struct Disk {
    directory: PathBuf,
    /// Held while something is changed. The file is locked as long as this process runs.
    changing: Mutex<File>,
}

/// Why the directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DiskRefused {
    #[error(
        "`folders.directory`: {directory} cannot be used ({why}). Make it, for the user that luwte runs as, with mode 700."
    )]
    Unusable { directory: PathBuf, why: std::io::Error },
    #[error(
        "`folders.directory`: another luwte uses {0}. Several nodes keep folders in the memory of their Redis instead."
    )]
    Shared(PathBuf),
}

impl Disk {
    pub(super) fn open(directory: &Path) -> Result<Self, DiskRefused> {
        let unusable = |why| DiskRefused::Unusable {
            directory: directory.to_owned(),
            why,
        };
        for shelf in [Shelf::Folders, Shelf::Letterboxes] {
            fs::create_dir_all(directory.join(shelf.path())).map_err(unusable)?;
        }
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(directory.join("lock"))
            .map_err(unusable)?;
        lock.try_lock()
            .map_err(|_| DiskRefused::Shared(directory.to_owned()))?;
        // What was half-written when the process died is nobody's.
        match fs::remove_file(directory.join(NEW)) {
            Err(why) if why.kind() != ErrorKind::NotFound => return Err(unusable(why)),
            _ => {}
        }
        Ok(Self {
            directory: directory.to_owned(),
            changing: Mutex::new(lock),
        })
    }

    pub(super) fn get(&self, name: &Name) -> Result<Option<Kept>, Unreachable> {
        read(&self.file(name))
    }

    pub(super) fn put(
        &self,
        name: &Name,
        kept: &Kept,
        over: Over,
        (most, today): (usize, u32),
    ) -> Result<FolderAnswer, Unreachable> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let file = self.file(name);
        let there = read(&file)?.filter(|there| there.until >= today);
        if let Some(refused) = over.refuses(there.as_ref()) {
            return Ok(refused);
        }
        let shelf = self.directory.join(name.shelf().path());
        if there.is_none() {
            fs::create_dir_all(&shelf).map_err(told)?;
            if count(&shelf)? >= most {
                for entry in fs::read_dir(&shelf).map_err(told)?.flatten() {
                    expire(&entry.path(), today)?;
                }
            }
            if count(&shelf)? >= most {
                return Ok(FolderAnswer::Full);
            }
        }
        // What has expired and was not swept yet is there too.
        let old = OpenOptions::new().write(true).open(&file).ok();
        self.write(&kept.encode(), &file).map_err(told)?;
        if let Some(old) = old {
            overwrite(&old).map_err(told)?;
        }
        Ok(FolderAnswer::Done)
    }

    pub(super) fn remove(&self, name: &Name) -> Result<bool, Unreachable> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        remove(&self.file(name)).map_err(told)
    }

    pub(super) fn list(&self, shelf: Shelf) -> Result<Vec<(Name, Kept)>, Unreachable> {
        let entries = match fs::read_dir(self.directory.join(shelf.path())) {
            Ok(entries) => entries,
            Err(why) if why.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(why) => return Err(told(why)),
        };
        let mut all = Vec::new();
        for entry in entries.flatten() {
            let name = entry.file_name().to_str().and_then(|last| shelf.name(last));
            if let Some((name, kept)) = name.zip(read(&entry.path())?) {
                all.push((name, kept));
            }
        }
        all.sort_by_key(|(name, _)| *name);
        Ok(all)
    }

    /// Throws away what has expired, of every shelf.
    pub(super) fn sweep(&self, today: u32) -> Result<(), Unreachable> {
        let mut shelves: Vec<PathBuf> = [Shelf::Folders, Shelf::Letterboxes]
            .map(|shelf| self.directory.join(shelf.path()))
            .into();
        if let Ok(mail) = fs::read_dir(self.directory.join("mail")) {
            shelves.extend(
                mail.flatten()
                    .map(|entry| entry.path())
                    .filter(|path| path.is_dir()),
            );
        }
        for shelf in shelves {
            for entry in fs::read_dir(&shelf).map_err(told)?.flatten() {
                let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
                expire(&entry.path(), today)?;
            }
        }
        Ok(())
    }

    /// Writes it whole, or not at all. Its times tell nobody when she was here.
    fn write(&self, bytes: &[u8], file: &Path) -> std::io::Result<()> {
        let new = self.directory.join(NEW);
        let mut writing = File::create(&new)?;
        writing.write_all(bytes)?;
        let long_ago = SystemTime::UNIX_EPOCH;
        writing.set_times(FileTimes::new().set_modified(long_ago).set_accessed(long_ago))?;
        writing.sync_all()?;
        fs::rename(&new, file)?;
        let shelf = file.parent().unwrap_or(&self.directory);
        File::open(shelf)?.sync_all()
    }

    fn file(&self, name: &Name) -> PathBuf {
        self.directory.join(name.shelf().path()).join(name.last())
    }
}

fn read(file: &Path) -> Result<Option<Kept>, Unreachable> {
    match fs::read(file) {
        Ok(bytes) => Ok(Kept::decode(bytes)),
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(None),
        Err(why) => Err(told(why)),
    }
}

/// Throws it away if it has expired. What cannot be read as one of ours says nothing about when it goes: it goes now.
fn expire(file: &Path, today: u32) -> Result<(), Unreachable> {
    if read(file)?.is_none_or(|kept| kept.until < today) {
        remove(file).map_err(told)?;
    }
    Ok(())
}

fn count(shelf: &Path) -> Result<usize, Unreachable> {
    Ok(fs::read_dir(shelf).map_err(told)?.count())
}

fn remove(file: &Path) -> std::io::Result<bool> {
    match OpenOptions::new().write(true).open(file) {
        Ok(open) => overwrite(&open)?,
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(false),
        Err(why) => return Err(why),
    }
    fs::remove_file(file)?;
    Ok(true)
}

fn overwrite(mut file: &File) -> std::io::Result<()> {
    let length = file.metadata()?.len();
    file.write_all(&vec![0; length as usize])?;
    file.sync_all()
}

/// Tells whoever runs the server what is wrong with the disk, and no name of what lies there.
fn told(why: std::io::Error) -> Unreachable {
    tracing::error!("The directory of the folders cannot be used: {}.", why.kind());
    Unreachable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(until: u32, byte: u8) -> Kept {
        Kept {
            until,
            sealed: vec![byte; 100].into(),
        }
    }

    fn in_files(directory: &Path, wanted: &[u8]) -> bool {
        fs::read_dir(directory).unwrap().flatten().any(|entry| {
            let path = entry.path();
            if path.is_dir() {
                return in_files(&path, wanted);
            }
            fs::read(path)
                .unwrap()
                .windows(wanted.len())
                .any(|part| part == wanted)
        })
    }

    #[test]
    fn what_she_throws_away_or_replaces_is_overwritten_before_it_is_gone() {
        let directory = tempfile::tempdir().unwrap();
        let disk = Disk::open(directory.path()).unwrap();
        let name = Name::Folder([1; 32]);
        let put = |byte| disk.put(&name, &kept(9, byte), Over::Anything, (10, 1)).unwrap();
        assert_eq!(put(0xaa), FolderAnswer::Done);
        // A second name for the same file shows what becomes of its bytes.
        let other = directory.path().join("other");
        fs::hard_link(disk.file(&name), &other).unwrap();
        assert_eq!(put(0xbb), FolderAnswer::Done);
        assert!(fs::read(&other).unwrap().iter().all(|byte| *byte == 0));
        assert!(!in_files(directory.path(), &[0xaa; 8]));
        assert!(in_files(directory.path(), &[0xbb; 8]));
        assert!(disk.remove(&name).unwrap());
        assert!(!disk.remove(&name).unwrap());
        assert!(!in_files(directory.path(), &[0xbb; 8]));
    }

    #[test]
    fn a_folder_is_there_after_a_restart_until_its_day_is_over() {
        let directory = tempfile::tempdir().unwrap();
        let name = Name::Folder([1; 32]);
        let disk = Disk::open(directory.path()).unwrap();
        disk.put(&name, &kept(9, 1), Over::Nothing, (10, 1)).unwrap();
        assert!(matches!(
            Disk::open(directory.path()),
            Err(DiskRefused::Shared(_))
        ));
        drop(disk);
        let disk = Disk::open(directory.path()).unwrap();
        disk.sweep(9).unwrap();
        assert!(disk.get(&name).unwrap().is_some());
        disk.sweep(10).unwrap();
        assert!(disk.get(&name).unwrap().is_none());
    }

    #[test]
    fn what_has_expired_is_overwritten_and_makes_room_before_it_is_swept() {
        let directory = tempfile::tempdir().unwrap();
        let disk = Disk::open(directory.path()).unwrap();
        let (one, two) = (Name::Folder([1; 32]), Name::Folder([2; 32]));
        let put = |name, byte, today| {
            let kept = kept(today, byte);
            disk.put(name, &kept, Over::Nothing, (1, today)).unwrap()
        };
        assert_eq!(put(&one, 0xaa, 8), FolderAnswer::Done);
        let other = directory.path().join("other");
        fs::hard_link(disk.file(&one), &other).unwrap();
        assert_eq!(put(&two, 0xbb, 8), FolderAnswer::Full);
        assert_eq!(put(&one, 0xbb, 9), FolderAnswer::Done);
        assert!(fs::read(&other).unwrap().iter().all(|byte| *byte == 0));
        assert_eq!(put(&two, 0xcc, 9), FolderAnswer::Full);
        assert_eq!(put(&two, 0xcc, 10), FolderAnswer::Done);
        assert!(disk.get(&one).unwrap().is_none());
        assert!(!in_files(directory.path(), &[0xbb; 8]));
    }

    #[test]
    fn the_times_of_the_files_do_not_tell_when_somebody_was_here() {
        let directory = tempfile::tempdir().unwrap();
        let disk = Disk::open(directory.path()).unwrap();
        let name = Name::Mail([1; 32], [2; 32]);
        disk.put(&name, &kept(9, 1), Over::Nothing, (10, 1)).unwrap();
        let modified = fs::metadata(disk.file(&name)).unwrap().modified().unwrap();
        assert_eq!(modified, SystemTime::UNIX_EPOCH);
    }
}
