//! Organisations, teams and queues: short lists with names.

use axum::{extract::State as FromState, response::Response};
use people::{organization::NewOrganization, organization::Organization, team::Team};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use web::{ApiCaller, Created, Json, Path, Query, State};
use work::{Queue, QueueData};

use crate::Error;

/// Part of a name and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct NameParameters {
    q: Option<String>,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// A new organisation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrganizationBody {
    name: String,
    /// Its mail domains.
    #[serde(default)]
    domains: Vec<String>,
    /// Whether its people see what their colleagues asked.
    #[serde(default)]
    shares_items: bool,
}

/// A new team.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTeamBody {
    name: String,
}

/// A new queue.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewQueueBody {
    name: String,
    /// Letters before the number in the keys of its items.
    key_prefix: Option<String>,
    reopen_days: Option<i64>,
}

/// What changes of a queue; absent fields stay.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeQueueBody {
    name: Option<String>,
    key_prefix: Option<String>,
    /// Days in which a reply reopens a ticket that is finished; later it makes a new one. 0 to 3650.
    reopen_days: Option<i64>,
}

fn whole<T: Serialize>(items: Vec<T>) -> Json<Value> {
    Json(json!({ "items": items, "next": null }))
}

/// Lists organisations.
#[utoipa::path(get, path = "/api/v1/organizations", tag = "people", params(NameParameters), responses((status = 200)))]
pub async fn organizations(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Query(asked): Query<NameParameters>,
) -> Result<Json<base::Page<Organization>>, web::Error> {
    let limit = web::page::limit(asked.limit)?;
    let scope = caller.scope().clone();
    let page = state
        .store
        .read(move |tx| people::organization::list(tx, &scope, asked.q.as_deref(), limit, asked.cursor.as_deref()))
        .await?;
    Ok(Json(page))
}

/// Shows an organisation.
#[utoipa::path(get, path = "/api/v1/organizations/{organization}", tag = "people",
    params(("organization" = i64, Path)), responses((status = 200)))]
pub async fn organization(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(organization): Path<i64>,
) -> Result<Json<Organization>, web::Error> {
    let scope = caller.scope().clone();
    let found = state.store.read(move |tx| people::organization::get(tx, &scope, organization)).await?;
    Ok(Json(found))
}

/// Makes an organisation.
#[utoipa::path(post, path = "/api/v1/organizations", tag = "people", request_body = NewOrganizationBody,
    responses((status = 201)))]
pub async fn create_organization(
    caller: ApiCaller,
    Json(body): Json<NewOrganizationBody>,
) -> Result<Response, web::Error> {
    let scope = caller.scope().clone();
    let made = caller.create(move |tx| {
        let new = NewOrganization { name: body.name, shares_items: body.shares_items };
        let made = people::organization::create(tx, &scope, new)?;
        for domain in body.domains {
            people::organization::add_domain(tx, &scope, made.id, &domain)?;
        }
        Ok::<_, Error>(Created::new(made))
    });
    made.await
}

/// Lists teams.
#[utoipa::path(get, path = "/api/v1/teams", tag = "people", responses((status = 200)))]
pub async fn teams(caller: ApiCaller, FromState(state): FromState<State>) -> Result<Json<Value>, web::Error> {
    let scope = caller.scope().clone();
    let teams: Vec<Team> = state.store.read(move |tx| people::team::list(tx, &scope)).await?;
    Ok(whole(teams))
}

/// Makes a team.
#[utoipa::path(post, path = "/api/v1/teams", tag = "people", request_body = NewTeamBody, responses((status = 201)))]
pub async fn create_team(caller: ApiCaller, Json(body): Json<NewTeamBody>) -> Result<Response, web::Error> {
    let scope = caller.scope().clone();
    caller.create(move |tx| people::team::create(tx, &scope, &body.name).map(Created::new)).await
}

/// Lists queues.
#[utoipa::path(get, path = "/api/v1/queues", tag = "desk", responses((status = 200)))]
pub async fn queues(caller: ApiCaller, FromState(state): FromState<State>) -> Result<Json<Value>, web::Error> {
    let scope = caller.scope().clone();
    let queues: Vec<Queue> = state.store.read(move |tx| Ok::<_, Error>(work::queue::list(tx, &scope)?)).await?;
    Ok(whole(queues))
}

/// Makes a queue.
#[utoipa::path(post, path = "/api/v1/queues", tag = "desk", request_body = NewQueueBody, responses((status = 201)))]
pub async fn create_queue(caller: ApiCaller, Json(body): Json<NewQueueBody>) -> Result<Response, web::Error> {
    let scope = caller.scope().clone();
    let mut data = QueueData::new(body.name, body.key_prefix.unwrap_or_else(|| "SUP".to_owned()));
    data.reopen_days = body.reopen_days.unwrap_or(data.reopen_days);
    let made = caller.create(move |tx| Ok::<_, Error>(Created::new(work::queue::create(tx, &scope, data)?)));
    made.await
}

/// Changes a queue; keys that items have already stay as they are.
#[utoipa::path(patch, path = "/api/v1/queues/{queue}", tag = "desk", params(("queue" = i64, Path)),
    request_body = ChangeQueueBody, responses((status = 200)))]
pub async fn change_queue(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(queue): Path<i64>,
    Json(body): Json<ChangeQueueBody>,
) -> Result<Json<Queue>, web::Error> {
    let scope = caller.scope().clone();
    let changed = state.store.write(move |tx| {
        let now = work::queue::get(tx, &scope, queue)?;
        let data = QueueData {
            name: body.name.unwrap_or(now.name),
            key_prefix: body.key_prefix.unwrap_or(now.key_prefix),
            team: now.team,
            reopen_days: body.reopen_days.unwrap_or(now.reopen_days),
        };
        Ok::<_, Error>(work::queue::change(tx, &scope, queue, data)?)
    });
    Ok(Json(changed.await?))
}
