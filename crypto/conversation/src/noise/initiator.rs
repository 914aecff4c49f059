use std::fmt;

use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::aead::TAG_LENGTH;
use super::{Established, PROTOCOL_NAME, ReadError, SymmetricState, diffie_hellman};

/// The end that speaks first and has no static key, between message one and message two.
pub struct Initiator {
    symmetric: SymmetricState,
    ephemeral: StaticSecret,
}

impl Initiator {
    /// Writes `-> e, payload`: 48 bytes longer than the payload. An ephemeral secret is for one handshake.
    #[must_use]
    pub fn write_one(prologue: &[u8], ephemeral: StaticSecret, payload: &[u8]) -> (Self, Vec<u8>) {
        let mut symmetric = SymmetricState::new(PROTOCOL_NAME, prologue);
        let public = PublicKey::from(&ephemeral).to_bytes();
        symmetric.mix_hash(&public);
        symmetric.mix_key(&public);
        let mut message = public.to_vec();
        message.extend(symmetric.encrypt_and_hash(payload));
        (Self { symmetric, ephemeral }, message)
    }

    /// Reads `<- e, ee, s, es, psk, payload` and returns the payload.
    ///
    /// # Errors
    /// See [`ReadError`]; the handshake cannot be tried again.
    pub fn read_two(
        self,
        psk: &[u8; 32],
        message: &[u8],
    ) -> Result<(Zeroizing<Vec<u8>>, Established), ReadError> {
        let Self {
            mut symmetric,
            ephemeral,
        } = self;
        let (remote_ephemeral, rest) = message.split_first_chunk().ok_or(ReadError::TooShort)?;
        let (sealed_static, payload) = rest
            .split_first_chunk::<{ 32 + TAG_LENGTH }>()
            .ok_or(ReadError::TooShort)?;
        symmetric.mix_hash(remote_ephemeral);
        symmetric.mix_key(remote_ephemeral);
        symmetric.mix_key(diffie_hellman(&ephemeral, remote_ephemeral)?.as_ref());
        let opened = symmetric.decrypt_and_hash(sealed_static)?;
        let responder_key = *opened.first_chunk().ok_or(ReadError::TooShort)?;
        symmetric.mix_key(diffie_hellman(&ephemeral, &responder_key)?.as_ref());
        symmetric.mix_key_and_hash(psk);
        let payload = symmetric.decrypt_and_hash(payload)?;
        let (to_responder, to_initiator, exported) = symmetric.split();
        let handshake_hash = symmetric.handshake_hash();
        Ok((
            payload,
            Established {
                to_responder,
                to_initiator,
                handshake_hash,
                responder_key,
                exported,
            },
        ))
    }
}

impl fmt::Debug for Initiator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Initiator(redacted)")
    }
}
