//! What a request needs before it counts, and what ends a socket: only that socket, with a name.

use bytes::Bytes;
use luwte_test_client::{Counsellor, Folder, Page};
use luwte_wire::{Envelope, FolderAnswer, FromPage};

use super::{Evening, minutes};

/// Requests about one folder in a minute.
const A_MINUTE: u8 = 12;

#[tokio::test]
async fn an_effort_that_is_too_small_or_for_another_knock_is_refused() {
    let evening = Evening::begin("").await;
    let folder = evening.kept().await;
    let mut page = evening.page().await;
    let (knock, _) = page.knock().await;
    page.say(folder.open_with(folder.effort_too_small(knock))).await;
    assert_eq!(page.hear_answer().await, FolderAnswer::Refused);

    let (earlier, _) = page.knock().await;
    let (knock, _) = page.knock().await;
    page.say(folder.open_with(folder.effort_for_another(knock, (&folder, earlier))))
        .await;
    assert_eq!(page.hear_answer().await, FolderAnswer::Refused);

    let (knock, _) = page.knock().await;
    let small = folder.effort_too_small(knock);
    page.say(FromPage::ThrowAway(folder.lookup, small)).await;
    assert_eq!(page.hear_answer().await, FolderAnswer::Refused);

    // The pieces of what is refused come all the same, and are nobody's.
    let (knock, _) = page.knock().await;
    let changed = folder.changed();
    let small = changed.effort_too_small(knock);
    page.say(changed.head(small, Some(folder.hash()), None)).await;
    for piece in changed.pieces() {
        page.say(piece).await;
    }
    assert_eq!(page.hear_answer().await, FolderAnswer::Refused);
    assert!(evening.has(&folder).await);
    assert_eq!(folder.open(&mut page).await.sealed, folder.sealed);
}

#[tokio::test]
async fn an_effort_counts_for_one_place_and_for_one_request() {
    let evening = Evening::begin("").await;
    let (folder, other) = (evening.kept().await, evening.kept().await);
    let mut page = evening.page().await;
    let (knock, _) = page.knock().await;
    page.say(folder.open_with(folder.effort_for_another(knock, (&other, knock))))
        .await;
    assert_eq!(page.hear_answer().await, FolderAnswer::Refused);
    let (knock, _) = page.knock().await;
    let open = folder.open_with(folder.effort(knock));
    page.say(open.clone()).await;
    assert_eq!(page.hear_folder().await.sealed, folder.sealed);
    page.say(open).await;
    assert_eq!(page.closed().await.name, "not-now");
}

#[tokio::test]
async fn a_request_without_a_knock_ends_its_socket() {
    let mut evening = Evening::begin("").await;
    let folder = evening.folder();
    let (knock, _) = evening.page().await.knock().await;
    // A knock on one socket counts on no other.
    let effort = folder.effort(knock);
    let requests = [
        folder.open_with(effort),
        FromPage::ThrowAway(folder.lookup, effort),
        folder.head(effort, None, evening.right()),
    ];
    for request in requests.clone() {
        let mut page = evening.page().await;
        page.say(FromPage::Arrive).await;
        page.say(request).await;
        assert_eq!(page.closed().await.name, "not-now");
    }
    for request in requests {
        let mut page = evening.page().await;
        page.say(request).await;
        assert_eq!(page.closed().await.name, "hello-first");
    }
    evening.visitor.say("still here").await;
    assert_eq!(evening.noor.hear().await, "still here");
}

#[tokio::test]
async fn who_only_knocked_is_nobody_to_the_desk() {
    let evening = Evening::begin("").await;
    let envelope = Envelope::new(Bytes::from(vec![7; Envelope::LENGTH])).unwrap();
    let mut waits = evening.page().await;
    for frame in [
        FromPage::Arrive,
        FromPage::Return(evening.visitor.token(), 1),
        FromPage::Join(evening.visitor.token()),
        FromPage::Report,
        FromPage::TakeNext,
        FromPage::Envelope(evening.visitor.ticket(), envelope),
        FromPage::Resume(evening.visitor.token()),
    ] {
        let mut page = evening.page().await;
        page.knock().await;
        page.say(FromPage::Heartbeat).await;
        page.say(frame).await;
        assert_eq!(page.closed().await.name, "hello-first");
    }
    // Nobody waits and nobody was counted.
    waits.knock().await;
    assert_eq!(evening.helpline.count("luwte_waiting").await, 0);
    assert_eq!(evening.helpline.count("luwte_conversations").await, 1);
}

