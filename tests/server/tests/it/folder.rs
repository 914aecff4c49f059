//! What a visitor keeps under five words: whoever has the words finds it, byte for byte, and nobody else learns that it is
//! there. docs/protocol.md, section 13.

mod efforts;
mod rights;
mod stores;
mod timing;
mod traces;

use std::time::{SystemTime, UNIX_EPOCH};

use luwte_conversation::FolderWords;
use luwte_test_client::{Counsellor, Folder, Helpline, Organisation, Page, Visitor, organisation};
use luwte_wire::{FOLDER_LENGTH, FolderAnswer, Lookup, Token};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::QUICK;
use crate::talk::go_on;

/// She talks with Noor, and may keep folders.
struct Evening {
    organisation: Organisation,
    helpline: Helpline,
    visitor: Visitor,
    noor: Counsellor,
    /// Where folders are, if they are on a disk.
    directory: tempfile::TempDir,
}

impl Evening {
    /// Folders are where the desk is. `folders` is the text of their section.
    async fn begin(folders: &str) -> Self {
        let organisation = organisation();
        let helpline = Helpline::start_keeping(&organisation, QUICK, folders).await;
        Self::at(organisation, helpline, tempfile::tempdir().unwrap()).await
    }

    /// Folders are on a disk.
    async fn begin_on_disk(folders: &str) -> Self {
        let organisation = organisation();
        let directory = tempfile::tempdir().unwrap();
        let helpline = Helpline::start_on_disk(&organisation, QUICK, directory.path(), folders).await;
        Self::at(organisation, helpline, directory).await
    }

    /// One on the board of this run, and one on a disk.
    async fn everywhere(folders: &str) -> [Self; 2] {
        [Self::begin(folders).await, Self::begin_on_disk(folders).await]
    }

    async fn at(organisation: Organisation, helpline: Helpline, directory: tempfile::TempDir) -> Self {
        let mut noor = Counsellor::report(&helpline, &organisation, "Noor").await;
        let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
        noor.take().await;
        visitor.meet().await;
        Self {
            organisation,
            helpline,
            visitor,
            noor,
            directory,
        }
    }

    /// A socket of somebody who has not said who she is.
    async fn page(&self) -> Page {
        Page::open(&self.helpline).await
    }

    fn right(&self) -> Option<Token> {
        Some(self.visitor.token())
    }

    fn folder(&self) -> Folder {
        Folder::new(self.organisation.root())
    }

    /// A folder that is kept.
    async fn kept(&self) -> Folder {
        let folder = self.folder();
        let answer = folder.keep(&mut self.page().await, self.right()).await;
        assert_eq!(answer, FolderAnswer::Done);
        folder
    }

    /// Whether these very bytes are there for whoever comes with the words.
    async fn has(&self, folder: &Folder) -> bool {
        let opened = folder.open(&mut self.page().await).await;
        opened.head.answer == FolderAnswer::Done && opened.sealed == folder.sealed
    }

    /// Whether nothing is there.
    async fn has_none(&self, folder: &Folder) -> bool {
        folder.open(&mut self.page().await).await.head.answer == FolderAnswer::Nothing
    }
}

fn minutes() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 60
}

#[tokio::test]
async fn what_she_kept_under_five_words_opens_on_another_page_with_the_same_words() {
    for evening in Evening::everywhere("").await {
        let root = evening.organisation.root();
        let words = FolderWords::stretch(root, "maan fiets brood water lamp").unwrap();
        let place = Folder::under(root, Lookup(*words.lookup()));
        let mut page = evening.page().await;
        // Her page asks first: it needs the share of the server, which it gets although there is nothing.
        let nothing = place.open(&mut page).await;
        assert_eq!(nothing.head.answer, FolderAnswer::Nothing);
        let mut chance = ChaCha20Rng::from_seed(rand::random());
        let sealed = words
            .seal(&nothing.head.share, b"what helps me", &mut chance)
            .unwrap();
        let mut folder = place.clone();
        folder.sealed = sealed.to_vec().into();
        assert_eq!(folder.keep(&mut page, evening.right()).await, FolderAnswer::Done);
        let opened = place.open(&mut evening.page().await).await;
        assert_eq!(opened.head.answer, FolderAnswer::Done);
        assert_eq!(opened.head.share, nothing.head.share);
        assert_eq!(
            *words.open(&opened.head.share, &opened.sealed).unwrap(),
            b"what helps me"
        );
    }
}

