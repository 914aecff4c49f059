use super::{Redis, WITHOUT_DISK};
use crate::helpline::free_port;

/// The slots of the three masters.
const PARTS: [[&str; 2]; 3] = [["0", "5460"], ["5461", "10922"], ["10923", "16383"]];

/// A Redis cluster in a hurry: three masters with a third of the slots each. They are killed when dropped.
pub struct Cluster(Vec<Redis>);

impl Cluster {
    /// Starts one and waits until it is whole.
    pub async fn start() -> Self {
        let mut masters = Vec::new();
        for [first, last] in PARTS {
            let (master, bus) = server().await;
            let slots = ["cluster", "addslotsrange", first, last];
            assert_eq!(master.ask(&slots).await.trim(), "OK");
            meet(&masters, &master, bus).await;
            masters.push(master);
        }
        for master in &masters {
            master.says(&["cluster", "info"], "cluster_state:ok").await;
            master.says(&["cluster", "info"], "cluster_known_nodes:3").await;
        }
        Self(masters)
    }

    /// Its address, as the configuration wants it.
    #[must_use]
    pub fn url(&self) -> String {
        let hosts: Vec<_> = self
            .0
            .iter()
            .map(|one| format!("127.0.0.1:{}", one.port))
            .collect();
        format!("redis+cluster://{}/", hosts.join(","))
    }

    /// The only one of its servers that holds anything, taken out of it.
    pub async fn take_owner(&mut self) -> Redis {
        let mut owners = Vec::new();
        for (nth, server) in self.0.iter().enumerate() {
            if server.ask(&["dbsize"]).await.trim() != "0" {
                owners.push(nth);
            }
        }
        assert_eq!(owners.len(), 1, "the keys of a helpline are on one server");
        self.0.remove(owners[0])
    }

    /// Starts one that follows this server of the cluster, and waits until it could replace it.
    pub async fn start_behind(&self, master: &Redis) -> Redis {
        let (replica, bus) = server().await;
        meet(&self.0, &replica, bus).await;
        let id = master.ask(&["cluster", "myid"]).await;
        replica.says(&["cluster", "nodes"], id.trim()).await;
        replica.says(&["cluster", "replicate", id.trim()], "OK").await;
        replica.says(&["role"], "connected").await;
        for other in &self.0 {
            other.says(&["cluster", "replicas", id.trim()], "slave").await;
        }
        replica
    }
}

/// One that knows no other yet, and the port on which the others speak to it.
async fn server() -> (Redis, String) {
    let bus = free_port().to_string();
    let settings = [
        "--cluster-enabled",
        "yes",
        "--cluster-node-timeout",
        "1000",
        "--cluster-port",
        &bus,
    ];
    (
        Redis::start_with(&[&WITHOUT_DISK[..], &settings].concat()).await,
        bus,
    )
}

async fn meet(others: &[Redis], newcomer: &Redis, bus: String) {
    let port = newcomer.port.to_string();
    if let Some(other) = others.first() {
        let words = ["cluster", "meet", "127.0.0.1", &port, &bus];
        assert_eq!(other.ask(&words).await.trim(), "OK");
    }
}
