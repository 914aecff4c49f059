//! Contents that are not as in section 7: single ones, then texts of several parts.

type Malformed = (&'static str, Vec<String>, &'static str);

/// Fields of the contents, then a body; zero bytes follow.
fn contents(kind: u8, flags: u8, part: u16, length: u16, body: &[u8]) -> String {
    let head = [
        &[kind, flags][..],
        &[0; 8],
        &part.to_be_bytes(),
        &length.to_be_bytes(),
    ]
    .concat();
    hex::encode([&head, body].concat())
}

pub(crate) fn malformed() -> Vec<Malformed> {
    let full = vec![b'a'; 1_992];
    let part = |index, more: bool, body: &[u8]| {
        contents(1, if more { 2 } else { 0 }, index, body.len() as u16, body)
    };
    let last_zero = {
        let mut body = vec![0; 1_992];
        body[..2].copy_from_slice(b"hi");
        body[1_991] = 1;
        body
    };
    vec![
        ("a rejoin of no bytes", vec![contents(2, 0, 0, 0, &[])], "Length"),
        (
            "a rejoin that is a byte too long",
            vec![contents(2, 0, 0, 1_233, &full[..1_233])],
            "Length",
        ),
        (
            "a rejoin with more",
            vec![contents(2, 2, 0, 1_232, &full[..1_232])],
            "Flags",
        ),
        (
            "a rejoin with an index",
            vec![contents(2, 0, 1, 1_232, &full[..1_232])],
            "Part",
        ),
        (
            "a rejoin answer that is a byte too short",
            vec![contents(3, 0, 0, 1_677, &full[..1_677])],
            "Length",
        ),
        (
            "a rejoin that is done and says more",
            vec![contents(4, 0, 0, 1, b"a")],
            "Length",
        ),
        ("contents of kind 255", vec![contents(255, 0, 0, 0, &[])], "Kind"),
        ("flag bit 2", vec![contents(1, 4, 0, 1, b"a")], "Flags"),
        ("flag bit 7", vec![contents(0, 0x80, 0, 0, &[])], "Flags"),
        ("more without a text", vec![contents(0, 2, 0, 0, &[])], "Flags"),
        ("an index without a text", vec![contents(0, 0, 1, 0, &[])], "Part"),
        (
            "a body without a text",
            vec![contents(0, 0, 0, 1, b"a")],
            "Length",
        ),
        (
            "padding that is not zero",
            vec![contents(1, 0, 0, 2, b"hi!")],
            "Padding",
        ),
        (
            "a part of 1,993 bytes",
            vec![contents(1, 0, 0, 1_993, &full)],
            "Length",
        ),
        (
            "a length of 65,535",
            vec![contents(1, 0, 0, 65_535, &full)],
            "Length",
        ),
        (
            "a last byte of padding that is not zero",
            vec![contents(1, 0, 0, 2, &last_zero)],
            "Padding",
        ),
        (
            "a hidden body without a length",
            vec![contents(0, 0, 0, 0, b"a")],
            "Padding",
        ),
        ("an empty text", vec![contents(1, 0, 0, 0, &[])], "Length"),
        (
            "a part that is not full with more to come",
            vec![part(0, true, b"short")],
            "Length",
        ),
        (
            "an empty part with more to come",
            vec![part(0, true, &[])],
            "Length",
        ),
        ("part 16", vec![part(16, false, b"a")], "Part"),
        ("part 65,535", vec![part(65_535, false, b"a")], "Part"),
        ("more after part 15", vec![part(15, true, &full)], "Part"),
        (
            "a text that begins with part 1",
            vec![part(1, false, b"a")],
            "OutOfOrder",
        ),
        (
            "a part twice",
            vec![part(0, true, &full), part(0, true, &full)],
            "OutOfOrder",
        ),
        (
            "a part left out",
            vec![part(0, true, &full), part(2, false, b"a")],
            "OutOfOrder",
        ),
        (
            "another text in between",
            vec![part(0, true, &full), part(0, false, b"a")],
            "OutOfOrder",
        ),
        (
            "an empty last part",
            vec![part(0, true, &full), part(1, false, &[])],
            "Length",
        ),
        (
            "a text that goes on after its end",
            vec![part(0, false, b"a"), part(1, false, b"b")],
            "OutOfOrder",
        ),
        (
            "a text that is not UTF-8",
            vec![part(0, false, b"\xff")],
            "NotUtf8",
        ),
        (
            "an overlong encoding",
            vec![part(0, false, b"\xc0\x80")],
            "NotUtf8",
        ),
        ("half a character", vec![part(0, false, b"\xc3")], "NotUtf8"),
        ("a surrogate", vec![part(0, false, b"\xed\xa0\x80")], "NotUtf8"),
        (
            "a character above U+10FFFF",
            vec![part(0, false, b"\xf4\x90\x80\x80")],
            "NotUtf8",
        ),
        (
            "a hand-over asked that is a byte too short",
            vec![contents(5, 0, 0, 525, &full[..525])],
            "Length",
        ),
        (
            "a hand-over asked that is a byte too long",
            vec![contents(5, 0, 0, 527, &full[..527])],
            "Length",
        ),
        (
            "a hand-over asked with a secret and no chain",
            vec![contents(5, 0, 0, 32, &full[..32])],
            "Length",
        ),
        (
            "a hand-over asked of no bytes",
            vec![contents(5, 0, 0, 0, &[])],
            "Length",
        ),
        (
            "a hand-over asked with more",
            vec![contents(5, 2, 0, 526, &full[..526])],
            "Flags",
        ),
        (
            "a hand-over agreed that is a byte too short",
            vec![contents(6, 0, 0, 1_231, &full[..1_231])],
            "Length",
        ),
        (
            "a hand-over agreed with an index",
            vec![contents(6, 0, 1, 1_232, &full[..1_232])],
            "Part",
        ),
        (
            "a hand-over refused that says why",
            vec![contents(7, 0, 0, 1, b"a")],
            "Length",
        ),
        (
            "a hand-over withdrawn that says why",
            vec![contents(8, 0, 0, 1, b"a")],
            "Length",
        ),
        (
            "a hand-over withdrawn with a hidden body",
            vec![contents(8, 0, 0, 0, b"a")],
            "Padding",
        ),
        (
            "a guest asked about that is a byte too short",
            vec![contents(9, 0, 0, 525, &full[..525])],
            "Length",
        ),
        (
            "a guest asked about that is a byte too long",
            vec![contents(9, 0, 0, 527, &full[..527])],
            "Length",
        ),
        (
            "a guest asked about with a secret and no chain",
            vec![contents(9, 0, 0, 32, &full[..32])],
            "Length",
        ),
        (
            "a guest asked about with more",
            vec![contents(9, 2, 0, 526, &full[..526])],
            "Flags",
        ),
        (
            "a guest answered with an index",
            vec![contents(10, 0, 1, 17, &[1; 17])],
            "Part",
        ),
        (
            "a guest answered without an answer",
            vec![contents(10, 0, 0, 16, &[1; 16])],
            "Length",
        ),
        (
            "a guest answered twice at once",
            vec![contents(10, 0, 0, 18, &[1; 18])],
            "Length",
        ),
        (
            "a guest answered with neither yes nor no",
            vec![contents(10, 0, 0, 17, &[0; 17])],
            "Answer",
        ),
        (
            "a guest answered with something else",
            vec![contents(10, 0, 0, 17, &[3; 17])],
            "Answer",
        ),
        (
            "a guest answered with a hidden byte",
            vec![contents(10, 0, 0, 17, &[1; 18])],
            "Padding",
        ),
        (
            "a guest over without an id",
            vec![contents(11, 0, 0, 0, &[])],
            "Length",
        ),
        (
            "a guest over that says why",
            vec![contents(11, 0, 0, 17, &[1; 17])],
            "Length",
        ),
        ("a card of one byte", vec![contents(13, 0, 0, 1, &[4])], "Length"),
        ("a card of no bytes", vec![contents(13, 0, 0, 0, &[])], "Length"),
        (
            "a card of 1,993 bytes",
            vec![contents(13, 0, 0, 1_993, &full)],
            "Length",
        ),
        ("a card with more", vec![contents(13, 2, 0, 2, &[4, 0])], "Flags"),
        (
            "a card with an index",
            vec![contents(13, 0, 1, 2, &[4, 0])],
            "Part",
        ),
        (
            "a card with a hidden text",
            vec![contents(13, 0, 0, 2, &[4, 0, b'a'])],
            "Padding",
        ),
        (
            "contents of kind 17",
            vec![contents(17, 0, 0, 2, &[4, 0])],
            "Kind",
        ),
        (
            "a folder offered with a word",
            vec![contents(14, 0, 0, 1, &[1])],
            "Length",
        ),
        (
            "a folder kept with half a secret",
            vec![contents(15, 0, 0, 16, &[1; 16])],
            "Length",
        ),
        (
            "a folder kept with more",
            vec![contents(15, 2, 0, 80, &[1; 80])],
            "Flags",
        ),
        (
            "somebody who came back with no check at all",
            vec![contents(16, 0, 0, 0, &[])],
            "Length",
        ),
        (
            "somebody who came back with a hidden byte",
            vec![contents(16, 0, 0, 48, &[1; 49])],
            "Padding",
        ),
        (
            "a brake of three bytes",
            vec![contents(12, 0, 0, 3, &[1, 1, 0])],
            "Length",
        ),
        (
            "a brake of five bytes",
            vec![contents(12, 0, 0, 5, &[1, 1, 0, 60, 0])],
            "Length",
        ),
        ("a brake of no bytes", vec![contents(12, 0, 0, 0, &[])], "Length"),
        (
            "a brake with more",
            vec![contents(12, 2, 0, 4, &[1, 1, 0, 60])],
            "Flags",
        ),
        (
            "a brake with an index",
            vec![contents(12, 0, 1, 4, &[1, 1, 0, 60])],
            "Part",
        ),
        (
            "a brake with a hidden text",
            vec![contents(12, 0, 0, 4, &[1, 1, 0, 60, b'a'])],
            "Padding",
        ),
        (
            "a brake that is not known",
            vec![contents(12, 0, 0, 4, &[3, 1, 0, 60])],
            "Brake",
        ),
        (
            "a pause without a reason",
            vec![contents(12, 0, 0, 4, &[2, 0, 0, 60])],
            "Brake",
        ),
        (
            "a pause with a reason that is not known",
            vec![contents(12, 0, 0, 4, &[2, 5, 0, 60])],
            "Brake",
        ),
        (
            "a pause of 29 seconds",
            vec![contents(12, 0, 0, 4, &[2, 2, 0, 29])],
            "Brake",
        ),
        (
            "a pause of 601 seconds",
            vec![contents(12, 0, 0, 4, &[2, 2, 2, 89])],
            "Brake",
        ),
        (
            "a pause without an end",
            vec![contents(12, 0, 0, 4, &[2, 2, 0, 0])],
            "Brake",
        ),
        (
            "a brake that is lifted for a reason",
            vec![contents(12, 0, 0, 4, &[0, 1, 0, 0])],
            "Brake",
        ),
        (
            "a brake that is lifted for a time",
            vec![contents(12, 0, 0, 4, &[0, 0, 0, 60])],
            "Brake",
        ),
    ]
}
