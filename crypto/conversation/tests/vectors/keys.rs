//! `keys.json`: keys at rest, on paper and asked to be certified.

use luwte_certificates::key_file::{self, OpenKeyError, SealedNewIdentity, SealedRoot};
use luwte_certificates::paper::{self, PaperError};
use luwte_certificates::{CertificateRequest, DecodeRequestError, IdentitySecret, RootSecret};
use serde::{Deserialize, Serialize};

use crate::forge::{padded, sign};
use crate::tape::{draw, seeded};

const PASSPHRASE: &str = "a lamp in the window";

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    requests: Vec<Request>,
    requests_refused: Vec<RequestRefused>,
    roots: Vec<Sealed>,
    new_identities: Vec<Sealed>,
    papers: Vec<Paper>,
    papers_refused: Vec<PaperRefused>,
}

#[derive(Serialize, Deserialize)]
struct Request {
    secret: String,
    name: String,
    request: String,
    letters: String,
}

#[derive(Serialize, Deserialize)]
struct RequestRefused {
    name: String,
    request: String,
    expected: String,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    passphrase: String,
    file: String,
    secret: String,
}

#[derive(Serialize, Deserialize)]
struct Paper {
    secret: String,
    page: String,
}

#[derive(Serialize, Deserialize)]
struct PaperRefused {
    name: String,
    page: String,
    expected: String,
}

impl File {
    pub(crate) fn check(&self) {
        for case in &self.requests {
            let secret = IdentitySecret::from_bytes(&array(&case.secret));
            let request = secret.request(&case.name).unwrap();
            assert_eq!(hex::encode(request.encode()), case.request, "{}", case.name);
            assert_eq!(request.letters(), case.letters, "{}", case.name);
            assert_eq!(decode(&case.request), Ok(()), "{}", case.name);
        }
        for case in &self.requests_refused {
            assert_eq!(decode(&case.request), Err(case.expected.clone()), "{}", case.name);
        }
        for case in &self.roots {
            let root = SealedRoot::read(&case.file).unwrap();
            let opened = root.open(&case.passphrase).unwrap();
            assert_eq!(hex::encode(*opened.secret_bytes()), case.secret);
            assert_eq!(root.open("another").unwrap_err(), OpenKeyError::WrongPassphrase);
        }
        for case in &self.new_identities {
            let opened = SealedNewIdentity::read(&case.file)
                .unwrap()
                .open(&case.passphrase)
                .unwrap();
            assert_eq!(hex::encode(*opened.secret_bytes()), case.secret);
        }
        for case in &self.papers {
            assert_eq!(
                hex::encode(*paper::read(&case.page).unwrap().secret_bytes()),
                case.secret
            );
        }
        for case in &self.papers_refused {
            assert_eq!(read(&case.page), case.expected, "{}", case.name);
        }
    }

