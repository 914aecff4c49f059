//! A folder of an organisation that a test may spoil, and a helpline that serves it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use flate2::read::GzDecoder;
use luwte_test_client::binary;
use serde_json::Value;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../deploy/organisation");

/// The example's folder, copied to be changed.
pub(super) struct Folder(tempfile::TempDir);

/// A helpline of such a folder. It is killed when dropped.
pub(super) struct Served {
    process: Child,
    pub(super) address: String,
}

/// One answer of the server.
pub(super) struct Answer {
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Folder {
    pub(super) fn of_the_example() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(Path::new(EXAMPLE), &folder.path().join("ours"));
        let config = "listen = \"127.0.0.1:0\"\norigins = [\"http://helpline.test\"]\n[organisation]\nname = \"A test\"\n\
                      root = \"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\"\n\
                      exit = \"https://www.knmi.nl/\"\nlanguage = \"nl\"\nfolder = \"ours\"\n";
        std::fs::write(folder.path().join("luwte.toml"), config).unwrap();
        Self(folder)
    }

    pub(super) fn path(&self, file: &str) -> PathBuf {
        match file {
            "luwte.toml" => self.0.path().join(file),
            _ => self.0.path().join("ours").join(file),
        }
    }

    pub(super) fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        std::fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        std::fs::write(self.path(file), text).unwrap();
    }

    /// Writes the pages anew: one, in every language of the example.
    pub(super) fn with_one_page(&self, text: &str) {
        std::fs::remove_dir_all(self.path("pages")).unwrap();
        for language in ["nl", "en", "ar"] {
            self.write(&format!("pages/{language}/one.md"), text);
        }
    }

    /// Replaces the first `right` and returns the line on which it stood.
    pub(super) fn replace(&self, file: &str, right: &str, wrong: &str) -> usize {
        let text = std::fs::read_to_string(self.path(file)).unwrap();
        let at = text
            .find(right)
            .unwrap_or_else(|| panic!("{file} has no {right:?}"));
        self.write(file, text.replacen(right, wrong, 1));
        text[..at].matches('\n').count() + 1
    }

    fn command(&self) -> Command {
        let mut command = Command::new(binary());
        command
            .args(["serve", "--config"])
            .arg(self.path("luwte.toml"))
            .stderr(Stdio::piped());
        command
    }

    /// What `luwte serve` says as it refuses this folder.
    pub(super) fn refusal(&self) -> String {
        let mut process = self.command().spawn().unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let mut said = String::new();
        while log.read_line(&mut said).unwrap() > 0 {
            if said.contains("listen=") {
                process.kill().unwrap();
                panic!("it was not refused");
            }
        }
        assert!(!process.wait().unwrap().success());
        said
    }

    pub(super) fn serve(&self) -> Served {
        let mut process = self.command().spawn().unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("listen=") {
            line.clear();
            assert!(
                log.read_line(&mut line).unwrap() > 0,
                "the helpline did not start"
            );
        }
        // Whoever writes into a pipe that nobody reads waits.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        let address = line.trim().rsplit("listen=").next().unwrap().to_owned();
        Served { process, address }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        if self.head.contains("content-encoding: gzip") {
            GzDecoder::new(&self.body[..]).read_to_string(&mut text).unwrap();
        } else {
            text = String::from_utf8(self.body.clone()).unwrap();
        }
        text
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.text()).unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

/// One address, as a browser asks for it that accepts these encodings.
pub(super) fn get(address: &str, path: &str, accepts: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {address}\r\naccept-encoding: {accepts}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    Answer {
        head: String::from_utf8(answer[..end].to_vec()).unwrap(),
        body: answer[end + 4..].to_vec(),
    }
}
