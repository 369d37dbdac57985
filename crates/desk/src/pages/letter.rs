//! The HTML of a mail is shown in a frame with a policy of its own: the second wall behind the sanitiser.
//!
//! Nothing in it can run, submit or reach another host. Its own pictures are our files; pictures from elsewhere wait
//! until the reader asks for them and then come through us, so that the sender learns nothing.

use axum::{extract::State as FromState, response::Response};
use http::{HeaderValue, header};
use mail::parse::{
    html::content_id,
    html_images::{Image, remote_count, with_sources},
};
use minijinja::context;
use serde::Deserialize;
use web::{Path, Query, SignedIn, State};
use work::Message;

use crate::{Error, picture};

/// The frame shares our origin only so that our page can measure its height and its pictures get our session;
/// without `allow-scripts` nothing in it can use that.
const POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self'; \
    form-action 'none'; frame-ancestors 'self'; \
    sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/// Whether the pictures from elsewhere were asked for.
#[derive(Deserialize)]
pub struct Asked {
    images: Option<String>,
}

/// The document in the frame, for whoever may see the message.
pub async fn show(
    caller: SignedIn,
    FromState(state): FromState<State>,
    Path(message): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let scope = caller.scope().clone();
    let message = state.store.read(move |tx| Ok::<_, Error>(work::message::get(tx, &scope, message)?)).await?;
    let shows_all = asked.images.is_some();
    let body = with_pictures(&message, |address| shows_all.then(|| picture::address(&state.keys, message.id, address)));
    let values = context! {
        blocked => if shows_all { 0 } else { remote_count(&message.html) },
        colours => if chooses_colours(&message.html) { "own" } else { "none" },
        body,
    };
    let mut response = caller.render("desk/letter.html", values)?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

/// Where the frame of a message finds its document.
#[must_use]
pub fn path(message: i64) -> String {
    format!("/messages/{message}/letter")
}

/// Pictures that came with the mail are ours to hand out; `remote` says where one from elsewhere is loaded from.
fn with_pictures(message: &Message, remote: impl Fn(&str) -> Option<String>) -> String {
    with_sources(&message.html, |image| match image {
        Image::Remote(address) => remote(address),
        Image::Inline(id) => {
            let id = content_id(id);
            let file = message.attachments.iter().find(|file| file.content_id.as_deref() == Some(&id))?;
            Some(format!("/attachments/{}", file.id))
        }
    })
}

/// A mail that sets colours expects white paper around them.
fn chooses_colours(html: &str) -> bool {
    ["color:", " bgcolor=\"", " color=\"", "background"].iter().any(|sign| html.contains(sign))
}
