use super::{Redis, spawn};
use crate::helpline::free_port;

/// What the Sentinels of a test call their master.
const NAME: &str = "helpline";

/// Three Sentinels in a hurry. They are killed when dropped.
pub struct Sentinels([Redis; 3]);

impl Sentinels {
    /// Starts them; each watches the master that it is given.
    pub async fn start(masters: [&Redis; 3]) -> Self {
        let [one, two, three] = masters;
        Self([sentinel(one).await, sentinel(two).await, sentinel(three).await])
    }

    /// Their address, as the configuration wants it.
    #[must_use]
    pub fn url(&self) -> String {
        let hosts = self.0.each_ref().map(|one| format!("127.0.0.1:{}", one.port));
        format!("redis+sentinel://{}/{NAME}", hosts.join(","))
    }

    /// Waits until all of them know the others and this replica, so that they can replace the master.
    pub async fn know(&self, replica: &Redis) {
        for sentinel in &self.0 {
            sentinel
                .says(&["sentinel", "ckquorum", NAME], "OK 3 usable")
                .await;
            let replicas = ["sentinel", "replicas", NAME];
            sentinel.says(&replicas, &format!(":{}\n", replica.port)).await;
        }
    }

    /// One of them takes another for the master, as it would on the other side of a cut between machines.
    pub async fn changes_its_mind(&self, which: usize, master: &Redis) {
        let port = master.port.to_string();
        for words in [
            &["sentinel", "remove", NAME][..],
            &["sentinel", "monitor", NAME, "127.0.0.1", &port, "2"],
        ] {
            assert_eq!(self.0[which].ask(words).await.trim(), "OK");
        }
    }
}

async fn sentinel(master: &Redis) -> Redis {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let text = format!(
        "port {port}\nbind 127.0.0.1\n\
         sentinel monitor {NAME} 127.0.0.1 {} 2\n\
         sentinel down-after-milliseconds {NAME} 500\n\
         sentinel failover-timeout {NAME} 2000\n",
        master.port
    );
    std::fs::write(folder.path().join("sentinel.conf"), text).unwrap();
    let process = spawn(folder.path(), &["sentinel.conf", "--sentinel"], "+monitor").await;
    Redis {
        process,
        port,
        folder,
    }
}
