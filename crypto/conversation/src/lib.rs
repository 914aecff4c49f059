//! A conversation between a visitor and a counsellor: docs/protocol.md, sections 5 to 7; what she says before it:
//! section 11; what counsellors write to each other: section 12; and what a visitor keeps for another day, and leaves for
//! a counsellor: section 13.
//!
//! The visitor begins with [`VisitorHandshake::begin`], the counsellor answers with [`answer`], the visitor checks who
//! answered with [`VisitorHandshake::finish`]; both then hold a [`Session`] that seals and opens envelopes. The server
//! relays all of it and never links this crate. Before that, a waiting visitor may seal a [`Form`] to shifts: [`Intake`].
//! A conversation moves to another counsellor, agreed by the visitor, with [`Session::ask_hand_over`] and what follows it;
//! the two counsellors write each other a [`Letter`]: [`seal_letter`]. A guest comes into one with [`Session::ask_guest`];
//! each of the two calls her with [`Session::call_guest`], and she answers with [`answer_called`]. A visitor leaves
//! [`Mail`] for a counsellor who is not on duty: [`seal_mail`].
//!
//! This crate does no IO and knows no clock and no generator: time is a parameter in seconds since 1970, and so is
//! randomness, drawn in the order of 5.6.
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

mod agreement_secret;
mod answer;
mod brake;
mod card;
mod coming_back;
mod contents;
mod context;
mod folder;
mod form;
mod guest;
mod hand_over;
mod hand_over_steps;
mod intake;
mod intake_secret;
mod joiner;
mod key_encapsulation;
mod letter;
mod letterbox_keys;
mod mail;
pub mod noise;
mod participants;
mod rejoin;
mod sealed_letter;
mod sealed_mail;
mod secret;
mod session;
mod slot;
mod text;
mod visitor_handshake;
#[cfg(test)]
mod wycheproof_ml_kem;

pub use agreement_secret::AgreementSecret;
pub use answer::{AnswerError, answer, answer_hand_over};
pub use brake::{BRAKE_LENGTH, Brake, BrakeReason, BrakeTerms};
pub use card::{CardName, CardStep, CardStepError, LONGEST_VALUE, MOST_CARDS, MOST_FIELDS, NotOpened};
pub use coming_back::{
    BackRefused, answer_coming_back, carried_answer, carried_message_one, carry_answer, carry_message_one,
    finish_coming_back,
};
pub use contents::{Body, Contents, ContentsError};
pub use context::{Context, Purpose};
pub use folder::{
    FOLDER_ITERATIONS, FOLDER_LENGTH, FOLDER_WORDS, FolderOpenError, FolderSealError, FolderWords,
    LONGEST_FOLDER, NotFiveWords,
};
pub use form::{Age, Danger, Form, FormError, Safety, Topics, Who};
pub use guest::{
    Called, Caller, GuestError, GuestHandshake, GuestRefused, Invitation, answer_called, verify_guest,
};
pub use hand_over::HandOverStage;
pub use hand_over_steps::{HandOverError, HandOverRefused};
pub use intake::{Intake, IntakeError, SealedFor, open_intake};
pub use intake_secret::IntakeSecret;
pub use joiner::{JoinError, Joiner};
pub use letter::{Letter, LetterFault, Says};
pub use letterbox_keys::LetterboxKeys;
pub use mail::{Mail, MailFault};
pub use participants::Participant;
pub use rejoin::RejoinError;
pub use sealed_letter::{LetterError, LetterRefused, OpenedLetter, SealedLetter, open_letter, seal_letter};
pub use sealed_mail::{MailError, MailRefused, SealedMail, open_mail, seal_mail};
pub use secret::{BackSecret, GuestSecret, HandOverSecret};
pub use session::{OpenError, SealError, Session};
pub use slot::ShiftRefused;
pub use text::{SplitError, split_text};
pub use visitor_handshake::{HandshakeRefused, VisitorHandshake};

/// Bytes of an ML-KEM-768 encapsulation key (FIPS 203).
pub const ENCAPSULATION_KEY_LENGTH: usize = 1_184;
/// Bytes of a form (11.1).
pub const FORM_LENGTH: usize = 768;
/// Bytes of a sealed form (11.2): the form and a tag 16.
pub const SEALED_FORM_LENGTH: usize = 784;
/// Bytes of a letter (12.1).
pub const LETTER_LENGTH: usize = 768;
/// Bytes of a sealed letter (12.2): the letter and a tag 16.
pub const SEALED_LETTER_LENGTH: usize = 784;
/// Bytes of mail (13.5).
pub const MAIL_LENGTH: usize = 768;
/// Bytes of sealed mail (13.5): the mail and a tag 16.
pub const SEALED_MAIL_LENGTH: usize = 784;
/// Bytes of the slot of a shift (11.3): an ML-KEM-768 ciphertext 1,088 and a one-way message 80.
pub const SLOT_LENGTH: usize = 1_168;
/// Bytes of message one (5.1): a key 32, an ML-KEM-768 encapsulation key 1,184 and a tag 16.
pub const MESSAGE_ONE_LENGTH: usize = 1_232;
/// Bytes of an answer (5.4): an ML-KEM-768 ciphertext 1,088 and message two 590.
pub const ANSWER_LENGTH: usize = 1_678;
/// Bytes of an envelope (6.3): a sequence number 8 and a ciphertext 2,022.
pub const ENVELOPE_LENGTH: usize = 2_030;
/// Bytes of the contents of an envelope (section 7).
pub const CONTENTS_LENGTH: usize = 2_006;
/// Bytes of a full part of a text.
pub const PART_LENGTH: usize = 1_992;
/// Most parts of one text.
pub const MOST_PARTS: u16 = 16;
/// Longest text, in bytes of UTF-8: [`MOST_PARTS`] full parts.
pub const LONGEST_TEXT: usize = 31_872;
