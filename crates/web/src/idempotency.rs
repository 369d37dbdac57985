//! A POST repeated with the same `Idempotency-Key` is done once and answered alike, also after a crash.
//!
//! Handlers that make something answer through [`Visit::create`]: the answer is committed together with what was
//! made, so neither can be there without the other. Other answers are kept after the fact; what they do must be
//! harmless to repeat. While the first request is under way, its repetition answers 409.

mod answer;
mod create;
mod store;
mod turns;

use std::sync::Arc;

use axum::{
    body::{Body, HttpBody as _},
    extract::{Request, State as FromState},
    middleware::Next,
    response::Response,
};
use http::{Method, request::Parts};

pub use self::create::Created;
use self::{answer::Answer, store::Found};
pub(crate) use self::{
    store::{Claim, STATEMENTS},
    turns::Turns,
};
use crate::{Error, State, input::read_all, limits, visit::Visit};

/// Runs a request with a key once.
pub(crate) async fn once(FromState(state): FromState<State>, request: Request, next: Next) -> Result<Response, Error> {
    let visit = Visit::of(&request)?;
    let (Some(key), Some(person)) = (key_of(&request)?, visit.person_id()) else {
        return Ok(next.run(request).await);
    };
    let (mut parts, body) = request.into_parts();
    // The route's own limit holds already.
    let bytes = read_all(body, usize::MAX).await?;
    let claim = Arc::new(Claim::new(person, &key, fingerprint(&parts, &bytes)));
    let Some(turn) = Turns::take(&state, &claim) else {
        return Err(Error::conflict("A request with this Idempotency-Key is under way."));
    };
    let asked = Arc::clone(&claim);
    match state.store.read(move |tx| store::find(tx, &asked)).await? {
        Found::Answer(answer) => return answer.replayed(),
        Found::Other => return Err(Error::field("Idempotency-Key", "The key was used for another request.")),
        Found::Nothing => {}
    }
    parts.extensions.insert(visit.with_claim(Arc::clone(&claim)));
    let request = Request::from_parts(parts, Body::from(bytes));
    // Runs to its end even when the client goes away, so that its answer is kept.
    let work = base::tasks::spawn("web.idempotent", async move {
        let _turn = turn;
        run(state, claim, request, next).await
    });
    work.await.unwrap_or_else(|error| Err(Error::internal(error)))
}

/// Keeps the answer unless it was committed with what it tells of, or refuses: then the request may be corrected.
async fn run(state: State, claim: Arc<Claim>, request: Request, next: Next) -> Result<Response, Error> {
    let response = next.run(request).await;
    let small = response.body().size_hint().upper().is_some_and(|size| size <= limits::REPLAY as u64);
    if claim.is_kept() || !response.status().is_success() || !small {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let answer = Answer::new(parts.status, &parts.headers, read_all(body, limits::REPLAY).await?.to_vec());
    let kept = answer.clone();
    state.store.write(move |tx| store::keep(tx, &claim, &kept)).await?;
    Ok(Response::from_parts(parts, Body::from(answer.body)))
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

fn fingerprint(parts: &Parts, body: &[u8]) -> String {
    let mut bytes = format!("{} {}\n", parts.method, parts.uri).into_bytes();
    bytes.extend_from_slice(body);
    keys::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
