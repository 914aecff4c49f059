//! What a coordinator does with her identity.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum, value_parser};
use luwte_certificates::identity_file::{OpenError, OpenedIdentity, SealedIdentity};
use luwte_certificates::{CertifyError, Role, ValidityError};

use super::dates::{day, from_now, now};
use super::files::{self, FileError, slug};
use super::lines::{Certificates, LinesError, read_request};
use super::organisation::write_certificates;
use super::passphrase::{self, PassphraseError};
use super::{COUNSELLOR_DAYS, tell};

#[derive(Debug, Subcommand)]
pub(crate) enum CoordinatorCommand {
    /// Certify somebody as counsellor, buddy or interpreter.
    Certify(Certify),
}

/// Whom a coordinator certifies.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Colleague {
    /// Talks with visitors.
    Counsellor,
    /// In training: looks along when invited and agreed.
    Buddy,
    /// Translates in a conversation.
    Interpreter,
}

#[derive(Debug, Args)]
pub(crate) struct Certify {
    /// The request of that person: a file, or the hex in it.
    #[arg(value_name = "REQUEST")]
    request: String,
    /// What the person is there for.
    #[arg(long = "as", value_name = "ROLE")]
    role: Colleague,
    /// Your own identity: a coordinator's.
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// For how many days. It ends with your own certificate, if that is sooner.
    #[arg(long, default_value_t = COUNSELLOR_DAYS, value_parser = value_parser!(u32).range(1..=3650))]
    days: u32,
    /// Where to write the certificate.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    passphrase: passphrase::From,
}

/// Why nobody was certified.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CoordinatorError {
    #[error("{0}")]
    File(#[from] FileError),
    #[error("{0}")]
    Passphrase(#[from] PassphraseError),
    #[error("{0}")]
    Lines(#[from] LinesError),
    #[error("{file}: {why}")]
    Open { file: PathBuf, why: OpenError },
    #[error(
        "{name} is no coordinator but a {role}, and certifies nobody. Take the identity of a coordinator."
    )]
    NotACoordinator { name: String, role: Role },
    #[error(
        "{name}'s certificate as coordinator ended on {}. Whoever has the root key makes a new one: \
         luwte organisation certify-coordinator.",
        day(*.ended)
    )]
    Expired { name: String, ended: u64 },
    #[error("This request is {name}'s own. With `luwte identity renew` a coordinator renews herself.")]
    Herself { name: String },
    #[error("{0}")]
    Certify(#[from] CertifyError),
    #[error("{0} Is the clock of this machine right?")]
    Validity(#[from] ValidityError),
}

impl CoordinatorCommand {
    pub(crate) fn run(self) -> Result<(), CoordinatorError> {
        let Self::Certify(certify) = self;
        certify.run()
    }
}

impl Certify {
    fn run(self) -> Result<(), CoordinatorError> {
        let request = read_request(&self.request)?;
        let sealed = read_coordinator(&self.identity)?;
        if request.subject() == sealed.counsellor().subject() {
            return Err(CoordinatorError::Herself {
                name: request.name().as_str().to_owned(),
            });
        }
        let (name, role) = (request.name().as_str(), self.role.role());
        tell(&format!(
            "{name} asks to be certified, as {role}. Let them read these letters to you, and stop if they differ: {}",
            request.letters()
        ));
        let OpenedIdentity {
            secret, coordinator, ..
        } = open(&self.identity, sealed, &self.passphrase)?;
        let validity = from_now(self.days, coordinator.validity().not_after())?;
        let own = secret.certify(role, request.subject(), name, validity, &mut rand::rng())?;
        let certificates = Certificates {
            coordinator,
            own: Some(own),
        };
        let file = write_certificates(&self.folder, &certificates)?;
        tell(&format!(
            "{name} is certified as {role} until {}. Give them {}, and keep a copy: with it you can take it back. They go on with\n\n  \
             luwte identity finish --identity new-identity-{}.json --certificate {}",
            day(validity.not_after()),
            file.display(),
            slug(name),
            file.file_name().unwrap_or_default().display(),
        ));
        Ok(())
    }
}

impl Colleague {
    fn role(self) -> Role {
        match self {
            Self::Counsellor => Role::Counsellor,
            Self::Buddy => Role::Buddy,
            Self::Interpreter => Role::Interpreter,
        }
    }
}

/// Reads an identity that may certify and revoke now. Nothing is asked yet.
pub(crate) fn read_coordinator(file: &Path) -> Result<SealedIdentity, CoordinatorError> {
    let sealed = SealedIdentity::read(&files::read(file)?).map_err(|why| CoordinatorError::Open {
        file: file.to_owned(),
        why,
    })?;
    let (above, own) = (sealed.coordinator(), sealed.counsellor());
    let name = own.name().as_str().to_owned();
    if above.subject() != own.subject() {
        return Err(CoordinatorError::NotACoordinator {
            name,
            role: own.role(),
        });
    }
    let ended = above.validity().not_after();
    if ended <= now() {
        return Err(CoordinatorError::Expired { name, ended });
    }
    Ok(sealed)
}

/// Opens it.
pub(crate) fn open(
    file: &Path,
    sealed: SealedIdentity,
    passphrase: &passphrase::From,
) -> Result<OpenedIdentity, CoordinatorError> {
    sealed
        .open(&passphrase.ask(file)?)
        .map_err(|why| CoordinatorError::Open {
            file: file.to_owned(),
            why,
        })
}
