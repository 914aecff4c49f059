//! The command line.

use std::io::Write;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::board::now_milliseconds;
use crate::{config, demo, doctor, invite, keys, ledger, serve, texts};

/// An anonymous, end-to-end encrypted chat helpline.
#[derive(Debug, Parser)]
#[command(name = "luwte", version)]
pub(crate) struct Command {
    #[command(subcommand)]
    role: Role,
}

#[derive(Debug, Subcommand)]
enum Role {
    /// Run the helpline of a configuration file.
    Serve {
        /// The configuration file.
        #[arg(long, env = "LUWTE_CONFIG")]
        config: PathBuf,
    },
    /// Make a demo organisation and run it on this machine.
    Demo {
        /// The port of the pages on 127.0.0.1.
        #[arg(long, default_value_t = 8420)]
        port: u16,
        /// Where to write the demo organisation [default: a new folder for temporary files].
        #[arg(long)]
        folder: Option<PathBuf>,
        /// Write the organisation and stop, to run it with `luwte serve`.
        #[arg(long, requires = "folder")]
        write_only: bool,
    },
    /// Tell what may be known of the evenings, from the files that `[counts] file` names.
    Counts {
        /// As comma-separated values.
        #[arg(long, required = true)]
        csv: bool,
        /// The file of each node. Their servers may run.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Check the folder of an organisation's texts, and list them as the coordinator's console does.
    Texts(texts::Texts),
    /// Check the folder of an organisation's texts, and say what is not there yet.
    Doctor(doctor::Doctor),
    /// Make a link with which one person may ask to become a counsellor.
    Invite(invite::Invite),
    /// Make and use the root key of an organisation, offline.
    #[command(subcommand)]
    Organisation(keys::OrganisationCommand),
    /// Make or renew your own identity, with which you go on duty.
    #[command(subcommand)]
    Identity(keys::IdentityCommand),
    /// As a coordinator: certify colleagues.
    #[command(subcommand)]
    Coordinator(keys::CoordinatorCommand),
    /// Take back somebody's certificates, for example after a lost laptop.
    Revoke(keys::Revoke),
    /// Say what a file of keys, certificates or revocations holds. Needs no passphrase.
    Show(keys::Show),
}

/// Why a command could not do its work; each a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    #[error("{0}")]
    Config(#[from] config::ConfigError),
    #[error("{0}")]
    Demo(#[from] demo::DemoError),
    #[error("{0}")]
    Serve(#[from] serve::ServeError),
    #[error("{0}")]
    Counts(#[from] ledger::LedgerError),
    #[error("the counts cannot be written out: {0}")]
    Output(#[from] std::io::Error),
    #[error("{0}")]
    Texts(#[from] texts::TextsError),
    #[error("{0}")]
    Doctor(#[from] doctor::DoctorError),
    #[error("{0}")]
    Invite(#[from] invite::InviteError),
    #[error("{0}")]
    Organisation(#[from] keys::OrganisationError),
    #[error("{0}")]
    Identity(#[from] keys::IdentityError),
    #[error("{0}")]
    Coordinator(#[from] keys::CoordinatorError),
    #[error("{0}")]
    Revoke(#[from] keys::RevokeError),
    #[error("{0}")]
    Show(#[from] keys::ShowError),
}

impl Command {
    pub(crate) fn run(self) -> Result<(), CommandError> {
        match self.role {
            Role::Serve { config } => serve::run(config::Config::load(&config)?, |_| {})?,
            Role::Demo {
                port,
                folder,
                write_only,
            } => {
                let demo = demo::Demo::write(port, folder)?;
                let config = config::Config::load(&demo.config)?;
                if !write_only {
                    serve::run(config, |address| demo.announce(address))?;
                }
            }
            Role::Counts { csv: _, files } => {
                let table = ledger::report(&files, now_milliseconds())?;
                std::io::stdout().write_all(table.as_bytes())?;
            }
            Role::Texts(texts) => texts.run()?,
            Role::Doctor(doctor) => doctor.run()?,
            Role::Invite(invite) => invite.run()?,
            Role::Organisation(command) => command.run()?,
            Role::Identity(command) => command.run()?,
            Role::Coordinator(command) => command.run()?,
            Role::Revoke(revoke) => revoke.run()?,
            Role::Show(show) => show.run()?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Command::command().debug_assert();
    }
}
