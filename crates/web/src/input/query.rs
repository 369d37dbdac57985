//! Query strings are read like forms: unknown names and wrong values are refused by name.

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::pairs::{from_pairs, parse_pairs};
use crate::{Error, State};

/// The parameters after the question mark.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<State> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &State) -> Result<Self, Error> {
        let text = parts.uri.query().unwrap_or("");
        from_pairs(parse_pairs(text.as_bytes())?).map(Self)
    }
}
