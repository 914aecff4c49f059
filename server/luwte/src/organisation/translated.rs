use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::mistake::{Mistakes, TextFile};

/// One text in every language: `{ nl = "Kerst", en = "Christmas", ar = "عيد الميلاد" }`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub(crate) struct Translated(BTreeMap<String, String>);

impl Translated {
    /// The text in a language that the folder has.
    pub(crate) fn get(&self, language: &str) -> &str {
        self.0.get(language).map_or("", String::as_str)
    }

    /// Must be there in exactly these languages.
    pub(crate) fn check(
        text: &Spanned<Self>,
        field: &str,
        languages: &[&str],
        file: &TextFile,
        mistakes: &mut Mistakes,
    ) {
        let at = text.span().start;
        let texts = &text.get_ref().0;
        for language in languages {
            if texts.get(*language).is_none_or(|text| text.trim().is_empty()) {
                let what = format!("`{field}` is not there in {language:?}; add {language} = \"...\".");
                mistakes.add(file.wrong(at, what));
            }
        }
        for language in texts.keys().filter(|code| !languages.contains(&code.as_str())) {
            let what = format!(
                "`{field}` has {language:?}, and there is no words/{language}.toml. Write that, or leave it out here."
            );
            mistakes.add(file.wrong(at, what));
        }
    }
}
