//! A POST repeated with the same `Idempotency-Key` is done once and answered twice.
//!
//! A key whose first request is under way, or was cut off by a crash, answers 409: nothing is ever
//! done twice under one key.

mod store;

use std::panic::AssertUnwindSafe;

use axum::{
    body::{Body, HttpBody as _},
    extract::{Request, State as FromState},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

pub(crate) use self::store::STATEMENTS;
use self::store::{Claim, Kept};
use crate::{Error, State, input::read_all, limits, visit::Visit};

/// Marks an answer that was kept from the first request.
const REPLAYED: &str = "idempotency-replayed";
/// Headers of an answer that are kept with it.
const KEPT: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// Runs a request with a key once.
pub(crate) async fn once(FromState(state): FromState<State>, request: Request, next: Next) -> Result<Response, Error> {
    let visit = Visit::of(&request)?;
    let (Some(key), Some(person)) = (key_of(&request)?, visit.person_id()) else {
        return Ok(next.run(request).await);
    };
    let (parts, body) = request.into_parts();
    // The route's own limit holds already.
    let bytes = read_all(body, usize::MAX).await?;
    let claim = store::Wanted {
        caller: format!("person:{person}"),
        key_hash: keys::hash_token(&key),
        request_hash: fingerprint(&parts.method, &parts.uri, &bytes),
    };
    match state.store.write(move |tx| store::claim(tx, &claim)).await? {
        Claim::Kept(kept) => replay(kept),
        Claim::UnderWay => Err(Error::conflict("A request with this Idempotency-Key is under way or was cut off.")),
        Claim::Other => Err(Error::field("Idempotency-Key", "The key was used for another request.")),
        Claim::First(id) => {
            let request = Request::from_parts(parts, Body::from(bytes));
            // Runs to its end even when the client goes away, so that its answer is kept.
            let work = base::tasks::spawn("web.idempotent", run(state, id, request, next));
            work.await.unwrap_or_else(|error| Err(Error::internal(error)))
        }
    }
}

async fn run(state: State, id: i64, request: Request, next: Next) -> Result<Response, Error> {
    let outcome = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let response = match outcome {
        Ok(response) if response.status().is_success() => response,
        outcome => {
            state.store.write(move |tx| store::release(tx, id)).await?;
            return outcome.map_err(|_| Error::internal("a handler panicked"));
        }
    };
    let small = response.body().size_hint().upper().is_some_and(|size| size <= limits::REPLAY as u64);
    let (parts, body) = response.into_parts();
    let (kept_body, body) = if small {
        let bytes = read_all(body, limits::REPLAY).await?;
        (Some(bytes.to_vec()), Body::from(bytes))
    } else {
        (None, body)
    };
    let kept = Kept { status: parts.status.as_u16(), headers: headers_text(&parts.headers), body: kept_body };
    state.store.write(move |tx| store::keep(tx, id, &kept)).await?;
    Ok(Response::from_parts(parts, body))
}

fn key_of(request: &Request) -> Result<Option<String>, Error> {
    if *request.method() != Method::POST || !request.uri().path().starts_with("/api/") {
        return Ok(None);
    }
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().unwrap_or("");
    if key.is_empty() || key.len() > limits::IDEMPOTENCY_KEY {
        let message = format!("Send 1 to {} printable characters.", limits::IDEMPOTENCY_KEY);
        return Err(Error::field("Idempotency-Key", message));
    }
    Ok(Some(key.to_owned()))
}

fn fingerprint(method: &Method, uri: &http::Uri, body: &[u8]) -> String {
    let mut bytes = format!("{method} {uri}\n").into_bytes();
    bytes.extend_from_slice(body);
    keys::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn headers_text(headers: &HeaderMap) -> String {
    let lines = KEPT.iter().filter_map(|name| Some(format!("{name}: {}", headers.get(name)?.to_str().ok()?)));
    lines.collect::<Vec<_>>().join("\n")
}

fn replay(kept: Kept) -> Result<Response, Error> {
    let status = StatusCode::from_u16(kept.status).map_err(Error::internal)?;
    let mut response = (status, kept.body.unwrap_or_default()).into_response();
    response.headers_mut().remove(header::CONTENT_TYPE);
    for (name, value) in kept.headers.lines().filter_map(|line| line.split_once(": ")) {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}
