//! `PATCH /api/v1/items/{item}`: each given field goes through its own verb, all in one transaction.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;
use web::{ApiCaller, IfMatch, Json, Path, State};
use work::{Kind, WaitingOn};

use super::{create_item::queue, items::with_version, present, show};
use crate::Error;

/// What changes; absent fields stay, `null` takes a value away.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeBody {
    title: Option<String>,
    status: Option<String>,
    /// `customer`, `vendor`, `internal` or `release`; with a waiting status.
    #[schema(value_type = Option<String>)]
    waiting_on: Option<WaitingOn>,
    priority: Option<i64>,
    /// Why the priority is not what impact and urgency say.
    priority_reason: Option<String>,
    /// The queue's name.
    queue: Option<String>,
    /// An agent's address; `null` for nobody.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    assignee: Option<Option<String>>,
    /// The requester's address.
    requester: Option<String>,
    /// All tags from now on.
    tags: Option<Vec<String>>,
    /// Converts the item in place; key and id stay.
    #[schema(value_type = Option<String>)]
    kind: Option<Kind>,
}

/// Changes an item; with `If-Match` only if that is still its version.
#[utoipa::path(patch, path = "/api/v1/items/{item}", tag = "items", params(("item" = String, Path)),
    request_body = ChangeBody,
    responses((status = 200, body = show::ItemShown), (status = 412, description = "Changed in the meantime")))]
pub async fn change(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    IfMatch(version): IfMatch,
    Json(body): Json<ChangeBody>,
) -> Result<Response, web::Error> {
    let (scope, base_url) = (caller.scope().clone(), state.settings.base_url.clone());
    let shown = state
        .store
        .write(move |tx| {
            let found = work::item::find(tx, &scope, &item)?;
            apply(tx, &scope, (found.id, version), body)?;
            show::one(tx, &scope, &base_url, found.id)
        })
        .await?;
    Ok(with_version(shown))
}

/// Checks the version once, then runs the verbs of the given fields.
fn apply(tx: &mut Tx<'_>, scope: &Scope, (id, version): (i64, Option<i64>), body: ChangeBody) -> Result<(), Error> {
    let current = work::item::get(tx, scope, id)?.version;
    if version.is_some_and(|seen| seen != current) {
        return Err(work::Error::Stale { current }.into());
    }
    // The first verb carries the version too, so that nobody slips in between on PostgreSQL.
    let mut expected = version;
    if let Some(kind) = body.kind {
        work::item::convert_kind(tx, scope, id, expected.take(), kind)?;
    }
    if let Some(title) = body.title {
        work::item::set_title(tx, scope, id, expected.take(), &title)?;
    }
    if let Some(name) = body.queue {
        let queue = queue(tx, scope, &name)?;
        work::item::move_queue(tx, scope, id, expected.take(), Some(queue))?;
    }
    if let Some(assignee) = body.assignee {
        let assignee = assignee.map(|address| person(tx, "assignee", &address)).transpose()?;
        work::item::assign(tx, scope, id, expected.take(), assignee)?;
    }
    if let Some(address) = body.requester {
        let requester = person(tx, "requester", &address)?;
        work::item::set_requester(tx, scope, id, expected.take(), requester)?;
    }
    if let Some(priority) = body.priority {
        work::item::set_priority(tx, scope, id, expected.take(), priority, body.priority_reason.as_deref())?;
    }
    if let Some(tags) = body.tags {
        work::item::set_tags(tx, scope, id, expected.take(), &tags)?;
    }
    if let Some(status) = body.status {
        work::item::set_status(tx, scope, id, expected.take(), &status, body.waiting_on)?;
    }
    Ok(())
}

/// A known person by address.
pub fn person(tx: &mut Tx<'_>, field: &'static str, address: &str) -> Result<i64, Error> {
    let found = people::person::by_address(tx, address)?;
    found.map(|person| person.id).ok_or_else(|| Error::invalid(field, format!("Nobody has the address “{address}”.")))
}
