//! `luwte revoke`, and a helpline that reads what it writes.

use luwte_test_client::{Counsellor, Helpline};

use super::{Drawer, NOOR, ROBIN, SAM};
use crate::QUICK;

#[tokio::test]
async fn whoever_is_taken_back_goes_with_all_below_and_nobody_else() {
    let (drawer, _) = Drawer::with_a_counsellor();
    drawer.does("robin", "identity new --name Robin");
    drawer.does("root", "organisation certify-coordinator request-robin.txt");
    let certificate = drawer.find("certificate-robin");
    let finish = "identity finish --identity new-identity-robin.json --certificate";
    drawer.does("robin", &format!("{finish} {certificate}"));
    drawer.does("robin", "identity new --name Kim");
    let certify = "coordinator certify request-kim.txt --as counsellor --identity";
    drawer.does("noor", &format!("{certify} identity-noor.json"));
    let certificate = drawer.find("certificate-kim");
    let finish = "identity finish --identity new-identity-kim.json --certificate";
    drawer.does("robin", &format!("{finish} {certificate}"));
    drawer.does("noor", "revoke Sam --with identity-noor.json");
    drawer.does("root", "revoke Noor --with root.json --file all.txt");

    let helpline = Helpline::start_for(drawer.root(), QUICK).await;
    let duty = async |name: &str, passphrase: &str| {
        let identity = drawer.read(name);
        let mut person = Counsellor::with_identity(&helpline, drawer.root(), &identity, passphrase).await;
        person.hello().await;
        person.until(|console| console.accepted).await;
        person
    };
    let mut sam = duty("identity-sam.json", SAM).await;
    let mut kim = duty("identity-kim.json", ROBIN).await;
    let mut noor = duty("identity-noor.json", NOOR).await;
    let _robin = duty("identity-robin.json", ROBIN).await;
    std::fs::copy(drawer.path("revocations.txt"), helpline.revocations()).unwrap();
    assert_eq!(sam.page.closed().await.name, "revoked");
    helpline.counts_to("luwte_on_duty", 3).await;
    std::fs::copy(drawer.path("all.txt"), helpline.revocations()).unwrap();
    assert_eq!(noor.page.closed().await.name, "revoked");
    assert_eq!(kim.page.closed().await.name, "revoked");
    helpline.counts_to("luwte_on_duty", 1).await;
}

#[test]
fn somebody_is_found_by_name_key_serial_and_file_and_taken_back_once() {
    for by in ["name", "key", "serial", "certificate", "identity"] {
        let (drawer, certificate) = Drawer::with_a_counsellor();
        let text = drawer.read(&certificate);
        let marks = text.lines().nth(1).unwrap().to_owned();
        let (key, serial) = marks
            .strip_prefix("# key ")
            .and_then(|marks| marks.split_once(", serial "))
            .unwrap();
        let who = match by {
            "name" => "Sam",
            "key" => key,
            "serial" => serial,
            "certificate" => certificate.as_str(),
            _ => "identity-sam.json",
        };
        let revoke = format!("revoke {who} --with identity-noor.json");
        assert!(drawer.does("noor", &revoke).contains("is taken back."), "{by}");
        assert!(
            drawer.read("revocations.txt").contains(&format!("\n01{serial}")),
            "{by}"
        );
        let before = drawer.read("revocations.txt");
        assert!(
            drawer.does("noor", &revoke).contains("was taken back before."),
            "{by}"
        );
        assert_eq!(drawer.read("revocations.txt"), before);
    }
}

#[test]
fn all_certificates_of_somebody_who_renewed_are_taken_back() {
    let (drawer, _) = Drawer::with_a_counsellor();
    drawer.does(
        "noor",
        "coordinator certify request-sam.txt --as counsellor --identity identity-noor.json",
    );
    drawer.does("noor", "revoke Sam --with identity-noor.json");
    let list = drawer.read("revocations.txt");
    assert_eq!(
        list.lines().filter(|line| !line.starts_with('#')).count(),
        2,
        "{list}"
    );
}

#[test]
fn two_people_of_one_name_are_told_apart_by_their_keys() {
    let (drawer, _) = Drawer::with_a_counsellor();
    std::fs::create_dir(drawer.path("other")).unwrap();
    drawer.does("sam", "identity new --name Sam --folder other");
    drawer.does(
        "noor",
        "coordinator certify other/request-sam.txt --as buddy --identity identity-noor.json",
    );
    let said = drawer.refuses("noor", "revoke Sam --with identity-noor.json");
    assert!(
        said.contains("the name of more than one key")
            && said.contains("(buddy until")
            && said.contains("(counsellor until"),
        "{said}"
    );
}

#[test]
fn who_has_no_right_is_told_so_instead_of_signing_in_vain() {
    let (drawer, _) = Drawer::with_a_counsellor();
    // Noor cannot take back what the root signed, nor another organisation anything of this one.
    drawer.does("root", "organisation init --folder theirs");
    let coordinator = drawer.find("certificate-noor");
    for words in [
        "revoke Sam --with theirs/root.json".to_owned(),
        format!("revoke {coordinator} --with theirs/root.json"),
    ] {
        let said = drawer.refuses("root", &words);
        assert!(
            said.contains("has not certified") && said.contains("would change nothing"),
            "{said}"
        );
    }
    let said = drawer.refuses("noor", "revoke Robin --with identity-noor.json");
    assert!(said.contains("No certificate of Robin is in ."), "{said}");
    drawer.write("luwte.toml", "listen = \"127.0.0.1:0\"\n");
    let said = drawer.refuses("noor", "revoke Sam --with identity-noor.json --file luwte.toml");
    assert!(said.contains("luwte.toml is no list of revocations"), "{said}");
    assert!(!drawer.path("revocations.txt").exists());
}
