use super::{EVENINGS, read};

#[test]
fn every_mistake_is_named_with_its_line() {
    for (right, wrong, expected) in [
        (
            "Europe/Amsterdam",
            "Amsterdam",
            "hours.toml, line 1: `zone` \"Amsterdam\" is not known: write one such as \"Europe/Amsterdam\".",
        ),
        (
            "\"mon\", \"tue\"",
            "\"mon\", \"monday\"",
            "line 3: An entry of `days` is not known",
        ),
        ("[\"fri\", \"sat\"]", "[]", "line 7: `days` is empty"),
        ("from = \"14:00\"", "from = \"2 pm\"", "line 4: `from` is a time"),
        ("from = \"14:00\"", "from = \"24:00\"", "line 4: `from` is a time"),
        ("to = \"22:00\"", "to = \"22:0\"", "line 5: `to` is a time"),
        (
            "to = \"22:00\"",
            "to = \"13:00\"",
            "line 5: `to` is before `from`",
        ),
        (
            "to = \"22:00\"",
            "to = \"14:00\"",
            "line 5: `from` and `to` are the same time",
        ),
        (
            "\"fri\", \"sat\"",
            "\"thu\", \"sat\"",
            "line 7: Two openings overlap on \"thu\", 20:00 to 04:00",
        ),
        (
            "\"mon\", \"tue\", \"wed\", \"thu\"",
            "\"sun\", \"sun\"",
            "line 3: Two openings overlap",
        ),
        ("2026-12-25", "25-12-2026", "line 11: `date` is a day"),
        ("nl =", "en =", "line 12: `because` is not there in \"nl\""),
        (
            "zone =",
            "always = true\nzone =",
            "line 1: `always = true` means day and night",
        ),
        ("[[closed]]", "[[shut]]", "line 10: Unknown field `shut`"),
    ] {
        assert!(EVENINGS.contains(right));
        let said = read(&EVENINGS.replace(right, wrong)).unwrap_err();
        assert!(
            said.contains(expected),
            "{wrong:?}: expected {expected:?} in: {said}"
        );
    }
    let said = read("zone = \"UTC\"\n").unwrap_err();
    assert!(said.contains("line 1: There is no [[open]]"), "{said}");
    let night = "zone = \"UTC\"\n[[open]]\ndays = [\"sun\"]\nfrom = \"20:00\"\nto = \"02:00\"\n\
                 [[open]]\ndays = [\"mon\"]\nfrom = \"01:00\"\nto = \"03:00\"\n";
    let said = read(night).unwrap_err();
    assert!(said.contains("line 7: Two openings overlap on \"mon\""), "{said}");
}
