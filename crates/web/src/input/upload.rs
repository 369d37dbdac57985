//! A form with files; without files it may also come as a plain form.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
};
use http::StatusCode;
use serde::de::DeserializeOwned;

use super::{body::media_type, form, pairs::from_pairs};
use crate::{Error, State, csrf, kind::Kind, limits};

/// One file of a form.
#[derive(Clone, Debug)]
pub struct File {
    /// The form field it came in.
    pub field: String,
    /// Its name as the browser gave it: data only, never a path.
    pub name: String,
    /// Its media type as the browser gave it.
    pub mime: String,
    /// Its content.
    pub bytes: Bytes,
}

/// The text fields of a form and its files; the route must allow the size with `body_limit`.
#[derive(Clone, Debug)]
pub struct Upload<T> {
    /// The text fields.
    pub form: T,
    /// The files that are not empty.
    pub files: Vec<File>,
}

impl<T: DeserializeOwned> FromRequest<State> for Upload<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &State) -> Result<Self, Error> {
        if media_type(request.headers()) != "multipart/form-data" {
            return Ok(Self { form: form::read(request).await?, files: Vec::new() });
        }
        let multipart = Multipart::from_request(request, state)
            .await
            .map_err(|error| Error::bad_request("The form cannot be read.").because(error))?;
        let (pairs, files) = read_parts(multipart).await?;
        Ok(Self { form: from_pairs(pairs)?, files })
    }
}

async fn read_parts(mut multipart: Multipart) -> Result<(Vec<(String, String)>, Vec<File>), Error> {
    let mut pairs = Vec::new();
    let mut files = Vec::new();
    while let Some(part) = multipart.next_field().await.map_err(broken)? {
        let field = part.name().unwrap_or("").to_owned();
        let Some(name) = part.file_name().map(str::to_owned) else {
            let value = part.text().await.map_err(broken)?;
            if field != csrf::FIELD {
                pairs.push((field, value));
            }
            if pairs.len() > limits::FIELDS {
                return Err(Error::field("", format!("At most {} fields are read.", limits::FIELDS)));
            }
            continue;
        };
        let mime = part.content_type().unwrap_or("application/octet-stream").to_owned();
        let bytes = part.bytes().await.map_err(broken)?;
        if name.is_empty() && bytes.is_empty() {
            continue;
        }
        if files.len() == limits::UPLOAD_FILES {
            return Err(Error::field(field, format!("At most {} files are taken at once.", limits::UPLOAD_FILES)));
        }
        files.push(File { field, name: base::text::clean_line(&name), mime, bytes });
    }
    Ok((pairs, files))
}

fn broken(error: MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Error::of(Kind::TooLarge).because(error)
    } else {
        Error::bad_request("The form cannot be read.").because(error)
    }
}
