//! Who may make a new folder: whoever was in a conversation, and whoever is on duty.

use luwte_test_client::{Folder, Visitor};
use luwte_wire::{FolderAnswer, Token};

use super::Evening;
use crate::talk::go_on;

/// Nobody may make a folder with this, and the socket on which she tried goes on.
async fn may_not(evening: &Evening, right: Option<Token>) {
    let (refused, kept) = (evening.folder(), evening.folder());
    let mut page = evening.page().await;
    assert_eq!(refused.keep(&mut page, right).await, FolderAnswer::Refused);
    assert!(evening.has_none(&refused).await);
    assert_eq!(kept.keep(&mut page, evening.right()).await, FolderAnswer::Done);
}

#[tokio::test]
async fn a_new_folder_needs_the_right_of_a_visitor_to_a_conversation_here() {
    let evening = Evening::begin("").await;
    may_not(&evening, None).await;
    let waiting = Visitor::arrive(&evening.helpline, evening.organisation.root()).await;
    may_not(&evening, Some(waiting.token())).await;
    let console = evening.noor.state.held.values().next().unwrap().right();
    may_not(&evening, Some(console)).await;
    let elsewhere = Evening::begin("").await;
    may_not(&evening, elsewhere.right()).await;
    let mut forged = evening.visitor.token();
    forged.0[20] ^= 1;
    may_not(&evening, Some(forged)).await;
}

#[tokio::test]
async fn who_is_on_duty_makes_one_without_a_right_for_she_answers_with_it() {
    let mut evening = Evening::begin("").await;
    let folder = evening.folder();
    assert_eq!(
        folder.keep(&mut evening.noor.page, None).await,
        FolderAnswer::Done
    );
    assert!(evening.has(&folder).await);
    go_on(&mut evening.visitor, &mut evening.noor).await;
}

#[tokio::test]
async fn whoever_has_the_words_changes_a_folder_without_any_right() {
    let evening = Evening::begin("").await;
    let first = evening.kept().await;
    let second = first.changed();
    assert_eq!(
        second.keep_over(&mut evening.page().await, &first).await,
        FolderAnswer::Done
    );
    assert!(evening.has(&second).await);
}

#[tokio::test]
async fn from_one_conversation_come_eight_new_folders_and_from_another_more() {
    let mut evening = Evening::begin("").await;
    let mut folders = Vec::new();
    for _ in 0..8 {
        folders.push(evening.kept().await);
    }
    let ninth = evening.folder();
    let mut page = evening.page().await;
    assert_eq!(
        ninth.keep(&mut page, evening.right()).await,
        FolderAnswer::Refused
    );
    assert!(evening.has_none(&ninth).await);
    // Those that there are she changes as often as she wants.
    let changed = folders[0].changed();
    assert_eq!(
        changed.keep_over(&mut page, &folders[0]).await,
        FolderAnswer::Done
    );
    let root = evening.organisation.root();
    let mut another = Visitor::arrive(&evening.helpline, root).await;
    evening.noor.take().await;
    another.meet().await;
    let hers = Folder::new(root);
    assert_eq!(
        hers.keep(&mut page, Some(another.token())).await,
        FolderAnswer::Done
    );
    for folder in &folders[1..] {
        assert!(evening.has(folder).await);
    }
}
