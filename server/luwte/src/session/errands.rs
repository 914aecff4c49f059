//! Requests about folders and mail: one after the other on a socket, and beside everything else that is said on it.

mod mail;

use std::future::pending;

use bytes::{Bytes, BytesMut};
use luwte_wire::{
    Claims, CloseReason, EffortNonce, FOLDER_LENGTH, FOLDER_PIECES, FolderAnswer, FolderHead, FromPage,
    FromServer, Keep, Knock, Lookup, MOST_EFFORT_BITS, Mail, Piece, Role,
};
use tokio::task::JoinHandle;

use super::{Session, Stop};
use crate::board::{Board, now_milliseconds};
use crate::effort;
use crate::folders::{Folders, Kept, Over, Unreachable, evenly, until};
use mail::{Trust, left, letterboxes, mails, put_up};

/// What of a request has come on a socket.
#[derive(Default)]
pub(super) struct Errands {
    /// For what the effort of the next request is made.
    knock: Option<Knock>,
    /// A folder that is coming, and its pieces so far.
    coming: Option<(Keep, BytesMut)>,
    running: Option<JoinHandle<Vec<FromServer>>>,
}

/// One request, whole.
enum Errand {
    Open(Lookup),
    Keep(Keep, Bytes),
    ThrowAway(Lookup),
    Mail(Mail),
    LetterboxOf([u8; 32]),
    Letterbox([u8; 32], luwte_wire::Letterbox),
    Mails([u8; 32]),
    MailDone([u8; 32], luwte_wire::Reply),
}

impl Errands {
    /// What came of the request that runs. May be cancelled without loss.
    pub(super) async fn done(&mut self) -> Vec<FromServer> {
        let Some(running) = &mut self.running else {
            return pending().await;
        };
        let answer = running.await.unwrap_or_default();
        self.running = None;
        answer
    }
}

impl<B: Board> Session<'_, B> {
    /// Takes a frame about a folder or mail, and gives back any other.
    pub(super) async fn errand(&mut self, frame: FromPage) -> Result<Option<FromPage>, Stop> {
        let errand = match frame {
            FromPage::Knock => {
                let knock = Knock(rand::random());
                self.errands().knock = Some(knock);
                let lasts = self.helpline.folders.lasts();
                let knocked = FromServer::Knocked(knock, MOST_EFFORT_BITS, lasts);
                self.send(knocked.encode()).await?;
                return Ok(None);
            }
            FromPage::Open(lookup, effort) => {
                self.with_effort(&lookup, effort)?.then_some(Errand::Open(lookup))
            }
            FromPage::ThrowAway(lookup, effort) => self
                .with_effort(&lookup, effort)?
                .then_some(Errand::ThrowAway(lookup)),
            FromPage::Mail(mail) => self
                .with_effort(&mail.folder, mail.effort)?
                .then_some(Errand::Mail(mail)),
            FromPage::Keep(keep) => {
                if !self.with_effort(&keep.lookup, keep.effort)? || !self.may_keep(&keep) {
                    self.run_errand(None)?;
                    return Ok(None);
                }
                self.errands().coming = Some((keep, BytesMut::with_capacity(FOLDER_LENGTH)));
                return Ok(None);
            }
            FromPage::Piece(piece) => {
                let Some(whole) = self.piece(&piece)? else {
                    return Ok(None);
                };
                Some(whole)
            }
            FromPage::LetterboxOf(counsellor) => Some(Errand::LetterboxOf(counsellor)),
            FromPage::MailDone(to, reply) => Some(Errand::MailDone(to, reply)),
            FromPage::Mails => Some(Errand::Mails(self.on_duty()?)),
            FromPage::Letterbox(letterbox) => Some(Errand::Letterbox(self.on_duty()?, letterbox)),
            other => return Ok(Some(other)),
        };
        self.run_errand(errand)?;
        Ok(None)
    }

    fn errands(&mut self) -> &mut Errands {
        self.errands.get_or_insert_default()
    }

    /// Whether the effort is large enough. It counts for one request.
    fn with_effort(&mut self, lookup: &Lookup, nonce: EffortNonce) -> Result<bool, Stop> {
        let Some(knock) = self.errands().knock.take() else {
            return Err(Stop::Because(CloseReason::NotNow));
        };
        let root = &self.helpline.config.organisation.root;
        Ok(effort::folder_bits(root, knock, lookup, nonce) >= MOST_EFFORT_BITS)
    }

    /// A folder is changed by whoever has its words. A new one is made by who was in a conversation, and by a counsellor,
    /// who answers mail with it.
    fn may_keep(&self, keep: &Keep) -> bool {
        if keep.before.is_some() || self.role.is_some() {
            return true;
        }
        let claims = keep
            .right
            .and_then(|right| self.helpline.token_keys.verify(&right, now_milliseconds()));
        match claims {
            Some(Claims::VisitorRight {
                ticket,
                called: false,
                ..
            }) => self.helpline.folders.may_make(ticket),
            _ => false,
        }
    }

    fn on_duty(&self) -> Result<[u8; 32], Stop> {
        match (self.role, self.counsellor) {
            (Some(Role::Coordinator | Role::Counsellor), Some(counsellor)) => Ok(counsellor),
            _ => Err(Stop::Because(CloseReason::NotNow)),
        }
    }

    /// The next piece of a folder; all of it with the last.
    fn piece(&mut self, piece: &Piece) -> Result<Option<Errand>, Stop> {
        // What was refused at its head is followed by its pieces.
        let Some((_, bytes)) = &mut self.errands().coming else {
            return Ok(None);
        };
        if bytes.len() != usize::from(piece.index) * piece.bytes.len() {
            return Err(Stop::Because(CloseReason::NotNow));
        }
        bytes.extend_from_slice(&piece.bytes);
        if usize::from(piece.index) + 1 < FOLDER_PIECES {
            return Ok(None);
        }
        let whole = self.errands().coming.take();
        Ok(whole.map(|(keep, bytes)| Errand::Keep(keep, bytes.freeze())))
    }

    /// Runs a request, or says that it is refused, as late as if it had run.
    fn run_errand(&mut self, errand: Option<Errand>) -> Result<(), Stop> {
        let folders = self.helpline.folders.clone();
        let organisation = &self.helpline.config.organisation;
        let trust = Trust {
            root: organisation.root,
            revocations: organisation.revocations.known(),
        };
        let errands = self.errands();
        if errands.running.is_some() {
            return Err(Stop::Because(CloseReason::NotNow));
        }
        errands.running = Some(tokio::spawn(evenly(async move {
            match errand {
                Some(errand) => errand.run(&folders, &trust).await,
                None => vec![FromServer::FolderAnswer(FolderAnswer::Refused)],
            }
        })));
        Ok(())
    }
}

