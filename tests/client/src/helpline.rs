use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, LazyLock};

use luwte_certificates::OrganisationRoot;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::{Organisation, PATIENCE, Redis};

/// The origin that a test's helpline expects of its pages.
pub const ORIGIN: &str = "http://helpline.test";

/// The real binary, serving on free ports of this machine. It is killed when dropped.
pub struct Helpline {
    process: Child,
    log: BufReader<tokio::process::ChildStderr>,
    folder: tempfile::TempDir,
    /// Host and port of the pages, the same after every start.
    pub address: String,
    metrics: String,
    settings: Settings,
}

/// What the nodes of one helpline have in common.
#[derive(Clone)]
struct Settings {
    root: String,
    desk: String,
    /// The text of the `[folders]` section, without the key.
    folders: String,
    token_keys: String,
    folder_key: String,
    redis: Option<Arc<Mutex<Redis>>>,
    /// The address of its Redis.
    redis_url: Option<String>,
    /// A file with the only certificate that its nodes trust, instead of those of the system.
    trusted: Option<PathBuf>,
}

impl Settings {
    fn new(organisation: &Organisation, desk: &str) -> Self {
        Self::of(organisation.root(), desk)
    }

    fn of(root: OrganisationRoot, desk: &str) -> Self {
        Self {
            root: root.to_hex(),
            desk: desk.to_owned(),
            folders: String::new(),
            token_keys: token_key(),
            folder_key: token_key(),
            redis: None,
            redis_url: None,
            trusted: None,
        }
    }

    /// A folder with the configuration of one node, which listens at these addresses.
    fn write(&self, [address, metrics]: [&str; 2]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let Self {
            root, desk, folders, ..
        } = self;
        let redis = self.redis_url.iter();
        let redis: String = redis.map(|url| format!("redis = \"{url}\"\n")).collect();
        let text = format!(
            "listen = \"{address}\"\nmetrics_listen = \"{metrics}\"\norigins = [\"{ORIGIN}\"]\n\
             token_key_file = \"token.key\"\n{redis}\
             [organisation]\nname = \"A test\"\nroot = \"{root}\"\nexit = \"https://www.knmi.nl/\"\nlanguage = \"en\"\n\
             revocations_file = \"revocations.txt\"\n[desk]\n{desk}\n[counts]\nfile = \"counts.redb\"\n\
             [folders]\nkey_file = \"folder.key\"\n{folders}\n",
        );
        for (file, text) in [
            ("luwte.toml", text.as_str()),
            ("revocations.txt", ""),
            ("token.key", &self.token_keys),
            ("folder.key", &self.folder_key),
        ] {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        folder
    }
}

impl Helpline {
    /// Starts one. `desk` is the text of the `[desk]` section. With LUWTE_TEST_BOARD=redis its desk is in a Redis of its
    /// own: every test of the server is a test of both boards.
    pub async fn start(organisation: &Organisation, desk: &str) -> Self {
        Self::start_with(organisation, (desk, ""), own_redis().await).await
    }

    /// The same, with this text in the `[folders]` section. Its folders are where its desk is, unless that says otherwise;
    /// the key is given in any case.
    pub async fn start_keeping(organisation: &Organisation, desk: &str, folders: &str) -> Self {
        Self::start_with(organisation, (desk, folders), own_redis().await).await
    }

    /// Starts one that keeps folders in files in this directory. Its desk is in memory.
    pub async fn start_on_disk(
        organisation: &Organisation,
        desk: &str,
        directory: &Path,
        folders: &str,
    ) -> Self {
        let directory = directory.display();
        let folders = format!("keep = \"disk\"\ndirectory = \"{directory}\"\n{folders}");
        Self::start_with(organisation, (desk, &folders), None).await
    }

    /// Starts one with a Redis.
    pub async fn start_on(organisation: &Organisation, desk: &str, redis: Redis) -> Self {
        Self::start_with(organisation, (desk, ""), Some(redis)).await
    }

