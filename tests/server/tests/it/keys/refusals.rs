//! What is wrong is said in a sentence that tells what to do, and nothing is made.

use luwte_certificates::{IdentitySecret, RootSecret, Validity, identity_file};

use super::Drawer;

#[test]
fn a_passphrase_that_is_quickly_guessed_seals_nothing() {
    let drawer = Drawer::empty();
    for (passphrase, why) in [
        ("geheim", "too short: it has 6 characters"),
        ("aaaaaaaaaaaaaaaaaaaaaa", "repeats itself"),
        ("123456789012345678", "digits alone"),
        ("a lamp in the window", "printed where everybody can read it"),
    ] {
        drawer.write("weak.pass", &format!("{passphrase}\n"));
        for words in ["organisation init", "identity new --name Noor"] {
            let said = drawer.refuses("weak", words);
            assert!(said.contains(why) && said.contains("four to six words"), "{said}");
        }
    }
    drawer.write("weak.pass", "\n");
    assert!(
        drawer
            .refuses("weak", "organisation init")
            .contains("first line of weak.pass is empty")
    );
    assert!(
        drawer
            .refuses("no", "organisation init")
            .contains("no.pass cannot be read")
    );
    assert!(!drawer.path("root.json").exists() && !drawer.path("new-identity-noor.json").exists());
}

#[test]
fn nothing_is_overwritten() {
    let drawer = Drawer::with_a_coordinator();
    let before = drawer.read("root.json");
    for words in [
        "organisation init",
        "organisation restore --paper root-paper.txt",
        "identity new --name Noor",
        &format!(
            "identity finish --identity new-identity-noor.json --certificate {}",
            drawer.find("certificate-noor")
        ),
    ] {
        let said = drawer.refuses("root", words);
        assert!(
            said.contains("is there already, and nothing is overwritten"),
            "{said}"
        );
    }
    assert_eq!(drawer.read("root.json"), before);
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    let drawer = Drawer::with_a_coordinator();
    drawer.does("sam", "identity new --name Sam");
    let finish = format!(
        "identity finish --identity new-identity-noor.json --certificate {} --folder elsewhere",
        drawer.find("certificate-noor")
    );
    for (words, file) in [
        ("organisation certify-coordinator request-sam.txt", "root.json"),
        (finish.as_str(), "new-identity-noor.json"),
        (
            "identity renew --identity identity-noor.json",
            "identity-noor.json",
        ),
        (
            "coordinator certify request-sam.txt --as counsellor --identity identity-noor.json",
            "identity-noor.json",
        ),
        ("revoke 0011223344556677 --with root.json", "root.json"),
        (
            "revoke 0011223344556677 --with identity-noor.json",
            "identity-noor.json",
        ),
    ] {
        let said = drawer.refuses("wrong", words);
        assert!(
            said.contains(&format!("{file}: The passphrase does not open this")),
            "{words}: {said}"
        );
    }
    assert!(!drawer.path("revocations.txt").exists());
}

#[test]
fn an_identity_that_opens_with_a_passkey_is_not_for_the_command_line() {
    let drawer = Drawer::with_a_coordinator();
    drawer.does("sam", "identity new --name Sam");
    let identity: serde_json::Value = serde_json::from_str(&drawer.read("identity-noor.json")).unwrap();
    let passkey = serde_json::json!({
        "luwte": "passkey identity", "version": 1, "name": "Noor", "credential": "0011223344", "salt": identity["salt"],
        "sealed": identity["sealed"], "coordinator": identity["coordinator"], "counsellor": identity["counsellor"],
    });
    drawer.write("noor.passkey.json", &passkey.to_string());
    for words in [
        "identity renew --identity noor.passkey.json",
        "coordinator certify request-sam.txt --as counsellor --identity noor.passkey.json",
        "revoke 0011223344556677 --with noor.passkey.json",
    ] {
        let said = drawer.refuses("noor", words);
        assert!(
            said.contains(
                "noor.passkey.json: This identity opens with a passkey, and only in the counsellor's page."
            ) && said.contains("Use the file that opens with the passphrase."),
            "{words}: {said}"
        );
    }
    let shown = drawer.luwte("show noor.passkey.json").output().unwrap();
    let said = String::from_utf8(shown.stdout).unwrap();
    assert!(said.contains("This identity opens with a passkey"), "{said}");
    assert!(!drawer.path("revocations.txt").exists());
}

