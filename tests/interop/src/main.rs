//! An oracle for other implementations of the protocol: one JSON object a line in, one a line out. For tests only.
//!
//! Byte strings are hex. A reply has `"ok": true` and the results, or `"ok": false` and the kind of the refusal.

mod command;
mod guest;
mod oracle;
mod organisation;
mod sealed;

use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut oracle = oracle::Oracle::default();
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let reply = match serde_json::from_str(&line) {
            Ok(command) => oracle.obey(command),
            Err(why) => Err(format!("BadCommand: {why}")),
        };
        let reply = match reply {
            Ok(serde_json::Value::Object(mut fields)) => {
                fields.insert("ok".into(), true.into());
                serde_json::Value::Object(fields)
            }
            Ok(_) => serde_json::json!({ "ok": true }),
            Err(kind) => serde_json::json!({ "ok": false, "error": kind }),
        };
        writeln!(output, "{reply}")?;
        output.flush()?;
    }
    Ok(())
}
