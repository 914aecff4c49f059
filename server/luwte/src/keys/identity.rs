//! What everybody does who goes on duty, on their own machine: a key, and the certificates for it.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, value_parser};
use luwte_certificates::identity_file::{self, OpenError, OpenedIdentity, SealError, SealedIdentity};
use luwte_certificates::key_file::{self, OpenKeyError, SealKeyError, SealedNewIdentity};
use luwte_certificates::{CertifyError, IdentityCertificate, IdentitySecret, NameError, ValidityError};

use super::dates::{day, from_now, now};
use super::files::{self, FileError, OPEN, SECRET, slug};
use super::lines::{Certificates, LinesError, write_request};
use super::passphrase::{self, PassphraseError};
use super::{COUNSELLOR_DAYS, ITERATIONS, tell};

#[derive(Debug, Subcommand)]
pub(crate) enum IdentityCommand {
    /// Make a key for yourself, sealed with a passphrase, and the request to certify it.
    New(New),
    /// Make your identity out of your new key and the certificate you got for it.
    Finish(Finish),
    /// Renew your identity: with a new certificate, or as a coordinator by yourself.
    Renew(Renew),
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The name that visitors read: at most 32 bytes.
    #[arg(long)]
    name: String,
    /// Where to write the files.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    passphrase: passphrase::From,
}

#[derive(Debug, Args)]
pub(crate) struct Finish {
    /// Your sealed new key: new-identity-NAME.json.
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// The certificate that you got for it.
    #[arg(long, value_name = "FILE")]
    certificate: PathBuf,
    /// Where to write your identity.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    terms: Terms,
}

#[derive(Debug, Args)]
pub(crate) struct Renew {
    /// Your identity. It is replaced by the renewed one.
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// The new certificate that you got. A coordinator whose own still holds needs none.
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    #[command(flatten)]
    terms: Terms,
}

#[derive(Debug, Args)]
struct Terms {
    /// A coordinator certifies herself as counsellor, so that she can go on duty: for how many days.
    #[arg(long, default_value_t = COUNSELLOR_DAYS, value_parser = value_parser!(u32).range(1..=3650))]
    days: u32,
    #[command(flatten)]
    passphrase: passphrase::From,
}

