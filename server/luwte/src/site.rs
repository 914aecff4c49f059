//! The routes: two pages, their files, and the websocket.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use memory_serve::CacheControl;

use crate::board::Board;
use crate::headers;
use crate::serve::Helpline;
use crate::{session, websocket};

const VISITOR_PAGE: &str = include_str!("../../../web-client/dist/index.html");
const CONSOLE_PAGE: &str = include_str!("../../../web-client/dist/console/index.html");

pub(crate) fn router<B: Board>(helpline: Arc<Helpline<B>>) -> Router {
    let visitor = Html(fill(VISITOR_PAGE, &helpline));
    let console = Html(fill(CONSOLE_PAGE, &helpline));
    let headers = headers::headers(&helpline.config.origins);
    let files = memory_serve::load!()
        .index_file(None)
        .html_cache_control(CacheControl::Custom("no-store"))
        .cache_control(CacheControl::Custom("no-store"))
        .into_router();
    Router::new()
        .route("/", get(move || async { visitor }))
        .route("/index.html", get(|| async { Redirect::permanent("/") }))
        .route("/console", get(|| async { Redirect::permanent("/console/") }))
        .route("/console/", get(move || async { console }))
        .route(
            "/console/index.html",
            get(|| async { Redirect::permanent("/console/") }),
        )
        .route("/console/demo/{number}", get(demo_identity))
        .route("/ws", get(socket))
        .with_state(helpline)
        .fallback_service(files)
        .layer(from_fn_with_state(headers, with_headers))
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
    let mut response = next.run(request).await;
    for (name, value) in &headers {
        response.headers_mut().insert(name, value.clone());
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
        helpline.counts.origin_refused();
        let what = "This address is not one of the helpline's `origins`. Open the page at its own address.";
        return (StatusCode::FORBIDDEN, what).into_response();
    }
    websocket::upgrade(request, move |websocket| session::run(websocket, helpline))
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

/// Writes the organisation into a page. The page trusts this at load, and nothing after it.
fn fill<B>(page: &str, helpline: &Helpline<B>) -> String {
    let organisation = &helpline.config.organisation;
    let demo: Vec<String> = (0..helpline.config.demo_identities.len())
        .map(|number| format!("demo/{number}"))
        .collect();
    page.replace("{{root}}", &organisation.root.to_hex())
        .replace("{{organisation}}", &escaped(&organisation.name))
        .replace("{{exit}}", &escaped(&organisation.exit))
        .replace("{{title}}", &escaped(&organisation.title))
        .replace("{{language}}", &escaped(&organisation.language))
        .replace("{{demo}}", &demo.join(","))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