#[tokio::test]
async fn it_comes_back_byte_for_byte_with_the_day_on_which_it_goes() {
    for evening in Evening::everywhere("").await {
        let tomorrow = || (minutes() / 24 / 60 + 1) as u32;
        let from = tomorrow();
        let folder = evening.kept().await;
        let days = from..=tomorrow();
        let opened = folder.open(&mut evening.page().await).await;
        assert_eq!(opened.sealed, folder.sealed);
        assert!(days.contains(&opened.head.until));
        // As often as she wants, on one socket.
        let mut page = evening.page().await;
        for _ in 0..3 {
            assert_eq!(folder.open(&mut page).await, opened);
        }
    }
}

#[tokio::test]
async fn where_nothing_is_just_as_much_comes_back() {
    for evening in Evening::everywhere("").await {
        let kept = evening.kept().await;
        let mut page = evening.page().await;
        let missing = evening.folder();
        // Frames that are too many would come before the next answer.
        let there = kept.open(&mut page).await;
        let once = missing.open(&mut page).await;
        let twice = missing.open(&mut page).await;
        assert_eq!(once.head.answer, FolderAnswer::Nothing);
        assert_eq!(once.head.until, 0);
        assert_eq!(once.head, twice.head);
        assert_eq!(once.sealed.len(), FOLDER_LENGTH);
        assert_ne!(
            once.sealed, twice.sealed,
            "it is no folder: it is drawn at random"
        );
        assert_ne!(once.head.share, there.head.share);
        page.knock().await;
    }
}

#[tokio::test]
async fn she_changes_it_if_she_knows_what_is_there_and_else_hears_that_it_is_another() {
    for evening in Evening::everywhere("").await {
        let first = evening.kept().await;
        let (second, third) = (first.changed(), first.changed());
        let mut page = evening.page().await;
        assert_eq!(second.keep_over(&mut page, &first).await, FolderAnswer::Done);
        // Another page of hers still has the first.
        let answer = third.keep_over(&mut evening.page().await, &first).await;
        assert_eq!(answer, FolderAnswer::Changed);
        let as_new = third.keep(&mut evening.page().await, evening.right()).await;
        assert_eq!(as_new, FolderAnswer::Changed);
        assert!(evening.has(&second).await);
        assert_eq!(third.keep_over(&mut page, &second).await, FolderAnswer::Done);
        assert!(evening.has(&third).await);
        let nowhere = evening.folder();
        assert_eq!(
            nowhere.changed().keep_over(&mut page, &nowhere).await,
            FolderAnswer::Nothing
        );
        assert!(evening.has_none(&nowhere).await);
    }
}

#[tokio::test]
async fn what_she_throws_away_is_gone_at_once() {
    for evening in Evening::everywhere("").await {
        let (folder, other) = (evening.kept().await, evening.kept().await);
        let mut page = evening.page().await;
        assert_eq!(folder.throw_away(&mut page).await, FolderAnswer::Done);
        assert!(evening.has_none(&folder).await);
        assert_eq!(folder.throw_away(&mut page).await, FolderAnswer::Nothing);
        assert!(evening.has(&other).await);
        // The words are free again.
        assert_eq!(folder.keep(&mut page, evening.right()).await, FolderAnswer::Done);
        assert!(evening.has(&folder).await);
    }
}

#[tokio::test]
async fn a_folder_is_kept_on_the_socket_of_a_conversation_and_the_two_talk_on() {
    let mut evening = Evening::begin("").await;
    go_on(&mut evening.visitor, &mut evening.noor).await;
    let (folder, right) = (evening.folder(), evening.right());
    let hers = &mut evening.visitor.page;
    assert_eq!(folder.keep(hers, right).await, FolderAnswer::Done);
    assert_eq!(folder.open(hers).await.sealed, folder.sealed);
    go_on(&mut evening.visitor, &mut evening.noor).await;
}
