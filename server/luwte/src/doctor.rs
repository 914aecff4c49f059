//! What a folder lacks although a server would start with it: for who writes it, before it is in force.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::mistake::Mistakes;
use crate::organisation::{Card, Files, Source};

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// The folder with words/, pages/, desk/, cards/, numbers.toml and hours.toml.
    folder: PathBuf,
}

/// Why there is nothing to say.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DoctorError {
    #[error(
        "{folder} cannot be read ({why}). Give the folder with words/, pages/, desk/, cards/, numbers.toml and \
         hours.toml."
    )]
    Unreadable { folder: PathBuf, why: std::io::Error },
    #[error("{0}")]
    Wrong(#[from] Mistakes),
    #[error("what was found cannot be written out: {0}")]
    Output(#[from] std::io::Error),
}

/// Looks for one thing that may be lacking, and says each in a sentence that says what to do.
type Check = fn(&Files) -> Vec<String>;

const CHECKS: [Check; 2] = [unchecked_facts, missing_translations];

impl Doctor {
    /// What is there, what is not, and at the end whether all is well.
    pub(crate) fn run(self) -> Result<(), DoctorError> {
        let source = Source::folder(&self.folder).map_err(|why| DoctorError::Unreadable {
            folder: self.folder,
            why,
        })??;
        let said = report(&Files::read(&source)?);
        std::io::stdout().write_all(said.as_bytes())?;
        Ok(())
    }
}

fn report(files: &Files) -> String {
    let mut lines: Vec<String> = files.cards.iter().map(card).collect();
    let findings: Vec<String> = CHECKS.iter().flat_map(|check| check(files)).collect();
    let last = match findings.len() {
        0 => "All is well.".to_owned(),
        1 => "One finding. A server starts with this folder all the same.".to_owned(),
        more => format!("{more} findings. A server starts with this folder all the same."),
    };
    lines.extend(findings);
    lines.push(last);
    lines.join("\n") + "\n"
}

fn card(card: &Card) -> String {
    let languages: Vec<&str> = card.languages().collect();
    format!(
        "{}: version {}, {}, fields: {}, facts: {} ({} not checked)",
        file(card),
        card.version,
        languages.join(" and "),
        card.fields(),
        card.sources().count(),
        unchecked(card)
    )
}

fn unchecked_facts(files: &Files) -> Vec<String> {
    let cards = files.cards.iter().filter(|card| unchecked(card) > 0);
    let finding = |card| {
        format!(
            "{}: facts that nobody checked: {}. Look at their sources, and write the day in `checked`.",
            file(card),
            unchecked(card)
        )
    };
    cards.map(finding).collect()
}

/// The cards that are not there in a language of visitors or of counsellors.
fn missing_translations(files: &Files) -> Vec<String> {
    let read = files.desk.languages.iter().map(String::as_str);
    let languages: BTreeSet<&str> = files.words.codes().chain(read).collect();
    let mut findings = Vec::new();
    for language in languages {
        let lacking = |card: &&Card| card.languages().all(|there| there != language);
        for card in files.cards.iter().filter(lacking) {
            findings.push(format!(
                "{}: not there in {language:?}; who reads that gets it {}.",
                file(card),
                instead(card)
            ));
        }
    }
    findings
}

/// In which language a card is given to who reads none of its own. Which one is the organisation's is in luwte.toml.
fn instead(card: &Card) -> String {
    let languages: Vec<String> = card.languages().map(|code| format!("{code:?}")).collect();
    match &languages[..] {
        [first, _, ..] => format!(
            "in the `language` of luwte.toml if that is {}, and else in {first}",
            languages.join(" or ")
        ),
        only => format!("in {}", only.join("")),
    }
}

fn unchecked(card: &Card) -> usize {
    card.sources().filter(|source| source.checked().is_none()).count()
}

fn file(card: &Card) -> String {
    format!("cards/{}.toml", card.name)
}
