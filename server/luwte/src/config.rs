//! The configuration file: one TOML file, unknown keys refused, every mistake named with file, line and field.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use luwte_certificates::{OrganisationRoot, Revocation, Revocations};
use luwte_desk::Settings;
use serde::Deserialize;
use toml::Spanned;
use zeroize::Zeroizing;

use crate::board::RedisAddress;
use crate::tokens::{KeyFileError, TokenKeys};

/// A third of the desk's patience with a node, in milliseconds.
const LONGEST_SWEEP: u64 = 2_000;

/// What `luwte serve` needs to know, checked.
pub(crate) struct Config {
    pub(crate) listen: SocketAddr,
    pub(crate) counts_listen: Option<SocketAddr>,
    pub(crate) origins: Vec<String>,
    pub(crate) organisation: Organisation,
    pub(crate) desk: DeskSection,
    /// The Redis through which several nodes agree: docs/redis.md. Without it there is one node.
    pub(crate) redis: Option<RedisAddress>,
    /// The keys that sign what pages hold. Without them everything is lost with the process.
    pub(crate) token_keys: Option<Arc<TokenKeys>>,
    /// Sealed identities offered on the console's first screen. Only for a demo.
    pub(crate) demo_identities: Vec<String>,
}

/// Who runs the helpline.
#[derive(Debug)]
pub(crate) struct Organisation {
    pub(crate) name: String,
    pub(crate) root: OrganisationRoot,
    pub(crate) exit: String,
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) revocations: Revocations,
}

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("{file} cannot be read ({why}). Give the path of a configuration file with --config.")]
    Unreadable { file: PathBuf, why: std::io::Error },
    #[error("{file}, line {line}: {what}")]
    Wrong {
        file: PathBuf,
        line: usize,
        what: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    listen: Spanned<String>,
    counts_listen: Option<Spanned<String>>,
    origins: Spanned<Vec<Spanned<String>>>,
    token_key_file: Option<Spanned<PathBuf>>,
    redis: Option<Spanned<String>>,
    organisation: OrganisationText,
    #[serde(default)]
    desk: DeskSection,
    #[serde(default)]
    demo: DemoText,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganisationText {
    name: Spanned<String>,
    root: Spanned<String>,
    exit: Spanned<String>,
    #[serde(default = "neutral_title")]
    title: String,
    language: Spanned<String>,
    #[serde(default)]
    revocations: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoText {
    identities: Vec<Spanned<String>>,
}

/// How patient the desk is, in the units of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DeskSection {
    pub(crate) sweep_milliseconds: u64,
    pub(crate) heartbeat_milliseconds: u64,
    pub(crate) silent_after_milliseconds: u64,
    pub(crate) hello_milliseconds: u64,
    pub(crate) waiting_grace_seconds: u64,
    pub(crate) conversation_grace_seconds: u64,
    pub(crate) claim_patience_seconds: u64,
    pub(crate) most_tickets: usize,
    /// How long pages get to hear that the server goes down.
    pub(crate) drain_seconds: u64,
}

impl Default for DeskSection {
    fn default() -> Self {
        Self {
            sweep_milliseconds: 1_000,
            heartbeat_milliseconds: 5_000,
            silent_after_milliseconds: 15_000,
            hello_milliseconds: 10_000,
            waiting_grace_seconds: 180,
            conversation_grace_seconds: 600,
            claim_patience_seconds: 15,
            most_tickets: 20_000,
            drain_seconds: 3,
        }
    }
}

impl DeskSection {
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            waiting_grace: self.waiting_grace_seconds * 1000,
            conversation_grace: self.conversation_grace_seconds * 1000,
            claim_patience: self.claim_patience_seconds * 1000,
            most_tickets: self.most_tickets,
            ..Settings::default()
        }
    }
}

fn neutral_title() -> String {
    "Agenda".to_owned()
}

impl Config {
    /// Reads and checks the file. Nothing is started before this has passed.
    pub(crate) fn load(file: &Path) -> Result<Self, ConfigError> {
        let source = std::fs::read_to_string(file).map_err(|why| ConfigError::Unreadable {
            file: file.to_owned(),
            why,
        })?;
        Reader {
            file,
            source: &source,
        }
        .read()
    }
}

struct Reader<'a> {
    file: &'a Path,
    source: &'a str,
}

