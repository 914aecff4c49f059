//! The organisation's papers: the root, a coordinator, a counsellor, a shift. Sign them and verify them, as in
//! `docs/protocol.md`, sections 4 and 9; the signature of a letter, 12.1; and a letterbox, 13.4.
//!
//! This crate is pure. It reads no clock and no file and draws no hidden randomness: the time (seconds since
//! 1970-01-01T00:00:00Z) and the generator are parameters. It is the only cryptography that the server links.
//!
//! Every signature carries a domain ([`domain::DomainTag`]) in its type, so a duty proof can't be passed where a
//! certificate's signature is expected: it doesn't compile.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod chain;
pub mod domain;
mod duty;
mod fields;
mod identities;
mod identity;
mod identity_certificate;
pub mod identity_file;
pub mod key_file;
mod letter;
mod letterbox;
mod letterbox_terms;
mod name;
pub mod paper;
mod request;
mod revocation;
mod root;
mod sealed;
mod shift_certificate;
mod signature;
mod signer;
mod validity;

pub use chain::{
    CHAIN_LENGTH, ChainError, Link, SERVER_TOLERANCE_SECONDS, ShiftRole, VISITOR_TOLERANCE_SECONDS,
    VerifiedChain, join_chain, revoked_since, verify_chain,
};
pub use duty::{DUTY_NONCE_LENGTH, DUTY_PROOF_LENGTH, DutyProofError, ShiftSigner, verify_duty_proof};
pub use identity::{IdentitySecret, ShiftOptions};
pub use identity_certificate::{DecodeIdentityError, IDENTITY_CERTIFICATE_LENGTH, IdentityCertificate, Role};
pub use letter::{SIGNED_LETTER_LENGTH, verify_letter};
pub use letterbox::{LETTERBOX_LENGTH, Letterbox, LetterboxError};
pub use letterbox_terms::{LETTERBOX_LIMIT_SECONDS, LONGEST_WHEN, LetterboxFault, LetterboxTerms};
pub use name::{CounsellorName, NAME_LENGTH, NameError};
pub use request::{CertificateRequest, DecodeRequestError, REQUEST_LENGTH};
pub use revocation::{DecodeRevocationError, REVOCATION_LENGTH, Revocation, Revocations};
pub use root::{CertifyError, OrganisationRoot, RootFromHexError, RootSecret};
pub use shift_certificate::{
    CAPACITY_LIMIT, DecodeShiftError, SHIFT_CERTIFICATE_LENGTH, SHIFT_LIMIT_SECONDS, ShiftCertificate,
    StartShiftError,
};
pub use signature::{SIGNATURE_LENGTH, Signature, WrongSignature};
pub use validity::{OutsideValidity, Validity, ValidityError};

/// The only version of certificates and revocations there is.
pub(crate) const VERSION: u8 = 1;

#[cfg(test)]
mod wycheproof_ed25519;
