//! `folders.json`: what five words come to, and folders sealed under them (section 13).

use luwte_certificates::OrganisationRoot;
use luwte_conversation::{FolderOpenError, FolderWords, LONGEST_FOLDER};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::tape::Tape;

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    root: String,
    words: Vec<Words>,
}

/// Five words, what they come to, and a folder under them.
#[derive(Serialize, Deserialize)]
struct Words {
    words: String,
    lookup: String,
    seed: String,
    share: String,
    /// What is drawn.
    fresh: String,
    contents: String,
    /// Of the 16,320 bytes.
    folder_sha256: String,
}

fn root() -> OrganisationRoot {
    OrganisationRoot::from_bytes([7; 32])
}

impl File {
    pub(crate) fn generate() -> Self {
        let made = [
            ("appel fiets maan tafel zand", Vec::new()),
            ("zand tafel maan fiets appel", b"{\"version\":1}".to_vec()),
            ("a b c d e", vec![0xff; LONGEST_FOLDER]),
        ];
        let words = made.into_iter().zip(1..).map(|((words, contents), n)| {
            let stretched = FolderWords::stretch(root(), words).unwrap();
            let (share, fresh) = ([n; 32], [n + 100_u8; 32]);
            let folder = stretched.seal(&share, &contents, &mut Tape::new(&fresh)).unwrap();
            Words {
                words: words.into(),
                lookup: hex::encode(stretched.lookup()),
                seed: hex::encode(stretched.seed()),
                share: hex::encode(share),
                fresh: hex::encode(fresh),
                contents: hex::encode(contents),
                folder_sha256: hex::encode(Sha256::digest(folder.as_slice())),
            }
        });
        Self {
            root: hex::encode(root().to_bytes()),
            words: words.collect(),
        }
    }

    /// What was sealed opens with its words, its organisation and its share, and with nothing else.
    pub(crate) fn check(&self) {
        let bytes = |text: &str| <[u8; 32]>::try_from(hex::decode(text).unwrap()).unwrap();
        let [first, second, ..] = &self.words[..] else {
            panic!("there are words");
        };
        let other = FolderWords::stretch(root(), &second.words).unwrap();
        let elsewhere = FolderWords::stretch(OrganisationRoot::from_bytes([8; 32]), &first.words).unwrap();
        let hers = FolderWords::stretch(root(), &first.words).unwrap();
        assert_ne!(hers.lookup(), other.lookup(), "their order counts");
        assert_ne!(hers.lookup(), elsewhere.lookup(), "so does the organisation");
        let share = bytes(&first.share);
        let contents = hex::decode(&first.contents).unwrap();
        let folder = hers
            .seal(&share, &contents, &mut Tape::new(&bytes(&first.fresh)))
            .unwrap();
        assert_eq!(*hers.open(&share, folder.as_slice()).unwrap(), contents);
        let damaged = Err(FolderOpenError::Damaged);
        assert_eq!(other.open(&share, folder.as_slice()), damaged);
        assert_eq!(elsewhere.open(&share, folder.as_slice()), damaged);
        assert_eq!(hers.open(&[0; 32], folder.as_slice()), damaged);
        for at in [0, 31, 32, 9_000, folder.len() - 1] {
            let mut changed = folder.clone();
            changed[at] ^= 1;
            assert_eq!(hers.open(&share, changed.as_slice()), damaged, "byte {at}");
        }
    }
}
