use std::path::{Path, PathBuf};

use luwte_certificates::OrganisationRoot;
use toml::Spanned;

use super::ConfigError;
use super::reader::Reader;
use super::text::OrganisationText;
use crate::organisation::{self, Files, Source};
use crate::revocations::RevocationsFile;

/// Who runs the helpline.
#[derive(Debug)]
pub(crate) struct Organisation {
    pub(crate) name: String,
    pub(crate) root: OrganisationRoot,
    pub(crate) exit: String,
    pub(crate) title: String,
    /// The language that a page begins in: one of `files.words`.
    pub(crate) language: String,
    /// The certificates that were taken back, as they are known at this moment.
    pub(crate) revocations: RevocationsFile,
    /// Words, pages, numbers, hours and what counsellors have at hand.
    pub(crate) files: Files,
}

impl Reader<'_> {
    pub(super) fn organisation(&self, text: OrganisationText) -> Result<Organisation, ConfigError> {
        if text.name.get_ref().trim().is_empty() {
            return Err(self.wrong(text.name.span().start, "`organisation.name` is empty."));
        }
        let root = OrganisationRoot::from_hex(text.root.get_ref()).map_err(|_| {
            self.wrong(
                text.root.span().start,
                "`organisation.root` is not a root key. It is 64 characters of 0-9 and a-f.",
            )
        })?;
        if !text.exit.get_ref().starts_with("https://") {
            return Err(self.wrong(
                text.exit.span().start,
                "`organisation.exit` must be an address that begins with https://, of a site nobody wonders about.",
            ));
        }
        let revocations = self.revocations(text.revocations_file.as_ref())?;
        let files = organisation::Files::read(&self.source(text.folder.as_ref())?)?;
        if files.words.get(text.language.get_ref()).is_none() {
            let known = files.words.codes().map(|code| format!("{code:?}"));
            let known = known.collect::<Vec<_>>().join(", ");
            return Err(self.wrong(
                text.language.span().start,
                format!("`organisation.language` must be one of the languages in words/: {known}."),
            ));
        }
        Ok(Organisation {
            name: text.name.into_inner(),
            root,
            exit: text.exit.into_inner(),
            title: text.title,
            language: text.language.into_inner(),
            revocations,
            files,
        })
    }

    fn source(&self, folder: Option<&Spanned<PathBuf>>) -> Result<Source, ConfigError> {
        let Some(folder) = folder else {
            return Ok(Source::embedded());
        };
        let path = self
            .file
            .path
            .parent()
            .unwrap_or(Path::new("."))
            .join(folder.get_ref());
        Source::folder(&path)
            .map_err(|why| {
                let what = format!(
                    "`organisation.folder`: {} cannot be read ({why}). It is a folder with words/, pages/, desk/, \
                     numbers.toml and hours.toml.",
                    path.display()
                );
                self.wrong(folder.span().start, what)
            })?
            .map_err(ConfigError::from)
    }

    fn revocations(&self, file: Option<&Spanned<PathBuf>>) -> Result<RevocationsFile, ConfigError> {
        let Some(file) = file else {
            return Ok(RevocationsFile::none());
        };
        let path = self
            .file
            .path
            .parent()
            .unwrap_or(Path::new("."))
            .join(file.get_ref());
        RevocationsFile::open(&path).map_err(|why| {
            let what = format!("`organisation.revocations_file`: {why}");
            self.wrong(file.span().start, what)
        })
    }
}
