//! Mail that could not be processed: why, what it is, try again or put aside.

use axum::{extract::State as FromState, response::Response};
use mail::{Limits, intake};
use minijinja::{context, value::Serde};
use serde::Deserialize;
use web::{Admin, Path, Query, State};

use super::sections;
use crate::{Error, pages::encode};

/// The address of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAddress {
    cursor: Option<String>,
}

/// Lists what waits.
pub async fn list(
    admin: Admin,
    FromState(state): FromState<State>,
    Query(address): Query<ListAddress>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let page = state
        .store
        .read(move |tx| {
            let limit = base::Limit::default();
            Ok::<_, Error>(intake::list(tx, &scope, intake::State::Quarantined, limit, address.cursor.as_deref())?)
        })
        .await?;
    let next = page.next.map(|cursor| format!("/admin/quarantine?cursor={}", encode(&cursor)));
    admin.render(
        "desk/admin/quarantine.html",
        context! { sections => sections(&admin), mails => Serde(&page.items), next },
    )
}

/// Shows one mail: its envelope and the head of its text, never its HTML.
pub async fn show(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Response, web::Error> {
    let received = received(&admin, &state, mail).await?;
    let raw = intake::raw(&state.blobs, &received).await.map_err(Error::from)?;
    let parsed = mail::parse(&raw, &Limits::default());
    let text = base::text::truncate(&parsed.text, 4_000).to_owned();
    let names: Vec<String> = parsed.attachments.iter().map(|file| file.name.clone()).collect();
    let values = context! {
        sections => sections(&admin), mail => Serde(&received), text, names,
        from => parsed.from.map(|from| format!("{} <{}>", from.name, from.address)),
    };
    admin.render("desk/admin/mail.html", values)
}

/// Hands out the mail exactly as it came.
pub async fn raw(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Response, web::Error> {
    let received = received(&admin, &state, mail).await?;
    let raw = intake::raw(&state.blobs, &received).await.map_err(Error::from)?;
    Ok(web::download(raw, &format!("mail-{mail}.eml"), "message/rfc822"))
}

async fn received(admin: &Admin, state: &State, mail: i64) -> Result<intake::Received, web::Error> {
    let scope = admin.scope().clone();
    Ok(state.store.read(move |tx| Ok::<_, Error>(intake::get(tx, &scope, mail)?)).await?)
}

/// Processes it once more.
pub async fn retry(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state.store.write(move |tx| Ok::<_, Error>(intake::retry(tx, &scope, mail)?)).await?;
    Ok(admin.redirect_done("/admin/quarantine", "done-retried"))
}

/// Puts it aside for good; its raw bytes stay.
pub async fn discard(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state.store.write(move |tx| Ok::<_, Error>(intake::discard(tx, &scope, mail)?)).await?;
    Ok(admin.redirect_done("/admin/quarantine", "done-discarded"))
}
