//! Mail that decrypts and is none: whoever has a letterbox can seal anything to it.

use serde::{Deserialize, Serialize};

use super::{Sealed, bytes};

/// The mail that the others are made from.
const BASE: usize = 0;
/// Where the fields begin.
const LENGTH: usize = 49;
const TEXT: usize = 51;

#[derive(Serialize, Deserialize)]
pub(super) struct Malformed {
    pub(super) name: String,
    /// Index into `mail`: under whose key, and in whose slot, it is sealed.
    pub(super) mail: usize,
    /// 768 bytes.
    pub(super) plain: String,
    pub(super) expected: String,
}

pub(super) fn malformed(mail: &[Sealed]) -> Vec<Malformed> {
    let good = bytes(&mail[BASE].plain);
    let mut all = Vec::new();
    let mut add = |name: &str, expected: &str, plain: Vec<u8>| {
        all.push(Malformed {
            name: name.into(),
            mail: BASE,
            plain: hex::encode(plain),
            expected: expected.into(),
        });
    };
    let with = |offset: usize, bytes: &[u8]| {
        let mut plain = good.clone();
        plain[offset..offset + bytes.len()].copy_from_slice(bytes);
        plain
    };
    let saying = |text: &[u8]| {
        let mut plain = good.clone();
        plain[LENGTH..TEXT].copy_from_slice(&(text.len() as u16).to_be_bytes());
        plain[TEXT..].fill(0);
        plain[TEXT..TEXT + text.len()].copy_from_slice(text);
        plain
    };
    for version in [0, 2, 255] {
        add(&format!("version {version}"), "Version", with(0, &[version]));
    }
    add("no text", "Length", saying(b""));
    add(
        "a text that is not counted at all",
        "Length",
        with(LENGTH, &[0, 0]),
    );
    add(
        "a text of 718 bytes",
        "Length",
        with(LENGTH, &718_u16.to_be_bytes()),
    );
    add("a text of 65,535 bytes", "Length", with(LENGTH, &[255, 255]));
    add("nothing but zeros", "Version", vec![0; 768]);
    let length = u16::from_be_bytes([good[LENGTH], good[LENGTH + 1]]);
    add(
        "a last byte that is not counted",
        "Padding",
        with(LENGTH, &(length - 1).to_be_bytes()),
    );
    add(
        "a byte behind the text",
        "Padding",
        with(TEXT + usize::from(length), &[1]),
    );
    add("a byte at the end of the padding", "Padding", with(767, &[1]));
    for (name, text) in [
        ("a text that is not UTF-8", &b"\xff"[..]),
        ("half a character", b"a\xc3"),
        ("an overlong encoding", b"\xc0\x80"),
        ("a surrogate", b"\xed\xa0\x80"),
        ("a character above U+10FFFF", b"\xf4\x90\x80\x80"),
    ] {
        add(name, "NotUtf8", saying(text));
    }
    all
}
