use crate::Millis;

/// How patient the desk is. All times in milliseconds; docs/protocol.md section 2 has the reasons for the defaults.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How often every page is asked for a sign of life.
    pub heartbeat: Millis,
    /// A socket from which nothing came for this long is closed.
    pub silent_after: Millis,
    /// How long an away visitor keeps her place in the waiting room.
    pub waiting_grace: Millis,
    /// How long a conversation outlives an end that is away.
    pub conversation_grace: Millis,
    /// How long a console may take to answer a claim before the ticket goes back to the waiting room.
    pub claim_patience: Millis,
    /// Most tickets at once; a newcomer beyond it is told so.
    pub most_tickets: usize,
    /// Most envelopes kept for an end that is away.
    pub mailbox: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            heartbeat: 5_000,
            silent_after: 15_000,
            waiting_grace: 180_000,
            conversation_grace: 600_000,
            claim_patience: 15_000,
            most_tickets: 20_000,
            mailbox: 64,
        }
    }
}
