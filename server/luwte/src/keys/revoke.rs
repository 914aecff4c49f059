//! Taking certificates back: a line for the file that every server reads.

use std::path::{Path, PathBuf};

use clap::Args;
use luwte_certificates::key_file::SealedRoot;
use luwte_certificates::{IdentitySecret, OrganisationRoot, Revocation, RootSecret};

use super::coordinator::{self, CoordinatorError};
use super::dates::{day, now};
use super::files::{self, FileError};
use super::issued::{self, Issued};
use super::organisation::{self, OrganisationError};
use super::passphrase;
use super::tell;
use crate::revocations::RevocationList;

const HEAD: &str = "# Certificates that were taken back. Every server reads this file again and again. What was read once counts\n\
                    # for good, so lines may be added and need never be removed.\n";

#[derive(Debug, Args)]
pub(crate) struct Revoke {
    /// Whom: a name, a public key (64 characters), the serial of a certificate (16 characters), or a file that holds the
    /// certificate.
    #[arg(value_name = "WHO")]
    who: String,
    /// What signs: the sealed root key, or the identity of the coordinator who certified them.
    #[arg(long = "with", value_name = "FILE")]
    signer: PathBuf,
    /// Where the certificates are among which a name or key is looked up.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// The file to which it is added, and which every server must have.
    #[arg(long, value_name = "FILE", default_value = "revocations.txt")]
    file: PathBuf,
    #[command(flatten)]
    passphrase: passphrase::From,
}

/// Why nothing was taken back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RevokeError {
    #[error("{0}")]
    File(#[from] FileError),
    #[error("{0}")]
    Root(#[from] OrganisationError),
    #[error("{0}")]
    Coordinator(#[from] CoordinatorError),
    #[error(
        "No certificate of {who} is in {folder}. Name the --folder with the certificates, or give the serial or the file \
         of the certificate instead of the name."
    )]
    Nobody { who: String, folder: PathBuf },
    #[error("{0} holds no certificate.")]
    NoCertificate(PathBuf),
    #[error(
        "{who} is the name of more than one key. Give the key that you mean, or the file of its certificate:{keys}"
    )]
    Several { who: String, keys: String },
    #[error(
        "{signer} has not certified {who}, so what it signs would change nothing. Take the identity of the coordinator \
         who did, or the root key."
    )]
    NoRight { who: String, signer: PathBuf },
    #[error("{0} is no list of revocations: no line of it can be read. Is --file right?")]
    NotAList(PathBuf),
}

/// Whoever signs a revocation.
enum Signer {
    Root(RootSecret),
    Coordinator(IdentitySecret, String),
}

/// What can be said of a signer before its passphrase is asked.
enum Above {
    Root(OrganisationRoot),
    Coordinator([u8; 32]),
}

/// What is to be revoked.
enum Target {
    Serial([u8; 8]),
    Certificates(Vec<Issued>),
}

impl Revoke {
    pub(crate) fn run(self) -> Result<(), RevokeError> {
        let before = self.list()?;
        let signer = files::read(&self.signer)?;
        let above = match SealedRoot::read(&signer) {
            Ok(sealed) => Above::Root(sealed.root()),
            Err(_) => Above::Coordinator(
                coordinator::read_coordinator(&self.signer)?
                    .counsellor()
                    .subject(),
            ),
        };
        let target = self.target(&above)?;
        let signer = self.open(&above)?;
        let mut lines = String::new();
        let mut told = Vec::new();
        for (serial, whose) in target.named() {
            let revocation = signer.sign(serial);
            let known = |other: &Revocation| other.serial() == serial && above.has_signed(other);
            if before
                .as_ref()
                .is_some_and(|list| list.revocations.iter().any(known))
            {
                told.push(format!("{whose} was taken back before."));
                continue;
            }
            lines.push_str(&format!(
                "# {}: {whose}, by {}\n{}\n",
                day(now()),
                signer.name(),
                hex::encode(revocation.encode())
            ));
            told.push(format!("{whose} is taken back."));
        }
        let head = if before.is_some() { "" } else { HEAD };
        files::append(&self.file, &format!("{head}{lines}"))?;
        tell(&told.join("\n"));
        if matches!((&target, &above), (Target::Serial(_), Above::Coordinator(_))) {
            tell(
                "If another coordinator signed the certificate with this serial, servers pass over this line.",
            );
        }
        tell(&format!(
            "Every server must have the lines of {} in the file that `revocations_file` in its luwte.toml names: add them \
             there, and take nothing away. Within ten seconds they count.",
            self.file.display()
        ));
        Ok(())
    }

    /// What the file says already, or nothing if it is not there yet.
    fn list(&self) -> Result<Option<RevocationList>, RevokeError> {
        if !self.file.exists() {
            return Ok(None);
        }
        let list = RevocationList::parse(&files::read(&self.file)?);
        if list.revocations.is_empty() && !list.damaged.is_empty() {
            return Err(RevokeError::NotAList(self.file.clone()));
        }
        Ok(Some(list))
    }

