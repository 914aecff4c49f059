//! What is made of an organisation's files at the start, and served as it is: words, lists, pages, cards.
//!
//! What belongs together has one size, so that who watches the line sees that something is read, and not what.

mod cards;
mod desk;
mod document;
mod equal;
mod html;
mod json;
mod pieces;

use std::collections::HashMap;
use std::io;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::config::Config;
use document::Documents;

pub(crate) use document::without_script;
pub(crate) use equal::Kept;
pub(crate) use html::escaped;

const JSON: &str = "application/json";
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// Everything that can be read, by its path.
pub(crate) struct Shelf(HashMap<String, Kept>);

impl Shelf {
    /// Writes and compresses all of it. The files were read at this moment, in milliseconds since 1970.
    pub(crate) fn new(config: &Config, read: u64) -> io::Result<Self> {
        let organisation = &config.organisation;
        let files = &organisation.files;
        let documents = Documents { organisation };
        let (mut words, mut texts, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        for (code, language) in files.words.from(&organisation.language) {
            words.push((format!("/words/{code}.json"), language.json.to_string()));
            texts.push((format!("/read/{code}.json"), json::list(files, code)));
            pages.push((format!("/read/{code}"), documents.list(code, language)));
            for page in files.pages.of(code) {
                let path = format!("/read/{code}/{}", page.name);
                texts.push((format!("{path}.json"), json::page(page)));
                pages.push((path, documents.page(code, language, page)));
            }
        }
        let at_hand = files.desk.languages.iter();
        let mut at_hand: Vec<_> = at_hand
            .map(|code| (format!("/console/desk/{code}"), desk::json(&files.desk, code)))
            .collect();
        let in_force = json::in_force(files, read, config.redis.is_some());
        at_hand.push(("/console/texts".to_owned(), in_force));
        let cards = cards::for_visitors(organisation);
        let with_advice = cards::for_counsellors(organisation);
        let mut shelf = HashMap::new();
        for (kind, group) in [
            (JSON, words),
            (JSON, texts),
            (HTML, pages),
            (JSON, at_hand),
            (JSON, cards),
            (JSON, with_advice),
        ] {
            shelf.extend(equal::keep(kind, group)?);
        }
        Ok(Self(shelf))
    }

    /// What lies at this path.
    pub(crate) fn answer(&self, path: &str, headers: &HeaderMap) -> Response {
        match self.0.get(path) {
            Some(kept) => kept.answer(headers),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

impl Kept {
    /// This text, compressed if the browser takes that.
    pub(crate) fn answer(&self, headers: &HeaderMap) -> Response {
        let mut response = if takes_gzip(headers) {
            ([(header::CONTENT_ENCODING, "gzip")], self.gzip.clone()).into_response()
        } else {
            self.plain.clone().into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }
}

/// RFC 9110, section 12.5.3: gzip, if it is named or meant by `*`, is not refused, and plain is not liked better.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let (mut gzip, mut any, mut plain) = (None, None, None);
    let values = headers.get_all(header::ACCEPT_ENCODING);
    for entry in values
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
    {
        let (name, parameters) = entry.split_once(';').unwrap_or((entry, ""));
        let weight = match parameters
            .trim()
            .strip_prefix("q=")
            .or(parameters.trim().strip_prefix("Q="))
        {
            // What cannot be understood is no wish.
            Some(weight) => weight.trim().parse().unwrap_or(0.0),
            None => 1.0,
        };
        match name.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => gzip = Some(weight),
            "identity" => plain = Some(weight),
            "*" => any = Some(weight),
            _ => {}
        }
    }
    let gzip = gzip.or(any).unwrap_or(0.0);
    gzip > 0.0 && gzip >= plain.unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_gzip_only_if_it_takes_that() {
        for (accepts, expected) in [
            ("gzip", true),
            ("gzip, deflate, br, zstd", true),
            ("br;q=1.0, GZIP;q=0.8, *;q=0.1", true),
            ("*", true),
            ("x-gzip", true),
            ("", false),
            ("br, zstd", false),
            ("gzip;q=0", false),
            ("gzip; q=0.000, *", false),
            ("*;q=0", false),
            ("identity", false),
            ("identity;q=1, gzip;q=0.5", false),
            ("identity;q=0.5, gzip;q=1", true),
            ("gzip;q=much", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, accepts.parse().unwrap())]);
            assert_eq!(takes_gzip(&headers), expected, "{accepts:?}");
        }
        assert!(!takes_gzip(&HeaderMap::new()), "who says nothing gets it plain");
    }
}
