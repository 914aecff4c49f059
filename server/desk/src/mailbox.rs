use std::collections::VecDeque;

use luwte_wire::Envelope;
use serde::Serialize;

/// Envelopes not yet taken by one end of a conversation, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct Mailbox(VecDeque<Envelope>);

/// The mailbox holds as much as it may; the envelope was not kept.
pub(crate) struct Full;

impl Mailbox {
    pub(crate) fn keep(&mut self, envelope: Envelope, most: usize) -> Result<(), Full> {
        if self.0.len() >= most {
            return Err(Full);
        }
        self.0.push_back(envelope.detach());
        Ok(())
    }

    /// Takes everything out; the memory goes with it.
    pub(crate) fn empty(&mut self) -> VecDeque<Envelope> {
        std::mem::take(&mut self.0)
    }
}
