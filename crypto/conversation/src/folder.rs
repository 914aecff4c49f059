//! What a visitor keeps under five words: docs/protocol.md, section 13.

use std::fmt;

use hkdf::Hkdf;
use luwte_certificates::OrganisationRoot;
use rand_core::CryptoRng;
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

use crate::noise::{decrypt, encrypt};

/// Bytes of a sealed folder: what its key is made fresh with 32, sealed 16,272, tag 16.
pub const FOLDER_LENGTH: usize = 16_320;
/// Most bytes of what is in a folder.
pub const LONGEST_FOLDER: usize = 16_269;
/// PBKDF2 iterations: about a second on a slow phone.
pub const FOLDER_ITERATIONS: u32 = 600_000;
/// How many words open a folder.
pub const FOLDER_WORDS: usize = 5;

const TAG: &[u8] = b"luwte/1 folder";
const REPLY_TAG: &[u8] = b"luwte/1 reply";
const VERSION: u8 = 1;
const FRESH_LENGTH: usize = 32;
const PLAIN_LENGTH: usize = FOLDER_LENGTH - FRESH_LENGTH - 16;

/// What five words come to, or a reply that somebody waits for: where the folder is, and half of what opens it. `Debug` shows nothing of it.
pub struct FolderWords {
    root: OrganisationRoot,
    lookup: [u8; 32],
    seed: Zeroizing<[u8; 32]>,
}

/// These are no five words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A folder has five words of a to z, with one space between them.")]
pub struct NotFiveWords;

/// Why a folder is not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FolderSealError {
    /// More than [`LONGEST_FOLDER`] bytes.
    #[error("That is more than a folder holds.")]
    TooLong,
}

/// Why a folder does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FolderOpenError {
    /// Not [`FOLDER_LENGTH`] bytes.
    #[error("The folder is not of the right length.")]
    WrongLength,
    /// It does not decrypt: changed, or sealed under other words, for another organisation or with another share.
    #[error("The folder does not decrypt.")]
    Damaged,
    /// A version that this implementation does not know.
    #[error("The folder has version {0}, which is newer than this implementation.")]
    Newer(u8),
    /// What was sealed is not as in 13.2.
    #[error("What was sealed is no folder.")]
    Malformed,
}

impl FolderWords {
    /// Stretches five words. This takes a while, and is meant to.
    ///
    /// # Errors
    /// [`NotFiveWords`].
    pub fn stretch(root: OrganisationRoot, words: &str) -> Result<Self, NotFiveWords> {
        let five: Vec<&str> = words.split(' ').collect();
        let plain = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if five.len() != FOLDER_WORDS || !five.iter().all(plain) {
            return Err(NotFiveWords);
        }
        let salt = [TAG, &root.to_bytes()].concat();
        let mut both = Zeroizing::new([0; 64]);
        pbkdf2::pbkdf2_hmac::<Sha512>(words.as_bytes(), &salt, FOLDER_ITERATIONS, both.as_mut());
        let (mut lookup, mut seed) = ([0; 32], Zeroizing::new([0; 32]));
        let (first, second) = both.split_at(32);
        lookup.copy_from_slice(first);
        seed.copy_from_slice(second);
        Ok(Self { root, lookup, seed })
    }

    /// Where the answer to mail is (13.5), and half of what opens it: `reply`, 16 bytes, and `reply_key`, 32 bytes, are
    /// those in the mail. Nothing is stretched, for both were drawn at random.
    #[must_use]
    pub fn of_reply(root: OrganisationRoot, reply: &[u8; 16], reply_key: &[u8; 32]) -> Self {
        let lookup = Sha256::new()
            .chain_update(REPLY_TAG)
            .chain_update(reply)
            .finalize();
        Self {
            root,
            lookup: lookup.into(),
            seed: Zeroizing::new(*reply_key),
        }
    }

    /// Where the folder is, 32 bytes. The server knows it by this.
    #[must_use]
    pub fn lookup(&self) -> &[u8; 32] {
        &self.lookup
    }

    /// Half of what opens it, 32 bytes. Nobody but the page has it.
    #[must_use]
    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// Seals what is in the folder, with the server's share, 32 bytes. Draws 32 bytes from `rng`.
    ///
    /// # Errors
    /// See [`FolderSealError`]; nothing is drawn then.
    pub fn seal<R: CryptoRng + ?Sized>(
        &self,
        share: &[u8; 32],
        contents: &[u8],
        rng: &mut R,
    ) -> Result<Box<[u8; FOLDER_LENGTH]>, FolderSealError> {
        if contents.len() > LONGEST_FOLDER {
            return Err(FolderSealError::TooLong);
        }
        let length = (contents.len() as u16).to_be_bytes();
        let mut plain = Zeroizing::new([&[VERSION][..], &length, contents].concat());
        plain.resize(PLAIN_LENGTH, 0);
        let mut fresh = [0; FRESH_LENGTH];
        rng.fill_bytes(&mut fresh);
        let sealed = encrypt(&self.key(share, &fresh), 0, &self.bound(), &plain);
        let mut folder = Box::new([0; FOLDER_LENGTH]);
        folder
            .iter_mut()
            .zip(fresh.iter().chain(&sealed))
            .for_each(|(to, from)| *to = *from);
        Ok(folder)
    }

