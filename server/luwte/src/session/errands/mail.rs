//! Mail, and the letterboxes that it goes to: docs/protocol.md, sections 13.4 and 13.5.

use std::sync::Arc;

use bytes::Bytes;
use luwte_certificates::{Letterbox, OrganisationRoot, Revocations, SERVER_TOLERANCE_SECONDS};
use luwte_wire::{FolderAnswer, FromServer, Mail, SealedMail};

use crate::board::now_milliseconds;
use crate::folders::{Folders, Kept, MOST_MAIL, Name, Over, Shelf, Unreachable, until};

/// Most letterboxes that are given to a visitor who writes to any of the counsellors.
const ANY: usize = 4;

/// Whose letterboxes hold.
pub(super) struct Trust {
    pub(super) root: OrganisationRoot,
    pub(super) revocations: Arc<Revocations>,
}

impl Trust {
    fn verify(&self, letterbox: &[u8]) -> Option<Letterbox> {
        let now = now_milliseconds() / 1000;
        Letterbox::verify(
            letterbox,
            &self.root,
            now,
            SERVER_TOLERANCE_SECONDS,
            &self.revocations,
        )
        .ok()
    }
}

/// Mail is left by who has a folder: without one there is nowhere to answer to, and no end to it.
pub(super) async fn left(folders: &Folders, mail: &Mail) -> Result<FolderAnswer, Unreachable> {
    let folder = folders.key.name(&mail.folder);
    if !folders.may_try(&folder) {
        return Ok(FolderAnswer::TooOften);
    }
    if folders.get(&folder).await?.is_none() {
        return Ok(FolderAnswer::Refused);
    }
    if !folders.may_leave(&folder) {
        return Ok(FolderAnswer::TooOften);
    }
    if folders.get(&Name::Letterbox(mail.to)).await?.is_none() {
        return Ok(FolderAnswer::Nothing);
    }
    let kept = Kept {
        until: until(mail.kept_for),
        sealed: Bytes::copy_from_slice(mail.sealed.as_bytes()),
    };
    folders
        .put(&folders.key.mail(mail.to, mail.reply), kept, Over::Nothing)
        .await
}

/// The letterbox that was asked for; for any, some of those that there are; and one that is empty behind them. One whose
/// counsellor's certificate was taken back meanwhile is not shown to anybody.
pub(super) async fn letterboxes(folders: &Folders, trust: &Trust, counsellor: [u8; 32]) -> Vec<FromServer> {
    let found = if counsellor == [0; 32] {
        let all = folders.list(Shelf::Letterboxes, usize::MAX).await;
        all.map(|all| all.into_iter().map(|(_, kept)| kept).collect())
    } else {
        folders
            .get(&Name::Letterbox(counsellor))
            .await
            .map(Vec::from_iter)
    };
    let Ok(mut found): Result<Vec<Kept>, Unreachable> = found else {
        return vec![FromServer::FolderAnswer(FolderAnswer::Unreachable)];
    };
    // Not always the same ones: it would be they who get all mail.
    rand::seq::SliceRandom::shuffle(&mut found[..], &mut rand::rng());
    let known = found
        .into_iter()
        .filter(|kept| trust.verify(&kept.sealed).is_some())
        .take(ANY)
        .filter_map(|kept| luwte_wire::Letterbox::new(kept.sealed))
        .map(|letterbox| FromServer::LetterboxIs(Some(letterbox)));
    known.chain([FromServer::LetterboxIs(None)]).collect()
}

/// What lies in her letterbox.
pub(super) async fn mails(folders: &Folders, counsellor: [u8; 32]) -> Vec<FromServer> {
    // Nothing there is something else than nobody knows: a console would take away what is being answered.
    let Ok(all) = folders.list(Shelf::Mail(counsellor), MOST_MAIL).await else {
        return vec![FromServer::FolderAnswer(FolderAnswer::Unreachable)];
    };
    let mut open = Vec::new();
    for (name, kept) in all {
        // Somebody else whom she wrote the same has answered already.
        let answered = match name {
            Name::Mail(_, answer) => matches!(folders.get(&Name::Folder(answer)).await, Ok(Some(_))),
            _ => false,
        };
        if answered {
            let _ = folders.remove(&name).await;
        } else if let Some(mail) = SealedMail::new(kept.sealed) {
            open.push(FromServer::MailFor(mail));
        }
    }
    let count = FromServer::MailCount(open.len() as u8);
    std::iter::once(count).chain(open).collect()
}

/// A letterbox is kept as long as what its counsellor signed holds.
pub(super) async fn put_up(
    folders: &Folders,
    trust: &Trust,
    counsellor: [u8; 32],
    record: &luwte_wire::Letterbox,
) -> Result<FolderAnswer, Unreachable> {
    let checked = trust.verify(record.as_bytes());
    let Some(letterbox) = checked.filter(|letterbox| letterbox.counsellor_key == counsellor) else {
        return Ok(FolderAnswer::Refused);
    };
    let kept = Kept {
        until: (letterbox.not_after / 86_400) as u32,
        sealed: Bytes::copy_from_slice(record.as_bytes()),
    };
    folders
        .put(&Name::Letterbox(counsellor), kept, Over::Anything)
        .await
}
