//! Requests and certificates in files: bytes as hex, one a line, and behind a `#` whatever helps to read them.

use std::path::{Path, PathBuf};

use luwte_certificates::{
    CertificateRequest, DecodeIdentityError, DecodeRequestError, IDENTITY_CERTIFICATE_LENGTH,
    IdentityCertificate, Role,
};
use zeroize::Zeroizing;

use super::dates::day;
use super::files::{self, FileError};

/// The certificates of one person: the coordinator's, and the person's own below it, unless they are that coordinator.
#[derive(Debug, Clone)]
pub(crate) struct Certificates {
    pub(crate) coordinator: IdentityCertificate,
    pub(crate) own: Option<IdentityCertificate>,
}

/// Why a file is not what was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LinesError {
    #[error("{0}")]
    File(#[from] FileError),
    #[error("{file}, line {line}: this is not hex. Get the file again from whoever made it.")]
    NotHex { file: PathBuf, line: usize },
    #[error("{file} holds no request. It is the file request-….txt that `luwte identity new` makes.")]
    NoRequest { file: PathBuf },
    #[error("{file} is damaged: {why} Get it again from whoever made it.")]
    DamagedRequest { file: PathBuf, why: DecodeRequestError },
    #[error(
        "{file} holds no certificate. It is the file certificate-….txt that you got back for your request."
    )]
    NoCertificate { file: PathBuf },
    #[error("{file} is damaged: {why} Get it again from whoever made it.")]
    DamagedCertificate { file: PathBuf, why: DecodeIdentityError },
    #[error("{file} is damaged: a signature in it does not hold. Get it again from whoever made it.")]
    NotSigned { file: PathBuf },
}

/// A request as a file.
pub(crate) fn write_request(request: &CertificateRequest) -> String {
    format!(
        "# {} asks to be certified. Nothing in here is secret.\n\
         # Before anybody signs, read these letters to each other: {}\n{}\n",
        request.name().as_str(),
        request.letters(),
        hex::encode(request.encode())
    )
}

/// Reads a request: from a file, or the hex itself, as somebody may have sent it in a message.
pub(crate) fn read_request(request: &str) -> Result<CertificateRequest, LinesError> {
    let file = PathBuf::from(request);
    let (file, text) = match hex::decode(request.trim()) {
        Ok(_) => (PathBuf::from("The request"), Zeroizing::new(request.to_owned())),
        Err(_) => {
            let text = files::read(&file)?;
            (file, text)
        }
    };
    let lines = bytes(&file, &text)?;
    let [request] = lines.as_slice() else {
        return Err(LinesError::NoRequest { file });
    };
    CertificateRequest::decode(request).map_err(|why| match why {
        DecodeRequestError::WrongLength => LinesError::NoRequest { file },
        why => LinesError::DamagedRequest { file, why },
    })
}

impl Certificates {
    /// The certificate of the person whom they are about.
    pub(crate) fn person(&self) -> &IdentityCertificate {
        self.own.as_ref().unwrap_or(&self.coordinator)
    }

    /// As a file.
    pub(crate) fn write(&self) -> String {
        let person = self.person();
        let mut text = format!(
            "# {}, {}, until {}. Nothing in here is secret.\n# key {}, serial {}\n{}\n",
            person.name().as_str(),
            person.role(),
            day(person.validity().not_after()),
            hex::encode(person.subject()),
            hex::encode(person.serial()),
            hex::encode(self.coordinator.encode())
        );
        if let Some(own) = &self.own {
            text.push_str(&hex::encode(own.encode()));
            text.push('\n');
        }
        text
    }

    /// Reads a file with one or two certificates. Whether the root signed the first is not known here; that its subject
    /// signed the second is checked.
    pub(crate) fn read(file: &Path) -> Result<Self, LinesError> {
        Self::parse(file, &files::read(file)?)
    }

    /// The same from a text. `file` is for what is said if it is none.
    pub(crate) fn parse(file: &Path, text: &str) -> Result<Self, LinesError> {
        let none = || LinesError::NoCertificate {
            file: file.to_owned(),
        };
        let lines = bytes(file, text)?;
        let mut certificates = Vec::new();
        for line in &lines {
            if line.len() != IDENTITY_CERTIFICATE_LENGTH {
                return Err(none());
            }
            let certificate =
                IdentityCertificate::decode(line).map_err(|why| LinesError::DamagedCertificate {
                    file: file.to_owned(),
                    why,
                })?;
            certificates.push(certificate);
        }
        let mut certificates = certificates.into_iter();
        let coordinator = certificates.next().ok_or_else(none)?;
        let own = certificates.next();
        let coordinates = |certificate: &IdentityCertificate| certificate.role() == Role::Coordinator;
        if certificates.next().is_some()
            || !coordinates(&coordinator)
            || own.as_ref().is_some_and(coordinates)
        {
            return Err(none());
        }
        if let Some(own) = &own {
            own.verify(&coordinator.subject())
                .map_err(|_| LinesError::NotSigned {
                    file: file.to_owned(),
                })?;
        }
        Ok(Self { coordinator, own })
    }
}

fn bytes(file: &Path, text: &str) -> Result<Vec<Vec<u8>>, LinesError> {
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let written = line.split('#').next().unwrap_or_default().trim();
        if !written.is_empty() {
            lines.push(hex::decode(written).map_err(|_| LinesError::NotHex {
                file: file.to_owned(),
                line: index + 1,
            })?);
        }
    }
    Ok(lines)
}
