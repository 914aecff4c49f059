//! As much of JSON Schema 2020-12 as docs/card.schema.json uses. Whatever it does not know fails the test.

use serde_json::{Map, Value};

/// Whether the schema, which is part of `root`, allows this value.
pub(super) fn allows(root: &Value, schema: &Value, value: &Value) -> bool {
    let rules = match schema {
        Value::Bool(allowed) => return *allowed,
        Value::Object(rules) => rules,
        other => panic!("{other} is no schema"),
    };
    rules
        .iter()
        .all(|(rule, asked)| holds(root, rules, rule, asked, value))
}

fn holds(root: &Value, rules: &Map<String, Value>, rule: &str, asked: &Value, value: &Value) -> bool {
    let allows = |schema: &Value, value: &Value| allows(root, schema, value);
    let (fields, items, text) = (value.as_object(), value.as_array(), value.as_str());
    let size = asked.as_u64().and_then(|size| usize::try_from(size).ok());
    let least = |length: usize| size.is_some_and(|size| length >= size);
    let most = |length: usize| size.is_some_and(|size| length <= size);
    match rule {
        "$schema" | "$defs" | "title" | "description" => true,
        // Looked at with `if`.
        "then" | "else" => true,
        "$ref" => {
            let pointer = asked.as_str().unwrap().trim_start_matches('#');
            allows(root.pointer(pointer).unwrap(), value)
        }
        "type" => match asked.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_i64(),
            other => panic!("unknown type {other}"),
        },
        "const" => value == asked,
        "enum" => asked.as_array().unwrap().contains(value),
        "minimum" => value
            .as_i64()
            .is_none_or(|number| number >= asked.as_i64().unwrap()),
        "maximum" => value
            .as_i64()
            .is_none_or(|number| number <= asked.as_i64().unwrap()),
        "minLength" => text.is_none_or(|text| least(text.chars().count())),
        "maxLength" => text.is_none_or(|text| most(text.chars().count())),
        "pattern" => text.is_none_or(|text| matches(asked.as_str().unwrap(), text)),
        "minItems" => items.is_none_or(|items| least(items.len())),
        "maxItems" => items.is_none_or(|items| most(items.len())),
        "items" => items.is_none_or(|items| items.iter().all(|item| allows(asked, item))),
        "minProperties" => fields.is_none_or(|fields| least(fields.len())),
        "required" => fields.is_none_or(|fields| {
            let mut names = asked.as_array().unwrap().iter();
            names.all(|name| fields.contains_key(name.as_str().unwrap()))
        }),
        "propertyNames" => {
            fields.is_none_or(|fields| fields.keys().all(|key| allows(asked, &key.as_str().into())))
        }
        "properties" => fields.is_none_or(|fields| {
            let mut known = asked.as_object().unwrap().iter();
            known.all(|(key, schema)| fields.get(key).is_none_or(|field| allows(schema, field)))
        }),
        "additionalProperties" => fields.is_none_or(|fields| {
            let known = |key: &str| {
                rules
                    .get("properties")
                    .is_some_and(|known| known.get(key).is_some())
            };
            let mut others = fields.iter().filter(|(key, _)| !known(key));
            others.all(|(_, field)| allows(asked, field))
        }),
        "allOf" => asked.as_array().unwrap().iter().all(|one| allows(one, value)),
        "anyOf" => asked.as_array().unwrap().iter().any(|one| allows(one, value)),
        "not" => !allows(asked, value),
        "if" => {
            let then = if allows(asked, value) { "then" } else { "else" };
            rules.get(then).is_none_or(|schema| allows(schema, value))
        }
        other => panic!("the validator does not know {other:?}"),
    }
}

/// Whether a text is as one of the patterns of that schema says.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    match pattern {
        "^[a-z0-9-]+$" => {
            let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            !text.is_empty() && text.chars().all(known)
        }
        "^[a-z]{2}$" => text.len() == 2 && text.chars().all(|c| c.is_ascii_lowercase()),
        r"\S" => !text.trim().is_empty(),
        r"\n" => text.contains('\n'),
        "[0-9]{3}" => text
            .split(|c: char| !c.is_ascii_digit())
            .any(|digits| digits.len() >= 3),
        "^[0-9 +()-]*([0-9][ +()-]*){3}$" => {
            digits(text) >= 3 && text.chars().all(|c| c.is_ascii_digit() || " +()-".contains(c))
        }
        r"^https://\S*$" => text.starts_with("https://") && !text.contains(char::is_whitespace),
        "^https://" => text.starts_with("https://"),
        "://" => text.contains("://"),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            let parts: Vec<&str> = text.split('-').collect();
            digits(text) == 8 && parts.iter().map(|part| part.len()).eq([4, 2, 2])
        }
        other => panic!("the validator does not know the pattern {other:?}"),
    }
}
