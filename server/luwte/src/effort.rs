//! How large an effort is that a visitor's page has made: for her ticket (docs/protocol.md, section 2.11), or for a
//! request about a folder (13.3).

use luwte_certificates::OrganisationRoot;
use luwte_wire::{EffortNonce, Knock, Lookup, TicketId};
use sha2::{Digest, Sha256};

/// With how many zero bits the hash of an effort begins. One hash, whatever comes.
pub(crate) fn bits(root: &OrganisationRoot, ticket: TicketId, nonce: EffortNonce) -> u8 {
    bits_of(&[b"luwte/1 effort", &root.to_bytes(), &ticket.0, &nonce.0])
}

/// The same for a request about a folder: section 13.3.
pub(crate) fn folder_bits(root: &OrganisationRoot, knock: Knock, lookup: &Lookup, nonce: EffortNonce) -> u8 {
    bits_of(&[
        b"luwte/1 folder effort",
        &root.to_bytes(),
        &knock.0,
        &lookup.0,
        &nonce.0,
    ])
}

fn bits_of(parts: &[&[u8]]) -> u8 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let hash = hash.finalize();
    let (first, _) = hash.split_first_chunk().unwrap_or((&[0; 8], &[]));
    // More than 64 of them nobody needs to be told apart.
    u64::from_be_bytes(*first).leading_zeros() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effort_is_as_large_here_as_in_the_pages() {
        let vectors: Vec<serde_json::Value> =
            serde_json::from_str(include_str!("../../../tests/vectors/effort.json")).unwrap();
        assert!(vectors.len() >= 6);
        for vector in &vectors {
            let text = |key: &str| vector[key].as_str().unwrap();
            let root = OrganisationRoot::from_hex(text("root")).unwrap();
            let ticket = TicketId(hex::decode(text("ticket")).unwrap().try_into().unwrap());
            let nonce = EffortNonce(hex::decode(text("nonce")).unwrap().try_into().unwrap());
            assert_eq!(
                u64::from(bits(&root, ticket, nonce)),
                vector["bits"].as_u64().unwrap(),
                "{vector}"
            );
            let other = TicketId([0; 16]);
            assert!(
                vector["wanted"].as_u64().unwrap() < 8 || bits(&root, other, nonce) < 8,
                "an effort for one ticket is none for another"
            );
        }
    }
}
