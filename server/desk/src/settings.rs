use crate::Millis;

/// How patient the desk is. All times in milliseconds; docs/protocol.md section 2 has the reasons for the defaults.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Settings {
    /// After this long without a sweep of a node its sockets count as lost.
    pub node_patience: Millis,
    /// How long an away visitor keeps her place in the waiting room.
    pub waiting_grace: Millis,
    /// How long a conversation outlives an end that is away, how long its end is remembered for her, and how long after
    /// its start a desk rebuilds conversations that it does not know.
    pub conversation_grace: Millis,
    /// How long a console may take to answer a claim before the ticket goes back to the waiting room.
    pub claim_patience: Millis,
    /// Most tickets at once; a newcomer beyond it is told so.
    pub most_tickets: usize,
    /// Most envelopes kept for an end that is away.
    pub mailbox: usize,
    /// While fewer than this wait, nobody is asked for an effort.
    pub effort_from: usize,
    /// And while fewer than this wait for each counsellor on duty.
    pub effort_per_counsellor: usize,
    /// Most shifts for which one visitor's intake is asked and kept.
    pub intakes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            node_patience: 6_000,
            waiting_grace: 180_000,
            conversation_grace: 600_000,
            claim_patience: 15_000,
            most_tickets: 20_000,
            mailbox: 64,
            effort_from: 20,
            effort_per_counsellor: 5,
            intakes: 8,
        }
    }
}
