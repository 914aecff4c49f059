//! Letters that decrypt and are none: a colleague's console that means ill, or is broken.

use ed25519_dalek::{Signer, SigningKey};
use serde::{Deserialize, Serialize};

use super::{Sealed, array, bytes};

/// The letter that the others are made from: one with a text and a conversation.
const BASE: usize = 2;

#[derive(Serialize, Deserialize)]
pub(super) struct Malformed {
    pub(super) name: String,
    /// Index into `letters`: under whose key, and in whose slot, it is sealed.
    pub(super) letter: usize,
    /// 768 bytes.
    pub(super) plain: String,
    pub(super) expected: String,
}

/// Where the fields begin.
const SENDER: usize = 2;
const SENT_AT: usize = 34;
const CONVERSATION: usize = 42;
const LENGTH: usize = 58;
const BODY: usize = 60;
const SIGNATURE: usize = 704;

pub(super) fn malformed(letters: &[Sealed]) -> Vec<Malformed> {
    let own = &letters[BASE];
    let good = bytes(&own.letter);
    let none = [0; 16];
    let some: [u8; 16] = array(&own.conversation);
    let mut all = Vec::new();
    let mut add = |name: &str, expected: &str, plain: Vec<u8>| {
        all.push(Malformed {
            name: name.into(),
            letter: BASE,
            plain: hex::encode(plain),
            expected: expected.into(),
        });
    };

    // Signed as they should be, and not as in 12.1.
    let with = |offset: usize, bytes: &[u8]| {
        let mut plain = good.clone();
        plain[offset..offset + bytes.len()].copy_from_slice(bytes);
        signed(own, plain)
    };
    let letter = |kind: u8, conversation: &[u8; 16], body: &[u8]| {
        let mut plain = good.clone();
        plain[1] = kind;
        plain[CONVERSATION..LENGTH].copy_from_slice(conversation);
        plain[LENGTH..BODY].copy_from_slice(&(body.len() as u16).to_be_bytes());
        plain[BODY..SIGNATURE].fill(0);
        plain[BODY..BODY + body.len()].copy_from_slice(body);
        signed(own, plain)
    };
    for version in [0, 2, 255] {
        add(&format!("version {version}"), "Version", with(0, &[version]));
    }
    for kind in [0, 13, 255] {
        add(&format!("kind {kind}"), "Kind", letter(kind, &some, b"a"));
    }
    add(
        "sent in the year 10,000",
        "SentAt",
        with(SENT_AT, &253_402_300_800_u64.to_be_bytes()),
    );
    add(
        "sent at the last number there is",
        "SentAt",
        with(SENT_AT, &[255; 8]),
    );
    add(
        "to the staff room about a conversation",
        "Conversation",
        letter(1, &some, b"a"),
    );
    for (what, kind, body) in [
        ("will you take over", 4, &[7; 40][..]),
        ("yes", 5, &[]),
        ("no", 6, b"a"),
        ("never mind", 7, &[]),
        ("will you come in", 8, &[7; 40][..]),
        ("I come", 9, &[]),
        ("I do not come", 10, b"a"),
        ("do not come", 11, &[]),
    ] {
        let name = format!("{what}, about no conversation");
        add(&name, "Conversation", letter(kind, &none, body));
    }
    add(
        "to the staff room without a word",
        "Length",
        letter(1, &none, b""),
    );
    add("to her alone without a word", "Length", letter(2, &some, b""));
    add(
        "will you take over, without a secret",
        "Length",
        letter(4, &some, b""),
    );
    add(
        "will you take over, with a secret a byte of which is missing",
        "Length",
        letter(4, &some, &[7; 31]),
    );
    add(
        "will you come in, with a secret a byte of which is missing",
        "Length",
        letter(8, &some, &[7; 31]),
    );
    add(
        "a renewed certificate about a conversation",
        "Conversation",
        letter(12, &some, &[7; 308]),
    );
    for length in [0, 154, 307, 309] {
        add(
            &format!("a renewed certificate of {length} bytes"),
            "Length",
            letter(12, &none, &[7; 309][..length]),
        );
    }
    add("I come, and more", "Length", letter(9, &some, b"a"));
    add("do not come, and more", "Length", letter(11, &some, b"a"));
    add("yes, and more", "Length", letter(5, &some, b"a"));
    add("never mind, and more", "Length", letter(7, &some, b"a"));
    add(
        "a body of 645 bytes",
        "Length",
        with(LENGTH, &645_u16.to_be_bytes()),
    );
    add("a body of 65,535 bytes", "Length", with(LENGTH, &[255, 255]));
    let length = u16::from_be_bytes([good[LENGTH], good[LENGTH + 1]]);
    add(
        "a last byte that is not counted",
        "Padding",
        with(LENGTH, &(length - 1).to_be_bytes()),
    );
    add(
        "a byte behind the body",
        "Padding",
        with(BODY + usize::from(length), &[1]),
    );
    add(
        "a byte before the signature",
        "Padding",
        with(SIGNATURE - 1, &[1]),
    );
    for (name, kind, body) in [
        ("a text that is not UTF-8", 2, &b"\xff"[..]),
        ("half a character", 2, b"a\xc3"),
        ("an overlong encoding", 6, b"\xc0\x80"),
        ("an overlong encoding of why I do not come", 10, b"\xc0\x80"),
        ("a surrogate", 3, b"\xed\xa0\x80"),
        ("a character above U+10FFFF", 2, b"\xf4\x90\x80\x80"),
    ] {
        add(name, "NotUtf8", letter(kind, &some, body));
    }
    let note = [&[7; 32][..], b"\xc3"].concat();
    add("half a character in a note", "NotUtf8", letter(4, &some, &note));
    add(
        "half a character in the note of an invitation",
        "NotUtf8",
        letter(8, &some, &note),
    );

    // As in 12.1, and not signed as they should be.
    let root = bytes(&own.root);
    let recipient = bytes(&own.signing_key);
    let key = SigningKey::from_bytes(&array(&own.sender_secret));
    let other = SigningKey::from_bytes(&[42; 32]);
    let by = |key: &SigningKey, tag: &str, root: &[u8], recipient: &[u8], plain: &[u8]| {
        [plain, &sign(key, tag, root, recipient, plain)].concat()
    };
    let (tag, says) = ("luwte/1 letter", &good[..SIGNATURE]);
    for (name, plain) in [
        (
            "signed by another shift",
            by(&other, tag, &root, &recipient, says),
        ),
        ("signed for another shift", by(&key, tag, &root, &[1; 32], says)),
        (
            "signed for the sender herself",
            by(&key, tag, &root, &bytes(&own.sender), says),
        ),
        (
            "signed in another organisation",
            by(&key, tag, &[1; 32], &recipient, says),
        ),
        (
            "signed under the duty proof's tag",
            by(&key, "luwte/1 duty proof", &root, &recipient, says),
        ),
        (
            "signed under the tag of version 2",
            by(&key, "luwte/2 letter", &root, &recipient, says),
        ),
        ("signed without a recipient", by(&key, tag, &root, &[], says)),
        ("not signed", [says, &[0; 64]].concat()),
        (
            "signed as another letter",
            [says, &bytes(&letters[BASE + 1].letter)[SIGNATURE..]].concat(),
        ),
    ] {
        add(name, "Signature", plain);
    }
    for offset in [SIGNATURE, SIGNATURE + 31, SIGNATURE + 32, 766] {
        let mut plain = good.clone();
        plain[offset] ^= 1;
        add(
            &format!("a signature with a bit of byte {offset} turned"),
            "Signature",
            plain,
        );
    }
    for (name, offset, bytes) in [
        ("another kind than was signed", 1, &[3][..]),
        (
            "another sender than signed",
            SENDER,
            &other.verifying_key().to_bytes(),
        ),
        ("another time than was signed", SENT_AT + 7, &[7]),
        ("another conversation than was signed", CONVERSATION, &[0x5a]),
        ("another word than was signed", BODY, b"w"),
        ("a sender whose key is of small order", SENDER, &SMALL_ORDER),
        ("a sender whose key is no point", SENDER, &[2; 32]),
    ] {
        let mut plain = good.clone();
        plain[offset..offset + bytes.len()].copy_from_slice(bytes);
        assert_ne!(plain, good, "{name}");
        add(name, "Signature", plain);
    }
    // For a key of small order, R of small order and s = 0 hold for every message that the cofactor kills.
    let mut plain = with(SENDER, &SMALL_ORDER);
    plain[SIGNATURE..].fill(0);
    plain[SIGNATURE] = 1;
    add("signed by everybody: a key of small order", "Signature", plain);
    let mut plain = good.clone();
    add_order(&mut plain[SIGNATURE + 32..]);
    add("an S that is not canonical", "Signature", plain);
    all
}

/// The neutral element.
const SMALL_ORDER: [u8; 32] = {
    let mut point = [0; 32];
    point[0] = 1;
    point
};

/// Signs by hand what stands before the signature.
fn signed(own: &Sealed, mut plain: Vec<u8>) -> Vec<u8> {
    let key = SigningKey::from_bytes(&array(&own.sender_secret));
    let (root, recipient) = (bytes(&own.root), bytes(&own.signing_key));
    let signature = sign(&key, "luwte/1 letter", &root, &recipient, &plain[..SIGNATURE]);
    plain[SIGNATURE..].copy_from_slice(&signature);
    plain
}

fn sign(key: &SigningKey, tag: &str, root: &[u8], recipient: &[u8], says: &[u8]) -> Vec<u8> {
    let message = [&[tag.len() as u8], tag.as_bytes(), root, recipient, says].concat();
    key.sign(&message).to_bytes().to_vec()
}

/// Adds the order of the group, little-endian (RFC 8032, 5.1).
fn add_order(s: &mut [u8]) {
    let order = hex::decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").unwrap();
    let mut carry = 0;
    for (byte, more) in s.iter_mut().zip(order) {
        let sum = u16::from(*byte) + u16::from(more) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    assert_eq!(carry, 0);
}
