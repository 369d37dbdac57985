//! A plain form; its token has been checked before and is left out.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::{
    body::{media_type, read_all},
    pairs::{from_pairs, parse_pairs},
};
use crate::{Error, State, csrf, kind::Kind, limits};

/// The fields of a form sent as `application/x-www-form-urlencoded`.
#[derive(Clone, Copy, Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<State> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _state: &State) -> Result<Self, Error> {
        read(request).await.map(Self)
    }
}

pub(super) const FORM: &str = "application/x-www-form-urlencoded";

pub(super) async fn read<T: DeserializeOwned>(request: Request) -> Result<T, Error> {
    let media_type = media_type(request.headers());
    if media_type != FORM && !media_type.is_empty() {
        return Err(Error::of(Kind::UnsupportedMediaType).detail("Send a form."));
    }
    let bytes = read_all(request.into_body(), limits::BODY).await?;
    let mut pairs = parse_pairs(&bytes)?;
    pairs.retain(|(name, _)| name != csrf::FIELD);
    from_pairs(pairs)
}