#[test]
fn a_damaged_or_wrong_file_is_named_before_a_passphrase_is_asked() {
    let drawer = Drawer::with_a_coordinator();
    drawer.does("sam", "identity new --name Sam");
    let root = drawer.read("root.json");
    drawer.write("cut.json", &root[..root.len() / 2]);
    drawer.write("zoo.json", &root.replace("\"sealed\": \"", "\"sealed\": \"zz"));
    let request = drawer.read("request-sam.txt");
    drawer.write("bent.txt", &request.replace("53616d00", "53616e00"));
    drawer.write("short.txt", &request[..request.len() - 11]);
    drawer.write("words.txt", "Dear Noor, please certify me.\n");
    let certificate = drawer.find("certificate-noor");
    let bent = drawer.read(&certificate).replace("4e6f6f7200", "4e6f6f7400");
    drawer.write(
        "bent-certificate.txt",
        &format!("{}{}", bent, bent.lines().nth(2).unwrap()),
    );
    let certify = "organisation certify-coordinator";
    for (words, why) in [
        (
            format!("{certify} request-sam.txt --root cut.json"),
            "cut.json: This is not a sealed root key.",
        ),
        (
            format!("{certify} request-sam.txt --root zoo.json"),
            "zoo.json: A field of the key file is damaged.",
        ),
        (
            format!("{certify} request-sam.txt --root identity-noor.json"),
            "This is not a sealed root key.",
        ),
        (
            format!("{certify} request-sam.txt --root nowhere.json"),
            "nowhere.json cannot be read",
        ),
        (
            format!("{certify} bent.txt"),
            "bent.txt is damaged: The request is not signed by the key in it.",
        ),
        (format!("{certify} short.txt"), "short.txt holds no request."),
        (
            format!("{certify} words.txt"),
            "words.txt, line 1: this is not hex.",
        ),
        (format!("{certify} {certificate}"), "holds no request."),
        (format!("{certify} abcd"), "The request holds no request."),
        (
            "coordinator certify request-sam.txt --as buddy --identity root.json".into(),
            "root.json: This is not an identity file.",
        ),
        (
            "identity finish --identity root.json --certificate words.txt".into(),
            "root.json: This is not the sealed key of a new identity.",
        ),
        (
            "identity finish --identity new-identity-sam.json --certificate request-sam.txt".into(),
            "request-sam.txt holds no certificate.",
        ),
        (
            "identity finish --identity new-identity-noor.json --certificate bent-certificate.txt".into(),
            "bent-certificate.txt holds no certificate.",
        ),
        (
            format!("identity finish --identity new-identity-sam.json --certificate {certificate}"),
            "is for another key than new-identity-sam.json.",
        ),
        (
            "identity new --name 12345678901234567890123456789012x".into(),
            "A name has at most 32 bytes.",
        ),
        ("show words.txt".into(), "words.txt is no sealed key"),
        (
            "revoke Sam --with words.txt".into(),
            "words.txt: This is not an identity file.",
        ),
    ] {
        let output = drawer.luwte(&words).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(why), "{words}: {said}");
    }
}

#[test]
fn whoever_is_no_coordinator_certifies_and_revokes_nobody() {
    let (drawer, _) = Drawer::with_a_counsellor();
    drawer.does("sam", "identity new --name Robin");
    for words in [
        "coordinator certify request-robin.txt --as counsellor --identity identity-sam.json",
        "revoke Noor --with identity-sam.json",
    ] {
        let said = drawer.refuses("sam", words);
        assert!(said.contains("Sam is no coordinator but a counsellor"), "{said}");
    }
    let said = drawer.refuses(
        "sam",
        "coordinator certify request-robin.txt --as coordinator --identity identity-noor.json",
    );
    assert!(
        said.contains("[possible values: counsellor, buddy, interpreter]"),
        "{said}"
    );
    let herself = "coordinator certify request-noor.txt --as buddy --identity identity-noor.json";
    assert!(
        drawer
            .refuses("noor", herself)
            .contains("This request is Noor's own.")
    );
    let alone = drawer.refuses("sam", "identity renew --identity identity-sam.json");
    assert!(
        alone.contains("is no coordinator's, so it cannot renew itself"),
        "{alone}"
    );
}

#[test]
fn a_certificate_that_has_ended_is_good_for_nothing() {
    let drawer = Drawer::with_a_coordinator();
    drawer.does("sam", "identity new --name Sam");
    let rng = &mut rand::rng();
    let past = Validity::new(1_700_000_000, 1_700_086_400).unwrap();
    let (root, bo) = (RootSecret::generate(rng), IdentitySecret::generate(rng));
    let above = root.certify_coordinator(bo.public(), "Bo", past, rng).unwrap();
    let own = bo.certify_counsellor(bo.public(), "Bo", past, rng).unwrap();
    let sealed = identity_file::seal(super::NOOR, &bo, &above, &own, 210_000, rng).unwrap();
    drawer.write("identity-bo.json", &sealed);
    drawer.write("certificate-bo.txt", &hex::encode(above.encode()));
    for words in [
        "coordinator certify request-sam.txt --as counsellor --identity identity-bo.json",
        "revoke 0011223344556677 --with identity-bo.json",
    ] {
        let said = drawer.refuses("noor", words);
        assert!(
            said.contains("Bo's certificate as coordinator ended on 2023-11-15"),
            "{said}"
        );
    }
    let said = drawer.refuses("noor", "identity renew --identity identity-bo.json");
    assert!(
        said.contains("identity-bo.json ended on 2023-11-15. Ask for a new one."),
        "{said}"
    );
    let said = drawer.refuses(
        "noor",
        "identity renew --identity identity-bo.json --certificate certificate-bo.txt",
    );
    assert!(said.contains("certificate-bo.txt ended on 2023-11-15"), "{said}");
}

#[test]
fn a_line_of_paper_with_a_typing_error_is_told_by_its_number() {
    let drawer = Drawer::empty();
    drawer.does("root", "organisation init");
    let paper = drawer.read("root-paper.txt");
    let third = paper.lines().find(|line| line.starts_with("3 ")).unwrap();
    let last = third.chars().last().unwrap();
    let other = if last == 'A' { 'B' } else { 'A' };
    let mistyped = format!("{}{other}", third.strip_suffix(last).unwrap());
    for (typed, why) in [
        (
            paper.replace(third, &mistyped),
            "Line 3 of the key has a typing error",
        ),
        (paper.replace(third, ""), "Line 3 of the key is missing"),
        (
            paper.replace(third, &third[..third.len() - 1]),
            "Line 3 of the key has 15 letters and digits",
        ),
    ] {
        drawer.write("typed.txt", &typed);
        let said = drawer.refuses("root", "organisation restore --paper typed.txt --folder again");
        assert!(said.contains("typed.txt: ") && said.contains(why), "{said}");
    }
    assert!(!drawer.path("again/root.json").exists());
}
