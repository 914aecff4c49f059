//! Whole pages for who has no JavaScript. There is no script on them, and the exit is a plain link, the first one.

use std::fmt::Write;

use super::html::{escaped, link};
use super::pieces::{ELSEWHERE, block, call, danger, list, sources};
use crate::config::Organisation;
use crate::organisation::{Language, Number, Page};

/// Writes the documents of an organisation.
pub(super) struct Documents<'a> {
    pub(super) organisation: &'a Organisation,
}

/// What stands in the visitor's page when there is no JavaScript: in every language, the organisation's own first.
pub(crate) fn without_script(organisation: &Organisation) -> String {
    let files = &organisation.files;
    let mut html = String::new();
    for (code, language) in files.words.from(&organisation.language) {
        let _ = write!(
            html,
            "<section lang=\"{code}\" dir=\"{}\"><p>{}</p>{}<p>{}</p></section>",
            language.direction,
            escaped(&language.own.reading.without),
            danger(organisation, language),
            link(&format!("read/{code}"), "", &language.own.reading.title),
        );
    }
    html
}

impl Documents<'_> {
    /// The list: why there is no chat, what can be read, and where other help is.
    pub(super) fn list(&self, code: &str, language: &Language) -> String {
        let texts = &language.own;
        let main = format!(
            "<h1>{}</h1>{}<p>{}</p><p class=\"soft\">{}</p>{}{}<p>{}</p>",
            escaped(&texts.reading.title),
            danger(self.organisation, language),
            escaped(&texts.reading.without),
            self.leaving(language),
            self.contents(code, &format!("{code}/"), None),
            self.numbers(code, language),
            link("../", "", &texts.reading.back),
        );
        let languages = |code: &str| code.to_owned();
        self.document("../", code, language, &main, languages)
    }

    /// One page, and the way to the others.
    pub(super) fn page(&self, code: &str, language: &Language, page: &Page) -> String {
        let texts = &language.own.reading;
        let mut main = format!(
            "<h1>{}</h1>{}",
            escaped(&page.title),
            danger(self.organisation, language)
        );
        for piece in &page.blocks {
            main += &block(piece);
        }
        main += &sources(&page.sources, language);
        let _ = write!(
            main,
            "<nav><h2>{}</h2>{}<p>{}</p></nav>{}<p class=\"soft\">{}</p><p>{}</p>",
            escaped(&texts.title),
            self.contents(code, "", Some(&page.name)),
            link(&format!("../{code}"), "", &texts.all),
            self.numbers(code, language),
            self.leaving(language),
            link("../../", "", &texts.back),
        );
        let languages = |code: &str| format!("../{code}/{}", page.name);
        self.document("../../", code, language, &main, languages)
    }

    /// `root` leads to the visitor's page. `address` is where this document is in another language.
    fn document(
        &self,
        root: &str,
        code: &str,
        language: &Language,
        main: &str,
        address: impl Fn(&str) -> String,
    ) -> String {
        let organisation = self.organisation;
        let mut languages = String::new();
        for (other, words) in organisation.files.words.from(&organisation.language) {
            if other != code {
                let more = format!(
                    " lang=\"{other}\" dir=\"{}\" hreflang=\"{other}\"",
                    words.direction
                );
                let _ = write!(
                    languages,
                    "<li>{}</li>",
                    link(&address(other), &more, &words.name)
                );
            }
        }
        if !languages.is_empty() {
            let label = escaped(&language.own.page.language);
            languages = format!("<nav aria-label=\"{label}\"><ul class=\"languages\">{languages}</ul></nav>");
        }
        format!(
            "<!doctype html>\n<html lang=\"{code}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <title>{title}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"format-detection\" content=\"telephone=no\">\n\
             <link rel=\"icon\" type=\"image/png\" href=\"{root}icon.png\">\n\
             <link rel=\"stylesheet\" href=\"{root}read.css\">\n</head>\n<body>\n\
             <header>{exit}</header>\n{languages}\n<main>{main}</main>\n</body>\n</html>\n",
            direction = language.direction,
            title = escaped(&organisation.title),
            exit = link(
                &organisation.exit,
                &format!(" class=\"exit\"{ELSEWHERE}"),
                &language.own.exit.leave
            ),
        )
    }

    fn leaving(&self, language: &Language) -> String {
        let texts = &language.own;
        escaped(&texts.reading.leaving.replace("{leave}", &texts.exit.leave))
    }

    /// Links to the pages, without the one that is read now.
    fn contents(&self, code: &str, under: &str, without: Option<&str>) -> String {
        let pages = self.organisation.files.pages.of(code).iter();
        let others = pages.filter(|page| without != Some(&page.name));
        let entries: String = others
            .map(|page| {
                let link = link(&format!("{under}{}", page.name), "", &page.title);
                format!("<li>{link}<br>{}</li>", escaped(&page.short))
            })
            .collect();
        list(&entries)
    }

    fn numbers(&self, code: &str, language: &Language) -> String {
        let texts = &language.own.numbers;
        let entries: String = self
            .organisation
            .files
            .numbers
            .iter()
            .map(|number| self.number(number, code, language))
            .collect();
        format!(
            "<section><h2>{}</h2><p class=\"soft\">{}</p>{}</section>",
            escaped(&texts.title),
            escaped(&texts.text),
            list(&entries)
        )
    }

    fn number(&self, number: &Number, code: &str, language: &Language) -> String {
        let site = number.site.as_deref();
        let bare = |site: &str| {
            site.trim_start_matches("https://")
                .trim_end_matches('/')
                .to_owned()
        };
        // "112 112" would say the same twice, and so would a name that ends in the number.
        let name = number.name.get(code);
        let said = number.tel.as_deref().and_then(|tel| name.strip_suffix(tel));
        let name = said.unwrap_or(name).trim_end();
        let name = (!name.is_empty()).then(|| format!("<strong>{}</strong>", escaped(name)));
        let ways = [
            name,
            call(number),
            site.map(|site| link(site, &format!(" dir=\"ltr\"{ELSEWHERE}"), &bare(site))),
        ];
        format!(
            "<li>{}<br>{}<br>{}{}</li>",
            ways.into_iter().flatten().collect::<Vec<_>>().join(" "),
            escaped(number.what.get(code)),
            escaped(number.when.get(code)),
            sources(&number.sources, language),
        )
    }
}
