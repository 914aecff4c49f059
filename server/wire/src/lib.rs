//! Frames of the Luwte protocol and their codec: docs/protocol.md, section 2.
//!
//! Every message on a socket is one frame of exactly [`FRAME_LENGTH`] bytes. This crate turns bytes into typed frames
//! and back; it holds no state, does no IO and knows no time.
#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod body;
mod close;
mod duty;
mod error;
mod folder;
mod from_page;
mod from_server;
mod lists;
mod parts;
mod taken;
mod token;

pub use close::CloseReason;
pub use duty::{BREAK_REASONS, Colleague, Doing, Invited, OUTCOME_ANSWERS, Opening, Outcome, Role, Status};
pub use error::DecodeError;
pub use folder::{FolderAnswer, FolderHead, Keep, KeptFor, Lasts, Mail, Piece};
pub use from_page::FromPage;
pub use from_server::{FromServer, RECORD_PIECE};
pub use parts::{
    Answer, Certificates, Chain, DutyProof, EffortNonce, EndReason, Envelope, Intake, IntakeKey, Knock,
    Letterbox, Lookup, MessageOne, Nonce, Place, Presence, QueueEntry, Reply, SealedLetter, SealedMail,
    ShiftId, ShiftKeys, TicketId,
};
pub use taken::{NotTaken, TakenHow};
pub use token::{Claims, Token};

/// The protocol version in the first byte of every frame.
pub const VERSION: u8 = 1;
/// Bytes of every websocket message, whichever way it goes.
pub const FRAME_LENGTH: usize = 2048;
/// Bytes of a frame after version and type.
pub const BODY_LENGTH: usize = FRAME_LENGTH - 2;
/// Most entries that one QUEUE frame carries; the number waiting is sent whole beside them.
pub const QUEUE_ENTRIES: usize = 64;
/// Most entries that one COLLEAGUES frame carries.
pub const COLLEAGUE_ENTRIES: usize = 54;
/// Most bits of an effort that a visitor may be asked for (section 2.11).
pub const MOST_EFFORT_BITS: u8 = 14;
/// Bytes of a folder (section 13.2).
pub const FOLDER_LENGTH: usize = FOLDER_PIECE * FOLDER_PIECES;
/// Bytes of a folder in one frame.
pub const FOLDER_PIECE: usize = 2_040;
/// In how many frames a folder travels, beside its head.
pub const FOLDER_PIECES: usize = 8;
/// Bytes of a revocation (section 4.5).
pub const REVOCATION_LENGTH: usize = 81;

/// One encoded frame, [`FRAME_LENGTH`] bytes.
pub type Frame = bytes::Bytes;
