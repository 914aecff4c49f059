//! The routes: two pages, their files, what an organisation wrote, and the websocket.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use memory_serve::CacheControl;

use crate::board::Board;
use crate::headers;
use crate::organisation::{Language, is_code};
use crate::reading::{HTML, Kept, escaped, without_script};
use crate::serve::Helpline;
use crate::{now, session, websocket};

const VISITOR_PAGE: &str = include_str!("../../../web-client/dist/index.html");
const CONSOLE_PAGE: &str = include_str!("../../../web-client/dist/console/index.html");
const CONSOLE: &str = "/console/";

pub(crate) fn router<B: Board>(helpline: Arc<Helpline<B>>) -> io::Result<Router> {
    let visitor = Arc::new(Kept::alone(HTML, fill(VISITOR_PAGE, &helpline))?);
    let console = Arc::new(Kept::alone(HTML, fill(CONSOLE_PAGE, &helpline))?);
    let headers = headers::headers(&helpline.config.origins);
    let files = memory_serve::load!()
        .index_file(None)
        .html_cache_control(CacheControl::Custom("no-store"))
        .cache_control(CacheControl::Custom("no-store"))
        .into_router();
    let router = Router::new()
        .route(
            "/",
            get(move |headers: HeaderMap| async move { visitor.answer(&headers) }),
        )
        .route("/index.html", get(|| async { Redirect::permanent("/") }))
        .route("/console", get(|| async { Redirect::permanent("/console/") }))
        .route(
            CONSOLE,
            get(move |headers: HeaderMap| async move { console.answer(&headers) }),
        )
        .route(
            "/console/index.html",
            get(|| async { Redirect::permanent("/console/") }),
        )
        .route("/console/demo/{number}", get(demo_identity))
        .route("/console/desk/{language}", get(desk_files))
        .route("/console/texts", get(kept))
        .route("/now", get(now::answer))
        .route("/words/{language}", get(kept))
        .route("/read/{language}", get(kept))
        .route("/read/{language}/{page}", get(kept))
        .route("/cards/{language}", get(kept))
        .route("/cards/{language}/{card}", get(kept))
        .route("/console/cards/{language}/{card}", get(kept))
        .route("/ws", get(socket))
        .with_state(helpline)
        .fallback_service(files)
        .layer(from_fn_with_state(headers, with_headers));
    Ok(router)
}

async fn with_headers(State(headers): State<HeaderMap>, request: Request, next: Next) -> Response {
    let onion = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .is_some_and(|host| {
            host.split(':')
                .next()
                .is_some_and(|name| name.ends_with(".onion"))
        });
    let console = request.uri().path() == CONSOLE;
    let mut response = next.run(request).await;
    for (name, value) in &headers {
        response.headers_mut().insert(name, value.clone());
    }
    if console {
        headers::for_console(response.headers_mut());
    }
    if onion {
        response.headers_mut().remove(header::STRICT_TRANSPORT_SECURITY);
    }
    response
}

/// Only pages of this site may open a socket: browsers send `Origin` on the upgrade and ask nobody.
async fn socket<B: Board>(State(helpline): State<Arc<Helpline<B>>>, request: Request) -> Response {
    let origin = request
        .headers()
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok());
    let known = origin.is_some_and(|origin| helpline.config.origins.iter().any(|known| known == origin));
    if !known {
        helpline.metrics.origin_refused();
        let what = "This address is not one of the helpline's `origins`. Open the page at its own address.";
        return (StatusCode::FORBIDDEN, what).into_response();
    }
    let Ok(room) = helpline.room.clone().try_acquire_owned() else {
        helpline.metrics.socket_refused();
        let what = "Too many pages are open here now. Try again in a moment.";
        return (StatusCode::SERVICE_UNAVAILABLE, what).into_response();
    };
    websocket::upgrade(request, move |websocket| async move {
        session::run(websocket, helpline).await;
        drop(room);
    })
}

async fn demo_identity<B: Board>(
    State(helpline): State<Arc<Helpline<B>>>,
    Path(number): Path<usize>,
) -> Response {
    match helpline.config.demo_identities.get(number) {
        Some(identity) => ([(header::CONTENT_TYPE, "application/json")], identity.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What counsellors have at hand. Who asks for a language that it is not written in gets its first.
async fn desk_files<B: Board>(
    State(helpline): State<Arc<Helpline<B>>>,
    Path(asked): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !is_code(&asked) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let language = helpline.config.organisation.files.desk.language(&asked);
    helpline
        .shelf
        .answer(&format!("/console/desk/{language}"), &headers)
}

/// Words, lists, pages and cards, all made at the start.
async fn kept<B: Board>(State(helpline): State<Arc<Helpline<B>>>, request: Request) -> Response {
    helpline.shelf.answer(request.uri().path(), request.headers())
}

/// Writes the organisation into a page. The page trusts this at load, and nothing after it.
fn fill<B>(page: &str, helpline: &Helpline<B>) -> String {
    let organisation = &helpline.config.organisation;
    let demo: Vec<String> = (0..helpline.config.demo_identities.len())
        .map(|number| format!("demo/{number}"))
        .collect();
    let words = &organisation.files.words;
    let (codes, names) = names(words.from(&organisation.language));
    let (direction, leave) = words
        .get(&organisation.language)
        .map_or(("ltr", ""), |words| (&words.direction, &words.own.exit.leave));
    page.replace("{{root}}", &organisation.root.to_hex())
        .replace("{{organisation}}", &escaped(&organisation.name))
        .replace("{{exit}}", &escaped(&organisation.exit))
        .replace("{{title}}", &escaped(&organisation.title))
        .replace("{{language}}", &escaped(&organisation.language))
        .replace("{{direction}}", direction)
        .replace("{{leave}}", &escaped(leave))
        .replace("{{languages}}", &codes.join(","))
        .replace("{{names}}", &escaped(&names))
        .replace("{{reading}}", &without_script(organisation))
        .replace("{{demo}}", &demo.join(","))
}

/// The codes of the languages in their order, and as JSON what each is called by those who speak it.
fn names<'a>(languages: impl Iterator<Item = (&'a str, &'a Language)>) -> (Vec<&'a str>, String) {
    let languages: Vec<_> = languages.collect();
    let codes = languages.iter().map(|(code, _)| *code).collect();
    let names: serde_json::Value = languages
        .iter()
        .map(|(code, words)| (*code, words.name.as_str()))
        .collect();
    (codes, names.to_string())
}
