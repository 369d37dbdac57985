//! Senders whose mail is put aside at once, and the way back.

use axum::{extract::State as FromState, response::Response};
use mail::intake;
use minijinja::{context, value::Serde};
use serde::{Deserialize, Serialize};
use web::{Admin, Filled, Form, Path, Query, State};

use super::sections;
use crate::{Error, pages::encode};

/// The address of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ListAddress {
    cursor: Option<String>,
}

/// A sender to block.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct BlockForm {
    sender: String,
    reason: Option<String>,
}

/// Lists them.
pub async fn list(
    admin: Admin,
    FromState(state): FromState<State>,
    Query(address): Query<ListAddress>,
) -> Result<Response, web::Error> {
    show(&admin, &state, Filled::new(BlockForm::default()), address.cursor).await
}

/// Blocks one.
pub async fn block(
    admin: Admin,
    FromState(state): FromState<State>,
    Form(form): Form<BlockForm>,
) -> Result<Response, web::Error> {
    let (scope, written) = (admin.scope().clone(), form.clone());
    let reason = form.reason.unwrap_or_default();
    let blocked = state.store.write(move |tx| Ok::<_, Error>(intake::block(tx, &scope, &form.sender, &reason)?)).await;
    match blocked {
        Ok(()) => Ok(admin.redirect_done("/admin/blocked", "done-blocked")),
        Err(error) => show(&admin, &state, Filled::refused(written, error)?, None).await,
    }
}

/// Lets one in again.
pub async fn unblock(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(blocked): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state.store.write(move |tx| Ok::<_, Error>(intake::unblock(tx, &scope, blocked)?)).await?;
    Ok(admin.redirect_done("/admin/blocked", "done-unblocked"))
}

async fn show(
    admin: &Admin,
    state: &State,
    filled: Filled<BlockForm>,
    cursor: Option<String>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let page = state
        .store
        .read(move |tx| Ok::<_, Error>(intake::blocked(tx, &scope, base::Limit::default(), cursor.as_deref())?))
        .await?;
    let next = page.next.map(|cursor| format!("/admin/blocked?cursor={}", encode(&cursor)));
    let values = context! { sections => sections(admin), blocked => Serde(&page.items), next, ..filled.values() };
    admin.render_with(filled.status(), "desk/admin/blocked.html", values)
}
