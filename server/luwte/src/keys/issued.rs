//! Finding the certificates of a person among files: those that were written here, and identities, whose certificates
//! anybody may read.

use std::path::{Path, PathBuf};

use luwte_certificates::IdentityCertificate;
use luwte_certificates::identity_file::SealedIdentity;

use super::files::{self, FileError};
use super::lines::Certificates;

/// One certificate, and the coordinator's under which it stands: its own, if it is a coordinator's.
#[derive(Debug, Clone)]
pub(crate) struct Issued {
    pub(crate) certificate: IdentityCertificate,
    pub(crate) coordinator: IdentityCertificate,
}

/// All certificates in the files of a folder, each once. Files of other kinds are passed over.
pub(crate) fn in_folder(folder: &Path) -> Result<Vec<Issued>, FileError> {
    let unreadable = |why| FileError::Read {
        file: folder.to_owned(),
        why,
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let kind = path.extension().and_then(|kind| kind.to_str());
        if matches!(kind, Some("txt" | "json")) && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let mut all: Vec<Issued> = Vec::new();
    for issued in paths.iter().flat_map(|path| in_file(path)) {
        let known = |other: &Issued| other.certificate == issued.certificate;
        if !all.iter().any(known) {
            all.push(issued);
        }
    }
    Ok(all)
}

/// The certificates in one file; none if it is of another kind.
pub(crate) fn in_file(file: &Path) -> Vec<Issued> {
    let Ok(text) = files::read(file) else {
        return Vec::new();
    };
    let (coordinator, own) = match SealedIdentity::read(&text) {
        Ok(sealed) => (sealed.coordinator().clone(), Some(sealed.counsellor().clone())),
        Err(_) => match Certificates::parse(file, &text) {
            Ok(Certificates { coordinator, own }) => (coordinator, own),
            Err(_) => return Vec::new(),
        },
    };
    let below = |certificate| Issued {
        certificate,
        coordinator: coordinator.clone(),
    };
    [Some(coordinator.clone()), own]
        .into_iter()
        .flatten()
        .map(below)
        .collect()
}
