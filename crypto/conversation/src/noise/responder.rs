use std::fmt;

use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{Established, LowOrder, PROTOCOL_NAME, ReadError, SymmetricState, diffie_hellman};

/// The end that has a static key, between message one and message two.
pub struct Responder {
    symmetric: SymmetricState,
    remote_ephemeral: [u8; 32],
}

impl Responder {
    /// Reads `-> e, payload` and returns the payload.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub fn read_one(prologue: &[u8], message: &[u8]) -> Result<(Self, Zeroizing<Vec<u8>>), ReadError> {
        let mut symmetric = SymmetricState::new(PROTOCOL_NAME, prologue);
        let (remote_ephemeral, payload) = message.split_first_chunk().ok_or(ReadError::TooShort)?;
        symmetric.mix_hash(remote_ephemeral);
        symmetric.mix_key(remote_ephemeral);
        let payload = symmetric.decrypt_and_hash(payload)?;
        Ok((
            Self {
                symmetric,
                remote_ephemeral: *remote_ephemeral,
            },
            payload,
        ))
    }

    /// Writes `<- e, ee, s, es, psk, payload`: 96 bytes longer than the payload. An ephemeral secret is for one
    /// handshake.
    ///
    /// # Errors
    /// [`LowOrder`] when the initiator's key gives an all-zero result.
    pub fn write_two(
        self,
        static_secret: &StaticSecret,
        ephemeral: &StaticSecret,
        psk: &[u8; 32],
        payload: &[u8],
    ) -> Result<(Vec<u8>, Established), LowOrder> {
        let Self {
            mut symmetric,
            remote_ephemeral,
        } = self;
        let public = PublicKey::from(ephemeral).to_bytes();
        let responder_key = PublicKey::from(static_secret).to_bytes();
        symmetric.mix_hash(&public);
        symmetric.mix_key(&public);
        symmetric.mix_key(diffie_hellman(ephemeral, &remote_ephemeral)?.as_ref());
        let mut message = public.to_vec();
        message.extend(symmetric.encrypt_and_hash(&responder_key));
        symmetric.mix_key(diffie_hellman(static_secret, &remote_ephemeral)?.as_ref());
        symmetric.mix_key_and_hash(psk);
        message.extend(symmetric.encrypt_and_hash(payload));
        let (to_responder, to_initiator, exported) = symmetric.split();
        let handshake_hash = symmetric.handshake_hash();
        Ok((
            message,
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

impl fmt::Debug for Responder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Responder(redacted)")
    }
}
