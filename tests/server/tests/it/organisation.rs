//! What an organisation writes reaches who reads it, with JavaScript and without; and what is wrong starts nothing.

mod cards;
mod desk_files;
mod doctor;
mod folder;
mod refusals;
mod texts;

use std::collections::BTreeSet;

use luwte_test_client::{Counsellor, Helpline, organisation};
use serde_json::Value;

use crate::QUICK;
use folder::{Folder, get};

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
    let cards = cards::everything(&helpline.address);
    assert!(cards.iter().all(|group| group.len() > 2), "the example has cards");
    for group in everything(&helpline.address).into_iter().chain(cards) {
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
