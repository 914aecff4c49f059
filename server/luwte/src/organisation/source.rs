//! Where the files come from: a folder on the disk, or the example inside the binary.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};
use sha2::{Digest, Sha256};

use super::texts::TextInForce;
use crate::mistake::{Mistake, Mistakes, TextFile};

/// A longer file is no text that people read, and one page that large would make every page as large.
const MOST_BYTES: usize = 64 * 1024;

/// The folders in it that are read. Below `pages` there is one for each language.
const FOLDERS: [&str; 4] = ["words", "pages", "desk", "cards"];

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../deploy/organisation");

/// The text files of an organisation's folder, by their path in it, such as `words/nl.toml`.
pub(crate) struct Source {
    root: PathBuf,
    files: BTreeMap<String, Held>,
}

struct Held {
    file: TextFile,
    /// SHA-256 of its bytes as they were read. Fingerprints are how it begins.
    digest: [u8; 32],
    /// Whether anybody asked for it. Others lie beside those that count.
    asked: Cell<bool>,
}

impl Held {
    fn new(path: PathBuf, text: &str) -> Self {
        Self {
            file: TextFile::new(path, text),
            digest: Sha256::digest(text).into(),
            asked: Cell::new(false),
        }
    }

    fn ask(&self) -> &TextFile {
        self.asked.set(true);
        &self.file
    }
}

impl Source {
    /// The example, as it was when this binary was built.
    pub(crate) fn embedded() -> Self {
        let mut source = Self {
            root: PathBuf::new(),
            files: BTreeMap::new(),
        };
        source.embed(&EXAMPLE);
        source
    }

    /// Writes the example into a folder, which is made, for somebody to change.
    pub(crate) fn write_example(folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        EXAMPLE.extract(folder)
    }

    /// A folder on the disk. Only `.toml` and `.md` files count; others may lie beside them.
    pub(crate) fn folder(root: &Path) -> io::Result<Result<Self, Mistakes>> {
        let mut source = Self {
            root: root.to_owned(),
            files: BTreeMap::new(),
        };
        let mut mistakes = Mistakes::default();
        source.collect(root, "", &mut mistakes)?;
        Ok(mistakes.none().map(|()| source))
    }

    /// These files, of any names.
    #[cfg(test)]
    pub(crate) fn of_all(files: &[(&str, String)]) -> Self {
        let file = |(name, text): &(&str, String)| ((*name).to_owned(), Held::new((*name).into(), text));
        Self {
            root: PathBuf::new(),
            files: files.iter().map(file).collect(),
        }
    }

    /// One file.
    pub(crate) fn file(&self, name: &str) -> Option<&TextFile> {
        self.files.get(name).map(Held::ask)
    }

    /// One file that must be there.
    pub(crate) fn needed(&self, name: &str) -> Result<&TextFile, Mistake> {
        self.file(name)
            .ok_or_else(|| self.missing(name, "This file is missing; the example has one to begin with."))
    }

    /// A mistake about a file that is not there.
    pub(crate) fn missing(&self, name: &str, what: impl Into<String>) -> Mistake {
        TextFile::new(self.root.join(name), "").wrong(0, what)
    }

    /// The files whose path begins and ends so, with what is between.
    pub(crate) fn between<'a>(
        &'a self,
        begin: &'a str,
        end: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a TextFile)> {
        self.files.iter().filter_map(move |(name, held)| {
            let between = name.strip_prefix(begin)?.strip_suffix(end)?;
            Some((between, held.ask()))
        })
    }

    /// SHA-256 of a file's bytes as they were read.
    pub(super) fn digest(&self, name: &str) -> Option<&[u8; 32]> {
        self.files.get(name).map(|held| &held.digest)
    }

    /// Every file that somebody has asked for.
    pub(super) fn in_force(&self) -> Vec<TextInForce> {
        let asked = self.files.iter().filter(|(_, held)| held.asked.get());
        asked
            .map(|(name, held)| TextInForce::new(name, &held.file.text, &held.digest))
            .collect()
    }

    fn embed(&mut self, folder: &Dir<'_>) {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(folder) => self.embed(folder),
                DirEntry::File(file) => {
                    if let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                        self.files.insert(name.to_owned(), Held::new(name.into(), text));
                    }
                }
            }
        }
    }

    fn collect(&mut self, folder: &Path, under: &str, mistakes: &mut Mistakes) -> io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let name = format!("{under}{name}");
            if path.is_dir() && (FOLDERS.contains(&name.as_str()) || under == "pages/") {
                self.collect(&path, &format!("{name}/"), mistakes)?;
            } else if name.ends_with(".toml") || name.ends_with(".md") {
                let bytes = std::fs::read(&path)?;
                match held(path, bytes) {
                    Ok(held) => drop(self.files.insert(name, held)),
                    Err(mistake) => mistakes.add(mistake),
                }
            }
        }
        Ok(())
    }
}

fn held(path: PathBuf, bytes: Vec<u8>) -> Result<Held, Mistake> {
    let long = bytes.len() > MOST_BYTES;
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let file = TextFile::new(path.clone(), &String::from_utf8_lossy(sound));
        let what = "Here is a letter that is not UTF-8. Save the file as UTF-8.";
        file.wrong(file.text.len(), what)
    })?;
    let held = Held::new(path, &text);
    if long {
        let what = "This file is longer than 64 kB: make it shorter, or divide it.";
        return Err(held.file.wrong_at_end(what));
    }
    Ok(held)
}
