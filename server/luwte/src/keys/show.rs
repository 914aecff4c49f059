//! What a file of keys or certificates says to everybody. No passphrase is asked.

use std::path::{Path, PathBuf};

use clap::Args;
use luwte_certificates::IdentityCertificate;
use luwte_certificates::identity_file::{OpenError, SealedIdentity};
use luwte_certificates::key_file::{SealedNewIdentity, SealedRoot};

use super::dates::{day, now};
use super::files::{self, FileError};
use super::lines::{Certificates, read_request};
use super::tell;
use crate::revocations::RevocationList;

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Sealed keys, identities, requests, certificates or lists of revocations.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// Why a file says nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ShowError {
    #[error("{0}")]
    File(#[from] FileError),
    #[error("{0} is no sealed key, identity, request, certificate or list of revocations, or it is damaged.")]
    Unknown(PathBuf),
}

impl Show {
    pub(crate) fn run(self) -> Result<(), ShowError> {
        for file in &self.files {
            let text = files::read(file)?;
            let said = say(file, &text).ok_or_else(|| ShowError::Unknown(file.clone()))?;
            tell(&format!("{}: {}", file.display(), said.trim_end()));
        }
        Ok(())
    }
}

fn say(file: &Path, text: &str) -> Option<String> {
    if let Ok(root) = SealedRoot::read(text) {
        return Some(format!(
            "the sealed root key of an organisation\n  public key {}",
            root.root().to_hex()
        ));
    }
    if let Ok(new) = SealedNewIdentity::read(text) {
        return Some(format!(
            "the sealed key of {}, not certified yet",
            new.request().name().as_str()
        ));
    }
    match SealedIdentity::read(text) {
        Ok(identity) => {
            return Some(format!(
                "the sealed identity of {}\n{}{}",
                identity.counsellor().name().as_str(),
                certificate(identity.coordinator()),
                certificate(identity.counsellor())
            ));
        }
        Err(why @ OpenError::OpensWithPasskey) => return Some(why.to_string()),
        Err(_) => {}
    }
    if let Ok(request) = read_request(&file.to_string_lossy()) {
        return Some(format!(
            "the request of {}\n  letters {}\n  key {}",
            request.name().as_str(),
            request.letters(),
            hex::encode(request.subject())
        ));
    }
    if let Ok(certificates) = Certificates::parse(file, text) {
        let own = certificates.own.as_ref().map(certificate).unwrap_or_default();
        return Some(format!(
            "a certificate\n{}{own}",
            certificate(&certificates.coordinator)
        ));
    }
    let list = RevocationList::parse(text);
    if list.revocations.is_empty() && !list.damaged.is_empty() {
        return None;
    }
    let mut said = format!("a list of {} revocations", list.revocations.len());
    for revocation in &list.revocations {
        let (serial, at) = (hex::encode(revocation.serial()), day(revocation.revoked_at()));
        said.push_str(&format!("\n  serial {serial}, taken back on {at}"));
    }
    for damaged in &list.damaged {
        said.push_str(&format!("\n  line {}: {}", damaged.line, damaged.why));
    }
    Some(said)
}

fn certificate(certificate: &IdentityCertificate) -> String {
    let until = certificate.validity().not_after();
    let ended = if until <= now() { " (it has ended)" } else { "" };
    format!(
        "  {} {}, from {} until {}{ended}\n    key {}\n    serial {}\n",
        certificate.role(),
        certificate.name().as_str(),
        day(certificate.validity().not_before()),
        day(until),
        hex::encode(certificate.subject()),
        hex::encode(certificate.serial())
    )
}
