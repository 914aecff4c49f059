//! Metrics for who runs the server, without people: how many sockets ended for which reason, and how full the desk is.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use luwte_wire::CloseReason;

use crate::board::Figures;

#[derive(Default)]
pub(crate) struct Metrics {
    closed: [AtomicU64; CloseReason::ALL.len()],
    origin_refused: AtomicU64,
    socket_refused: AtomicU64,
}

impl Metrics {
    pub(crate) fn closed(&self, reason: CloseReason) {
        for (known, count) in CloseReason::ALL.iter().zip(&self.closed) {
            if *known == reason {
                count.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    pub(crate) fn origin_refused(&self) {
        self.origin_refused.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn socket_refused(&self) {
        self.socket_refused.fetch_add(1, Ordering::Relaxed);
    }

    /// All of them in Prometheus' text format.
    pub(crate) fn text(&self, figures: Figures, sockets: usize) -> String {
        let mut text = String::new();
        for (reason, count) in CloseReason::ALL.iter().zip(&self.closed) {
            let count = count.load(Ordering::Relaxed);
            let _ = writeln!(text, "luwte_closed_total{{reason=\"{}\"}} {count}", reason.name());
        }
        let refused = self.origin_refused.load(Ordering::Relaxed);
        let Figures {
            waiting,
            conversations,
            on_duty,
            opening: _,
        } = figures;
        let _ = writeln!(text, "luwte_origin_refused_total {refused}");
        let full = self.socket_refused.load(Ordering::Relaxed);
        let _ = writeln!(text, "luwte_socket_refused_total {full}");
        let _ = writeln!(text, "luwte_sockets {sockets}");
        let _ = writeln!(text, "luwte_waiting {waiting}");
        let _ = writeln!(text, "luwte_conversations {conversations}");
        let _ = writeln!(text, "luwte_on_duty {on_duty}");
        text
    }
}
