//! `/metrics` is for this machine, for whoever holds the configured token, and for admins.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State as FromState},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, header, uri::Authority};

use crate::{Error, State, visit::Visit};

/// Answers with all numbers.
pub(crate) async fn show(FromState(state): FromState<State>, request: Request) -> Result<Response, Error> {
    let visit = Visit::of(&request)?;
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let local = peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
        && !is_forwarded(request.headers())
        && names_this_machine(request.headers());
    let admin = visit.scope().is_some_and(base::Scope::is_admin);
    if !(local || admin || holds_token(&state, request.headers())) {
        return Err(Error::not_found());
    }
    let text = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, text)], state.metrics.text()).into_response())
}

/// A proxy on this machine makes every stranger look local.
fn is_forwarded(headers: &HeaderMap) -> bool {
    let tells = |name: &str| matches!(name, "forwarded" | "via" | "x-real-ip") || name.starts_with("x-forwarded-");
    headers.keys().any(|name| tells(name.as_str()))
}

/// A proxy that adds nothing of its own still passes on the name that the stranger asked for.
fn names_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    host.is_none_or(|host| {
        let name = host.host().trim_matches(['[', ']']);
        name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    })
}

/// Compared as hashes, so that the time tells nothing about the token.
fn holds_token(state: &State, headers: &HeaderMap) -> bool {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    match (given, &state.settings.metrics_token) {
        (Some(given), Some(token)) => keys::digest(given.as_bytes()) == keys::digest(token.expose().as_bytes()),
        _ => false,
    }
}
