use std::collections::BTreeSet;

/// The names between braces in a text. A brace without its other half is an error.
pub(super) fn placeholders(text: &str) -> Result<BTreeSet<&str>, ()> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{').ok_or(())?;
        let (name, after) = inside.split_once('}').ok_or(())?;
        if name.is_empty()
            || !name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            return Err(());
        }
        names.insert(name);
        rest = after;
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_the_names_between_braces() {
        let found = placeholders("{count} people before {name}, {count}").unwrap();
        assert_eq!(found, BTreeSet::from(["count", "name"]));
        assert_eq!(placeholders("none").unwrap(), BTreeSet::new());
        for text in ["{open", "close}", "{}", "{two words}", "{{twice}}"] {
            assert_eq!(placeholders(text), Err(()), "{text}");
        }
    }
}
