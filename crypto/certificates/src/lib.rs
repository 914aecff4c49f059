//! Who may speak for an organisation: root, coordinator, counsellor, shift. docs/protocol.md, sections 4 and 9.
//!
//! Everything here is a pure function of its arguments: time (in seconds) and the random generator are parameters.
//! This is the only cryptography the server links; it can check who a counsellor is and nothing more.
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

mod bytes;
mod chain;
mod identity;
mod identity_certificate;
pub mod identity_file;
mod revocation;
mod root;
mod shift;
mod shift_certificate;
mod signature;

pub use chain::{
    CHAIN_LENGTH, ChainError, Link, SERVER_TOLERANCE_SECONDS, VISITOR_TOLERANCE_SECONDS, VerifiedChain,
    verify_chain,
};
pub use identity::{CertifyError, IdentitySecret};
pub use identity_certificate::{IDENTITY_CERTIFICATE_LENGTH, IdentityCertificate, LONGEST_NAME, Role};
pub use revocation::{REVOCATION_LENGTH, Revocations};
pub use root::{OrganisationRoot, RootKeyError, RootSecret};
pub use shift::{DUTY_PROOF_LENGTH, DutyProofError, ShiftSigner, StartShiftError, verify_duty_proof};
pub use shift_certificate::{
    LONGEST_SHIFT_SECONDS, MOST_CONVERSATIONS, SHIFT_CERTIFICATE_LENGTH, ShiftCertificate,
};
