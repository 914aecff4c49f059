use bytes::Bytes;
use luwte_certificates::OrganisationRoot;
use luwte_wire::{
    EffortNonce, FOLDER_LENGTH, FOLDER_PIECES, FolderAnswer, FolderHead, FromPage, FromServer, Keep, KeptFor,
    Knock, Lasts, Lookup, MOST_EFFORT_BITS, Piece, Token,
};
use sha2::{Digest, Sha256};

use crate::Page;

/// A folder as a page has it that knows the words: where it is, and bytes that it sealed.
#[derive(Clone)]
pub struct Folder {
    root: OrganisationRoot,
    /// What the words come to.
    pub lookup: Lookup,
    /// [`FOLDER_LENGTH`] bytes.
    pub sealed: Bytes,
}

/// What came for OPEN: a head, and as many bytes behind it as in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What stands before the pieces.
    pub head: FolderHead,
    /// [`FOLDER_LENGTH`] bytes, whether there is a folder or not.
    pub sealed: Bytes,
}

impl Folder {
    /// Under words of its own, with bytes of its own. Nothing is stretched and nothing sealed: the server cannot tell.
    #[must_use]
    pub fn new(root: OrganisationRoot) -> Self {
        Self::under(root, Lookup(rand::random()))
    }

    /// With bytes of its own, where words come to this.
    #[must_use]
    pub fn under(root: OrganisationRoot, lookup: Lookup) -> Self {
        let mut sealed = vec![0; FOLDER_LENGTH];
        rand::fill(&mut sealed[..]);
        Self {
            root,
            lookup,
            sealed: sealed.into(),
        }
    }

    /// What she changes it into: under the same words.
    #[must_use]
    pub fn changed(&self) -> Self {
        Self::under(self.root, self.lookup)
    }

    /// By which a page says what it changes.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.sealed).into()
    }

    /// OPEN, whatever comes of it.
    pub async fn open(&self, page: &mut Page) -> Opened {
        let knock = page.knock().await.0;
        page.say(self.open_with(self.effort(knock))).await;
        page.hear_folder().await
    }

    /// KEEP where there is nothing yet.
    pub async fn keep(&self, page: &mut Page, right: Option<Token>) -> FolderAnswer {
        self.keep_with(page, None, right).await
    }

    /// KEEP in the place of another one.
    pub async fn keep_over(&self, page: &mut Page, before: &Self) -> FolderAnswer {
        self.keep_with(page, Some(before.hash()), None).await
    }

    /// THROW_AWAY.
    pub async fn throw_away(&self, page: &mut Page) -> FolderAnswer {
        let knock = page.knock().await.0;
        page.say(FromPage::ThrowAway(self.lookup, self.effort(knock)))
            .await;
        page.hear_answer().await
    }

    async fn keep_with(
        &self,
        page: &mut Page,
        before: Option<[u8; 32]>,
        right: Option<Token>,
    ) -> FolderAnswer {
        let knock = page.knock().await.0;
        page.say(self.head(self.effort(knock), before, right)).await;
        for piece in self.pieces() {
            page.say(piece).await;
        }
        page.hear_answer().await
    }

    /// The frame OPEN.
    #[must_use]
    pub fn open_with(&self, effort: EffortNonce) -> FromPage {
        FromPage::Open(self.lookup, effort)
    }

    /// The frame KEEP, for a day.
    #[must_use]
    pub fn head(&self, effort: EffortNonce, before: Option<[u8; 32]>, right: Option<Token>) -> FromPage {
        FromPage::Keep(Keep {
            lookup: self.lookup,
            effort,
            kept_for: KeptFor::Day,
            before,
            right,
        })
    }

    /// The frames that follow KEEP.
    #[must_use]
    pub fn pieces(&self) -> Vec<FromPage> {
        Piece::cut(&self.sealed).map(FromPage::Piece).collect()
    }

    /// An effort that is large enough for this knock.
    #[must_use]
    pub fn effort(&self, knock: Knock) -> EffortNonce {
        Self::nonce(|nonce| self.effort_bits(knock, nonce) >= MOST_EFFORT_BITS)
    }

    /// An effort of one bit less.
    #[must_use]
    pub fn effort_too_small(&self, knock: Knock) -> EffortNonce {
        Self::nonce(|nonce| self.effort_bits(knock, nonce) == MOST_EFFORT_BITS - 1)
    }

    /// An effort that is large enough for that knock and the words of that folder, and not for this knock and these words.
    #[must_use]
    pub fn effort_for_another(&self, knock: Knock, another: (&Self, Knock)) -> EffortNonce {
        let (folder, theirs) = another;
        Self::nonce(|nonce| {
            folder.effort_bits(theirs, nonce) >= MOST_EFFORT_BITS
                && self.effort_bits(knock, nonce) < MOST_EFFORT_BITS
        })
    }

    fn nonce(wanted: impl Fn(EffortNonce) -> bool) -> EffortNonce {
        (0..=u64::MAX)
            .map(|nonce| EffortNonce(nonce.to_be_bytes()))
            .find(|nonce| wanted(*nonce))
            .expect("there is always one")
    }

    /// With how many zero bits the hash of an effort begins: docs/protocol.md, section 13.3.
    fn effort_bits(&self, knock: Knock, nonce: EffortNonce) -> u8 {
        let hash = Sha256::new()
            .chain_update(b"luwte/1 folder effort")
            .chain_update(self.root.to_bytes())
            .chain_update(knock.0)
            .chain_update(self.lookup.0)
            .chain_update(nonce.0)
            .finalize();
        let zero = hash.iter().take_while(|byte| **byte == 0).count();
        let next = hash.get(zero).map_or(0, |byte| byte.leading_zeros());
        zero as u8 * 8 + next as u8
    }
}

impl Page {
    /// KNOCK: for what the effort of the next request is made, and how long folders last here.
    pub async fn knock(&mut self) -> (Knock, Lasts) {
        self.say(FromPage::Knock).await;
        match self.about_folders().await {
            FromServer::Knocked(knock, MOST_EFFORT_BITS, lasts) => (knock, lasts),
            other => panic!("expected KNOCKED, got {other:?}"),
        }
    }

    /// How a request about a folder ended.
    pub async fn hear_answer(&mut self) -> FolderAnswer {
        match self.about_folders().await {
            FromServer::FolderAnswer(answer) => answer,
            other => panic!("expected FOLDER_ANSWER, got {other:?}"),
        }
    }

    /// A folder: a head and all pieces in their order, or the test fails. Whatever comes too many is found by whoever asks
    /// next.
    pub async fn hear_folder(&mut self) -> Opened {
        let FromServer::Folder(head) = self.about_folders().await else {
            panic!("expected FOLDER");
        };
        let mut sealed = Vec::with_capacity(FOLDER_LENGTH);
        for nth in 0..FOLDER_PIECES {
            match self.about_folders().await {
                FromServer::FolderPiece(piece) if usize::from(piece.index) == nth => {
                    sealed.extend_from_slice(&piece.bytes);
                }
                other => panic!("expected piece {nth}, got {other:?}"),
            }
        }
        let sealed = sealed.into();
        Opened { head, sealed }
    }

    /// The next frame about folders. Whoever talks or is on duty hears others between them.
    async fn about_folders(&mut self) -> FromServer {
        self.hear_until(|frame| {
            let about = matches!(
                frame,
                FromServer::Knocked(..)
                    | FromServer::Folder(_)
                    | FromServer::FolderPiece(_)
                    | FromServer::FolderAnswer(_)
            );
            about.then(|| frame.clone())
        })
        .await
    }
}
