//! `identity.json`: sealed identity files.

use luwte_certificates::identity_file::{open, seal};
use luwte_certificates::{IdentityCertificate, IdentitySecret};
use serde::{Deserialize, Serialize};

use crate::forge::Forge;
use crate::kinds;
use crate::tape::seeded;

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    opens: Vec<Opens>,
    refused: Vec<Refused>,
}

#[derive(Serialize, Deserialize)]
struct Opens {
    name: String,
    passphrase: String,
    file: String,
    secret: String,
}

#[derive(Serialize, Deserialize)]
struct Refused {
    name: String,
    passphrase: String,
    file: String,
    expected: String,
}

impl File {
    pub(crate) fn check(&self) {
        for case in &self.opens {
            let opened =
                open(&case.file, &case.passphrase).unwrap_or_else(|why| panic!("{}: {why}", case.name));
            assert_eq!(
                hex::encode(*opened.secret.secret_bytes()),
                case.secret,
                "{}",
                case.name
            );
        }
        for case in &self.refused {
            let why = open(&case.file, &case.passphrase).expect_err(&case.name);
            assert_eq!(kinds::of_identity(why), case.expected, "{}", case.name);
        }
    }

    pub(crate) fn generate() -> Self {
        let mut rng = seeded("identity");
        let forge = Forge::good(&mut rng, "Noor");
        let secret = IdentitySecret::from_bytes(&forge.counsellor_key.to_bytes());
        let coordinator = IdentityCertificate::decode(&forge.coordinator.certificate()).unwrap();
        let counsellor = IdentityCertificate::decode(&forge.counsellor.certificate()).unwrap();
        let text = |passphrase: &str, rng: &mut rand_chacha::ChaCha20Rng| {
            seal(passphrase, &secret, &coordinator, &counsellor, 210_000, rng).unwrap()
        };
        let of = |role, tag, rng: &mut rand_chacha::ChaCha20Rng| {
            let other = forge.but(|f| (f.counsellor.role, f.counsellor.tag) = (role, tag));
            let counsellor = IdentityCertificate::decode(&other.counsellor.certificate()).unwrap();
            seal(
                "a lamp in the window",
                &secret,
                &coordinator,
                &counsellor,
                210_000,
                rng,
            )
            .unwrap()
        };
        // Unlike in writing, alike in NFKC: a ligature, a combining accent, the Kelvin sign, a full-width digit.
        let (typed, same) = (
            "\u{fb01}ne cafe\u{301} 300\u{212a}\u{ff11}",
            "fine caf\u{e9} 300K1",
        );
        let plain = text("a lamp in the window", &mut rng);
        let accents = text(typed, &mut rng);
        let opens = [
            ("letters and spaces", "a lamp in the window", plain.clone()),
            ("before normalisation", typed, accents.clone()),
            ("after normalisation", same, accents),
            (
                "other scripts",
                "灯 nachtlampje 🕯️",
                text("灯 nachtlampje 🕯️", &mut rng),
            ),
            (
                "a buddy",
                "a lamp in the window",
                of(3, "luwte/1 buddy certificate", &mut rng),
            ),
            (
                "an interpreter",
                "a lamp in the window",
                of(4, "luwte/1 interpreter certificate", &mut rng),
            ),
        ]
        .map(|(name, passphrase, file)| Opens {
            name: name.into(),
            passphrase: passphrase.into(),
            file,
            secret: hex::encode(forge.counsellor_key.to_bytes()),
        });
        let replaced = |from: &str, to: &str| {
            assert!(plain.contains(from), "{from} in {plain}");
            plain.replacen(from, to, 1)
        };
        let swap = |text: &str, at: usize| {
            let digit = if text.as_bytes()[at] == b'0' { "1" } else { "0" };
            [&text[..at], digit, &text[at + 1..]].concat()
        };
        let at = |key: &str| {
            let key_end = plain.find(&format!("\"{key}\"")).unwrap() + key.len() + 2;
            key_end + plain[key_end..].find('"').unwrap() + 1
        };
        let last_name = hex::encode(b"Noor");
        let other_name = hex::encode(b"Noot");
        let refused = [
            (
                "another passphrase",
                "a lamp in the windov",
                plain.clone(),
                "WrongPassphrase",
            ),
            ("an empty passphrase", "", plain.clone(), "WrongPassphrase"),
            (
                "another salt",
                "a lamp in the window",
                swap(&plain, at("salt")),
                "WrongPassphrase",
            ),
            (
                "changed sealed bytes",
                "a lamp in the window",
                swap(&plain, at("sealed")),
                "WrongPassphrase",
            ),
            (
                "a changed serial",
                "a lamp in the window",
                swap(&plain, at("coordinator") + 4),
                "WrongPassphrase",
            ),
            (
                "a changed name",
                "a lamp in the window",
                replaced(&last_name, &other_name).replacen("Noor", "Noot", 1),
                "WrongPassphrase",
            ),
            (
                "another name outside",
                "a lamp in the window",
                replaced("Noor", "Sam"),
                "Malformed",
            ),
            (
                "another kind",
                "a lamp in the window",
                replaced("\"identity\"", "\"shift\""),
                "Malformed",
            ),
            (
                "too few iterations",
                "a lamp in the window",
                replaced("210000", "209999"),
                "Malformed",
            ),
            (
                "too many iterations",
                "a lamp in the window",
                replaced("210000", "10000001"),
                "Malformed",
            ),
            (
                "a key too many",
                "a lamp in the window",
                replaced("{", "{\"more\":1,"),
                "Malformed",
            ),
            (
                "a key twice",
                "a lamp in the window",
                replaced("{", "{\"luwte\":\"identity\","),
                "Malformed",
            ),
            (
                "a key missing",
                "a lamp in the window",
                replaced("\"luwte\"", "\"lute\""),
                "Malformed",
            ),
            (
                "text behind it",
                "a lamp in the window",
                format!("{plain}x"),
                "Malformed",
            ),
            (
                "4,097 bytes",
                "a lamp in the window",
                format!("{plain}{}", " ".repeat(4_097 - plain.len())),
                "Malformed",
            ),
            (
                "a coordinator in the counsellor's place",
                "a lamp in the window",
                replaced(
                    &hex::encode(counsellor.encode()),
                    &hex::encode(coordinator.encode()),
                )
                .replacen("Noor", "Coordination", 1),
                "Malformed",
            ),
            ("nothing", "a lamp in the window", String::new(), "Malformed"),
        ]
        .map(|(name, passphrase, file, expected)| Refused {
            name: name.into(),
            passphrase: passphrase.into(),
            file,
            expected: expected.into(),
        });
        Self {
            opens: opens.into(),
            refused: refused.into(),
        }
    }
}
