//! An invitation from the command line, for when no coordinator's console is at hand: docs/protocol.md section 2.9.

use std::io::Write;
use std::path::PathBuf;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use clap::Args;
use luwte_wire::Token;

use crate::board::now_milliseconds;
use crate::config::{Config, ConfigError};

#[derive(Debug, Args)]
pub(crate) struct Invite {
    /// The configuration file of the helpline.
    #[arg(long, env = "LUWTE_CONFIG")]
    config: PathBuf,
    /// The address of the helpline to invite to, if it has several [default: the first of its `origins`].
    #[arg(long)]
    origin: Option<String>,
}

/// Why nobody is invited.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InviteError {
    #[error("{0}")]
    Config(#[from] ConfigError),
    #[error(
        "{0} names no `token_key_file`, so the server would not know an invitation that is made here. Name one, start \
         the server again, and then invite."
    )]
    NoTokenKey(PathBuf),
    #[error(
        "{origin:?} is not one of the `origins` of this helpline. Give one of these with --origin: {known}."
    )]
    OtherOrigin { origin: String, known: String },
    #[error("the invitation cannot be written out: {0}")]
    Output(#[from] std::io::Error),
}

const NEXT: &str = "
This link invites one person, once. Give it to them in person, or by a road that nobody else reads: whoever makes a
key with it first has it. It holds for a week, as long as the helpline keeps its token key.

They open it while a coordinator is on duty, choose a name and a passphrase, and wait. The coordinator's tab \"Desk\"
then shows ten words, and so does their page. The two compare them by voice before she certifies anybody.
";

impl Invite {
    /// Writes the link to the output alone, and what to do with it beside it.
    pub(crate) fn run(self) -> Result<(), InviteError> {
        let config = Config::load(&self.config)?;
        let origin = origin(&config.origins, self.origin)?;
        let keys = config.token_keys.ok_or(InviteError::NoTokenKey(self.config))?;
        let link = link(&origin, &keys.invitation(now_milliseconds()));
        writeln!(std::io::stdout(), "{link}")?;
        writeln!(std::io::stderr(), "{NEXT}")?;
        Ok(())
    }
}

fn origin(known: &[String], wished: Option<String>) -> Result<String, InviteError> {
    match wished {
        None => Ok(known.first().cloned().unwrap_or_default()),
        Some(origin) if known.contains(&origin) => Ok(origin),
        Some(origin) => Err(InviteError::OtherOrigin {
            origin,
            known: known.join(", "),
        }),
    }
}

/// The address that `web-client/src/console/join.ts` reads. What stands behind # is never sent to a server.
fn link(origin: &str, invitation: &Token) -> String {
    format!(
        "{origin}/console/#join={}",
        BASE64_URL_SAFE_NO_PAD.encode(invitation.0)
    )
}
