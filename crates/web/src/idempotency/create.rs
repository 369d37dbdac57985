//! What the API makes is committed together with the answer that tells of it.

use axum::response::Response;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use store::Tx;

use super::{answer::Answer, store as kept};
use crate::{Error, Visit, etag::version_tag};

/// Something new: the answer is 201 with the thing itself.
#[derive(Debug)]
pub struct Created<T> {
    thing: T,
    place: Option<String>,
    version: Option<i64>,
}

impl<T: Serialize> Created<T> {
    /// Only the thing.
    pub const fn new(thing: T) -> Self {
        Self { thing, place: None, version: None }
    }

    /// With the path at which it can be read from now on.
    #[must_use]
    pub fn at(mut self, path: String) -> Self {
        self.place = Some(path);
        self
    }

    /// With its version as entity tag, which `If-Match` takes back.
    #[must_use]
    pub const fn version(mut self, version: i64) -> Self {
        self.version = Some(version);
        self
    }

    fn answer(&self) -> Result<Answer, Error> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some(place) = &self.place {
            headers.insert(header::LOCATION, HeaderValue::from_str(place).map_err(Error::internal)?);
        }
        if let Some(version) = self.version {
            headers.insert(header::ETAG, version_tag(version));
        }
        let body = serde_json::to_vec(&self.thing).map_err(Error::internal)?;
        Ok(Answer::new(StatusCode::CREATED, &headers, body))
    }
}

impl Visit {
    /// Commits what `work` makes; when the request carries an `Idempotency-Key`, its answer with it.
    ///
    /// # Errors
    /// What `work` answers, or the database's own error; nothing is made or kept then.
    pub async fn create<T, E, F>(&self, work: F) -> Result<Response, Error>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<Created<T>, E> + Send + 'static,
        T: Serialize,
        E: Into<Error>,
    {
        let claim = self.claim().cloned();
        let committed = claim.clone();
        let write = self.platform().store.write(move |tx| {
            let answer = work(tx).map_err(Into::into)?.answer()?;
            if let Some(claim) = &claim {
                kept::keep(tx, claim, &answer)?;
            }
            Ok::<_, Error>(answer)
        });
        let answer = write.await?;
        if let Some(claim) = committed {
            claim.was_kept();
        }
        answer.response()
    }
}
