//! Files of keys and certificates: small, and never overwritten.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 65_536;
/// For its owner's eyes alone.
pub(crate) const SECRET: u32 = 0o600;
/// For everybody's.
pub(crate) const OPEN: u32 = 0o644;

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    #[error("{file} cannot be read ({why}). Is the path right?")]
    Read { file: PathBuf, why: std::io::Error },
    #[error("{file} is larger than {LARGEST} bytes, so it is no file of keys. Is the path right?")]
    TooLarge { file: PathBuf },
    #[error("{file} is not text, so it is no file of keys. Is the path right?")]
    NotText { file: PathBuf },
    #[error("{file} is there already, and nothing is overwritten. Move it away, or choose another --folder.")]
    Taken { file: PathBuf },
    #[error("{file} cannot be written ({why}). Choose another --folder, or make room.")]
    Write { file: PathBuf, why: std::io::Error },
}

/// Reads a text file. It may hold a secret.
pub(crate) fn read(file: &Path) -> Result<Zeroizing<String>, FileError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(LARGEST as usize + 1));
    File::open(file)
        .and_then(|open| open.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|why| FileError::Read {
            file: file.to_owned(),
            why,
        })?;
    if bytes.len() as u64 > LARGEST {
        return Err(FileError::TooLarge {
            file: file.to_owned(),
        });
    }
    match str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.trim_start_matches('\u{feff}').to_owned())),
        Err(_) => Err(FileError::NotText {
            file: file.to_owned(),
        }),
    }
}

/// The path of a file in a folder, as a person would write it.
pub(crate) fn within(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") {
        return PathBuf::from(name);
    }
    folder.join(name)
}

/// Makes a folder, and says before anything is asked or made if a file in it is in the way.
pub(crate) fn prepare(folder: &Path, names: &[&str]) -> Result<(), FileError> {
    std::fs::create_dir_all(folder).map_err(|why| FileError::Write {
        file: folder.to_owned(),
        why,
    })?;
    match names
        .iter()
        .map(|name| within(folder, name))
        .find(|file| file.exists())
    {
        Some(file) => Err(FileError::Taken { file }),
        None => Ok(()),
    }
}

/// Writes a file that was not there before, with these permissions.
pub(crate) fn write_new(file: &Path, text: &str, mode: u32) -> Result<(), FileError> {
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(file)
        .and_then(|mut open| {
            open.write_all(text.as_bytes())?;
            open.sync_all()
        });
    written.map_err(|why| match why.kind() {
        std::io::ErrorKind::AlreadyExists => FileError::Taken {
            file: file.to_owned(),
        },
        _ => FileError::Write {
            file: file.to_owned(),
            why,
        },
    })
}

/// Puts a secret in the place of an older one, whole or not at all.
pub(crate) fn replace(file: &Path, text: &str) -> Result<(), FileError> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    write_new(&beside, text, SECRET)?;
    std::fs::rename(&beside, file).map_err(|why| FileError::Write {
        file: file.to_owned(),
        why,
    })
}

/// Adds whole lines at the end of a file, which is made if it is not there.
pub(crate) fn append(file: &Path, text: &str) -> Result<(), FileError> {
    OpenOptions::new()
        .append(true)
        .create(true)
        .mode(OPEN)
        .open(file)
        .and_then(|mut open| {
            // At once, so that a server which reads meanwhile sees no half of a line.
            open.write_all(text.as_bytes())?;
            open.sync_all()
        })
        .map_err(|why| FileError::Write {
            file: file.to_owned(),
            why,
        })
}

/// A name as a part of a file's name.
pub(crate) fn slug(name: &str) -> String {
    let letters = name.to_lowercase();
    let words = letters
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    match words.collect::<Vec<_>>().join("-") {
        nothing if nothing.is_empty() => "nameless".to_owned(),
        slug => slug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_name_of_a_file() {
        for (name, file) in [
            ("Noor", "noor"),
            ("Zoë van der Veen", "zoë-van-der-veen"),
            ("../../etc/passwd", "etc-passwd"),
            ("😀", "nameless"),
        ] {
            assert_eq!(slug(name), file);
        }
    }
}
