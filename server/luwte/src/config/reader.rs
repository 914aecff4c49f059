use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use zeroize::Zeroizing;

use super::text::Text;
use super::{Config, ConfigError};
use crate::board::RedisAddress;
use crate::mistake::TextFile;
use crate::tokens::{KeyFileError, TokenKeys};

/// A third of the desk's patience with a node, in milliseconds.
const LONGEST_SWEEP: u64 = 2_000;

pub(super) struct Reader<'a> {
    pub(super) file: &'a TextFile,
}

impl Reader<'_> {
    pub(super) fn read(&self) -> Result<Config, ConfigError> {
        let text: Text = self.file.parse()?;
        let listen = self.address(&text.listen, "listen")?;
        let metrics_listen = text
            .metrics_listen
            .as_ref()
            .map(|text| self.address(text, "metrics_listen"))
            .transpose()?;
        if text.origins.get_ref().is_empty() {
            return Err(self.wrong(
                text.origins.span().start,
                "`origins` is empty. Name the address people type, such as \"https://chat.example.org\".",
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
        let counts_file = text.counts.map(|counts| self.beside(&counts.file));
        let redis = text
            .redis
            .map(|text| self.redis(&text, token_keys.is_some()))
            .transpose()?;
        let organisation = self.organisation(text.organisation)?;
        let folders = self.folders(text.folders, redis.is_some())?;
        let desk = text.desk;
        for (field, value) in [
            ("sweep_milliseconds", desk.sweep_milliseconds),
            ("heartbeat_milliseconds", desk.heartbeat_milliseconds),
            ("effort_from", desk.effort_from as u64),
            ("most_sockets", desk.most_sockets as u64),
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
            metrics_listen,
            origins,
            organisation,
            desk,
            redis,
            counts_file,
            folders,
            token_keys: token_keys.map(Arc::new),
            demo_identities,
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
                "An entry of `origins` must be scheme and host without a path, such as \"https://chat.example.org\".",
            )),
        }
    }

    fn demo_identity(&self, file: Spanned<String>) -> Result<String, ConfigError> {
        let path = self
            .file
            .path
            .parent()
            .unwrap_or(Path::new("."))
            .join(file.get_ref());
        std::fs::read_to_string(&path).map_err(|why| {
            self.wrong(
                file.span().start,
                format!("`demo.identities`: {} cannot be read ({why}).", path.display()),
            )
        })
    }

    /// A path as it is meant in the configuration.
    pub(super) fn beside(&self, path: &Path) -> PathBuf {
        self.file.path.parent().unwrap_or(Path::new(".")).join(path)
    }

    fn token_keys(&self, file: &Spanned<PathBuf>) -> Result<TokenKeys, ConfigError> {
        let path = self
            .file
            .path
            .parent()
            .unwrap_or(Path::new("."))
            .join(file.get_ref());
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

    pub(super) fn wrong(&self, at: usize, what: impl Into<String>) -> ConfigError {
        self.file.wrong(at, what).into()
    }
}
