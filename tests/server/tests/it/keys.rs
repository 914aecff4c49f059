//! The organisation's keys on the command line, from nothing to somebody on duty, and back again.

mod refusals;
mod revoking;
mod terminal;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use luwte_certificates::OrganisationRoot;
use luwte_test_client::{Counsellor, Helpline, Visitor, binary};

use crate::QUICK;
use crate::talk::go_on;

/// A drawer with keys. Each passphrase is in a file beside them.
struct Drawer(tempfile::TempDir);

const ROOT: &str = "tram gember oever kwarts zolder";
const NOOR: &str = "regen lamp munt rivier brood";
const SAM: &str = "stoel vogel kaars tuin fiets";
const ROBIN: &str = "dak appel brug wolk papier";

impl Drawer {
    fn empty() -> Self {
        let drawer = Self(tempfile::tempdir().unwrap());
        for (name, passphrase) in [
            ("root", ROOT),
            ("noor", NOOR),
            ("sam", SAM),
            ("robin", ROBIN),
            ("wrong", "nothing at all"),
        ] {
            drawer.write(&format!("{name}.pass"), passphrase);
        }
        drawer
    }

    /// The root, and Noor, who is a coordinator. Made once and copied: passphrases take their time.
    fn with_a_coordinator() -> Self {
        static MADE: LazyLock<Drawer> = LazyLock::new(|| {
            let drawer = Drawer::empty();
            drawer.does("root", "organisation init");
            drawer.does("noor", "identity new --name Noor");
            drawer.does("root", "organisation certify-coordinator request-noor.txt");
            let certificate = drawer.find("certificate-noor");
            let finish = "identity finish --identity new-identity-noor.json --certificate";
            drawer.does("noor", &format!("{finish} {certificate}"));
            drawer
        });
        MADE.copy()
    }

    /// The same, and Sam, whom Noor has certified as counsellor. The name of his certificate.
    fn with_a_counsellor() -> (Self, String) {
        static MADE: LazyLock<Drawer> = LazyLock::new(|| {
            let drawer = Drawer::with_a_coordinator();
            drawer.certifies_sam("counsellor");
            drawer
        });
        (MADE.copy(), MADE.find("certificate-sam"))
    }

    /// Sam makes an identity, which Noor certifies as this.
    fn certifies_sam(&self, role: &str) {
        self.does("sam", "identity new --name Sam");
        let certify = format!("coordinator certify request-sam.txt --as {role}");
        self.does("noor", &format!("{certify} --identity identity-noor.json"));
        let certificate = self.find("certificate-sam");
        let finish = "identity finish --identity new-identity-sam.json --certificate";
        self.does("sam", &format!("{finish} {certificate}"));
    }

