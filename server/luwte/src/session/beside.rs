//! What a console says beside its conversations, and the desk has nothing to do with: it needs keys or a disk.

use luwte_certificates::Revocation;
use luwte_wire::{CloseReason, FromPage, FromServer, Role};

use super::disk::Job;
use super::{Session, Stop};
use crate::board::{Board, now_milliseconds};

impl<B: Board> Session<'_, B> {
    /// Does what a frame asks for if it is one of these, and gives back any other.
    pub(super) async fn beside(&mut self, frame: FromPage) -> Result<Option<FromPage>, Stop> {
        match (frame, self.role) {
            (FromPage::Invite, Some(Role::Coordinator)) => {
                let invitation = self.helpline.token_keys.invitation(now_milliseconds());
                self.send(FromServer::Invitation(invitation).encode()).await?;
            }
            (FromPage::Outcome(outcome), Some(_)) => {
                let counted = FromServer::Counted(outcome.id);
                self.on_disk(Job::Outcome(outcome), vec![counted]).await?;
            }
            (FromPage::Ask, Some(Role::Coordinator)) => {
                self.on_disk(Job::Counts, FromServer::record("null")).await?;
            }
            // Only what she signed herself: a shift's key alone takes nothing back. Every node hears it from the log.
            (FromPage::Revoke(revocation), Some(Role::Coordinator)) if self.signed(&revocation) => {
                return Ok(Some(FromPage::Revoke(revocation)));
            }
            (FromPage::Invite | FromPage::Outcome(_) | FromPage::Revoke(_), _) => {
                return Err(Stop::Because(CloseReason::NotNow));
            }
            (other, _) => return Ok(Some(other)),
        }
        Ok(None)
    }

    fn signed(&self, revocation: &[u8]) -> bool {
        let revocation = Revocation::decode(revocation);
        let by_her =
            |revocation: Revocation| self.counsellor.is_some_and(|key| revocation.is_signed_by(&key));
        revocation.is_ok_and(by_her)
    }

    /// What this node counts is on its disk. One that counts nothing answers at once.
    async fn on_disk(&mut self, job: Job, without: Vec<FromServer>) -> Result<(), Stop> {
        match self.helpline.ledger.clone() {
            Some(ledger) => self.disk.ask(ledger, job),
            None => {
                for frame in without {
                    self.send(frame.encode()).await?;
                }
            }
        }
        Ok(())
    }
}
