//! Everybody, signed in or not.

use axum::extract::FromRequestParts;
use http::request::Parts;

use crate::{Error, State, Visit};

/// Somebody who may be signed in; dereferences to the [`Visit`].
#[derive(Clone)]
pub struct Anyone(Visit);

impl std::ops::Deref for Anyone {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.0
    }
}

impl FromRequestParts<State> for Anyone {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &State) -> Result<Self, Error> {
        Visit::in_extensions(&parts.extensions).map(Self)
    }
}
