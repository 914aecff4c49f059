//! Forms that are not as in 11.1.

use luwte_conversation::{FORM_LENGTH, Form};

/// Where its fields begin.
const LANGUAGE: usize = 1;
const WHO: usize = 3;
const AGE: usize = 4;
const TOPICS: usize = 5;
const SAFE: usize = 7;
const DANGER: usize = 8;
const CODE_WORD: usize = 9;
const MESSAGE: usize = 58;

pub(crate) fn malformed() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let empty = Form::default().encode().unwrap().to_vec();
    let with = |offset: usize, bytes: &[u8]| {
        let mut form = empty.clone();
        form[offset..offset + bytes.len()].copy_from_slice(bytes);
        form
    };
    vec![
        ("version 0", with(0, &[0]), "Version"),
        ("version 2", with(0, &[2]), "Version"),
        ("a language of capitals", with(LANGUAGE, b"NL"), "Range"),
        ("a language of one letter", with(LANGUAGE, b"n\0"), "Range"),
        (
            "a language that begins with zero",
            with(LANGUAGE, b"\0l"),
            "Range",
        ),
        (
            "a language that is not ASCII",
            with(LANGUAGE, "é".as_bytes()),
            "Range",
        ),
        ("who, 5", with(WHO, &[5]), "Range"),
        ("who, 255", with(WHO, &[255]), "Range"),
        ("age, 7", with(AGE, &[7]), "Range"),
        ("topic 11", with(TOPICS, &[8, 0]), "Range"),
        ("topic 15", with(TOPICS, &[0x80, 1]), "Range"),
        ("safe, 4", with(SAFE, &[4]), "Range"),
        ("danger, 3", with(DANGER, &[3]), "Range"),
        ("a code word of 49 bytes", with(CODE_WORD, &[49]), "Length"),
        ("a code word of 255 bytes", with(CODE_WORD, &[255]), "Length"),
        (
            "a byte behind an empty code word",
            with(CODE_WORD, &[0, b'a']),
            "Padding",
        ),
        (
            "a byte behind the code word",
            with(CODE_WORD, &[1, b'a', b'b']),
            "Padding",
        ),
        (
            "the last byte of the code word's padding",
            with(MESSAGE - 1, &[1]),
            "Padding",
        ),
        (
            "a code word that is not UTF-8",
            with(CODE_WORD, &[1, 0xff]),
            "NotUtf8",
        ),
        (
            "a code word cut inside a character",
            with(CODE_WORD, &[1, 0xc3]),
            "NotUtf8",
        ),
        (
            "a message of 709 bytes",
            with(MESSAGE, &709_u16.to_be_bytes()),
            "Length",
        ),
        ("a message of 65,535 bytes", with(MESSAGE, &[255, 255]), "Length"),
        (
            "a byte behind an empty message",
            with(MESSAGE, &[0, 0, b'a']),
            "Padding",
        ),
        (
            "the last byte of the form",
            with(FORM_LENGTH - 1, &[1]),
            "Padding",
        ),
        (
            "a message that is not UTF-8",
            with(MESSAGE, &[0, 2, b'a', 0x80]),
            "NotUtf8",
        ),
        (
            "a surrogate in a message",
            with(MESSAGE, &[0, 3, 0xed, 0xa0, 0x80]),
            "NotUtf8",
        ),
        (
            "an overlong encoding in a message",
            with(MESSAGE, &[0, 2, 0xc1, 0x81]),
            "NotUtf8",
        ),
    ]
}
