//! What a console says beside its conversations, and the desk has nothing to do with: it needs keys or a disk.

use std::sync::Arc;

use luwte_certificates::Revocation;
use luwte_counts::{Answer, Outcome};
use luwte_wire::{CloseReason, FromPage, FromServer, Role};

use super::{Session, Stop};
use crate::board::{Board, now_milliseconds};
use crate::ledger::{Ledger, OutcomeError};

impl<B: Board> Session<'_, B> {
    /// Does what a frame asks for if it is one of these, and gives back any other.
    pub(super) async fn beside(&mut self, frame: FromPage) -> Result<Option<FromPage>, Stop> {
        match (frame, self.role) {
            (FromPage::Invite, Some(Role::Coordinator)) => {
                let invitation = self.helpline.token_keys.invitation(now_milliseconds());
                self.send(FromServer::Invitation(invitation).encode()).await?;
            }
            (FromPage::Outcome(outcome), Some(_)) => self.outcome(outcome).await?,
            (FromPage::Ask, Some(Role::Coordinator)) => self.tell_counts().await,
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

    /// Counts how a conversation was. What cannot be written now the console says again; what never can be is taken too, for
    /// saying it again would not help.
    async fn outcome(&mut self, said: luwte_wire::Outcome) -> Result<(), Stop> {
        let id = said.id;
        if let Some(ledger) = self.helpline.ledger.clone() {
            let counted = on_disk(ledger, move |ledger| {
                let answers = said.answers.into_iter();
                let outcome = Outcome {
                    disposition: said.disposition,
                    answers: answers
                        .map(|(question, choice)| Answer { question, choice })
                        .collect(),
                };
                ledger.outcome(id, &outcome, now_milliseconds())
            })
            .await;
            match counted {
                Some(Ok(_)) => {}
                // What it was is not told: a line in a log has a time.
                Some(Err(OutcomeError::Refused(_))) => {
                    tracing::warn!(
                        "An outcome has codes that are not in desk/outcomes.toml. Load the consoles anew."
                    );
                }
                Some(Err(OutcomeError::Ledger(why))) => {
                    tracing::error!("{why}");
                    return Ok(());
                }
                None => return Ok(()),
            }
        }
        self.send(FromServer::Counted(id).encode()).await
    }

    /// Tells a coordinator what may be told of the newest months, as JSON in RECORD.
    async fn tell_counts(&mut self) {
        let months = match self.helpline.ledger.clone() {
            Some(ledger) => on_disk(ledger, |ledger| ledger.newest(now_milliseconds())).await,
            None => None,
        };
        let text = months.map_or_else(|| "null".to_owned(), |months| months.to_string());
        for frame in FromServer::record(&text) {
            self.outbox.push(frame.encode());
        }
    }
}

/// A disk may be slow: other sockets do not wait for it.
async fn on_disk<T: Send + 'static>(
    ledger: Arc<Ledger>,
    act: impl FnOnce(&Ledger) -> T + Send + 'static,
) -> Option<T> {
    tokio::task::spawn_blocking(move || act(&ledger)).await.ok()
}
