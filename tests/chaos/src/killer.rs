//! Who kills, and what.

use std::time::Duration;

use luwte_test_client::Helpline;
use rand::RngExt;

/// How often somebody dies.
const EVERY: Duration = Duration::from_secs(5);
/// How long it is gone.
const GONE: Duration = Duration::from_millis(1_500);
/// How long a node runs before the next one restarts.
const BETWEEN_RESTARTS: Duration = Duration::from_secs(10);

pub(crate) struct Killer {
    nodes: Option<[Helpline; 2]>,
    /// Only nodes, in turn, with a word of warning.
    rolling: bool,
    killed: u32,
}

impl Killer {
    pub(crate) fn new(one: Helpline, two: Helpline, rolling: bool) -> Self {
        Self {
            nodes: Some([one, two]),
            rolling,
            killed: 0,
        }
    }

    /// SIGKILL for a node or for Redis, or SIGTERM for the next node, and a new start with nothing in memory.
    pub(crate) async fn kill_one_and_start_it_again(&mut self) {
        let Some(nodes) = &mut self.nodes else { return };
        tokio::time::sleep(if self.rolling {
            BETWEEN_RESTARTS
        } else {
            EVERY - GONE
        })
        .await;
        self.killed += 1;
        if self.rolling {
            let node = &mut nodes[self.killed as usize % 2];
            node.terminate().await;
            node.start_again().await;
            return;
        }
        let whose_turn = rand::rng().random_range(0..3);
        match nodes.get_mut(whose_turn) {
            Some(node) => {
                node.die().await;
                tokio::time::sleep(GONE).await;
                node.start_again().await;
            }
            None => {
                let mut redis = nodes[0].redis().await;
                redis.die().await;
                tokio::time::sleep(GONE).await;
                redis.start_again().await;
            }
        }
    }

    pub(crate) fn killed(&self) -> u32 {
        self.killed
    }

    /// Gives the nodes back, so that they end when everybody has said what there is to say.
    pub(crate) fn end(&mut self) -> Option<[Helpline; 2]> {
        self.nodes.take()
    }
}