    /// Starts one for an organisation of which only the public key is known here.
    pub async fn start_for(root: OrganisationRoot, desk: &str) -> Self {
        Self::node(Settings::of(root, desk)).await
    }

    async fn start_with(
        organisation: &Organisation,
        (desk, folders): (&str, &str),
        redis: Option<Redis>,
    ) -> Self {
        let redis_url = redis.as_ref().map(Redis::url);
        Self::node(Settings {
            folders: folders.to_owned(),
            redis: redis.map(|redis| Arc::new(Mutex::new(redis))),
            redis_url,
            ..Settings::new(organisation, desk)
        })
        .await
    }

    /// Starts one with whatever Redis is at this address. Its nodes trust this certificate, if there is one.
    pub async fn start_at(
        organisation: &Organisation,
        desk: &str,
        url: String,
        trusted: Option<PathBuf>,
    ) -> Self {
        Self::node(Settings {
            redis_url: Some(url),
            trusted,
            ..Settings::new(organisation, desk)
        })
        .await
    }

    /// Starts another node of the same helpline.
    pub async fn another_node(&self) -> Self {
        Self::node(self.settings.clone()).await
    }

    /// The Redis of this helpline.
    pub async fn redis(&self) -> tokio::sync::OwnedMutexGuard<Redis> {
        self.settings
            .redis
            .clone()
            .expect("a helpline on Redis")
            .lock_owned()
            .await
    }

    async fn node(settings: Settings) -> Self {
        let [address, metrics] = [free_port(), free_port()].map(|port| format!("127.0.0.1:{port}"));
        let folder = settings.write([&address, &metrics]);
        let (process, log) = serve(folder.path(), settings.trusted.as_deref()).await;
        Self {
            process,
            log,
            folder,
            address,
            metrics,
            settings,
        }
    }

    /// The server dies (SIGKILL) and starts again with nothing in memory.
    pub async fn die_and_start(&mut self) {
        self.die().await;
        (self.process, self.log) = serve(self.folder.path(), self.settings.trusted.as_deref()).await;
    }

    /// The server dies (SIGKILL).
    pub async fn die(&mut self) {
        self.process.kill().await.unwrap();
    }

    /// Asks it to end (SIGTERM), and waits until it is gone.
    pub async fn terminate(&mut self) {
        let pid = self.process.id().unwrap().to_string();
        let kill = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(kill.await.unwrap().success());
        let gone = timeout(PATIENCE, self.process.wait()).await.unwrap().unwrap();
        assert!(gone.success());
    }

    /// Starts it again after it died.
    pub async fn start_again(&mut self) {
        (self.process, self.log) = serve(self.folder.path(), self.settings.trusted.as_deref()).await;
    }

    /// The file of certificates that were taken back.
    #[must_use]
    pub fn revocations(&self) -> PathBuf {
        self.folder.path().join("revocations.txt")
    }

    /// Writes a line into the file of certificates that were taken back. It counts without a restart.
    pub fn writes_revocation(&self, line: &str) {
        let mut file = std::fs::OpenOptions::new()
            .append(true)
            .open(self.revocations())
            .unwrap();
        writeln!(file, "{line}").unwrap();
    }

    /// Somebody copies an empty file over that file by mistake.
    pub fn empties_revocations(&self) {
        std::fs::write(self.revocations(), "").unwrap();
    }

    /// Somebody deletes that file by mistake.
    pub fn removes_revocations(&self) {
        std::fs::remove_file(self.revocations()).unwrap();
    }

    /// The keys that sign tokens, as they are in the file.
    #[must_use]
    pub fn token_keys(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("token.key")).unwrap()
    }

    /// Writes other keys into the file; they count from the next start on.
    pub fn write_token_keys(&self, keys: &str) {
        std::fs::write(self.folder.path().join("token.key"), keys).unwrap();
    }

