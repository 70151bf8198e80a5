//! Addresses and their answers.

use std::{convert::Infallible, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{get, post},
};
use futures_util::stream::{self, Stream};

use super::{Desk, view};
use crate::{build::preview::media_type, render::print::Part};

/// A part of the studio, inside the program.
macro_rules! part {
    ($name:literal) => {
        get(|| async { file($name, include_bytes!(concat!("studio/", $name))) })
    };
}

/// Everything that is answered.
pub fn routes(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/", part!("index.html"))
        .route("/studio/studio.css", part!("studio.css"))
        .route("/studio/studio.js", part!("studio.js"))
        .route("/studio/live.js", part!("live.js"))
        .route("/studio/events", get(events))
        .route("/studio/site.json", get(overview))
        .route("/studio/kit/{*folder}", get(kit))
        .route("/studio/piece/{*path}", get(piece))
        .route("/studio/theme", post(theme))
        .route("/site/", get(front_page))
        .route("/site/{*path}", get(page))
        .layer(middleware::from_fn(only_here))
        .with_state(desk)
}

/// Refuses what another site's page may ask for under a name of its own that leads to this machine
/// (DNS rebinding), and lets no browser keep what may change the next moment.
async fn only_here(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if !matches!(name, "127.0.0.1" | "localhost") {
        return (StatusCode::FORBIDDEN, "only for this computer\n").into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let no_store = HeaderValue::from_static("no-store");
    headers.entry(header::CACHE_CONTROL).or_insert(no_store);
    response
}

fn file(name: &str, bytes: &[u8]) -> Response {
    (
        [(header::CONTENT_TYPE, media_type(name))],
        Body::from(bytes.to_vec()),
    )
        .into_response()
}

fn json(value: &impl serde::Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(bytes) => file(".json", &bytes),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "there is nothing here\n").into_response()
}

/// Work that takes its time, away from the thread that answers.
async fn aside(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

async fn events(
    State(desk): State<Arc<Desk>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = stream::unfold(desk.changes(), |mut changes| async move {
        changes.changed().await.ok()?;
        let change = changes.borrow_and_update().clone();
        let told = serde_json::to_string(&change).ok()?;
        let event = Event::default().event("change").data(told);
        Some((Ok(event), changes))
    });
    Sse::new(changes).keep_alive(KeepAlive::default())
}

async fn overview(State(desk): State<Arc<Desk>>) -> Response {
    aside(move || json(&view::overview(&desk, &desk.loaded()))).await
}

async fn kit(State(desk): State<Arc<Desk>>, Path(folder): Path<String>) -> Response {
    aside(move || view::kit(&desk.loaded(), &folder).map_or_else(nothing, |kit| json(&kit))).await
}

async fn piece(State(desk): State<Arc<Desk>>, Path(path): Path<String>) -> Response {
    aside(move || view::piece(&desk, &path).map_or_else(nothing, |piece| json(&piece))).await
}

async fn theme(State(desk): State<Arc<Desk>>, name: String) -> Response {
    let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    aside(move || json(&desk.wear(name))).await
}

async fn front_page(state: State<Arc<Desk>>) -> Response {
    page(state, Path("index.html".to_owned())).await
}

/// A file of the public folder: a page, what pages need, or an artifact.
async fn page(State(desk): State<Arc<Desk>>, Path(path): Path<String>) -> Response {
    aside(move || {
        let path = if path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path
        };
        let is_small = path.contains("/previews/");
        let part = if is_small { Part::Look } else { Part::Files };
        let drawn = desk.piece(&path, part, |piece| {
            let own = piece.files.get_key_value(&path);
            let small = || is_small.then(|| piece.picture()).flatten();
            let (name, bytes) = own.or_else(small)?;
            Some(file(name, bytes))
        });
        if let Some(found) = drawn.flatten() {
            return found;
        }
        // a page that works without the network would hide every change
        if path == "sw.js" {
            return nothing();
        }
        let found = desk.pages(|pages| pages.files.get(&path).map(|bytes| live(&path, bytes)));
        found.flatten().unwrap_or_else(nothing)
    })
    .await
}

/// A page that tells when it has changed.
fn live(path: &str, bytes: &[u8]) -> Response {
    const SCRIPT: &str = "<script src=\"/studio/live.js\"></script>";
    if !path.ends_with(".html") {
        return file(path, bytes);
    }
    let html = String::from_utf8_lossy(bytes);
    let html = match html.rfind("</body>") {
        Some(at) => format!("{}{SCRIPT}{}", &html[..at], &html[at..]),
        None => format!("{html}{SCRIPT}"),
    };
    file(path, html.as_bytes())
}
