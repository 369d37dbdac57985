//! Work that gave up waits here for a decision; what is under way is counted beside it.

use axum::{extract::State as FromState, response::Response};
use minijinja::{context, value::Serde};
use serde::Deserialize;
use web::{Admin, Path, Query, State};

use super::sections;
use crate::pages::encode;

/// The address of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAddress {
    cursor: Option<String>,
}

/// Lists dead jobs and the depths of all lanes.
pub async fn list(
    admin: Admin,
    FromState(state): FromState<State>,
    Query(address): Query<ListAddress>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let (page, lanes) = state
        .store
        .read(move |tx| {
            let filter = jobs::Filter { state: jobs::State::Dead, ..jobs::Filter::default() };
            let page = jobs::list(tx, &scope, &filter, address.cursor.as_deref(), base::Limit::default())?;
            Ok::<_, jobs::ListError>((page, jobs::depths(tx)?))
        })
        .await
        .map_err(|error| web::Error::bad_request(error.to_string()))?;
    let next = page.next.map(|cursor| format!("/admin/jobs?cursor={}", encode(&cursor)));
    let values = context! { sections => sections(&admin), jobs => Serde(&page.items), lanes => Serde(&lanes), next };
    admin.render("desk/admin/jobs.html", values)
}

/// Runs a dead job again.
pub async fn retry(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(job): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state.store.write(move |tx| jobs::retry(tx, &scope, job).map(drop)).await?;
    Ok(admin.redirect_done("/admin/jobs", "done-retried"))
}

/// Throws a dead job away.
pub async fn discard(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(job): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state.store.write(move |tx| jobs::discard(tx, &scope, job).map(drop)).await?;
    Ok(admin.redirect_done("/admin/jobs", "done-discarded"))
}
