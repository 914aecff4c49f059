use luwte_certificates::OrganisationRoot;
use luwte_wire::{EffortNonce, TicketId};
use sha2::{Digest, Sha256};

/// With how many zero bits the hash of an effort begins: docs/protocol.md, section 2.11.
#[must_use]
pub fn effort_bits(root: &OrganisationRoot, ticket: TicketId, nonce: EffortNonce) -> u8 {
    let hashed = [
        b"luwte/1 effort".as_slice(),
        &root.to_bytes(),
        &ticket.0,
        &nonce.0,
    ]
    .concat();
    let hash = Sha256::digest(hashed);
    let zero = hash.iter().take_while(|byte| **byte == 0).count();
    let next = hash.get(zero).map_or(0, |byte| byte.leading_zeros());
    zero as u8 * 8 + next as u8
}

/// The first nonce, counted from zero, that is an effort of so many bits for this ticket.
#[must_use]
pub fn make_effort(root: &OrganisationRoot, ticket: TicketId, bits: u8) -> EffortNonce {
    (0..=u64::MAX)
        .map(|nonce| EffortNonce(nonce.to_be_bytes()))
        .find(|nonce| effort_bits(root, ticket, *nonce) >= bits)
        .expect("there is always one")
}
