use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{LowOrder, ONE_WAY_PROTOCOL_NAME, ReadError, SymmetricState, diffie_hellman};

/// Writes the one message of Npsk0, `-> psk, e, es, payload`: 48 bytes longer than the payload. An ephemeral secret is
/// for one message.
///
/// # Errors
/// [`LowOrder`] when the responder's key gives an all-zero result.
pub fn write_one_way(
    prologue: &[u8],
    responder_key: &[u8; 32],
    ephemeral: &StaticSecret,
    psk: &[u8; 32],
    payload: &[u8],
) -> Result<Vec<u8>, LowOrder> {
    let public = PublicKey::from(ephemeral).to_bytes();
    let mut symmetric = SymmetricState::new(ONE_WAY_PROTOCOL_NAME, prologue);
    symmetric.mix_hash(responder_key);
    symmetric.mix_key_and_hash(psk);
    symmetric.mix_hash(&public);
    symmetric.mix_key(&public);
    symmetric.mix_key(diffie_hellman(ephemeral, responder_key)?.as_ref());
    let mut message = public.to_vec();
    message.extend(symmetric.encrypt_and_hash(payload));
    Ok(message)
}

/// Reads it and returns the payload.
///
/// # Errors
/// See [`ReadError`].
pub fn read_one_way(
    prologue: &[u8],
    static_secret: &StaticSecret,
    psk: &[u8; 32],
    message: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let (ephemeral, payload) = message.split_first_chunk().ok_or(ReadError::TooShort)?;
    let mut symmetric = SymmetricState::new(ONE_WAY_PROTOCOL_NAME, prologue);
    symmetric.mix_hash(PublicKey::from(static_secret).as_bytes());
    symmetric.mix_key_and_hash(psk);
    symmetric.mix_hash(ephemeral);
    symmetric.mix_key(ephemeral);
    symmetric.mix_key(diffie_hellman(static_secret, ephemeral)?.as_ref());
    Ok(symmetric.decrypt_and_hash(payload)?)
}