    /// Opens a folder with the server's share, 32 bytes.
    ///
    /// # Errors
    /// See [`FolderOpenError`].
    pub fn open(&self, share: &[u8; 32], folder: &[u8]) -> Result<Zeroizing<Vec<u8>>, FolderOpenError> {
        if folder.len() != FOLDER_LENGTH {
            return Err(FolderOpenError::WrongLength);
        }
        let (fresh, sealed) = folder
            .split_first_chunk::<FRESH_LENGTH>()
            .ok_or(FolderOpenError::WrongLength)?;
        let plain = decrypt(&self.key(share, fresh), 0, &self.bound(), sealed)
            .map_err(|_| FolderOpenError::Damaged)?;
        let plain = Zeroizing::new(plain.to_vec());
        let (version, rest) = plain.split_first().ok_or(FolderOpenError::Malformed)?;
        if *version > VERSION {
            return Err(FolderOpenError::Newer(*version));
        }
        let (length, rest) = rest.split_first_chunk().ok_or(FolderOpenError::Malformed)?;
        let (contents, padding) = rest
            .split_at_checked(u16::from_be_bytes(*length).into())
            .ok_or(FolderOpenError::Malformed)?;
        if *version != VERSION || padding.iter().any(|byte| *byte != 0) {
            return Err(FolderOpenError::Malformed);
        }
        Ok(Zeroizing::new(contents.to_vec()))
    }

    /// The key of one sealing. Its nonce is zero, for what makes it fresh is drawn every time.
    fn key(&self, share: &[u8; 32], fresh: &[u8; FRESH_LENGTH]) -> Zeroizing<[u8; 32]> {
        let secret = Zeroizing::new([self.seed.as_slice(), share].concat());
        let mut key = Zeroizing::new([0; 32]);
        // 32 bytes is one block of the hash, which HKDF always gives.
        let _ = Hkdf::<Sha256>::new(Some(fresh), &secret).expand(TAG, key.as_mut());
        key
    }

    /// The associated data: tag | root 32 | lookup 32.
    fn bound(&self) -> Vec<u8> {
        [TAG, &self.root.to_bytes(), &self.lookup].concat()
    }
}

impl fmt::Debug for FolderWords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FolderWords(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    const SHARE: [u8; 32] = [2; 32];

    fn words() -> FolderWords {
        // As stretching would make it: what comes after it is what is looked at here.
        FolderWords {
            root: OrganisationRoot::from_bytes([7; 32]),
            lookup: [3; 32],
            seed: Zeroizing::new([4; 32]),
        }
    }

    /// A folder in which this stands, whatever it is.
    fn sealed(words: &FolderWords, plain: &[u8]) -> Vec<u8> {
        let mut padded = plain.to_vec();
        padded.resize(PLAIN_LENGTH, 0);
        let fresh = [1; FRESH_LENGTH];
        let sealed = encrypt(&words.key(&SHARE, &fresh), 0, &words.bound(), &padded);
        [&fresh[..], &sealed].concat()
    }

    #[test]
    fn a_folder_of_a_newer_page_is_told_from_one_that_is_damaged() {
        let words = words();
        let open = |plain: &[u8]| words.open(&SHARE, &sealed(&words, plain));
        assert_eq!(open(&[2, 0, 0]), Err(FolderOpenError::Newer(2)));
        assert_eq!(open(&[0, 0, 0]), Err(FolderOpenError::Malformed));
        assert_eq!(open(&[1, 0xff, 0xff]), Err(FolderOpenError::Malformed));
        let mut padded = vec![1, 0, 1, 9];
        padded.resize(100, 0);
        assert_eq!(*open(&padded).unwrap(), [9]);
        padded.push(1);
        assert_eq!(open(&padded), Err(FolderOpenError::Malformed));
    }

    #[test]
    fn the_same_in_a_folder_never_looks_the_same_and_always_has_one_size() {
        let words = words();
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let mut seal = |contents: &[u8]| words.seal(&SHARE, contents, &mut rng);
        let (one, other) = (seal(b"hers").unwrap(), seal(b"hers").unwrap());
        assert_ne!(one, other);
        assert!(seal(&[0; LONGEST_FOLDER]).is_ok());
        assert_eq!(seal(&[0; LONGEST_FOLDER + 1]), Err(FolderSealError::TooLong));
        assert_eq!(words.open(&SHARE, &one[1..]), Err(FolderOpenError::WrongLength));
    }

    #[test]
    fn an_answer_is_found_by_whoever_asked_for_it_and_opens_for_nobody_else() {
        let root = OrganisationRoot::from_bytes([7; 32]);
        let reply = |reply, key| FolderWords::of_reply(root, &[reply; 16], &[key; 32]);
        let hers = reply(1, 2);
        let answer = hers
            .seal(&SHARE, b"tot donderdag", &mut ChaCha20Rng::seed_from_u64(1))
            .unwrap();
        let open = |by: &FolderWords| {
            by.open(&SHARE, answer.as_slice())
                .map(|contents| contents.to_vec())
        };
        assert_eq!(open(&reply(1, 2)), Ok(b"tot donderdag".to_vec()));
        assert_ne!(hers.lookup(), reply(3, 2).lookup());
        assert_eq!(open(&reply(3, 2)), Err(FolderOpenError::Damaged));
        // The server knows where it is, and not the key.
        assert_eq!(hers.lookup(), reply(1, 3).lookup());
        assert_eq!(open(&reply(1, 3)), Err(FolderOpenError::Damaged));
    }

    #[test]
    fn what_is_not_five_words_is_not_stretched() {
        for text in [
            "",
            "a b c d",
            "a b c d e f",
            "a  b c d",
            "A b c d e",
            "a b c d é",
            " a b c d",
        ] {
            let root = OrganisationRoot::from_bytes([7; 32]);
            assert_eq!(
                FolderWords::stretch(root, text).err(),
                Some(NotFiveWords),
                "{text}"
            );
        }
    }
}
