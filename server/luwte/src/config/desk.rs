use luwte_desk::Settings;
use serde::Deserialize;

/// How patient the desk is, in the units of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DeskSection {
    pub(crate) sweep_milliseconds: u64,
    pub(crate) heartbeat_milliseconds: u64,
    pub(crate) silent_after_milliseconds: u64,
    pub(crate) hello_milliseconds: u64,
    pub(crate) waiting_grace_seconds: u64,
    pub(crate) conversation_grace_seconds: u64,
    pub(crate) claim_patience_seconds: u64,
    pub(crate) most_tickets: usize,
    /// While fewer wait, nobody's page is asked for an effort.
    pub(crate) effort_from: usize,
    /// Most sockets of this node at once.
    pub(crate) most_sockets: usize,
    /// How long pages get to hear that the server goes down.
    pub(crate) drain_seconds: u64,
}

impl Default for DeskSection {
    fn default() -> Self {
        Self {
            sweep_milliseconds: 1_000,
            heartbeat_milliseconds: 5_000,
            silent_after_milliseconds: 15_000,
            hello_milliseconds: 10_000,
            waiting_grace_seconds: 180,
            conversation_grace_seconds: 600,
            claim_patience_seconds: 15,
            most_tickets: 20_000,
            effort_from: 20,
            most_sockets: 30_000,
            drain_seconds: 3,
        }
    }
}

impl DeskSection {
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            waiting_grace: self.waiting_grace_seconds * 1000,
            conversation_grace: self.conversation_grace_seconds * 1000,
            claim_patience: self.claim_patience_seconds * 1000,
            most_tickets: self.most_tickets,
            effort_from: self.effort_from,
            ..Settings::default()
        }
    }
}
