//! JSON in and out: unknown fields, wrong types and NUL characters are refused with the field's name.

use axum::{
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::body::{media_type, read_all};
use crate::{Error, State, kind::Kind, limits};

/// A JSON document. As an argument it answers 400 for text that is not JSON, 413 when too long,
/// 415 for another content type, 422 for refused fields. Types should carry `deny_unknown_fields`.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<State> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _state: &State) -> Result<Self, Error> {
        if !is_json(&media_type(request.headers())) {
            return Err(Error::of(Kind::UnsupportedMediaType).detail("Send application/json."));
        }
        let bytes = read_all(request.into_body(), limits::BODY).await?;
        parse(&bytes).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => {
                let json = HeaderValue::from_static("application/json");
                ([(header::CONTENT_TYPE, json)], bytes).into_response()
            }
            Err(error) => Error::internal(error).into_response(),
        }
    }
}

/// `application/json` and the `+json` family.
pub(crate) fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || (media_type.starts_with("application/") && media_type.ends_with("+json"))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    if has_nul(bytes)
        && let Ok(document) = serde_json::from_slice(bytes)
    {
        return Err(Error::field(place_of_nul(&document).unwrap_or_default(), "Text must not hold a NUL character."));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        refuse(&path, error.inner())
    })?;
    reader.end().map_err(|error| refuse("", &error))?;
    Ok(value)
}

fn refuse(path: &str, error: &serde_json::Error) -> Error {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string().replace(&place, "");
    if error.is_data() {
        let field = match path {
            "." => missing_field(&message).unwrap_or_default(),
            path => path.to_owned(),
        };
        Error::field(field, message)
    } else {
        Error::bad_request(format!("The body is not JSON: {message}{place}."))
    }
}

/// serde names a missing field only in its sentence.
fn missing_field(message: &str) -> Option<String> {
    let rest = message.strip_prefix("missing field `")?;
    rest.split('`').next().map(str::to_owned)
}

/// Whether a JSON text holds the escape of U+0000; a raw NUL is no JSON anyway.
fn has_nul(bytes: &[u8]) -> bool {
    let mut escaped = false;
    for (place, byte) in bytes.iter().enumerate() {
        if escaped {
            if bytes.get(place..place + 5) == Some(b"u0000") {
                return true;
            }
            escaped = false;
        } else {
            escaped = *byte == b'\\';
        }
    }
    false
}

/// The path of the first text with a NUL, written as the paths of other refusals: `requester.email`, `tags[1]`.
fn place_of_nul(document: &Value) -> Option<String> {
    match document {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(members) => members
            .iter()
            .enumerate()
            .find_map(|(number, member)| place_of_nul(member).map(|rest| joined(&format!("[{number}]"), &rest))),
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            if name.contains('\0') {
                return Some(String::new());
            }
            place_of_nul(value).map(|rest| joined(name, &rest))
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn joined(first: &str, rest: &str) -> String {
    let dot = if rest.is_empty() || rest.starts_with('[') { "" } else { "." };
    format!("{first}{dot}{rest}")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Requester {
        #[expect(dead_code, reason = "only its reading is tested")]
        email: String,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct NewItem {
        title: String,
        #[expect(dead_code, reason = "only its reading is tested")]
        priority: Option<i64>,
        #[expect(dead_code, reason = "only its reading is tested")]
        requester: Option<Requester>,
    }

    fn refusal(text: &str) -> (Kind, String) {
        let error = parse::<NewItem>(text.as_bytes()).unwrap_err();
        (error.kind(), error.fields().first().map(|field| field.field.clone()).unwrap_or_default())
    }

    #[test]
    fn every_refusal_names_its_field() {
        assert_eq!(parse::<NewItem>(br#"{"title":"a \\u0000"}"#).unwrap().title, "a \\u0000");
        assert_eq!(refusal(r#"{"title":"a","colour":1}"#), (Kind::Invalid, "colour".into()));
        assert_eq!(refusal(r#"{"priority":1}"#), (Kind::Invalid, "title".into()));
        assert_eq!(refusal(r#"{"title":"a","priority":"high"}"#), (Kind::Invalid, "priority".into()));
        assert_eq!(refusal(r#"{"title":"a","requester":{"email":7}}"#), (Kind::Invalid, "requester.email".into()));
        assert_eq!(refusal(r#"{"title":"a","title":"b"}"#).0, Kind::Invalid);
        for (text, field) in [
            (r#"{"title":"a\u0000b"}"#, "title"),
            (r#"{"title":"a","requester":{"email":"\u0000"}}"#, "requester.email"),
            (r#"{"tags":["a","\u0000"]}"#, "tags[1]"),
            (r#"{"people":[{"name":"\u0000"}]}"#, "people[0].name"),
            (r#"{"a\u0000":1}"#, ""),
        ] {
            assert_eq!(refusal(text), (Kind::Invalid, field.into()), "{text}");
        }
        assert_eq!(refusal("[]").0, Kind::Invalid);
    }

    #[test]
    fn what_is_not_json_is_a_bad_request() {
        for text in
            ["", "{", "{\"title\":\"a\"} x", "\u{feff}{}", "{\"title\":\"a", "{'title':'a'}", "{\"title\":\"\\x\"}"]
        {
            assert_eq!(refusal(text).0, Kind::BadRequest, "{text}");
        }
        assert_eq!(refusal(&"[".repeat(100_000)).0, Kind::Invalid);
    }
}
