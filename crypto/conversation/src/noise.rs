//! Two patterns and nothing else of Noise (revision 34): `Noise_NXpsk2_25519_ChaChaPoly_SHA256` for conversations, and
//! the one-way `Noise_Npsk0_25519_ChaChaPoly_SHA256` for intakes and
//! letters.
//!
//! ```text
//! NXpsk2:                             Npsk0:
//!   -> e, payload                       <- s
//!   <- e, ee, s, es, psk, payload       ...
//!                                       -> psk, e, es, payload
//! ```
//!
//! This layer knows neither certificates nor ML-KEM. It is public so that it can be tested against other Noise
//! implementations; a page uses [`crate::VisitorHandshake`], [`crate::answer`] and [`crate::Session`].

mod aead;
mod cipher_state;
mod diffie_hellman;
mod initiator;
mod one_way;
mod responder;
mod symmetric_state;

pub(crate) use aead::{decrypt, encrypt};
pub use cipher_state::{CipherState, DecryptError, NonceExhausted};
pub use diffie_hellman::{LowOrder, diffie_hellman};
pub use initiator::Initiator;
pub use one_way::{read_one_way, write_one_way};
pub use responder::Responder;
pub use symmetric_state::{ExportedSecret, SymmetricState};

/// The protocol name of a conversation's handshake, which the handshake hash begins with.
pub const PROTOCOL_NAME: &[u8] = b"Noise_NXpsk2_25519_ChaChaPoly_SHA256";
/// The protocol name of the one message of an intake or a letter.
pub const ONE_WAY_PROTOCOL_NAME: &[u8] = b"Noise_Npsk0_25519_ChaChaPoly_SHA256";

/// What both ends hold after message two.
#[derive(Debug)]
pub struct Established {
    /// Encrypts from the initiator to the responder: the first key of `Split()`.
    pub to_responder: CipherState,
    /// Encrypts from the responder to the initiator: the second key of `Split()`.
    pub to_initiator: CipherState,
    /// The same on both sides when both saw the same handshake (Noise 11.2).
    pub handshake_hash: [u8; 32],
    /// The responder's static key, X25519.
    pub responder_key: [u8; 32],
    /// A secret of this handshake that no key is made of: the third output of the HKDF in `Split()`.
    pub exported: ExportedSecret,
}

/// Why a handshake message is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Too short for the keys and tags of its pattern.
    #[error("The handshake message is too short.")]
    TooShort,
    /// A Diffie-Hellman result is all zero.
    #[error("A key in the handshake is of low order.")]
    LowOrder,
    /// A key or payload does not decrypt.
    #[error("The handshake message does not decrypt.")]
    Damaged,
}

impl From<LowOrder> for ReadError {
    fn from(_: LowOrder) -> Self {
        Self::LowOrder
    }
}

impl From<DecryptError> for ReadError {
    fn from(_: DecryptError) -> Self {
        Self::Damaged
    }
}
