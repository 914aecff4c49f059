//! Where the files come from: a folder on the disk, or the example inside the binary.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};

use crate::mistake::{Mistake, Mistakes, TextFile};

/// A longer file is no text that people read, and one page that large would make every page as large.
const MOST_BYTES: usize = 64 * 1024;

/// The folders in it that are read. Below `pages` there is one for each language.
const FOLDERS: [&str; 3] = ["words", "pages", "desk"];

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../deploy/organisation");

/// The text files of an organisation's folder, by their path in it, such as `words/nl.toml`.
pub(crate) struct Source {
    root: PathBuf,
    files: BTreeMap<String, TextFile>,
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

    /// One file alone.
    #[cfg(test)]
    pub(crate) fn of(name: &str, file: TextFile) -> Self {
        Self {
            root: PathBuf::new(),
            files: BTreeMap::from([(name.to_owned(), file)]),
        }
    }

    /// These files, of any names.
    #[cfg(test)]
    pub(crate) fn of_all(files: &[(&str, String)]) -> Self {
        let file = |(name, text): &(&str, String)| ((*name).to_owned(), TextFile::new((*name).into(), text));
        Self {
            root: PathBuf::new(),
            files: files.iter().map(file).collect(),
        }
    }

    /// One file.
    pub(crate) fn file(&self, name: &str) -> Option<&TextFile> {
        self.files.get(name)
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
        self.files.iter().filter_map(move |(name, file)| {
            let between = name.strip_prefix(begin)?.strip_suffix(end)?;
            Some((between, file))
        })
    }

    fn embed(&mut self, folder: &Dir<'_>) {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(folder) => self.embed(folder),
                DirEntry::File(file) => {
                    if let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                        self.files
                            .insert(name.to_owned(), TextFile::new(name.into(), text));
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
                match text_file(path, bytes) {
                    Ok(file) => drop(self.files.insert(name, file)),
                    Err(mistake) => mistakes.add(mistake),
                }
            }
        }
        Ok(())
    }
}

fn text_file(path: PathBuf, bytes: Vec<u8>) -> Result<TextFile, Mistake> {
    let long = bytes.len() > MOST_BYTES;
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let file = TextFile::new(path.clone(), &String::from_utf8_lossy(sound));
        let what = "Here is a letter that is not UTF-8. Save the file as UTF-8.";
        file.wrong(file.text.len(), what)
    })?;
    let file = TextFile::new(path, &text);
    if long {
        return Err(file.wrong_at_end("This file is longer than 64 kB: make it shorter, or divide it."));
    }
    Ok(file)
}
