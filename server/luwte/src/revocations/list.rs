use luwte_certificates::Revocation;

/// A list of revocations as people keep it: one a line, in hex, and behind a `#` whatever helps to read it.
#[derive(Debug, Default)]
pub(crate) struct RevocationList {
    pub(crate) revocations: Vec<Revocation>,
    pub(crate) damaged: Vec<DamagedLine>,
}

/// A line that says nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DamagedLine {
    /// Counted from 1.
    pub(crate) line: usize,
    pub(crate) why: String,
}

impl RevocationList {
    /// Reads every line that can be read.
    pub(crate) fn parse(text: &str) -> Self {
        let mut list = Self::default();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let written = line.split('#').next().unwrap_or_default().trim();
            if written.is_empty() {
                continue;
            }
            let why = match hex::decode(written) {
                Ok(bytes) => match Revocation::decode(&bytes) {
                    Ok(revocation) => {
                        list.revocations.push(revocation);
                        continue;
                    }
                    Err(why) => why.to_string(),
                },
                Err(_) => "A revocation is 162 characters of 0-9 and a-f.".to_owned(),
            };
            list.damaged.push(DamagedLine { line: index + 1, why });
        }
        list
    }
}
