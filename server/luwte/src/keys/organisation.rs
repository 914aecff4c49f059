//! What whoever holds the root key does, on a machine that is on no network.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, value_parser};
use luwte_certificates::key_file::{self, OpenKeyError, SealKeyError, SealedRoot};
use luwte_certificates::paper::{self, PaperError};
use luwte_certificates::{CertifyError, RootSecret, ValidityError};
use zeroize::Zeroizing;

use super::dates::{day, from_now};
use super::files::{self, FileError, OPEN, SECRET, slug};
use super::lines::{Certificates, LinesError, read_request};
use super::passphrase::{self, PassphraseError};
use super::{COORDINATOR_DAYS, ITERATIONS, tell};

const SEALED: &str = "root.json";
const PAPER: &str = "root-paper.txt";
const PUBLIC: &str = "root-public.txt";

#[derive(Debug, Subcommand)]
pub(crate) enum OrganisationCommand {
    /// Make the root key of a new organisation, sealed with a passphrase, and its page of paper.
    Init(Init),
    /// Make the sealed root key again from its page of paper.
    Restore(Restore),
    /// Make the page of paper again from the sealed root key.
    Paper(Paper),
    /// Certify a coordinator with the root key.
    CertifyCoordinator(CertifyCoordinator),
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Where to write the files.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    passphrase: passphrase::From,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The four lines of the paper, typed into a file, each with its number before it.
    #[arg(long, value_name = "FILE")]
    paper: PathBuf,
    /// Where to write root.json.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    passphrase: passphrase::From,
}

#[derive(Debug, Args)]
pub(crate) struct Paper {
    /// The sealed root key.
    #[arg(long, value_name = "FILE", default_value = SEALED)]
    root: PathBuf,
    /// Where to write root-paper.txt.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    passphrase: passphrase::From,
}

#[derive(Debug, Args)]
pub(crate) struct CertifyCoordinator {
    /// The request of the coordinator: a file, or the hex in it.
    #[arg(value_name = "REQUEST")]
    request: String,
    /// The sealed root key.
    #[arg(long, value_name = "FILE", default_value = SEALED)]
    root: PathBuf,
    /// For how many days.
    #[arg(long, default_value_t = COORDINATOR_DAYS, value_parser = value_parser!(u32).range(1..=3650))]
    days: u32,
    /// Where to write the certificate.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    passphrase: passphrase::From,
}

