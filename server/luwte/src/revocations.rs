//! The certificates that were taken back: a file that the server reads again and again, so that nobody has to start it
//! anew (protocol 9.6).

mod list;

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use luwte_certificates::{Revocation, Revocations, revoked_since};
use luwte_desk::Event;
use luwte_wire::{CloseReason, REVOCATION_LENGTH};
use tokio::sync::mpsc::UnboundedReceiver;

pub(crate) use list::{DamagedLine, RevocationList};

use crate::board::Board;
use crate::serve::Helpline;

/// How often the file is read. What is in it is compared, not its date: a copied file may have an old one.
const PACE: Duration = Duration::from_secs(2);
/// The largest file, in bytes: some thousand revocations.
const LARGEST: u64 = 1_048_576;

/// All revocations that this process knows. They only ever become more: a certificate that was taken back stays so, also
/// if the file is damaged, cut short or gone for a while.
#[derive(Debug)]
pub(crate) struct RevocationsFile {
    path: Option<PathBuf>,
    known: RwLock<Arc<Revocations>>,
    /// What was read last, so that a mistake in it is told once.
    last: Mutex<Result<String, String>>,
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RevocationsFileError {
    #[error(
        "{file} cannot be read ({why}). It holds the certificates that were taken back; make an empty file if there are none yet."
    )]
    Unreadable { file: PathBuf, why: std::io::Error },
    #[error("{file} is larger than {LARGEST} bytes. Is this the list of revocations?")]
    TooLarge { file: PathBuf },
}

impl RevocationsFile {
    /// No file, and nothing revoked.
    pub(crate) fn none() -> Self {
        Self {
            path: None,
            known: RwLock::default(),
            last: Mutex::new(Ok(String::new())),
        }
    }

    /// Reads the file for the first time. It must be there: a helpline that cannot read who was taken back must not open.
    pub(crate) fn open(path: &Path) -> Result<Self, RevocationsFileError> {
        let text = read(path)?;
        let this = Self {
            path: Some(path.to_owned()),
            ..Self::none()
        };
        this.take(path, text);
        Ok(this)
    }

    /// What is known now.
    pub(crate) fn known(&self) -> Arc<Revocations> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the file again. What was known before still counts, whatever is wrong with it.
    pub(crate) fn read_again(&self) {
        let Some(path) = &self.path else { return };
        match read(path) {
            Ok(text) => self.take(path, text),
            Err(why) => {
                let why = why.to_string();
                let mut last = self.last();
                if last.as_ref().err() != Some(&why) {
                    tracing::error!("{why} What it said before still counts.");
                    *last = Err(why);
                }
            }
        }
    }

    fn take(&self, path: &Path, text: String) {
        let mut last = self.last();
        if last.as_ref() == Ok(&text) {
            return;
        }
        let list = RevocationList::parse(&text);
        for DamagedLine { line, why } in &list.damaged {
            tracing::error!(
                "{}, line {line}: {why} The other lines count; ask whoever revoked it for this line again.",
                path.display()
            );
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let mut more = Revocations::clone(&known);
        list.revocations
            .iter()
            .for_each(|revocation| more.insert(revocation.clone()));
        if more.len() > known.len() {
            tracing::info!(revocations = more.len(), "Certificates were taken back.");
        }
        let gone = more.len() - Revocations::from_iter(list.revocations).len();
        if gone > 0 {
            tracing::error!(
                "{} has lost {gone} revocations that it had before. They count until the server starts again: put them back.",
                path.display()
            );
        }
        *known = Arc::new(more);
        *last = Ok(text);
    }

    /// A coordinator took a certificate back. It counts from now on, and is added to the file for the time after this process.
    fn add(&self, bytes: &[u8]) {
        let Ok(revocation) = Revocation::decode(bytes) else {
            return;
        };
        {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            let mut more = Revocations::clone(&known);
            more.insert(revocation.clone());
            *known = Arc::new(more);
        }
        let Some(path) = &self.path else {
            tracing::warn!(
                "A certificate was taken back, and there is no `revocations_file`: after a restart it counts again."
            );
            return;
        };
        // Her console says it again on every line, and a file that only grew would be too large one day.
        let list = read(path).map(|text| RevocationList::parse(&text));
        if list.is_ok_and(|list| list.revocations.contains(&revocation)) {
            return;
        }
        // The last line of the file may have no end.
        let line = format!("\n{} # by a coordinator, in the console\n", hex::encode(bytes));
        let written = File::options().append(true).open(path).and_then(|mut file| {
            file.write_all(line.as_bytes())?;
            file.sync_all()
        });
        if let Err(why) = written {
            tracing::error!(
                "{} cannot be written ({why}). Add this line to it, or the certificate counts again after a restart: {line}",
                path.display()
            );
        }
    }

    fn last(&self) -> MutexGuard<'_, Result<String, String>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(path: &Path) -> Result<String, RevocationsFileError> {
    let unreadable = |why| RevocationsFileError::Unreadable {
        file: path.to_owned(),
        why,
    };
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(RevocationsFileError::TooLarge {
            file: path.to_owned(),
        });
    }
    // A byte that is no text is in a line that is damaged anyway.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads the file at a steady pace, and ends every shift whose certificates were taken back.
pub(crate) async fn watch<B: Board>(
    helpline: &Arc<Helpline<B>>,
    mut taken_back: UnboundedReceiver<[u8; REVOCATION_LENGTH]>,
) {
    let mut pace = tokio::time::interval(PACE);
    pace.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let said = tokio::select! {
            _ = pace.tick() => None,
            said = taken_back.recv() => said,
        };
        let reader = helpline.clone();
        // A disk may be slow, and a network disk may hang.
        let _ = tokio::task::spawn_blocking(move || {
            let list = &reader.config.organisation.revocations;
            match said {
                Some(revocation) => list.add(&revocation),
                None => list.read_again(),
            }
        })
        .await;
        end_revoked(helpline).await;
    }
}

/// Also when nothing new was read: somebody may have come in while the file was being read, or on a node whose own file
/// is older.
async fn end_revoked<B: Board>(helpline: &Helpline<B>) {
    let organisation = &helpline.config.organisation;
    let revocations = organisation.revocations.known();
    if revocations.is_empty() {
        return;
    }
    for on_duty in helpline.board.shifts().await {
        let (chain, _) = on_duty.keys.parts();
        let Some(link) = revoked_since(chain, &organisation.root, &revocations) else {
            continue;
        };
        tracing::info!("A shift ends: its {link} certificate was taken back.");
        let shift = on_duty.shift;
        helpline.board.submit(Event::Revoked { shift }).await;
        // The desk closes it too. But while Redis is away it hears nothing, and its pages would go on talking.
        if let Some(console) = on_duty.console {
            helpline.sockets.close(console, CloseReason::Revoked);
        }
    }
}