impl Errand {
    async fn run(self, folders: &Folders, trust: &Trust) -> Vec<FromServer> {
        let answer = match self {
            Self::Open(lookup) => return open(folders, &lookup).await,
            Self::LetterboxOf(counsellor) => return letterboxes(folders, trust, counsellor).await,
            Self::Mails(counsellor) => return mails(folders, counsellor).await,
            Self::Keep(keep, sealed) => kept(folders, &keep, sealed).await,
            Self::ThrowAway(lookup) => {
                let name = folders.key.name(&lookup);
                if folders.may_try(&name) {
                    folders.remove(&name).await
                } else {
                    Ok(FolderAnswer::TooOften)
                }
            }
            Self::Mail(mail) => left(folders, &mail).await,
            Self::Letterbox(counsellor, record) => put_up(folders, trust, counsellor, &record).await,
            Self::MailDone(to, reply) => folders.remove(&folders.key.mail(to, reply)).await,
        };
        vec![FromServer::FolderAnswer(
            answer.unwrap_or(FolderAnswer::Unreachable),
        )]
    }
}

/// The folder, or as many bytes where there is none.
async fn open(folders: &Folders, lookup: &Lookup) -> Vec<FromServer> {
    let name = folders.key.name(lookup);
    let found = if folders.may_try(&name) {
        folders
            .get(&name)
            .await
            .map_err(|Unreachable| FolderAnswer::Unreachable)
    } else {
        Err(FolderAnswer::TooOften)
    };
    let share = folders.key.share(lookup);
    // Drawn in any case: nothing is done for one answer that is not done for the other.
    let mut nothing = vec![0; FOLDER_LENGTH];
    rand::fill(&mut nothing[..]);
    let (answer, share, until, sealed) = match found {
        Ok(Some(kept)) if kept.sealed.len() == FOLDER_LENGTH => {
            (FolderAnswer::Done, share, kept.until, kept.sealed)
        }
        Ok(_) if folders.lasts() == luwte_wire::Lasts::Off => (FolderAnswer::Off, [0; 32], 0, nothing.into()),
        Ok(_) => (FolderAnswer::Nothing, share, 0, nothing.into()),
        Err(why) => (why, [0; 32], 0, nothing.into()),
    };
    let head = FolderHead { answer, share, until };
    let pieces: Vec<FromServer> = Piece::cut(&sealed).map(FromServer::FolderPiece).collect();
    std::iter::once(FromServer::Folder(head)).chain(pieces).collect()
}

async fn kept(folders: &Folders, keep: &Keep, sealed: Bytes) -> Result<FolderAnswer, Unreachable> {
    let name = folders.key.name(&keep.lookup);
    if !folders.may_try(&name) {
        return Ok(FolderAnswer::TooOften);
    }
    let over = keep.before.map_or(Over::Nothing, Over::This);
    let kept = Kept {
        until: until(keep.kept_for),
        sealed,
    };
    folders.put(&name, kept, over).await
}
