//! Whether anybody is there at this moment. Nothing in the answer is about a visitor, and all answers have one size.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use luwte_wire::Opening;
use serde::Serialize;

use crate::board::{Board, now_milliseconds};
use crate::organisation::{Hours, Moment, Translated};
use crate::serve::Helpline;

/// The largest time in milliseconds since 1970 that has thirteen digits, in the year 2286.
const LATEST: i64 = 9_999_999_999_999;

/// How large an answer is.
pub(crate) struct Now {
    size: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Text<'a> {
    open: bool,
    /// The next opening in milliseconds since 1970; 0 while it is open, or if nobody knows.
    opens: i64,
    /// The end of this opening; 0 while it is closed, or if there is no end.
    closes: i64,
    on_duty: u16,
    because: Option<&'a Translated>,
}

impl Now {
    /// Finds the largest answer that these hours can give.
    pub(crate) fn new(hours: &Hours) -> Self {
        let largest = |because| Text {
            open: false,
            opens: LATEST,
            closes: LATEST,
            on_duty: u16::MAX,
            because,
        };
        let reasons = hours.reasons().map(Some).chain([None]);
        Self {
            size: reasons
                .map(|because| largest(because).json().len())
                .max()
                .unwrap_or(0),
        }
    }

    /// What the coordinator says counts for more than the hours; when it opens again only the hours know.
    fn text(&self, moment: &Moment<'_>, opening: Opening, on_duty: u16) -> String {
        let closes = match opening {
            Opening::Closes(at) => i64::try_from(at).ok().into_iter().chain(moment.closes).min(),
            Opening::Open | Opening::Closed => moment.closes,
        };
        let open = moment.open && opening != Opening::Closed;
        let mut json = Text {
            open,
            opens: moment.opens.unwrap_or(0).min(LATEST),
            closes: closes.filter(|_| open).unwrap_or(0).min(LATEST),
            on_duty,
            because: moment.because,
        }
        .json();
        json.extend(std::iter::repeat_n(' ', self.size.saturating_sub(json.len())));
        json
    }
}

impl Text<'_> {
    fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// `GET now`
pub(crate) async fn answer<B: Board>(State(helpline): State<Arc<Helpline<B>>>) -> Response {
    let now = i64::try_from(now_milliseconds()).unwrap_or(LATEST);
    let figures = helpline.board.figures().await;
    let moment = helpline.config.organisation.files.hours.at(now);
    let text = helpline.now.text(&moment, figures.opening, figures.on_duty);
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::{Files, Source};

    #[test]
    fn every_answer_of_a_year_has_one_size() {
        let hours = Files::read(&Source::embedded()).unwrap().hours;
        let now = Now::new(&hours);
        let hour = 3_600_000;
        let year = (0..365 * 24).map(|number| 1_795_500_000_000 + number * hour);
        for (number, time) in year.enumerate() {
            let on_duty = [0, 7, 10, u16::MAX][number % 4];
            let opening = [Opening::Open, Opening::Closed, Opening::Closes(time as u64 + 1)][number % 3];
            assert_eq!(now.text(&hours.at(time), opening, on_duty).len(), now.size);
        }
    }
}