    pub(crate) fn generate() -> Self {
        let rng = &mut seeded("keys");
        let (one, two): ([u8; 32], [u8; 32]) = (draw(rng), draw(rng));
        let (noor, other) = (IdentitySecret::from_bytes(&one), IdentitySecret::from_bytes(&two));
        let request = |secret: &IdentitySecret, name: &str| {
            let request = secret.request(name).unwrap();
            Request {
                secret: hex::encode(*secret.secret_bytes()),
                name: name.into(),
                request: hex::encode(request.encode()),
                letters: request.letters(),
            }
        };
        let good = noor.request("Noor").unwrap();
        let key = ed25519_dalek::SigningKey::from_bytes(&one);
        let by_hand = |version: u8, subject: [u8; 32], name: [u8; 32], tag| {
            let fields = [&[version][..], &subject, &name].concat();
            [fields.clone(), sign(&key, tag, &fields)].concat()
        };
        let tag = "luwte/1 certificate request";
        let name = padded(b"Noor");
        assert_eq!(by_hand(1, noor.public(), name, tag), good.encode());
        let mut flipped = good.encode().to_vec();
        flipped[36] ^= 1;
        let requests_refused = [
            ("128 bytes", good.encode()[..128].to_vec()),
            ("version 2", by_hand(2, noor.public(), name, tag)),
            ("no name", by_hand(1, noor.public(), [0; 32], tag)),
            (
                "a line feed in the name",
                by_hand(1, noor.public(), padded(b"No\nor"), tag),
            ),
            ("somebody else's key", by_hand(1, other.public(), name, tag)),
            (
                "signed as a certificate",
                by_hand(1, noor.public(), name, "luwte/1 counsellor certificate"),
            ),
            ("another letter in the name", flipped),
        ]
        .map(|(name, bytes)| {
            let request = hex::encode(bytes);
            RequestRefused {
                name: name.into(),
                expected: decode(&request).unwrap_err(),
                request,
            }
        });
        let root = RootSecret::from_bytes(&one);
        let page = paper::write(&root).to_string();
        let line = |number: usize| page.lines().nth(number - 1).unwrap();
        let papers_refused = [
            ("nothing", String::new()),
            ("without the second line", page.replace(line(2), "")),
            ("the first line twice", format!("{page}{}\n", line(1))),
            (
                "the third line where the fourth should be",
                page.replace(line(4), &line(3).replacen('3', "4", 1)),
            ),
            (
                "a letter too few",
                page.replace(line(1), &line(1)[..line(1).len() - 1]),
            ),
            (
                "a U in the second line",
                page.replace(line(2), &format!("{}U", &line(2)[..line(2).len() - 1])),
            ),
        ]
        .map(|(name, page)| PaperRefused {
            name: name.into(),
            expected: read(&page),
            page,
        });
        Self {
            requests: vec![
                request(&noor, "Noor"),
                request(&other, "Zoë van der Veen"),
                request(&noor, "😀"),
            ],
            requests_refused: requests_refused.into(),
            roots: vec![Sealed {
                passphrase: PASSPHRASE.into(),
                file: key_file::seal_root(PASSPHRASE, &root, 210_000, rng).unwrap(),
                secret: hex::encode(one),
            }],
            new_identities: vec![Sealed {
                passphrase: PASSPHRASE.into(),
                file: key_file::seal_new_identity(PASSPHRASE, &noor, &good, 210_000, rng).unwrap(),
                secret: hex::encode(one),
            }],
            papers: vec![
                Paper {
                    secret: hex::encode(one),
                    page: page.clone(),
                },
                Paper {
                    secret: hex::encode(one),
                    page: page
                        .to_lowercase()
                        .replace('0', "o")
                        .replace("  ", "-")
                        .replacen("1-", "1. ", 1)
                        .replacen("2-", "2) ", 1)
                        .replacen("3-", "3: ", 1)
                        .replacen("4-", "4\t", 1),
                },
            ],
            papers_refused: papers_refused.into(),
        }
    }
}

fn array(text: &str) -> [u8; 32] {
    hex::decode(text).unwrap().try_into().unwrap()
}

fn decode(request: &str) -> Result<(), String> {
    match CertificateRequest::decode(&hex::decode(request).unwrap()) {
        Ok(_) => Ok(()),
        Err(DecodeRequestError::WrongLength) => Err("WrongLength".into()),
        Err(DecodeRequestError::WrongSignature) => Err("WrongSignature".into()),
        Err(DecodeRequestError::UnknownVersion | DecodeRequestError::Name(_)) => Err("Malformed".into()),
    }
}

fn read(page: &str) -> String {
    match paper::read(page) {
        Ok(_) => "Read".into(),
        Err(PaperError::Missing(line)) => format!("Missing:{line}"),
        Err(PaperError::Twice(line)) => format!("Twice:{line}"),
        Err(PaperError::Length { line, .. }) => format!("Length:{line}"),
        Err(PaperError::Letter { line, .. }) => format!("Letter:{line}"),
        Err(PaperError::Mistyped(line)) => format!("Mistyped:{line}"),
    }
}
