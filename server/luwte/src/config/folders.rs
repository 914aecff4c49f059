use std::path::PathBuf;

use toml::Spanned;
use zeroize::Zeroizing;

use super::ConfigError;
use super::reader::Reader;
use super::text::FoldersText;
use crate::folders::{FolderKey, Where};

/// Where folders are kept, checked (docs/folders.md).
pub(crate) struct FoldersSection {
    pub(crate) place: Where,
    /// Without it the key is drawn at the start, and what is kept dies with the process.
    pub(crate) key: Option<FolderKey>,
    /// Most folders, answers included.
    pub(crate) most: usize,
}

impl Reader<'_> {
    pub(super) fn folders(&self, text: FoldersText, redis: bool) -> Result<FoldersSection, ConfigError> {
        let keep = text.keep.get_ref().as_str();
        let at = text.keep.span().start;
        let place = match (keep, text.directory) {
            ("off", None) => Where::Off,
            ("memory", None) => Where::Memory,
            ("disk", Some(_)) if redis => {
                let what = "`folders.keep` can be \"disk\" on one node only. With `redis` the nodes keep folders in its memory: \
                            write \"memory\".";
                return Err(self.wrong(at, what));
            }
            ("disk", Some(directory)) => Where::Disk(self.beside(directory.get_ref())),
            ("disk", None) => {
                let what = "`folders.keep` is \"disk\", so `folders.directory` must say where.";
                return Err(self.wrong(at, what));
            }
            ("off" | "memory", Some(directory)) => {
                let what = "`folders.directory` is for `folders.keep = \"disk\"`. Leave it out, or keep folders on the disk.";
                return Err(self.wrong(directory.span().start, what));
            }
            _ => {
                let what = "`folders.keep` must be \"memory\", \"disk\" or \"off\".";
                return Err(self.wrong(at, what));
            }
        };
        let key = text
            .key_file
            .as_ref()
            .map(|file| self.folder_key(file))
            .transpose()?;
        let lasts = matches!(place, Where::Disk(_)) || (redis && matches!(place, Where::Memory));
        if lasts && key.is_none() {
            let what = "Folders outlive this process, so they need `folders.key_file`, the same on every node. Make one with \
                        `openssl rand -hex 64`, and keep it where the folders are not.";
            return Err(self.wrong(at, what));
        }
        if *text.most.get_ref() == 0 {
            return Err(self.wrong(
                text.most.span().start,
                "`folders.most` must be at least 1; `folders.keep = \"off\"` keeps none.",
            ));
        }
        Ok(FoldersSection {
            place,
            key,
            most: text.most.into_inner(),
        })
    }

    fn folder_key(&self, file: &Spanned<PathBuf>) -> Result<FolderKey, ConfigError> {
        let path = self.beside(file.get_ref());
        let wrong = |what: String| {
            let make = "Make a key with `openssl rand -hex 64`.";
            let what = format!("`folders.key_file`: {} {what} {make}", path.display());
            self.wrong(file.span().start, what)
        };
        let text = std::fs::read_to_string(&path).map_err(|why| wrong(format!("cannot be read ({why}).")))?;
        FolderKey::parse(&Zeroizing::new(text))
            .ok_or_else(|| wrong("must hold one key of 128 hex characters.".into()))
    }
}
