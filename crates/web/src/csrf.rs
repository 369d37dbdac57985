//! A change is accepted only from our own pages: by where the browser says it comes from, and by
//! the token in the form. Callers with a Bearer token are not browsers and are exempt.

use axum::{
    body::{Body, Bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use futures_util::{StreamExt as _, stream};
use http::{HeaderMap, Method, header};
use keys::Keys;

use crate::{
    Error,
    input::{media_type, parse_pairs, read_all},
    kind::Kind,
    limits,
    visit::{By, Visit},
};

/// The name of the form field that holds the token.
pub const FIELD: &str = "csrf";
/// The header that scripts send the token in.
pub const HEADER: &str = "x-csrf-token";
/// Where browsers report blocked resources; they send no token there and nothing changes.
pub(crate) const REPORTS: &str = "/csp-report";

const PURPOSE: &str = "web.csrf";
const NONCE: usize = 16;
const LENGTH: usize = 40;

/// A fresh token for a session; each is different, so that compression reveals nothing.
pub(crate) fn token(keys: &Keys, nonce: &str, session: i64) -> String {
    let nonce: String = nonce.chars().take(NONCE).collect();
    let mac = keys.mac_text(PURPOSE, format!("{session}.{nonce}").as_bytes(), LENGTH);
    format!("{nonce}{mac}")
}

/// Whether the token was made for this session.
pub(crate) fn verify(keys: &Keys, session: i64, token: &str) -> bool {
    let Some((nonce, mac)) = token.split_at_checked(NONCE) else { return false };
    mac.len() == LENGTH && keys.verify_text(PURPOSE, format!("{session}.{nonce}").as_bytes(), mac)
}

/// Refuses changes that do not come from our own pages with 403.
pub(crate) async fn guard(request: Request, next: Next) -> Result<Response, Error> {
    if is_safe(request.method()) || request.uri().path() == REPORTS {
        return Ok(next.run(request).await);
    }
    let visit = Visit::of(&request)?;
    if visit.has_bearer() {
        return Ok(next.run(request).await);
    }
    if (visit.has_cookie() || visit.family().is_page())
        && !is_same_origin(request.headers(), &visit.platform().settings.origin())
    {
        return Err(forged("another site sent it"));
    }
    let request = match visit.by() {
        Some(By::Session { id, .. }) => check_token(request, &visit, id).await?,
        Some(By::Token { .. }) | None => request,
    };
    Ok(next.run(request).await)
}

/// GET, HEAD and OPTIONS change nothing.
pub(crate) fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// `Sec-Fetch-Site` decides where a browser sends it; otherwise `Origin` must be ours exactly.
fn is_same_origin(headers: &HeaderMap, ours: &str) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin" || site == "none",
        None => headers.get(header::ORIGIN).is_some_and(|origin| origin == ours),
    }
}

/// Another site's page may not even open a stream; requests without a word of where they come from may.
pub(crate) fn require_own_page(headers: &HeaderMap, ours: &str) -> Result<(), Error> {
    let silent = !headers.contains_key("sec-fetch-site") && !headers.contains_key(header::ORIGIN);
    if silent || is_same_origin(headers, ours) { Ok(()) } else { Err(forged("another site opened a stream")) }
}

fn forged(cause: &'static str) -> Error {
    Error::of(Kind::ForgedRequest).because(cause)
}

/// JSON cannot be sent across sites without being asked for, so it needs no token.
async fn check_token(request: Request, visit: &Visit, session: i64) -> Result<Request, Error> {
    let media_type = media_type(request.headers());
    if crate::input::is_json(&media_type) {
        return Ok(request);
    }
    let boundary = boundary(request.headers());
    let (parts, body) = request.into_parts();
    let (token, body) = match parts.headers.get(HEADER).map(|value| value.to_str()) {
        Some(token) => (token.ok().map(str::to_owned), body),
        None if media_type == "application/x-www-form-urlencoded" => token_of_form(body).await?,
        None if media_type == "multipart/form-data" => token_of_first_part(body, &boundary).await?,
        None => (None, body),
    };
    if token.is_some_and(|token| verify(&visit.platform().keys, session, &token)) {
        Ok(Request::from_parts(parts, body))
    } else {
        Err(forged("the form token is missing or not of this session"))
    }
}

async fn token_of_form(body: Body) -> Result<(Option<String>, Body), Error> {
    let bytes = read_all(body, limits::BODY).await?;
    let token = parse_pairs(&bytes)?.into_iter().find(|(name, _)| name == FIELD).map(|(_, value)| value);
    Ok((token, Body::from(bytes)))
}

/// In a form with files the token must be the first field, so that files need not be read first.
async fn token_of_first_part(body: Body, boundary: &str) -> Result<(Option<String>, Body), Error> {
    let mut stream = body.into_data_stream();
    let mut start: Vec<u8> = Vec::new();
    let mut token = None;
    while token.is_none() && start.len() < limits::FIRST_FIELD {
        let Some(chunk) = stream.next().await else { break };
        let chunk = chunk.map_err(|error| Error::bad_request("The body broke off.").because(error))?;
        start.extend_from_slice(&chunk);
        token = first_field(&start, boundary);
    }
    let first = stream::once(async move { Ok(Bytes::from(start)) });
    Ok((token, Body::from_stream(first.chain(stream))))
}

/// The value of the first part when it is complete and is the token's field.
fn first_field(start: &[u8], boundary: &str) -> Option<String> {
    let head = start.get(..start.len().min(limits::FIRST_FIELD))?;
    let text = String::from_utf8_lossy(head);
    let part = text.strip_prefix(&format!("--{boundary}\r\n"))?;
    let (headers, rest) = part.split_once("\r\n\r\n")?;
    let (value, _) = rest.split_once(&format!("\r\n--{boundary}"))?;
    let named = headers.split([';', '\r', '\n']).any(|piece| piece.trim() == format!("name=\"{FIELD}\""));
    named.then(|| value.to_owned())
}

fn boundary(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let parameter = value.split(';').map(str::trim).find_map(|part| part.strip_prefix("boundary="));
    parameter.unwrap_or("").trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_belongs_to_one_session() {
        let keys = Keys::from_bytes([7; 32]);
        let token = token(&keys, "abcdefghijklmnopqrst", 12);
        assert!(verify(&keys, 12, &token));
        assert!(!verify(&keys, 13, &token));
        assert!(!verify(&keys, 12, ""));
        assert!(!verify(&keys, 12, &token.replace('a', "b")));
        assert!(!verify(&Keys::from_bytes([8; 32]), 12, &token));
    }

    #[test]
    fn the_origin_must_be_ours_exactly() {
        let check = |name: &'static str, value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, http::HeaderValue::from_static(value));
            is_same_origin(&headers, "https://help.example")
        };
        assert!(check("sec-fetch-site", "same-origin"));
        assert!(check("sec-fetch-site", "none"));
        assert!(check("origin", "https://help.example"));
        for (name, value) in [
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "cross-site"),
            ("origin", "null"),
            ("origin", "http://help.example"),
            ("origin", "https://help.example.evil.example"),
            ("origin", "https://help.example:444"),
            ("referer", "https://help.example/"),
        ] {
            assert!(!check(name, value), "{name}: {value}");
        }
    }

    #[test]
    fn the_first_part_gives_the_token() {
        let form = b"--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n--x\r\nContent-";
        assert_eq!(first_field(form, "x").as_deref(), Some("abc"));
        let other = b"--x\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nabc\r\n--x--";
        assert_eq!(first_field(other, "x"), None);
        assert_eq!(first_field(b"--x\r\n", "x"), None);
    }
}
