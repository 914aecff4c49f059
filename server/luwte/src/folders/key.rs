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

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> FolderKey {
        FolderKey(Zeroizing::new([byte; KEY_LENGTH]))
    }

    fn bytes(name: Name) -> [u8; 32] {
        match name {
            Name::Folder(name) | Name::Letterbox(name) | Name::Mail(_, name) => name,
        }
    }

    #[test]
    fn nothing_that_is_kept_or_given_out_is_what_the_words_come_to() {
        let (lookup, key) = (Lookup([3; 32]), key(1));
        let all = [
            lookup.0,
            bytes(key.name(&lookup)),
            key.share(&lookup),
            key.conversation(TicketId([3; 16])),
        ];
        for (nth, one) in all.iter().enumerate() {
            assert!(!all[nth + 1..].contains(one));
        }
        assert!(key.name(&lookup) == key.name(&lookup));
        assert_eq!(key.share(&lookup), key.share(&lookup));
    }

    #[test]
    fn another_key_finds_nothing_and_opens_nothing() {
        let lookup = Lookup([3; 32]);
        let (one, other, random) = (key(1), key(2), FolderKey::random());
        for key in [&other, &random] {
            assert!(one.name(&lookup) != key.name(&lookup));
            assert_ne!(one.share(&lookup), key.share(&lookup));
        }
    }

    #[test]
    fn mail_is_called_by_the_folder_in_which_its_answer_will_lie() {
        let (reply, to) = (Reply([5; 16]), [7; 32]);
        let answer = bytes(key(1).name(&lookup_of(reply)));
        assert!(key(1).mail(to, reply) == Name::Mail(to, answer));
    }

    #[test]
    fn a_key_file_holds_one_key_and_perhaps_a_word_about_it() {
        let line = hex::encode([7; KEY_LENGTH]);
        let same = |text: &str| {
            let parsed = FolderKey::parse(text)?;
            Some(parsed.share(&Lookup([3; 32])) == key(7).share(&Lookup([3; 32])))
        };
        assert_eq!(same(&line), Some(true));
        assert_eq!(same(&format!("# made in May\n\n  {line} \n")), Some(true));
        for wrong in [
            "",
            "# nothing",
            &line[2..],
            &format!("{line}\n{line}"),
            &line.replace('0', "x"),
        ] {
            assert_eq!(same(wrong), None, "{wrong}");
        }
    }
}