    fn copy(&self) -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        for entry in std::fs::read_dir(self.0.path()).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), copy.0.path().join(entry.file_name())).unwrap();
        }
        copy
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// The only file whose name begins so.
    fn find(&self, begin: &str) -> String {
        let names = std::fs::read_dir(self.0.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut found: Vec<String> = names.filter(|name| name.starts_with(begin)).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    fn root(&self) -> OrganisationRoot {
        let public = self.read("root-public.txt");
        let hex = public.split('"').nth(1).unwrap();
        OrganisationRoot::from_hex(hex).unwrap()
    }

    fn run(&self, who: &str, words: &str) -> Output {
        self.luwte(words)
            .args(["--passphrase-file", &format!("{who}.pass")])
            .output()
            .unwrap()
    }

    fn luwte(&self, words: &str) -> Command {
        let mut command = Command::new(binary());
        command
            .current_dir(self.0.path())
            .args(words.split(' '))
            .stdin(Stdio::null());
        command
    }

    /// What it says when all is well.
    fn does(&self, who: &str, words: &str) -> String {
        let output = self.run(who, words);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.success(),
            "{words}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        said
    }

    /// What it says as it refuses.
    fn refuses(&self, who: &str, words: &str) -> String {
        let output = self.run(who, words);
        assert!(!output.status.success(), "{words} was not refused");
        String::from_utf8(output.stderr).unwrap()
    }
}

fn mode(file: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn from_nothing_to_a_coordinator_who_talks_with_a_visitor() {
    let drawer = Drawer::with_a_coordinator();
    let helpline = Helpline::start_for(drawer.root(), QUICK).await;
    let identity = drawer.read("identity-noor.json");
    let mut noor = Counsellor::with_identity(&helpline, drawer.root(), &identity, NOOR).await;
    noor.hello().await;
    noor.until(|console| console.accepted).await;
    let mut visitor = Visitor::arrive(&helpline, drawer.root()).await;
    noor.take().await;
    assert_eq!(visitor.meet().await, "Noor");
    go_on(&mut visitor, &mut noor).await;
}

#[tokio::test]
async fn a_buddy_comes_in_and_takes_nobody() {
    let drawer = Drawer::with_a_coordinator();
    drawer.certifies_sam("buddy");
    let helpline = Helpline::start_for(drawer.root(), QUICK).await;
    let identity = drawer.read("identity-sam.json");
    let mut sam = Counsellor::with_identity(&helpline, drawer.root(), &identity, SAM).await;
    sam.hello().await;
    sam.until(|console| console.accepted).await;
    let _visitor = Visitor::arrive(&helpline, drawer.root()).await;
    sam.page.say(luwte_wire::FromPage::TakeNext).await;
    sam.until(|console| console.not_taken.is_some()).await;
    helpline.counts_to("luwte_on_duty", 0).await;
}

#[test]
fn what_is_secret_is_for_its_owner_alone_and_never_in_the_clear() {
    let drawer = Drawer::with_a_coordinator();
    for secret in [
        "root.json",
        "root-paper.txt",
        "new-identity-noor.json",
        "identity-noor.json",
    ] {
        assert_eq!(mode(&drawer.path(secret)), 0o600, "{secret}");
    }
    for open in ["root-public.txt", "request-noor.txt"] {
        assert_eq!(mode(&drawer.path(open)), 0o644, "{open}");
    }
    let root = luwte_certificates::paper::read(&drawer.read("root-paper.txt")).unwrap();
    assert_eq!(root.root(), drawer.root());
    let secret = hex::encode(*root.secret_bytes());
    for name in ["root.json", "root-public.txt"] {
        assert!(!drawer.read(name).contains(&secret), "{name}");
    }
}

#[test]
fn a_root_comes_back_from_paper_and_certifies_on() {
    let drawer = Drawer::with_a_coordinator();
    let sealed = drawer.read("root.json");
    std::fs::remove_file(drawer.path("root.json")).unwrap();
    let said = drawer.does("sam", "organisation restore --paper root-paper.txt");
    assert!(said.contains(&drawer.root().to_hex()), "{said}");
    assert_ne!(drawer.read("root.json"), sealed);
    let paper = drawer.read("root-paper.txt");
    std::fs::remove_file(drawer.path("root-paper.txt")).unwrap();
    drawer.does("sam", "organisation paper");
    assert_eq!(drawer.read("root-paper.txt"), paper);
    assert_eq!(mode(&drawer.path("root-paper.txt")), 0o600);
    drawer.does("sam", "identity new --name Sam");
    // With the passphrase that was chosen now.
    drawer.does("sam", "organisation certify-coordinator request-sam.txt");
    assert!(
        drawer
            .read(&drawer.find("certificate-sam"))
            .starts_with("# Sam, coordinator, until 20")
    );
}

#[tokio::test]
async fn a_coordinator_renews_herself_and_a_counsellor_gets_a_new_certificate() {
    let (drawer, certificate) = Drawer::with_a_counsellor();
    let before = drawer.read("identity-noor.json");
    let said = drawer.does("noor", "identity renew --identity identity-noor.json --days 30");
    assert!(
        said.contains("is the identity of Noor: coordinator until"),
        "{said}"
    );
    assert_ne!(drawer.read("identity-noor.json"), before);
    std::fs::remove_file(drawer.path(&certificate)).unwrap();
    drawer.does(
        "noor",
        "coordinator certify request-sam.txt --as interpreter --identity identity-noor.json",
    );
    let said = drawer.does(
        "sam",
        &format!(
            "identity renew --identity identity-sam.json --certificate {}",
            drawer.find("certificate-sam")
        ),
    );
    assert!(
        said.contains("is the identity of Sam, certified by Noor as interpreter until"),
        "{said}"
    );
    let helpline = Helpline::start_for(drawer.root(), QUICK).await;
    for (file, passphrase) in [("identity-noor.json", NOOR), ("identity-sam.json", SAM)] {
        let identity = drawer.read(file);
        let mut person = Counsellor::with_identity(&helpline, drawer.root(), &identity, passphrase).await;
        person.hello().await;
        person.until(|console| console.accepted).await;
    }
}

#[test]
fn every_file_says_what_it_is_without_a_passphrase() {
    let (drawer, certificate) = Drawer::with_a_counsellor();
    drawer.does("noor", "revoke Sam --with identity-noor.json");
    let shows = |name: &str| {
        let output = drawer.luwte(&format!("show {name}")).output().unwrap();
        assert!(output.status.success(), "{name}");
        String::from_utf8(output.stdout).unwrap()
    };
    let public = drawer.root().to_hex();
    for (name, what) in [
        ("root.json", public.as_str()),
        (
            "new-identity-sam.json",
            "the sealed key of Sam, not certified yet",
        ),
        ("request-sam.txt", "the request of Sam\n  letters "),
        (
            "identity-sam.json",
            "the sealed identity of Sam\n  coordinator Noor, from 20",
        ),
        (certificate.as_str(), "counsellor Sam, from 20"),
        ("revocations.txt", "a list of 1 revocations\n  serial "),
    ] {
        let said = shows(name);
        assert!(said.contains(what), "{name}: {said}");
    }
    assert!(shows("request-sam.txt").contains(&drawer.letters("request-sam.txt")));
}

impl Drawer {
    /// The letters that are read aloud, as they stand in a request.
    fn letters(&self, request: &str) -> String {
        let text = self.read(request);
        let line = text
            .lines()
            .find(|line| line.contains("read these letters"))
            .unwrap();
        line.rsplit(": ").next().unwrap().to_owned()
    }
}
