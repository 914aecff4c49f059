//! What a person sees who has a terminal.

use std::process::Stdio;

use luwte_test_client::{PATIENCE, binary};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::{Drawer, ROOT};

/// With the terminal of `script`, as a person has one.
#[tokio::test]
async fn at_a_terminal_a_new_passphrase_is_asked_twice_and_never_shown() {
    let drawer = Drawer::empty();
    let types = async |second: &str, folder: &str| {
        let command = format!("{} organisation init --folder {folder}", binary().display());
        let mut script = tokio::process::Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .current_dir(drawer.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut keyboard = script.stdin.take().unwrap();
        let mut screen = Screen(script.stdout.take().unwrap(), String::new());
        let typing = async {
            screen.shows("root.json: ").await;
            keyboard.write_all(format!("{ROOT}\n").as_bytes()).await.unwrap();
            screen.shows("once more: ").await;
            keyboard
                .write_all(format!("{second}\n").as_bytes())
                .await
                .unwrap();
            screen.0.read_to_string(&mut screen.1).await.unwrap();
            script.wait().await.unwrap().success()
        };
        let made = timeout(PATIENCE, typing).await.unwrap();
        (made, screen.1)
    };
    let (made, shown) = types(ROOT, "one").await;
    assert!(made && !shown.contains("tram"), "{shown}");
    assert!(drawer.path("one/root.json").exists());
    let (made, shown) = types("tram gember oever kwarts", "two").await;
    assert!(!made && shown.contains("The two are not the same"), "{shown}");
    assert!(!drawer.path("two/root.json").exists());
}

/// What a terminal shows.
struct Screen(tokio::process::ChildStdout, String);

impl Screen {
    /// Reads until this is shown.
    async fn shows(&mut self, wanted: &str) {
        while !self.1.ends_with(wanted) {
            self.1.push(char::from(self.0.read_u8().await.unwrap()));
        }
    }
}
