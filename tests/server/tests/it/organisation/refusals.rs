//! What is wrong in an organisation's folder starts nothing.

use super::folder::Folder;

#[test]
fn every_mistake_is_refused_with_file_line_and_what_to_write() {
    for (file, right, wrong, expected) in [
        (
            "words/nl.toml",
            "leave =",
            "laeve =",
            "`exit.laeve` is no text of the pages; write `exit.leave`.",
        ),
        (
            "words/nl.toml",
            "{date}",
            "{datum}",
            "`reading.checked` has a placeholder {datum} that English has not; write {date}.",
        ),
        ("words/nl.toml", "{date}", "", "`reading.checked` has no {date}"),
        (
            "words/nl.toml",
            "leave = \"",
            "leave = \"{",
            "`exit.leave` has a brace",
        ),
        ("words/ar.toml", "\"rtl\"", "\"right\"", "`direction` is \"ltr\""),
        (
            "words/ar.toml",
            "leave = ",
            "leave = 5 #",
            "`exit.leave` must be a text",
        ),
        ("words/ar.toml", "leave = ", "leave ", "In: `leave "),
        (
            "hours.toml",
            "Europe/Amsterdam",
            "Amsterdam",
            "`zone` \"Amsterdam\" is not known: write one such as \"Europe/Amsterdam\".",
        ),
        ("numbers.toml", "id = \"danger\"", "id = 5", "In: `id = 5`"),
        (
            "numbers.toml",
            "tel = \"112\"",
            "tel = \"one one two\"",
            "`tel` is a telephone number",
        ),
        (
            "numbers.toml",
            "name = { nl =",
            "name = { fr =",
            "`name` is not there in \"nl\"",
        ),
        (
            "luwte.toml",
            "\"nl\"",
            "\"fr\"",
            "`organisation.language` must be one of the languages in words/: \"ar\", \"en\", \"nl\".",
        ),
        ("luwte.toml", "\"ours\"", "\"theirs\"", "`organisation.folder`"),
    ] {
        let folder = Folder::of_the_example();
        let line = folder.replace(file, right, wrong);
        let said = folder.refusal();
        let expected = format!("{}, line {line}: {expected}", folder.path(file).display());
        let (place, what) = expected.split_once(": ").unwrap();
        assert!(
            said.lines()
                .any(|told| told.contains(place) && told.contains(what)),
            "expected {expected:?} in: {said}"
        );
    }
}

#[test]
fn a_mistake_in_a_page_is_refused_with_file_line_and_what_to_write() {
    const PAGE: &str = "+++\ntitle = \"One\"\nshort = \"One line\"\nfor = [\"me\"]\norder = 1\n\
                        sources = [{ what = \"a\", where = \"b\", checked = \"not checked\" }]\n+++\n\nA paragraph.\n";
    for (right, wrong, expected) in [
        ("+++\ntitle", "title", "line 1: A page begins with +++"),
        ("title =", "titel =", "line 2: Unknown field `titel`"),
        ("\"One\"", "\"\"", "line 2: `title` must be one line"),
        ("short = \"One line\"\n", "", "Missing field `short`"),
        ("\"me\"", "\"mother\"", "line 4: Unknown variant `mother`"),
        ("order = 1", "order = \"first\"", "line 5: "),
        (
            "not checked",
            "last week",
            "line 6: `checked` is the day somebody looked",
        ),
        (
            "\"b\"",
            "\"http://b.example/\"",
            "line 6: `where` is an address that begins with https://",
        ),
        (
            "A paragraph.",
            "# Large",
            "line 9: A heading is written with two signs",
        ),
        (
            "A paragraph.",
            "<b>bold</b>",
            "line 9: `<b>` is not allowed in a page. Write headings (##)",
        ),
    ] {
        let folder = Folder::of_the_example();
        folder.with_one_page(PAGE);
        assert!(PAGE.contains(right));
        folder.write("pages/nl/one.md", PAGE.replacen(right, wrong, 1));
        let said = folder.refusal();
        assert!(
            said.contains("pages/nl/one.md, ") && said.contains(expected),
            "expected {expected:?} in: {said}"
        );
    }
}

#[test]
fn a_file_that_is_missing_or_too_much_is_refused_by_its_name() {
    let folder = Folder::of_the_example();
    std::fs::remove_file(folder.path("hours.toml")).unwrap();
    std::fs::remove_file(folder.path("numbers.toml")).unwrap();
    folder.with_one_page("+++\ntitle = \"a\"\nshort = \"b\"\nfor = []\norder = 1\nsources = []\n+++\n");
    std::fs::remove_file(folder.path("pages/ar/one.md")).unwrap();
    folder.write("pages/fr/one.md", "");
    folder.write("words/Dutch.toml", "");
    folder.write("README.md", "anything");
    let said = folder.refusal();
    for expected in [
        "hours.toml, line 1: This file is missing",
        "numbers.toml, line 1: This file is missing",
        "pages/ar/one.md, line 1: This page is missing",
        "pages/fr/one.md, line 1: There is no words/fr.toml",
        "words/Dutch.toml, line 1: \"Dutch\" is not the code of a language",
    ] {
        assert!(said.contains(expected), "expected {expected:?} in: {said}");
    }
}

#[test]
fn a_file_that_is_no_text_or_far_too_long_is_refused() {
    let folder = Folder::of_the_example();
    folder.write("words/nl.toml", b"name = \"Nederlands\"\n# caf\xe9\n");
    assert!(
        folder
            .refusal()
            .contains("words/nl.toml, line 2: Here is a letter that is not UTF-8")
    );
    folder.write("words/nl.toml", "# long\n".repeat(20_000));
    assert!(folder.refusal().contains("This file is longer than 64 kB"));
}
