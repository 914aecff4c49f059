use std::path::PathBuf;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::{Organisation, PATIENCE};

/// The origin that a test's helpline expects of its pages.
pub const ORIGIN: &str = "http://helpline.test";

/// The real binary, serving on free ports of this machine. It is killed when dropped.
pub struct Helpline {
    process: Child,
    log: BufReader<tokio::process::ChildStderr>,
    folder: tempfile::TempDir,
    /// Host and port of the pages.
    pub address: String,
    counts: String,
}

impl Helpline {
    /// Starts one. `desk` is the text of the `[desk]` section.
    pub async fn start(organisation: &Organisation, desk: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let counts = format!("127.0.0.1:{}", free_port());
        let text = format!(
            "listen = \"127.0.0.1:0\"\ncounts_listen = \"{counts}\"\norigins = [\"{ORIGIN}\"]\n\
             [organisation]\nname = \"A test\"\nroot = \"{}\"\nexit = \"https://www.knmi.nl/\"\nlanguage = \"en\"\n\
             [desk]\n{desk}\n",
            organisation.root().to_hex()
        );
        let config = folder.path().join("luwte.toml");
        std::fs::write(&config, text).unwrap();
        let mut process = Command::new(binary())
            .args(["serve", "--config"])
            .arg(&config)
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let address = timeout(PATIENCE, async {
            loop {
                let mut line = String::new();
                assert!(
                    log.read_line(&mut line).await.unwrap() > 0,
                    "the helpline did not start"
                );
                if let Some((_, address)) = line.trim().split_once("listen=") {
                    return address.to_owned();
                }
            }
        })
        .await
        .unwrap();
        Self {
            process,
            log,
            folder,
            address,
            counts,
        }
    }

    /// The value of one count. Names are those of `/metrics`, labels included.
    pub async fn count(&self, name: &str) -> u64 {
        let text = get(&self.counts, "/metrics").await;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("no count {name} in {text}"))
            .trim()
            .parse()
            .unwrap()
    }

    /// One page or file, head and body.
    pub async fn get(&self, path: &str) -> String {
        get(&self.address, path).await
    }

    /// Memory of the server that is its own (RssAnon), in bytes.
    #[must_use]
    pub fn own_memory(&self) -> u64 {
        own_memory(self.process.id().unwrap())
    }

    /// Asks the server to stop (SIGTERM) and returns all it logged once it is gone.
    pub async fn stop(mut self) -> String {
        let pid = self.process.id().unwrap().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .await
                .unwrap()
                .success()
        );
        let mut log = String::new();
        timeout(PATIENCE, self.log.read_to_string(&mut log))
            .await
            .unwrap()
            .unwrap();
        assert!(
            timeout(PATIENCE, self.process.wait())
                .await
                .unwrap()
                .unwrap()
                .success()
        );
        drop(self.folder);
        log
    }
}

/// Memory of a process that is its own (RssAnon), in bytes.
#[must_use]
pub fn own_memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap() * 1024
}

/// The binary under test: LUWTE_BINARY, or the debug build of this workspace.
#[must_use]
pub fn binary() -> PathBuf {
    std::env::var_os("LUWTE_BINARY").map_or_else(
        || {
            // A test is target/debug/deps/it-..., a program target/release/luwte-test-load.
            let here = std::env::current_exe().unwrap();
            let beside = |nth| {
                here.ancestors()
                    .nth(nth)
                    .map(|folder: &std::path::Path| folder.join("luwte"))
            };
            beside(1)
                .filter(|path| path.exists())
                .or_else(|| beside(2))
                .unwrap()
        },
        PathBuf::from,
    )
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

async fn get(address: &str, path: &str) -> String {
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut answer))
        .await
        .unwrap()
        .unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
