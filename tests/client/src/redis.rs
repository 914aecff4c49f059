use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::PATIENCE;
use crate::helpline::free_port;

mod cluster;
mod sentinels;
mod tls;

pub use cluster::Cluster;
pub use sentinels::Sentinels;
pub use tls::TlsRedis;

/// Without a disk, for itself and for whoever follows it.
const WITHOUT_DISK: [&str; 8] = [
    "--save",
    "",
    "--appendonly",
    "no",
    "--repl-diskless-sync-delay",
    "0",
    "--repl-diskless-load",
    "swapdb",
];

/// A Redis for one test, without a disk. It is killed when dropped.
pub struct Redis {
    process: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Redis {
    /// Starts one on a free port.
    pub async fn start() -> Self {
        Self::start_with(&WITHOUT_DISK).await
    }

    /// Starts one that follows another, and waits until it has what the other has.
    pub async fn start_behind(master: &Self) -> Self {
        let port = master.port.to_string();
        let following = ["--replicaof", "127.0.0.1", &port];
        let replica = Self::start_with(&[&WITHOUT_DISK[..], &following].concat()).await;
        replica.says(&["role"], "connected").await;
        replica
    }

    /// Starts one with other settings.
    pub async fn start_with(settings: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let process = run(port, &folder, settings).await;
        Self {
            process,
            port,
            folder,
        }
    }

    /// Its address, as the configuration wants it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    /// It dies (SIGKILL) and everything in it is gone.
    pub async fn die(&mut self) {
        self.process.kill().await.unwrap();
    }

    /// It starts again, empty.
    pub async fn start_again(&mut self) {
        self.process = run(self.port, &self.folder, &WITHOUT_DISK).await;
    }

    /// Stops it for a while without ending it: slow, not gone. `CONT` lets it go on.
    pub async fn signal(&self, signal: &str) {
        let pid = self.process.id().unwrap().to_string();
        let kill = Command::new("kill").args([&format!("-{signal}"), &pid]).status();
        assert!(kill.await.unwrap().success());
    }

    /// Sends one command and returns what it says.
    pub async fn ask(&self, words: &[&str]) -> String {
        let port = self.port.to_string();
        let asked = Command::new("redis-cli").args(["-p", &port]).args(words).output();
        String::from_utf8_lossy(&asked.await.unwrap().stdout).into_owned()
    }

    /// Asks until the answer contains this.
    pub async fn says(&self, words: &[&str], wanted: &str) {
        let asking = async { while !self.ask(words).await.contains(wanted) {} };
        timeout(PATIENCE, asking)
            .await
            .unwrap_or_else(|_| panic!("{words:?} was not answered with {wanted}"));
    }

    /// What it wrote to its disk.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    }
}

async fn run(port: u16, folder: &tempfile::TempDir, settings: &[&str]) -> Child {
    let port = port.to_string();
    let arguments = [&["--port", &port, "--bind", "127.0.0.1"], settings].concat();
    spawn(folder.path(), &arguments, "eady to accept connections").await
}

/// Starts one in this folder and waits until it says that it is ready.
async fn spawn(folder: &Path, arguments: &[&str], ready: &str) -> Child {
    let mut process = Command::new("redis-server")
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("redis-server: run `make setup`");
    let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
    let ready = async {
        while let Some(line) = said.next_line().await.unwrap() {
            if line.contains(ready) {
                // It must go on being able to write.
                tokio::spawn(async move { while let Ok(Some(_)) = said.next_line().await {} });
                return;
            }
        }
        panic!("redis-server did not start");
    };
    timeout(PATIENCE, ready).await.unwrap();
    process
}
