use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::PATIENCE;
use crate::helpline::free_port;

/// A Redis for one test, without a disk. It is killed when dropped.
pub struct Redis {
    process: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Redis {
    /// Starts one on a free port.
    pub async fn start() -> Self {
        Self::start_with(&["--save", "", "--appendonly", "no"]).await
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
        self.process = run(self.port, &self.folder, &["--save", "", "--appendonly", "no"]).await;
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
}

async fn run(port: u16, folder: &tempfile::TempDir, settings: &[&str]) -> Child {
    let mut process = Command::new("redis-server")
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--dir"])
        .arg(folder.path())
        .args(settings)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("redis-server: run `make setup`");
    let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
    let ready = async {
        while let Some(line) = said.next_line().await.unwrap() {
            if line.contains("eady to accept connections") {
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