    /// Its configuration file.
    #[must_use]
    pub fn config(&self) -> PathBuf {
        self.folder.path().join("luwte.toml")
    }

    /// The value of one metric. Names are those of `/metrics`, labels included.
    pub async fn count(&self, name: &str) -> u64 {
        let text = get(&self.metrics, "/metrics").await;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("no metric {name} in {text}"))
            .trim()
            .parse()
            .unwrap()
    }

    /// Waits until a metric has this value.
    pub async fn counts_to(&self, name: &str, value: u64) {
        let counting = async {
            while self.count(name).await != value {
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, counting)
            .await
            .unwrap_or_else(|_| panic!("{name} did not become {value}"));
    }

    /// The file in which it keeps its counts.
    #[must_use]
    pub fn counts_file(&self) -> PathBuf {
        self.folder.path().join("counts.redb")
    }

    /// What it says when it refuses to start with this Redis.
    pub async fn refused(organisation: &Organisation, redis: &str) -> String {
        Self::refuses(Settings {
            redis_url: Some(redis.to_owned()),
            ..Settings::new(organisation, "")
        })
        .await
    }

    /// What another node says when it refuses to start beside this one.
    pub async fn refuses_another_node(&self) -> String {
        Self::refuses(self.settings.clone()).await
    }

    async fn refuses(settings: Settings) -> String {
        let folder = settings.write(["127.0.0.1:0"; 2]);
        let run = Command::new(binary())
            .args(["serve", "--config"])
            .arg(folder.path().join("luwte.toml"))
            .kill_on_drop(true)
            .output();
        let output = timeout(PATIENCE, run).await.unwrap().unwrap();
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
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

    /// Waits until it logs a line with these words.
    pub async fn logs(&mut self, words: &str) {
        let listening = async {
            let mut line = String::new();
            while !line.contains(words) {
                line.clear();
                assert!(self.log.read_line(&mut line).await.unwrap() > 0);
            }
        };
        timeout(PATIENCE, listening)
            .await
            .unwrap_or_else(|_| panic!("{words} was not logged"));
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

/// The Redis of a helpline that is to have one: LUWTE_TEST_BOARD.
async fn own_redis() -> Option<Redis> {
    match std::env::var("LUWTE_TEST_BOARD").as_deref() {
        Ok("redis") => Some(Redis::start().await),
        Ok("memory") | Err(_) => None,
        Ok(other) => panic!("LUWTE_TEST_BOARD is memory or redis, not {other}"),
    }
}

/// A fresh key for tokens or for folders, as a line of the key file.
#[must_use]
pub fn token_key() -> String {
    let key: [u8; 64] = rand::random();
    hex::encode(key)
}

/// Starts the server of a folder and waits until its pages can be opened.
async fn serve(folder: &Path, trusted: Option<&Path>) -> (Child, BufReader<tokio::process::ChildStderr>) {
    let mut process = Command::new(binary())
        .args(["serve", "--config"])
        .arg(folder.join("luwte.toml"))
        .envs(trusted.map(|file| ("SSL_CERT_FILE", file)))
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut log = BufReader::new(process.stderr.take().unwrap());
    let open = async {
        let mut line = String::new();
        while !line.contains("listen=") {
            line.clear();
            let read = log.read_line(&mut line).await.unwrap();
            assert!(read > 0, "the helpline did not start");
        }
    };
    timeout(PATIENCE, open).await.unwrap();
    (process, log)
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

/// A port that nobody listens on, each once. Not one of those that the system gives to outgoing connections: there are
/// many here, and one of them could have taken it before its server does.
pub(crate) fn free_port() -> u16 {
    const FIRST: u16 = 20_000;
    const MANY: u16 = 12_000;
    static NEXT: LazyLock<AtomicU16> = LazyLock::new(|| AtomicU16::new(rand::random()));
    loop {
        let port = FIRST + NEXT.fetch_add(1, Ordering::Relaxed) % MANY;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
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
