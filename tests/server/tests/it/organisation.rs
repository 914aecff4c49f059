//! What an organisation writes reaches who reads it, with JavaScript and without; and what is wrong starts nothing.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use flate2::read::GzDecoder;
use luwte_test_client::{Counsellor, Helpline, binary, organisation};
use serde_json::Value;

use crate::QUICK;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../deploy/organisation");

/// The example's folder, copied to be changed.
struct Folder(tempfile::TempDir);

/// A helpline of such a folder. It is killed when dropped.
struct Served {
    process: Child,
    address: String,
}

/// One answer of the server.
struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Folder {
    fn of_the_example() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(Path::new(EXAMPLE), &folder.path().join("ours"));
        let config = "listen = \"127.0.0.1:0\"\norigins = [\"http://helpline.test\"]\n[organisation]\nname = \"A test\"\n\
                      root = \"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\"\n\
                      exit = \"https://www.knmi.nl/\"\nlanguage = \"nl\"\nfolder = \"ours\"\n";
        std::fs::write(folder.path().join("luwte.toml"), config).unwrap();
        Self(folder)
    }

    fn path(&self, file: &str) -> PathBuf {
        match file {
            "luwte.toml" => self.0.path().join(file),
            _ => self.0.path().join("ours").join(file),
        }
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        std::fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        std::fs::write(self.path(file), text).unwrap();
    }

    /// Writes the pages anew: one, in every language of the example.
    fn with_one_page(&self, text: &str) {
        std::fs::remove_dir_all(self.path("pages")).unwrap();
        for language in ["nl", "en", "ar"] {
            self.write(&format!("pages/{language}/one.md"), text);
        }
    }

    /// Replaces the first `right` and returns the line on which it stood.
    fn replace(&self, file: &str, right: &str, wrong: &str) -> usize {
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
    fn refusal(&self) -> String {
        let output = self.command().output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    }

    fn serve(&self) -> Served {
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
    fn text(&self) -> String {
        let mut text = String::new();
        if self.head.contains("content-encoding: gzip") {
            GzDecoder::new(&self.body[..]).read_to_string(&mut text).unwrap();
        } else {
            text = String::from_utf8(self.body.clone()).unwrap();
        }
        text
    }

    fn json(&self) -> Value {
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
fn get(address: &str, path: &str, accepts: &str) -> Answer {
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

fn attribute<'a>(html: &'a str, name: &str) -> &'a str {
    let (_, rest) = html.split_once(&format!("{name}=\"")).unwrap();
    rest.split_once('"').unwrap().0
}

/// Every path that can be read, in every language: words, documents, and the JSON of documents.
fn everything(address: &str) -> [Vec<String>; 3] {
    let page = get(address, "/", "").text();
    let (mut words, mut documents, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for language in attribute(&page, "data-languages").split(',') {
        words.push(format!("/words/{language}.json"));
        documents.push(format!("/read/{language}"));
        let list = get(address, &format!("/read/{language}.json"), "").json();
        for page in list["pages"].as_array().unwrap() {
            documents.push(format!("/read/{language}/{}", page["page"].as_str().unwrap()));
        }
    }
    texts.extend(documents.iter().map(|path| format!("{path}.json")));
    [words, documents, texts]
}

#[tokio::test]
async fn nobody_can_tell_from_its_size_what_is_read() {
    let helpline = Helpline::start(&organisation(), QUICK).await;
    for group in everything(&helpline.address) {
        for accepts in ["", "gzip, deflate, br"] {
            let sizes: BTreeSet<usize> = group
                .iter()
                .map(|path| {
                    let answer = get(&helpline.address, path, accepts);
                    assert!(answer.head.starts_with("HTTP/1.1 200"), "{path}: {}", answer.head);
                    assert_eq!(
                        answer.head.contains("content-encoding: gzip"),
                        !accepts.is_empty()
                    );
                    assert!(answer.head.contains("cache-control: no-store"));
                    answer.head.len() + answer.body.len()
                })
                .collect();
            assert_eq!(sizes.len(), 1, "{group:?} have sizes {sizes:?}");
        }
        for path in &group {
            let [plain, packed] = ["", "gzip"].map(|accepts| get(&helpline.address, path, accepts).text());
            assert_eq!(plain.trim_end(), packed.trim_end(), "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_carries_every_header() {
    let helpline = Helpline::start(&organisation(), QUICK).await;
    for path in [
        "/words/xx.json",
        "/words/nl.toml",
        "/read/xx",
        "/read/nl/nothing",
        "/read/nl/nothing.json",
    ] {
        let answer = get(&helpline.address, path, "gzip");
        assert!(answer.head.starts_with("HTTP/1.1 404"), "{path}: {}", answer.head);
        assert!(answer.head.contains("cache-control: no-store"));
    }
}

#[tokio::test]
async fn a_visitor_without_javascript_can_read_every_page_and_leave_from_it() {
    let helpline = Helpline::start(&organisation(), QUICK).await;
    let [_, documents, _] = everything(&helpline.address);
    assert!(documents.len() > 3);
    for path in documents {
        let html = get(&helpline.address, &path, "gzip").text();
        assert!(html.contains("<title>Agenda</title>"), "{path} says what it is");
        assert!(!html.contains("<script") && !html.contains("style="), "{path}");
        let (_, first) = html.split_once("<a ").unwrap();
        let (first, _) = first.split_once('>').unwrap();
        assert_eq!(
            attribute(first, "href"),
            "https://www.knmi.nl/",
            "{path}: the exit is the first link"
        );
        assert!(first.contains("class=\"exit\"") && first.contains("rel=\"noreferrer\""));
        assert!(html.contains("href=\"tel:112\""), "{path} has no number to call");
        for address in html
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            if address.starts_with("https:") || address.starts_with("tel:") {
                continue;
            }
            let answer = get(&helpline.address, &resolved(&path, address), "");
            assert!(answer.head.starts_with("HTTP/1.1 200"), "{path}: {address}");
        }
    }
}

/// Where a relative address leads (RFC 3986, section 5.2).
fn resolved(path: &str, address: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').skip(1).collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

#[tokio::test]
async fn the_first_page_names_the_languages_and_where_to_read_without_javascript() {
    let folder = Folder::of_the_example();
    let served = folder.serve();
    let page = get(&served.address, "/", "gzip").text();
    assert_eq!(
        attribute(&page, "data-languages"),
        "nl,ar,en",
        "its own language is the first"
    );
    let names: Value = serde_json::from_str(&attribute(&page, "data-names").replace("&quot;", "\"")).unwrap();
    assert_eq!(names["nl"], "Nederlands");
    let (_, noscript) = page.split_once("<noscript>").unwrap();
    for language in ["nl", "en", "ar"] {
        assert!(noscript.contains(&format!("href=\"read/{language}\"")), "{page}");
    }
    assert!(!page.contains("{{"), "a gap was not filled in: {page}");
}

#[tokio::test]
async fn what_an_organisation_writes_is_what_is_read_and_nothing_in_it_becomes_html() {
    let folder = Folder::of_the_example();
    let front = "+++\ntitle = \"Tea & <b>biscuits</b>\"\nshort = \"About tea\"\nfor = [\"parent\"]\norder = 1\n\
                 sources = [{ what = \"A book\", where = \"by somebody\", checked = \"2026-11-24\" }]\n+++\n";
    folder.with_one_page(&format!(
        "{front}\n## First\n\nIt is **good**: [more](https://tea.example/).\n\n- one\n- two\n"
    ));
    folder.replace("words/nl.toml", "leave = \"", "leave = \"<i>");
    let served = folder.serve();
    let html = get(&served.address, "/read/nl/one", "gzip").text();
    for expected in [
        "<h1>Tea &amp; &lt;b&gt;biscuits&lt;/b&gt;</h1>",
        "&lt;i&gt;",
        "<h2>First</h2>",
        "<p>It is <strong>good</strong>: <a href=\"https://tea.example/\" rel=\"noreferrer\">more</a>.</p>",
        "<ul><li>one</li><li>two</li></ul>",
        "A book: <bdi>by somebody</bdi>",
        "2026-11-24",
    ] {
        assert!(html.contains(expected), "no {expected} in {html}");
    }
    let json = get(&served.address, "/read/nl/one.json", "gzip").json();
    assert_eq!(json["title"], "Tea & <b>biscuits</b>");
    assert_eq!(json["blocks"][0]["kind"], "heading");
    assert_eq!(json["blocks"][1]["text"][1]["strong"], true);
    assert_eq!(json["blocks"][1]["text"][3]["href"], "https://tea.example/");
    assert_eq!(json["blocks"][2]["items"][1][0]["text"], "two");
    assert_eq!(json["sources"][0]["checked"], "2026-11-24");
    let list = get(&served.address, "/read/nl.json", "gzip").json();
    assert_eq!(list["pages"][0]["for"][0], "parent");
    let words = get(&served.address, "/words/ar.json", "gzip").json();
    assert_eq!(words["direction"], "rtl");
}

#[tokio::test]
async fn an_organisation_may_have_one_language() {
    let folder = Folder::of_the_example();
    for gone in ["words/en.toml", "words/ar.toml"] {
        std::fs::remove_file(folder.path(gone)).unwrap();
    }
    std::fs::remove_dir_all(folder.path("pages")).unwrap();
    folder.write(
        "numbers.toml",
        "[[number]]\nid = \"danger\"\ntel = \"112\"\ndanger = true\n\
         name = { nl = \"112\" }\nwhen = { nl = \"altijd\" }\nwhat = { nl = \"gevaar\" }\n",
    );
    folder.write("hours.toml", "zone = \"Europe/Amsterdam\"\nalways = true\n");
    let served = folder.serve();
    let page = get(&served.address, "/", "").text();
    assert_eq!(attribute(&page, "data-languages"), "nl");
    let now = get(&served.address, "/now", "gzip").json();
    assert_eq!(
        now.to_string(),
        r#"{"because":null,"closes":0,"onDuty":0,"open":true,"opens":0}"#
    );
}

#[tokio::test]
async fn a_visitor_hears_how_many_counsellors_are_on_duty() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let before = get(&helpline.address, "/now", "");
    assert_eq!(before.json()["onDuty"], 0);
    let _counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    helpline.counts_to("luwte_on_duty", 1).await;
    let after = get(&helpline.address, "/now", "");
    assert_eq!(after.json()["onDuty"], 1);
    assert_eq!(before.body.len(), after.body.len());
}

#[test]
fn every_mistake_is_refused_with_file_line_and_what_to_write() {
    for (file, right, wrong, expected) in [
        (
            "words/nl.toml",
            "leave =",
            "laeve =",
            "`exit.laeve` is no text of the pages; write `exit.leave`.",
        ),
        (
            "words/nl.toml",
            "{date}",
            "{datum}",
            "`reading.checked` has a placeholder {datum} that English has not; write {date}.",
        ),
        ("words/nl.toml", "{date}", "", "`reading.checked` has no {date}"),
        (
            "words/nl.toml",
            "leave = \"",
            "leave = \"{",
            "`exit.leave` has a brace",
        ),
        ("words/ar.toml", "\"rtl\"", "\"right\"", "`direction` is \"ltr\""),
        (
            "words/ar.toml",
            "leave = ",
            "leave = 5 #",
            "`exit.leave` must be a text",
        ),
        ("words/ar.toml", "leave = ", "leave ", "In: `leave "),
        (
            "hours.toml",
            "Europe/Amsterdam",
            "Amsterdam",
            "`zone` \"Amsterdam\" is not known: write one such as \"Europe/Amsterdam\".",
        ),
        ("numbers.toml", "danger = true", "danger = 5", "In: `danger = 5`"),
        (
            "numbers.toml",
            "tel = \"112\"",
            "tel = \"one one two\"",
            "`tel` is a telephone number",
        ),
        (
            "numbers.toml",
            "name = { nl =",
            "name = { fr =",
            "`name` is not there in \"nl\"",
        ),
        (
            "luwte.toml",
            "\"nl\"",
            "\"fr\"",
            "`organisation.language` must be one of the languages in words/: \"ar\", \"en\", \"nl\".",
        ),
        ("luwte.toml", "\"ours\"", "\"theirs\"", "`organisation.folder`"),
    ] {
        let folder = Folder::of_the_example();
        let line = folder.replace(file, right, wrong);
        let said = folder.refusal();
        let expected = format!("{}, line {line}: {expected}", folder.path(file).display());
        let (place, what) = expected.split_once(": ").unwrap();
        assert!(
            said.lines()
                .any(|told| told.contains(place) && told.contains(what)),
            "expected {expected:?} in: {said}"
        );
    }
}

#[test]
fn a_mistake_in_a_page_is_refused_with_file_line_and_what_to_write() {
    const PAGE: &str = "+++\ntitle = \"One\"\nshort = \"One line\"\nfor = [\"me\"]\norder = 1\n\
                        sources = [{ what = \"a\", where = \"b\", checked = \"not checked\" }]\n+++\n\nA paragraph.\n";
    for (right, wrong, expected) in [
        ("+++\ntitle", "title", "line 1: A page begins with +++"),
        ("title =", "titel =", "line 2: Unknown field `titel`"),
        ("\"One\"", "\"\"", "line 2: `title` must be one line"),
        ("short = \"One line\"\n", "", "Missing field `short`"),
        ("\"me\"", "\"mother\"", "line 4: Unknown variant `mother`"),
        ("order = 1", "order = \"first\"", "line 5: "),
        (
            "not checked",
            "last week",
            "line 6: `checked` is the day somebody looked",
        ),
        (
            "\"b\"",
            "\"http://b.example/\"",
            "line 6: `where` is an address that begins with https://",
        ),
        (
            "A paragraph.",
            "# Large",
            "line 9: A heading is written with two signs",
        ),
        (
            "A paragraph.",
            "<b>bold</b>",
            "line 9: `<b>` is not allowed in a page. Write headings (##)",
        ),
    ] {
        let folder = Folder::of_the_example();
        folder.with_one_page(PAGE);
        assert!(PAGE.contains(right));
        folder.write("pages/nl/one.md", PAGE.replacen(right, wrong, 1));
        let said = folder.refusal();
        assert!(
            said.contains("pages/nl/one.md, ") && said.contains(expected),
            "expected {expected:?} in: {said}"
        );
    }
}

#[test]
fn a_file_that_is_missing_or_too_much_is_refused_by_its_name() {
    let folder = Folder::of_the_example();
    std::fs::remove_file(folder.path("hours.toml")).unwrap();
    std::fs::remove_file(folder.path("numbers.toml")).unwrap();
    folder.with_one_page("+++\ntitle = \"a\"\nshort = \"b\"\nfor = []\norder = 1\nsources = []\n+++\n");
    std::fs::remove_file(folder.path("pages/ar/one.md")).unwrap();
    folder.write("pages/fr/one.md", "");
    folder.write("words/Dutch.toml", "");
    folder.write("README.md", "anything");
    let said = folder.refusal();
    for expected in [
        "hours.toml, line 1: This file is missing",
        "numbers.toml, line 1: This file is missing",
        "pages/ar/one.md, line 1: This page is missing",
        "pages/fr/one.md, line 1: There is no words/fr.toml",
        "words/Dutch.toml, line 1: \"Dutch\" is not the code of a language",
    ] {
        assert!(said.contains(expected), "expected {expected:?} in: {said}");
    }
}

#[test]
fn a_file_that_is_no_text_or_far_too_long_is_refused() {
    let folder = Folder::of_the_example();
    folder.write("words/nl.toml", b"name = \"Nederlands\"\n# caf\xe9\n");
    assert!(
        folder
            .refusal()
            .contains("words/nl.toml, line 2: Here is a letter that is not UTF-8")
    );
    folder.write("words/nl.toml", "# long\n".repeat(20_000));
    assert!(folder.refusal().contains("This file is longer than 64 kB"));
}