/// Why the root key does not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OrganisationError {
    #[error("{0}")]
    File(#[from] FileError),
    #[error("{0}")]
    Passphrase(#[from] PassphraseError),
    #[error("{0}")]
    Lines(#[from] LinesError),
    #[error("The root key could not be sealed: {0}")]
    Seal(#[from] SealKeyError),
    #[error("{file}: {why}")]
    Open { file: PathBuf, why: OpenKeyError },
    #[error("{file}: {why}")]
    Paper { file: PathBuf, why: PaperError },
    #[error("{0}")]
    Certify(#[from] CertifyError),
    #[error("{0} Is the clock of this machine right?")]
    Validity(#[from] ValidityError),
}

impl OrganisationCommand {
    pub(crate) fn run(self) -> Result<(), OrganisationError> {
        match self {
            Self::Init(init) => init.run(),
            Self::Restore(restore) => restore.run(),
            Self::Paper(paper) => paper.run(),
            Self::CertifyCoordinator(certify) => certify.run(),
        }
    }
}

impl Init {
    fn run(self) -> Result<(), OrganisationError> {
        files::prepare(&self.folder, &[SEALED, PAPER, PUBLIC])?;
        let sealed = files::within(&self.folder, SEALED);
        let passphrase = self.passphrase.choose(&sealed)?;
        let root = RootSecret::generate(&mut rand::rng());
        write_root(&self.folder, &root, &passphrase, ITERATIONS)?;
        tell(&format!(
            "The root key of your organisation is made.\n\n  \
             {}  the key, sealed with your passphrase. Keep it on a stick, on no machine that is on a network.\n  \
             {}  the same key on paper, without a passphrase. Print it, put it in a safe, and delete the file.\n  \
             {}  what belongs in luwte.toml. This alone is no secret.\n\n\
             Next, the first coordinator makes an identity on her own machine:\n\n  \
             luwte identity new --name NAME\n\n\
             and gives you the request that it makes. Then:\n\n  \
             luwte organisation certify-coordinator request-NAME.txt --root {}",
            sealed.display(),
            files::within(&self.folder, PAPER).display(),
            files::within(&self.folder, PUBLIC).display(),
            sealed.display(),
        ));
        Ok(())
    }
}

/// Writes the three files of a root key.
pub(crate) fn write_root(
    folder: &Path,
    root: &RootSecret,
    passphrase: &str,
    iterations: u32,
) -> Result<(), OrganisationError> {
    let sealed = key_file::seal_root(passphrase, root, iterations, &mut rand::rng())?;
    files::write_new(&folder.join(SEALED), &sealed, SECRET)?;
    files::write_new(&folder.join(PAPER), &page(root), SECRET)?;
    files::write_new(&folder.join(PUBLIC), &public(root), OPEN)?;
    Ok(())
}

impl Restore {
    fn run(self) -> Result<(), OrganisationError> {
        files::prepare(&self.folder, &[SEALED])?;
        let typed = files::read(&self.paper)?;
        let root = paper::read(&typed).map_err(|why| OrganisationError::Paper {
            file: self.paper.clone(),
            why,
        })?;
        let sealed = files::within(&self.folder, SEALED);
        let passphrase = self.passphrase.choose(&sealed)?;
        let text = key_file::seal_root(&passphrase, &root, ITERATIONS, &mut rand::rng())?;
        files::write_new(&sealed, &text, SECRET)?;
        tell(&format!(
            "{} is made again. Compare its public key with the one in luwte.toml and on the paper:\n\n  {}\n\n\
             Then delete {}: it opens without a passphrase.",
            sealed.display(),
            root.root().to_hex(),
            self.paper.display(),
        ));
        Ok(())
    }
}

impl Paper {
    fn run(self) -> Result<(), OrganisationError> {
        files::prepare(&self.folder, &[PAPER])?;
        let root = open_root(&self.root, &self.passphrase)?;
        let file = files::within(&self.folder, PAPER);
        files::write_new(&file, &page(&root), SECRET)?;
        tell(&format!(
            "{} is the root key, without a passphrase. Print it, put it in a safe, and delete the file.",
            file.display()
        ));
        Ok(())
    }
}

impl CertifyCoordinator {
    fn run(self) -> Result<(), OrganisationError> {
        let request = read_request(&self.request)?;
        let name = request.name().as_str();
        tell(&format!(
            "{name} asks to be a coordinator. Let her read these letters to you, and stop if they differ: {}",
            request.letters()
        ));
        let root = open_root(&self.root, &self.passphrase)?;
        let validity = from_now(self.days, u64::MAX)?;
        let coordinator = root.certify_coordinator(request.subject(), name, validity, &mut rand::rng())?;
        let file = write_certificates(
            &self.folder,
            &Certificates {
                coordinator,
                own: None,
            },
        )?;
        tell(&format!(
            "{name} is a coordinator until {}. Give her {}; nothing in it is secret. With it she goes on:\n\n  \
             luwte identity finish --identity new-identity-{}.json --certificate {}",
            day(validity.not_after()),
            file.display(),
            slug(name),
            file.file_name().unwrap_or_default().display(),
        ));
        Ok(())
    }
}

/// Opens a sealed root key. What is wrong with the file is said before its passphrase is asked.
pub(crate) fn open_root(file: &Path, passphrase: &passphrase::From) -> Result<RootSecret, OrganisationError> {
    let wrong = |why| OrganisationError::Open {
        file: file.to_owned(),
        why,
    };
    let sealed = SealedRoot::read(&files::read(file)?).map_err(wrong)?;
    sealed.open(&passphrase.ask(file)?).map_err(wrong)
}

/// Writes certificates under a name that no other certificate has.
pub(crate) fn write_certificates(folder: &Path, certificates: &Certificates) -> Result<PathBuf, FileError> {
    let person = certificates.person();
    let name = format!(
        "certificate-{}-{}.txt",
        slug(person.name().as_str()),
        hex::encode(person.serial())
    );
    files::prepare(folder, &[])?;
    let file = files::within(folder, &name);
    files::write_new(&file, &certificates.write(), OPEN)?;
    Ok(file)
}

fn page(root: &RootSecret) -> Zeroizing<String> {
    let key = paper::write(root);
    Zeroizing::new(format!(
        "THE ROOT KEY OF AN ORGANISATION THAT RUNS LUWTE\n\n\
         Whoever has this page can make coordinators of the helpline, and take every\n\
         certificate back. Keep it in a safe. It needs no passphrase. There is no other\n\
         way back to the key if the sealed file or its passphrase is lost.\n\n\
         The key:\n\n{}\n\
         To get it back: type these lines into a file, each with its number before it.\n\
         Capitals or not is the same, spaces do not count. Then:\n\n    \
         luwte organisation restore --paper FILE\n\n\
         A line with a typing error is told by its number.\n\n\
         The public key, which is no secret and stands in luwte.toml:\n\n{}\n",
        *key,
        root.root().to_hex()
    ))
}

fn public(root: &RootSecret) -> String {
    format!(
        "# The public key of the organisation. In luwte.toml, below [organisation]:\nroot = \"{}\"\n",
        root.root().to_hex()
    )
}
