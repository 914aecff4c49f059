use sha2::{Digest, Sha256};

const TAG: &[u8] = b"luwte/1 participants";

/// Who is in a conversation: docs/protocol.md, 5.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Participant {
    /// The visitor, who has no key.
    Visitor,
    /// A counsellor, by the subject of the counsellor's certificate (Ed25519).
    Counsellor([u8; 32]),
}

/// SHA-256(tag | n | n entries of role 1 and key 32). A conversation has fewer than 256 participants.
pub(crate) fn hash(before: &[Participant], joining: Option<Participant>) -> [u8; 32] {
    let all = before.iter().copied().chain(joining);
    let count = before.len() + usize::from(joining.is_some());
    debug_assert!(count < 256, "a conversation has fewer than 256 participants");
    let mut hash = Sha256::new().chain_update(TAG).chain_update([count as u8]);
    for participant in all {
        match participant {
            Participant::Visitor => hash.update([0; 33]),
            Participant::Counsellor(key) => {
                hash.update([2]);
                hash.update(key);
            }
        }
    }
    hash.finalize().into()
}
