//! The key of the folders. Without it nobody can try words on a store that was taken away.

use hmac::{Hmac, KeyInit, Mac};
use luwte_wire::{Lookup, Reply, TicketId};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Name;

/// Bytes of the key (a block of SHA-256).
const KEY_LENGTH: usize = 64;

/// Changing it throws every folder away at once.
#[derive(Clone)]
pub(crate) struct FolderKey(Zeroizing<[u8; KEY_LENGTH]>);

impl FolderKey {
    /// One that dies with the process.
    pub(crate) fn random() -> Self {
        Self(Zeroizing::new(rand::random()))
    }

    /// Reads a file with one key of 128 hex characters; empty lines and those that begin with # are skipped.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (Some(line), None) = (lines.next(), lines.next()) else {
            return None;
        };
        let mut key = Zeroizing::new([0; KEY_LENGTH]);
        hex::decode_to_slice(line, key.as_mut()).ok()?;
        Some(Self(key))
    }

    /// What a folder is called here.
    pub(crate) fn name(&self, lookup: &Lookup) -> Name {
        Name::Folder(self.mac(b"luwte/1 folder name", &lookup.0))
    }

    /// The server's share of the key of a folder.
    pub(crate) fn share(&self, lookup: &Lookup) -> [u8; 32] {
        self.mac(b"luwte/1 folder share", &lookup.0)
    }

    /// What mail is called for which an answer will lie there.
    pub(crate) fn mail(&self, to: [u8; 32], reply: Reply) -> Name {
        Name::Mail(to, self.mac(b"luwte/1 folder name", &lookup_of(reply).0))
    }

    /// A conversation, for counting what was made from it.
    pub(super) fn conversation(&self, conversation: TicketId) -> [u8; 32] {
        self.mac(b"luwte/1 folders made", &conversation.0)
    }

    fn mac(&self, purpose: &[u8], of: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new((&*self.0).into());
        mac.update(purpose);
        mac.update(of);
        mac.finalize().into_bytes().into()
    }
}

/// Where the answer to mail lies.
fn lookup_of(reply: Reply) -> Lookup {
    let hash = Sha256::new()
        .chain_update(b"luwte/1 reply")
        .chain_update(reply.0)
        .finalize();
    Lookup(hash.into())
}
