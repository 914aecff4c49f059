//! Tickets signed by this server and held by the pages: docs/protocol.md section 3.

use hmac::{Hmac, KeyInit, Mac};
use luwte_wire::{TicketId, Token};
use sha2::Sha256;

/// The key that signs tokens, 64 bytes (a block of SHA-256). It never leaves the process.
pub(crate) struct TokenKey([u8; 64]);

impl TokenKey {
    pub(crate) fn random() -> Self {
        Self(rand::random())
    }

    /// Signs a ticket with its arrival in milliseconds.
    pub(crate) fn sign(&self, ticket: TicketId, arrived: u64) -> Token {
        let mut token = [0; Token::LENGTH];
        token[..16].copy_from_slice(&ticket.0);
        token[16..24].copy_from_slice(&arrived.to_be_bytes());
        let mac = self.mac(&token[..24]).finalize().into_bytes();
        token[24..].copy_from_slice(&mac);
        Token(token)
    }

    /// The ticket of a token that this server signed.
    pub(crate) fn verify(&self, token: &Token) -> Option<TicketId> {
        self.mac(&token.0[..24]).verify_slice(&token.0[24..]).ok()?;
        token.0[..16].try_into().map(TicketId).ok()
    }

    fn mac(&self, ticket_and_arrival: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new(&self.0.into());
        mac.update(b"luwte/1 ticket");
        mac.update(ticket_and_arrival);
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_its_own_ticket_and_no_other() {
        let key = TokenKey::random();
        let token = key.sign(TicketId([1; 16]), 5);
        assert_eq!(key.verify(&token), Some(TicketId([1; 16])));
        assert_eq!(TokenKey::random().verify(&token), None);
        for bit in 0..Token::LENGTH * 8 {
            let mut changed = token;
            changed.0[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key.verify(&changed), None, "bit {bit}");
        }
    }
}
