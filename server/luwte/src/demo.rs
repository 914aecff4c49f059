//! A made-up organisation, complete and ready, for trying Luwte on one machine.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use luwte_certificates::{IdentityCertificate, IdentitySecret, Role, RootSecret, Validity, identity_file};

use crate::board::now_milliseconds;
use crate::keys::{self, FileError, OrganisationError};
use crate::organisation::Source;
use crate::tokens::KEY_LENGTH;

/// Opens the demo identities. No secret: it is printed, and a demo listens on this machine alone.
pub(crate) const PASSPHRASE: &str = "a lamp in the window";
/// Goes on duty too.
const COORDINATOR: &str = "Noor";
const COUNSELLORS: [&str; 2] = ["Sam", "Robin"];
const INTERPRETER: &str = "Yara";
const ORGANISATION: &str = "De Luwte (demo)";
/// A site nobody wonders about, the same for everyone.
const EXIT: &str = "https://www.knmi.nl/";
/// A demo is open whenever somebody tries it.
const HOURS: &str = "# Day and night. Otherwise, in place of the last line, as often as needed:\n\
                     # [[open]]\n\
                     # days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\n\
                     # from = \"14:00\"\n\
                     # to = \"22:00\"\n\n\
                     zone = \"Europe/Amsterdam\"\n\
                     always = true\n";
/// PBKDF2 iterations of the demo identities: the fewest that the format allows.
const ITERATIONS: u32 = identity_file::ITERATIONS_MINIMUM;
const COUNTS: &str = "counts.redb";
const YEAR_SECONDS: u64 = 365 * 24 * 3600;

/// A demo organisation on disk.
pub(crate) struct Demo {
    pub(crate) config: PathBuf,
    counts: PathBuf,
}

/// Why a demo cannot be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DemoError {
    #[error("the demo organisation cannot be written to {file} ({why}). Choose a folder with --folder.")]
    Write { file: PathBuf, why: std::io::Error },
    #[error("{0}")]
    File(#[from] FileError),
    #[error("{0}")]
    Root(#[from] OrganisationError),
    #[error(
        "{0} holds a configuration already. Choose another folder, or run it with `luwte serve --config`."
    )]
    Taken(PathBuf),
    #[error("the demo identity could not be made: {0}")]
    Identity(String),
}

impl Demo {
    /// Makes keys, certificates and a configuration in `folder`.
    pub(crate) fn write(port: u16, folder: Option<PathBuf>) -> Result<Self, DemoError> {
        let folder = folder.unwrap_or_else(|| {
            std::env::temp_dir().join(format!("luwte-demo-{:016x}", rand::random::<u64>()))
        });
        std::fs::create_dir_all(&folder).map_err(|why| DemoError::Write {
            file: folder.clone(),
            why,
        })?;
        let config = folder.join("luwte.toml");
        if config.exists() {
            return Err(DemoError::Taken(config));
        }
        let (root, identities) = write_keys(&folder)?;
        let text = format!(
            "# A demo organisation: keys made at this moment, for this machine alone.\n\
             listen = \"127.0.0.1:{port}\"\n\
             token_key_file = \"token.key\"\n\
             origins = [\"http://localhost:{port}\", \"http://127.0.0.1:{port}\"]\n\n\
             [organisation]\n\
             name = {ORGANISATION:?}\n\
             root = \"{}\"\n\
             exit = {EXIT:?}\n\
             language = \"nl\"\n\
             # Every text, page, number and opening hour of the helpline. Change what you like, and start it again.\n\
             folder = \"organisation\"\n\
             # Certificates that `luwte revoke` took back. Read again and again while the helpline is open.\n\
             revocations_file = \"revocations.txt\"\n\n\
             # How many came, were reached and left, for `luwte counts --csv`. Without it nothing is kept.\n\
             [counts]\n\
             file = {COUNTS:?}\n\n\
             [demo]\n\
             identities = [{}]\n",
            root.root().to_hex(),
            identities.map(|file| format!("{file:?}")).join(", ")
        );
        let organisation = folder.join("organisation");
        Source::write_example(&organisation).map_err(|why| DemoError::Write {
            file: organisation.clone(),
            why,
        })?;
        write(&organisation.join("hours.toml"), HOURS)?;
        let token_key = hex::encode(rand::random::<[u8; KEY_LENGTH]>());
        keys::write_new(&folder.join("token.key"), &token_key, keys::SECRET)?;
        write(&folder.join("revocations.txt"), "")?;
        write(&config, &text)?;
        let counts = folder.join(COUNTS);
        Ok(Self { config, counts })
    }

    /// Tells who started it where to go.
    pub(crate) fn announce(&self, address: SocketAddr) {
        let port = address.port();
        eprintln!(
            "\n  Luwte is open on this machine.\n\n  \
             The visitor's page:      http://localhost:{port}/\n  \
             The counsellor's page:   http://localhost:{port}/console/\n  \
             The demo passphrase:     {PASSPHRASE}\n  \
             Its keys and texts:      {folder}\n\n  \
             Open each in a window of its own. Ctrl+C closes the helpline; only counts are kept:\n  \
             luwte counts --csv {counts}\n",
            folder = self.config.parent().unwrap_or(Path::new(".")).display(),
            counts = self.counts.display()
        );
    }
}

/// Makes the root, a coordinator, her counsellors and an interpreter, and returns the names of their identity files.
fn write_keys(folder: &Path) -> Result<(RootSecret, [String; 4]), DemoError> {
    let now = now_milliseconds() / 1000;
    let mut rng = rand::rng();
    let failed = |why: &dyn std::fmt::Display| DemoError::Identity(why.to_string());
    let validity = Validity::new(now - 60, now + YEAR_SECONDS).map_err(|why| failed(&why))?;
    let root = RootSecret::generate(&mut rng);
    keys::write_root(folder, &root, PASSPHRASE, ITERATIONS)?;
    let coordinator = IdentitySecret::generate(&mut rng);
    let above = root
        .certify_coordinator(coordinator.public(), COORDINATOR, validity, &mut rng)
        .map_err(|why| failed(&why))?;
    let mut certify = |secret: &IdentitySecret, role: Role, name: &str| {
        let own = coordinator
            .certify(role, secret.public(), name, validity, &mut rng)
            .map_err(|why| failed(&why))?;
        write_identity(folder, secret, &above, &own)
    };
    let noor = certify(&coordinator, Role::Counsellor, COORDINATOR)?;
    let mut another = |role, name| certify(&IdentitySecret::generate(&mut rand::rng()), role, name);
    let [sam, robin] = COUNSELLORS.map(|name| another(Role::Counsellor, name));
    let yara = another(Role::Interpreter, INTERPRETER)?;
    Ok((root, [noor, sam?, robin?, yara]))
}

fn write_identity(
    folder: &Path,
    secret: &IdentitySecret,
    above: &IdentityCertificate,
    own: &IdentityCertificate,
) -> Result<String, DemoError> {
    let sealed = identity_file::seal(PASSPHRASE, secret, above, own, ITERATIONS, &mut rand::rng())
        .map_err(|why| DemoError::Identity(why.to_string()))?;
    let file = format!("identity-{}.json", own.name().as_str().to_lowercase());
    keys::write_new(&folder.join(&file), &sealed, keys::SECRET)?;
    Ok(file)
}

fn write(file: &Path, text: &str) -> Result<(), DemoError> {
    std::fs::write(file, text).map_err(|why| DemoError::Write {
        file: file.to_owned(),
        why,
    })
}
