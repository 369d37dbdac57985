//! Embedded files: their names carry their content's hash, so browsers keep them for ever.

use axum::{
    extract::State as FromState,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, HeaderValue, header};
use minijinja::context;

use crate::{Error, Path, State};

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// One file of the design system.
pub(super) async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    let asset = ui::asset(&path).ok_or_else(Error::not_found)?;
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let packed = asset.gzip.filter(|_| accepts.contains("gzip"));
    let is_packed = packed.is_some();
    let mut response = packed.unwrap_or(asset.bytes).into_owned().into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    out.insert(header::CACHE_CONTROL, if asset.immutable { FOR_EVER } else { A_DAY });
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_packed {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

/// Browsers ask for it by themselves.
pub(super) async fn favicon(FromState(state): FromState<State>) -> Result<Response, Error> {
    let address = state.ui.render("web/favicon.txt", "en", context! {}).map_err(Error::internal)?;
    let mut response = Redirect::temporary(address.trim()).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, A_DAY);
    Ok(response)
}

/// A help desk is not for search engines.
pub(super) async fn robots() -> Response {
    ([(header::CACHE_CONTROL, A_DAY)], "User-agent: *\nDisallow: /\n").into_response()
}