    fn target(&self, above: &Above) -> Result<Target, RevokeError> {
        let mut serial = [0; 8];
        if hex::decode_to_slice(&self.who, &mut serial).is_ok() {
            return Ok(Target::Serial(serial));
        }
        let found = self.found()?;
        let mine: Vec<Issued> = found
            .into_iter()
            .filter(|issued| above.is_above(issued))
            .collect();
        if mine.is_empty() {
            return Err(RevokeError::NoRight {
                who: self.who.clone(),
                signer: self.signer.clone(),
            });
        }
        Ok(Target::Certificates(mine))
    }

    /// All certificates of the person who is meant. After a renewal there are more than one, and all must go.
    fn found(&self) -> Result<Vec<Issued>, RevokeError> {
        let file = Path::new(&self.who);
        let all = issued::in_folder(&self.folder)?;
        if file.is_file() {
            let person = issued::in_file(file).pop();
            let person = person.ok_or_else(|| RevokeError::NoCertificate(file.to_owned()))?;
            let key = person.certificate.subject();
            let mut found: Vec<Issued> = all
                .into_iter()
                .filter(|issued| issued.certificate.subject() == key)
                .collect();
            if !found
                .iter()
                .any(|issued| issued.certificate == person.certificate)
            {
                found.push(person);
            }
            return Ok(found);
        }
        let mut key = [0; 32];
        let by_key = hex::decode_to_slice(&self.who, &mut key).is_ok();
        let meant = |issued: &Issued| {
            let certificate = &issued.certificate;
            if by_key {
                certificate.subject() == key
            } else {
                certificate.name().as_str() == self.who
            }
        };
        let found: Vec<Issued> = all.into_iter().filter(meant).collect();
        let Some(first) = found.first() else {
            return Err(RevokeError::Nobody {
                who: self.who.clone(),
                folder: self.folder.clone(),
            });
        };
        if found
            .iter()
            .any(|other| other.certificate.subject() != first.certificate.subject())
        {
            let mut keys: Vec<String> = found
                .iter()
                .map(|issued| {
                    let certificate = &issued.certificate;
                    let (key, serial) = (certificate.subject(), certificate.serial());
                    let (role, until) = (certificate.role(), day(certificate.validity().not_after()));
                    let (key, serial) = (hex::encode(key), hex::encode(serial));
                    format!("\n  {key} ({role} until {until}, serial {serial})")
                })
                .collect();
            keys.sort();
            keys.dedup();
            return Err(RevokeError::Several {
                who: self.who.clone(),
                keys: keys.concat(),
            });
        }
        Ok(found)
    }

    fn open(&self, above: &Above) -> Result<Signer, RevokeError> {
        Ok(match above {
            Above::Root(_) => Signer::Root(organisation::open_root(&self.signer, &self.passphrase)?),
            Above::Coordinator(_) => {
                let sealed = coordinator::read_coordinator(&self.signer)?;
                let name = sealed.counsellor().name().as_str().to_owned();
                Signer::Coordinator(
                    coordinator::open(&self.signer, sealed, &self.passphrase)?.secret,
                    name,
                )
            }
        })
    }
}

impl Above {
    /// Whether a revocation of this certificate by this key would count.
    fn is_above(&self, issued: &Issued) -> bool {
        match self {
            Self::Root(root) => issued.coordinator.verify(&root.to_bytes()).is_ok(),
            Self::Coordinator(key) => issued.certificate.verify(key).is_ok(),
        }
    }

    fn has_signed(&self, revocation: &Revocation) -> bool {
        match self {
            Self::Root(root) => revocation.is_signed_by(&root.to_bytes()),
            Self::Coordinator(key) => revocation.is_signed_by(key),
        }
    }
}

impl Target {
    /// Serials, and what people call them.
    fn named(&self) -> Vec<([u8; 8], String)> {
        match self {
            Self::Serial(serial) => vec![(*serial, format!("the certificate {}", hex::encode(serial)))],
            Self::Certificates(issued) => issued
                .iter()
                .map(|issued| {
                    let certificate = &issued.certificate;
                    let until = day(certificate.validity().not_after());
                    let (name, role) = (certificate.name().as_str(), certificate.role());
                    (certificate.serial(), format!("{name} ({role} until {until})"))
                })
                .collect(),
        }
    }
}

impl Signer {
    fn sign(&self, serial: [u8; 8]) -> Revocation {
        match self {
            Self::Root(root) => root.revoke(serial, now()),
            Self::Coordinator(secret, _) => secret.revoke(serial, now()),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Root(_) => "the root",
            Self::Coordinator(_, name) => name,
        }
    }
}
