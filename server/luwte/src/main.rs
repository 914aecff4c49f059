//! `luwte`: one binary that runs a helpline. See ARCHITECTURE.md for the rooms and what must never be added.

mod board;
mod command;
mod config;
mod demo;
mod doctor;
mod effort;
mod folders;
mod headers;
mod invite;
mod keys;
mod ledger;
mod listener;
mod metrics;
mod mistake;
mod now;
mod organisation;
mod outbox;
mod pace;
mod reading;
mod revocations;
mod serve;
mod session;
mod site;
mod sockets;
mod texts;
mod tokens;
mod websocket;

use clap::Parser;

fn main() -> std::process::ExitCode {
    let command = command::Command::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
    match command.run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("luwte: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