/// Why there is no identity.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IdentityError {
    #[error("{0}")]
    File(#[from] FileError),
    #[error("{0}")]
    Passphrase(#[from] PassphraseError),
    #[error("{0}")]
    Lines(#[from] LinesError),
    #[error("{0} Choose another --name.")]
    Name(#[from] NameError),
    #[error("{0}")]
    SealKey(#[from] SealKeyError),
    #[error("{file}: {why}")]
    OpenKey { file: PathBuf, why: OpenKeyError },
    #[error("{0}")]
    Seal(#[from] SealError),
    #[error("{file}: {why}")]
    Open { file: PathBuf, why: OpenError },
    #[error("{certificate} is for another key than {identity}. Did you take somebody else's?")]
    OtherKey { certificate: PathBuf, identity: PathBuf },
    #[error("The certificate in {file} ended on {}. Ask for a new one.", day(*.ended))]
    Expired { file: PathBuf, ended: u64 },
    #[error(
        "{file} is no coordinator's, so it cannot renew itself. Ask a coordinator, and give what you get: --certificate."
    )]
    NeedsCertificate { file: PathBuf },
    #[error("{0}")]
    Certify(#[from] CertifyError),
    #[error("{0} Is the clock of this machine right?")]
    Validity(#[from] ValidityError),
}

impl IdentityCommand {
    pub(crate) fn run(self) -> Result<(), IdentityError> {
        match self {
            Self::New(new) => new.run(),
            Self::Finish(finish) => finish.run(),
            Self::Renew(renew) => renew.run(),
        }
    }
}

impl New {
    fn run(self) -> Result<(), IdentityError> {
        let slug = slug(&self.name);
        let (sealed, request_name) = (format!("new-identity-{slug}.json"), format!("request-{slug}.txt"));
        let secret = IdentitySecret::generate(&mut rand::rng());
        let request = secret.request(&self.name)?;
        files::prepare(&self.folder, &[&sealed, &request_name])?;
        let (sealed, request_file) = (
            files::within(&self.folder, &sealed),
            files::within(&self.folder, &request_name),
        );
        let passphrase = self.passphrase.choose(&sealed)?;
        let text = key_file::seal_new_identity(&passphrase, &secret, &request, ITERATIONS, &mut rand::rng())?;
        files::write_new(&sealed, &text, SECRET)?;
        files::write_new(&request_file, &write_request(&request), OPEN)?;
        tell(&format!(
            "Your key is made, {}.\n\n  \
             {}  the key, sealed with your passphrase. It stays on this machine.\n  \
             {}  the request. Give it to whoever certifies you; nothing in it is secret.\n\n\
             Before it is signed, read these letters to them, by telephone or side by side: {}\n\n\
             When you get a certificate back:\n\n  \
             luwte identity finish --identity {} --certificate FILE",
            request.name().as_str(),
            sealed.display(),
            request_file.display(),
            request.letters(),
            sealed.display(),
        ));
        Ok(())
    }
}

impl Finish {
    fn run(self) -> Result<(), IdentityError> {
        let wrong = |why| IdentityError::OpenKey {
            file: self.identity.clone(),
            why,
        };
        let sealed = SealedNewIdentity::read(&files::read(&self.identity)?).map_err(wrong)?;
        let certificates =
            read_certificates(&self.certificate, (&self.identity, sealed.request().subject()))?;
        let name = format!("identity-{}.json", slug(certificates.person().name().as_str()));
        files::prepare(&self.folder, &[&name])?;
        let passphrase = self.terms.passphrase.ask(&self.identity)?;
        let secret = sealed.open(&passphrase).map_err(wrong)?;
        let own = own_certificate(&secret, &certificates, self.terms.days)?;
        let text = identity_file::seal(
            &passphrase,
            &secret,
            &certificates.coordinator,
            &own,
            ITERATIONS,
            &mut rand::rng(),
        )?;
        let file = files::within(&self.folder, &name);
        files::write_new(&file, &text, SECRET)?;
        tell(&format!(
            "{}\n\nOpen it in the counsellor's page to go on duty; the passphrase is the same. {} can go now.",
            describe(&file, &certificates.coordinator, &own),
            self.identity.display(),
        ));
        Ok(())
    }
}

impl Renew {
    fn run(self) -> Result<(), IdentityError> {
        let wrong = |why| IdentityError::Open {
            file: self.identity.clone(),
            why,
        };
        let sealed = SealedIdentity::read(&files::read(&self.identity)?).map_err(wrong)?;
        let certificates = match &self.certificate {
            Some(file) => read_certificates(file, (&self.identity, sealed.counsellor().subject()))?,
            None if sealed.coordinator().subject() == sealed.counsellor().subject() => {
                require_valid(&self.identity, sealed.coordinator())?;
                Certificates {
                    coordinator: sealed.coordinator().clone(),
                    own: None,
                }
            }
            None => {
                return Err(IdentityError::NeedsCertificate {
                    file: self.identity.clone(),
                });
            }
        };
        let passphrase = self.terms.passphrase.ask(&self.identity)?;
        let OpenedIdentity { secret, .. } = sealed.open(&passphrase).map_err(wrong)?;
        let own = own_certificate(&secret, &certificates, self.terms.days)?;
        let text = identity_file::seal(
            &passphrase,
            &secret,
            &certificates.coordinator,
            &own,
            ITERATIONS,
            &mut rand::rng(),
        )?;
        files::replace(&self.identity, &text)?;
        tell(&describe(&self.identity, &certificates.coordinator, &own));
        Ok(())
    }
}

/// Reads certificates that somebody else made, and looks whether they are for this key and hold now.
fn read_certificates(
    file: &Path,
    (identity, subject): (&Path, [u8; 32]),
) -> Result<Certificates, IdentityError> {
    let certificates = Certificates::read(file)?;
    if certificates.person().subject() != subject {
        return Err(IdentityError::OtherKey {
            certificate: file.to_owned(),
            identity: identity.to_owned(),
        });
    }
    require_valid(file, &certificates.coordinator)?;
    require_valid(file, certificates.person())?;
    Ok(certificates)
}

fn require_valid(file: &Path, certificate: &IdentityCertificate) -> Result<(), IdentityError> {
    let ended = certificate.validity().not_after();
    if ended <= now() {
        return Err(IdentityError::Expired {
            file: file.to_owned(),
            ended,
        });
    }
    Ok(())
}

/// The certificate with which somebody goes on duty. A coordinator makes it herself, and it ends with the one above it.
pub(crate) fn own_certificate(
    secret: &IdentitySecret,
    certificates: &Certificates,
    days: u32,
) -> Result<IdentityCertificate, IdentityError> {
    if let Some(own) = &certificates.own {
        return Ok(own.clone());
    }
    let above = &certificates.coordinator;
    let validity = from_now(days, above.validity().not_after())?;
    Ok(secret.certify_counsellor(secret.public(), above.name().as_str(), validity, &mut rand::rng())?)
}

fn describe(file: &Path, coordinator: &IdentityCertificate, own: &IdentityCertificate) -> String {
    let until = day(own.validity().not_after().min(coordinator.validity().not_after()));
    let (name, file) = (own.name().as_str(), file.display());
    if coordinator.subject() == own.subject() {
        let coordinates = day(coordinator.validity().not_after());
        return format!(
            "{file} is the identity of {name}: coordinator until {coordinates}, and counsellor until {until}, when she \
             renews it with\n\n  luwte identity renew --identity {file}"
        );
    }
    let by = coordinator.name().as_str();
    format!(
        "{file} is the identity of {name}, certified by {by} as {} until {until}.",
        own.role()
    )
}
