//! An invitation that the command line prints: it is one that the running server takes, once.

use std::path::Path;
use std::process::{Command, Output};

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use bytes::Bytes;
use luwte_certificates::IdentitySecret;
use luwte_test_client::{Helpline, ORIGIN, Page, binary, organisation};
use luwte_wire::{Claims, FromPage, FromServer, Invited, Token};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::QUICK;

const WEEK: u64 = 7 * 24 * 3_600_000;

fn invite(config: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(binary());
    command
        .arg("invite")
        .arg("--config")
        .arg(config)
        .args(more)
        .env_remove("LUWTE_CONFIG");
    command.output().unwrap()
}

/// The link alone is what it prints; what to do with it stands beside it.
fn link(config: &Path, more: &[&str]) -> String {
    let output = invite(config, more);
    let beside = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{beside}");
    for word in ["nobody else reads", "a week", "on duty", "by voice"] {
        assert!(beside.contains(word), "nothing about {word:?} in {beside}");
    }
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

fn refusal(config: &Path, more: &[&str]) -> String {
    let output = invite(config, more);
    assert!(!output.status.success());
    assert!(output.stdout.is_empty(), "a link although it was refused");
    String::from_utf8(output.stderr).unwrap()
}

/// What a console reads in the link.
fn token(link: &str) -> Token {
    let (_, text) = link.split_once("/console/#join=").unwrap();
    Token(BASE64_URL_SAFE_NO_PAD.decode(text).unwrap().try_into().unwrap())
}

/// Somebody opens the link and asks to be certified under this name.
async fn comes_with(link: &str, helpline: &Helpline, name: &str) -> Page {
    let identity = IdentitySecret::generate(&mut ChaCha20Rng::from_seed(rand::random()));
    let request = identity.request(name).unwrap().encode();
    let mut page = Page::open(helpline).await;
    let invited = Invited::new(Bytes::copy_from_slice(&request)).unwrap();
    page.say(FromPage::Enrol(token(link), invited)).await;
    page
}

#[tokio::test]
async fn the_server_takes_the_invitation_of_its_command_and_nobody_else_may_use_it_then() {
    let helpline = Helpline::start(&organisation(), QUICK).await;
    let link = link(&helpline.config(), &[]);
    assert!(link.starts_with(&format!("{ORIGIN}/console/#join=")), "{link}");
    let mut first = comes_with(&link, &helpline, "Yara").await;
    assert_eq!(first.hear().await, FromServer::Enrolling(0));
    let mut other = comes_with(&link, &helpline, "Mallory").await;
    assert_eq!(other.closed().await.name, "invitation-used");
}

#[tokio::test]
async fn every_invitation_is_another_and_holds_for_a_week() {
    let helpline = Helpline::start(&organisation(), QUICK).await;
    let made = [0; 2].map(|_| token(&link(&helpline.config(), &[])).claims().unwrap());
    let [
        Claims::Invitation {
            invitation: one,
            made: at,
            until,
        },
        Claims::Invitation {
            invitation: other, ..
        },
    ] = made
    else {
        panic!("no invitations but {made:?}");
    };
    assert_ne!(one, other);
    assert_eq!(until - at, WEEK);
}

#[tokio::test]
async fn an_invitation_of_another_helpline_is_refused() {
    let (ours, theirs) = (organisation(), organisation());
    let (ours, theirs) = tokio::join!(Helpline::start(&ours, QUICK), Helpline::start(&theirs, QUICK));
    let mut page = comes_with(&link(&theirs.config(), &[]), &ours, "Yara").await;
    assert_eq!(page.closed().await.name, "bad-token");
}

const CONFIG: &str = r#"listen = "127.0.0.1:0"
origins = ["https://chat.example.org", "https://help.example.org"]
token_key_file = "token.key"
[organisation]
name = "A test"
root = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
exit = "https://www.knmi.nl/"
language = "en"
"#;

#[test]
fn a_helpline_with_two_addresses_invites_to_the_first_or_to_the_one_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("luwte.toml");
    std::fs::write(folder.path().join("token.key"), luwte_test_client::token_key()).unwrap();
    std::fs::write(&config, CONFIG).unwrap();
    assert!(link(&config, &[]).starts_with("https://chat.example.org/console/#join="));
    let second = "https://help.example.org";
    assert!(link(&config, &["--origin", second]).starts_with(&format!("{second}/console/#join=")));
    let said = refusal(&config, &["--origin", "https://elsewhere.example"]);
    assert!(
        said.contains("https://chat.example.org, https://help.example.org"),
        "{said}"
    );
}

#[test]
fn a_helpline_that_cannot_invite_says_why_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("luwte.toml");
    let said = refusal(&config, &[]);
    assert!(
        said.contains("cannot be read") && said.contains("--config"),
        "{said}"
    );
    let origins = "[\"https://chat.example.org\", \"https://help.example.org\"]";
    let key = "token_key_file = \"token.key\"\n";
    for (text, expected) in [
        (CONFIG.replace(origins, "[]"), "`origins` is empty"),
        (CONFIG.replace(key, ""), "names no `token_key_file`"),
        (CONFIG.to_owned(), "Make a key with `openssl rand -hex 64`"),
    ] {
        std::fs::write(&config, text).unwrap();
        let said = refusal(&config, &[]);
        assert!(said.contains(expected), "{said}");
    }
}
