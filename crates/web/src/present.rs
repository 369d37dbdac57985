//! Every refusal becomes a translated page or a problem document; nothing internal is shown.

use axum::{
    extract::{Request, State as FromState},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, HeaderValue, header};
use minijinja::{context, value::Serde};
use serde::Serialize;

use crate::{Error, State, error::FieldError, kind::Kind, next::safe_next, observe::RequestId, visit::Visit};

/// Turns bare error responses into what the caller can read.
pub(crate) async fn present(FromState(state): FromState<State>, request: Request, next: Next) -> Response {
    let visit = Visit::of(&request).ok();
    let id = request.extensions().get::<RequestId>().cloned();
    let is_get = crate::csrf::is_safe(request.method());
    let response = next.run(request).await;
    let Some(error) = error_of(&response) else { return response };
    log(&error, id.as_ref());
    let Some(visit) = visit else { return problem(&error, response.headers()) };
    if visit.family().is_page() {
        page(&state, &visit, &error, is_get, response.headers()).await
    } else {
        problem(&error, response.headers())
    }
}

/// Our own errors, and bare refusals of the router and its extractors.
fn error_of(response: &Response) -> Option<Error> {
    if let Some(error) = response.extensions().get::<Error>() {
        return Some(error.clone());
    }
    let status = response.status();
    let refused = status.is_client_error() || status.is_server_error();
    let media_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let bare = media_type.is_none_or(|media_type| media_type.starts_with("text/plain"));
    (refused && bare).then(|| Error::of(Kind::of_status(status)))
}

fn log(error: &Error, id: Option<&RequestId>) {
    let id = id.map_or("", RequestId::as_str);
    if error.status().is_server_error() {
        tracing::error!(request = id, cause = error.cause(), "{error}");
    } else {
        tracing::debug!(request = id, "{error}");
    }
}

/// RFC 9457.
#[derive(Serialize)]
struct Problem<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "<[FieldError]>::is_empty")]
    errors: &'a [FieldError],
}

fn problem(error: &Error, headers: &HeaderMap) -> Response {
    let kind = error.kind();
    let document = Problem {
        r#type: format!("urn:aftercare:problem:{}", kind.slug()),
        title: kind.title(),
        status: kind.status().as_u16(),
        detail: error.sentence(),
        errors: error.fields(),
    };
    let json = HeaderValue::from_static("application/problem+json");
    let body = serde_json::to_vec(&document).unwrap_or_default();
    let mut response = (kind.status(), [(header::CONTENT_TYPE, json)], body).into_response();
    if kind == Kind::Unauthorized {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    keep(headers, &mut response);
    response
}

async fn page(state: &State, visit: &Visit, error: &Error, is_get: bool, headers: &HeaderMap) -> Response {
    match error.kind() {
        Kind::Unauthorized => return elsewhere(visit, "/sign-in", is_get),
        Kind::Unconfirmed => return elsewhere(visit, "/account/confirm", is_get),
        _ => {}
    }
    let kind = error.kind();
    let values = context! {
        kind => kind.slug(),
        status => kind.status().as_u16(),
        detail => error.sentence(),
        errors => Serde(error.fields()),
    };
    let template = if visit.is_fragment() { "web/error-part.html" } else { "web/error.html" };
    let mut response = match visit.render(template, values) {
        Ok(response) => response,
        Err(failure) => {
            tracing::error!(cause = failure.cause(), "the error page cannot be rendered");
            (state.settings.brand.clone() + ": " + kind.title()).into_response()
        }
    };
    *response.status_mut() = kind.status();
    if visit.is_fragment() {
        // Above what the reader has before them, not in its place.
        response.headers_mut().insert("hx-retarget", HeaderValue::from_static("#main"));
        response.headers_mut().insert("hx-reswap", HeaderValue::from_static("afterbegin"));
    }
    keep(headers, &mut response);
    response
}

/// Sends a visitor to sign in and back; a script-driven part of a page asks the browser to go as a whole.
fn elsewhere(visit: &Visit, to: &str, is_get: bool) -> Response {
    let back = if is_get && !visit.is_fragment() { Some(visit.path().to_owned()) } else { visit.page() };
    let target = match back.as_deref().and_then(safe_next) {
        Some("/") | None => to.to_owned(),
        Some(path) => {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", path).finish();
            format!("{to}?{query}")
        }
    };
    if visit.is_fragment() {
        let mut response = http::StatusCode::UNAUTHORIZED.into_response();
        if let Ok(target) = HeaderValue::from_str(&target) {
            response.headers_mut().insert("hx-redirect", target);
        }
        return response;
    }
    Redirect::to(&target).into_response()
}

/// What the refusal said beside its body stays said.
fn keep(headers: &HeaderMap, response: &mut Response) {
    for name in [header::RETRY_AFTER, header::ALLOW, header::SET_COOKIE] {
        for value in headers.get_all(&name) {
            response.headers_mut().append(name.clone(), value.clone());
        }
    }
}