/// A socket on which somebody begins to change a folder, and the pieces that are to follow.
async fn begins(evening: &Evening, folder: &Folder) -> (Page, Vec<FromPage>) {
    let changed = folder.changed();
    let mut page = evening.page().await;
    let (knock, _) = page.knock().await;
    page.say(changed.head(changed.effort(knock), Some(folder.hash()), None))
        .await;
    (page, changed.pieces())
}

#[tokio::test]
async fn pieces_that_are_out_of_order_end_their_socket_and_change_nothing() {
    let evening = Evening::begin("").await;
    let folder = evening.kept().await;
    for order in [&[1_usize][..], &[0, 0], &[0, 2], &[0, 1, 2, 3, 4, 5, 7]] {
        let (mut page, pieces) = begins(&evening, &folder).await;
        for nth in order {
            page.say(pieces[*nth].clone()).await;
        }
        assert_eq!(page.closed().await.name, "not-now");
    }
    assert!(evening.has(&folder).await);
}

#[tokio::test]
async fn a_piece_of_nothing_is_passed_over() {
    let evening = Evening::begin("").await;
    let folder = evening.kept().await;
    let mut page = evening.page().await;
    page.knock().await;
    for piece in evening.folder().pieces().into_iter().rev() {
        page.say(piece).await;
    }
    assert_eq!(folder.open(&mut page).await.sealed, folder.sealed);
}

#[tokio::test]
async fn a_line_that_breaks_in_the_middle_leaves_what_was_there() {
    for evening in Evening::everywhere("").await {
        let folder = evening.kept().await;
        let (mut page, pieces) = begins(&evening, &folder).await;
        for piece in &pieces[..4] {
            page.say(piece.clone()).await;
        }
        // The server has read them when it has answered the knock behind them.
        page.knock().await;
        drop(page);
        assert!(evening.has(&folder).await);
        // And whoever begins again on the same socket does not mix the two.
        let (mut page, pieces) = begins(&evening, &folder).await;
        for piece in &pieces[..4] {
            page.say(piece.clone()).await;
        }
        let changed = folder.changed();
        assert_eq!(changed.keep_over(&mut page, &folder).await, FolderAnswer::Done);
        assert!(evening.has(&changed).await);
    }
}

#[tokio::test]
async fn a_request_while_another_runs_ends_its_socket() {
    let evening = Evening::begin("").await;
    let folder = evening.kept().await;
    let (mut page, pieces) = begins(&evening, &folder).await;
    let (last, first) = pieces.split_last().unwrap();
    for piece in first {
        page.say(piece.clone()).await;
    }
    let (knock, _) = page.knock().await;
    let open = folder.open_with(folder.effort(knock));
    page.say(last.clone()).await;
    page.say(open).await;
    assert_eq!(page.closed().await.name, "not-now");
    // One after the other they are welcome, also while somebody talks or is on duty.
    let mut lin = Counsellor::report(&evening.helpline, &evening.organisation, "Lin").await;
    for _ in 0..2 {
        assert_eq!(
            evening.folder().open(&mut lin.page).await.head.answer,
            FolderAnswer::Nothing
        );
    }
}

#[tokio::test]
async fn whoever_tries_the_same_words_too_often_waits_whether_there_is_a_folder_or_not() {
    let evening = Evening::begin("").await;
    for there in [true, false] {
        loop {
            let folder = if there {
                evening.kept().await
            } else {
                evening.folder()
            };
            let minute = minutes();
            // Each from a socket of its own: what is counted is the words. One was the keeping.
            for _ in u8::from(there)..A_MINUTE {
                assert_eq!(evening.has(&folder).await, there);
            }
            let mut page = evening.page().await;
            let opened = folder.open(&mut page).await;
            let thrown_away = folder.throw_away(&mut page).await;
            let changed = folder.changed().keep_over(&mut page, &folder).await;
            let neighbour = evening.folder().open(&mut page).await;
            if minutes() != minute {
                // The count began anew meanwhile.
                continue;
            }
            assert_eq!(opened.head.answer, FolderAnswer::TooOften);
            assert_eq!((opened.head.share, opened.head.until), ([0; 32], 0));
            assert_ne!(opened.sealed, folder.sealed);
            assert_eq!(thrown_away, FolderAnswer::TooOften);
            assert_eq!(changed, FolderAnswer::TooOften);
            assert_eq!(neighbour.head.answer, FolderAnswer::Nothing);
            break;
        }
    }
}