impl Reader<'_> {
    fn read(&self) -> Result<Config, ConfigError> {
        let text: Text = toml::from_str(self.source).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.wrong(
                at,
                format!("{} In: `{}`", sentence(error.message()), self.line_at(at)),
            )
        })?;
        let listen = self.address(&text.listen, "listen")?;
        let counts_listen = text
            .counts_listen
            .as_ref()
            .map(|text| self.address(text, "counts_listen"))
            .transpose()?;
        if text.origins.get_ref().is_empty() {
            return Err(self.wrong(
                text.origins.span().start,
                "`origins` is empty. Name the address people type, such as \"https://chat.example.org\"."
                    .into(),
            ));
        }
        let origins = text
            .origins
            .into_inner()
            .into_iter()
            .map(|text| self.origin(text))
            .collect::<Result<_, _>>()?;
        let demo_identities = text
            .demo
            .identities
            .into_iter()
            .map(|file| self.demo_identity(file))
            .collect::<Result<_, _>>()?;
        let token_keys = text
            .token_key_file
            .map(|file| self.token_keys(&file))
            .transpose()?;
        let redis = text
            .redis
            .map(|text| self.redis(&text, token_keys.is_some()))
            .transpose()?;
        let organisation = self.organisation(text.organisation)?;
        let desk = text.desk;
        for (field, value) in [
            ("sweep_milliseconds", desk.sweep_milliseconds),
            ("heartbeat_milliseconds", desk.heartbeat_milliseconds),
        ] {
            if value == 0 {
                return Err(self.wrong(0, format!("`desk.{field}` must be at least 1.")));
            }
        }
        if desk.sweep_milliseconds > LONGEST_SWEEP {
            let what =
                format!("`desk.sweep_milliseconds` must be at most {LONGEST_SWEEP}, or nodes look dead.");
            return Err(self.wrong(0, what));
        }
        Ok(Config {
            listen,
            counts_listen,
            origins,
            organisation,
            desk,
            redis,
            token_keys: token_keys.map(Arc::new),
            demo_identities,
        })
    }

    fn organisation(&self, text: OrganisationText) -> Result<Organisation, ConfigError> {
        if text.name.get_ref().trim().is_empty() {
            return Err(self.wrong(text.name.span().start, "`organisation.name` is empty.".into()));
        }
        let root = OrganisationRoot::from_hex(text.root.get_ref()).map_err(|_| {
            self.wrong(
                text.root.span().start,
                "`organisation.root` is not a root key. It is 64 characters of 0-9 and a-f.".into(),
            )
        })?;
        if !text.exit.get_ref().starts_with("https://") {
            return Err(self.wrong(
                text.exit.span().start,
                "`organisation.exit` must be an address that begins with https://, of a site nobody wonders about."
                    .into(),
            ));
        }
        if !["nl", "en"].contains(&text.language.get_ref().as_str()) {
            return Err(self.wrong(
                text.language.span().start,
                "`organisation.language` must be \"nl\" or \"en\".".into(),
            ));
        }
        let mut revocations = Revocations::default();
        for text in &text.revocations {
            let revocation = hex::decode(text.get_ref())
                .ok()
                .and_then(|bytes| Revocation::decode(&bytes).ok());
            revocations.insert(revocation.ok_or_else(|| {
                self.wrong(
                    text.span().start,
                    "An entry of `organisation.revocations` is damaged.".into(),
                )
            })?);
        }
        Ok(Organisation {
            name: text.name.into_inner(),
            root,
            exit: text.exit.into_inner(),
            title: text.title,
            language: text.language.into_inner(),
            revocations,
        })
    }

    fn redis(&self, text: &Spanned<String>, token_keys: bool) -> Result<RedisAddress, ConfigError> {
        let wrong = |what: String| self.wrong(text.span().start, what);
        let address = RedisAddress::parse(text.get_ref()).map_err(|why| wrong(format!("`redis` {why}")))?;
        if !token_keys {
            let what = "`redis` needs a `token_key_file`, the same on every node: a page that moves brings its token.";
            return Err(wrong(what.into()));
        }
        Ok(address)
    }

    fn address(&self, text: &Spanned<String>, field: &str) -> Result<SocketAddr, ConfigError> {
        text.get_ref().parse().map_err(|_| {
            self.wrong(
                text.span().start,
                format!("`{field}` must be an address and a port, such as \"127.0.0.1:8420\"."),
            )
        })
    }

    fn origin(&self, text: Spanned<String>) -> Result<String, ConfigError> {
        let bare = text
            .get_ref()
            .strip_prefix("https://")
            .or_else(|| text.get_ref().strip_prefix("http://"));
        match bare {
            Some(host) if !host.is_empty() && !host.contains(['/', '"', ';', ' ', '*']) => {
                Ok(text.into_inner())
            }
            _ => Err(self.wrong(
                text.span().start,
                "An entry of `origins` must be scheme and host without a path, such as \"https://chat.example.org\"."
                    .into(),
            )),
        }
    }

    fn demo_identity(&self, file: Spanned<String>) -> Result<String, ConfigError> {
        let path = self.file.parent().unwrap_or(Path::new(".")).join(file.get_ref());
        std::fs::read_to_string(&path).map_err(|why| {
            self.wrong(
                file.span().start,
                format!("`demo.identities`: {} cannot be read ({why}).", path.display()),
            )
        })
    }

    fn token_keys(&self, file: &Spanned<PathBuf>) -> Result<TokenKeys, ConfigError> {
        let path = self.file.parent().unwrap_or(Path::new(".")).join(file.get_ref());
        let wrong = |what: String| {
            let make = "Make a key with `openssl rand -hex 64`.";
            self.wrong(
                file.span().start,
                format!("`token_key_file`: {} {what} {make}", path.display()),
            )
        };
        let text = std::fs::read_to_string(&path).map_err(|why| wrong(format!("cannot be read ({why}).")))?;
        // What stands in the file is a secret: a mistake is named by its line alone.
        TokenKeys::parse(&Zeroizing::new(text)).map_err(|why| match why {
            KeyFileError::Empty => wrong("holds no key.".into()),
            KeyFileError::Line(line) => wrong(format!("has no key of 128 hex characters on line {line}.")),
        })
    }

    fn line_at(&self, at: usize) -> &str {
        let line = self
            .source
            .get(..at)
            .map_or(0, |before| before.matches('\n').count());
        self.source.lines().nth(line).unwrap_or_default().trim()
    }

    fn wrong(&self, at: usize, what: String) -> ConfigError {
        let line = self
            .source
            .get(..at)
            .map_or(1, |before| before.matches('\n').count() + 1);
        ConfigError::Wrong {
            file: self.file.to_owned(),
            line,
            what,
        }
    }
}

fn sentence(message: &str) -> String {
    let mut letters = message.trim().trim_end_matches('.').chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect::<String>() + ".")
        .unwrap_or_default()
}
