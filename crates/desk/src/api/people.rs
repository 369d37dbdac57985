//! People: staff see everybody, customers themselves and their colleagues' names.

use axum::{extract::State as FromState, response::Response};
use base::{Role, Scope};
use people::{Person, person::NewPerson};
use serde::Deserialize;
use serde_json::{Value, json};
use store::Tx;
use utoipa::{IntoParams, ToSchema};
use web::{ApiCaller, Created, Json, Path, Query, State};

use crate::Error;

/// Whom to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PeopleParameters {
    /// Part of a name or an address.
    q: Option<String>,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// A new person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPersonBody {
    email: String,
    #[serde(default)]
    name: String,
    /// `customer` unless said otherwise; only administrators make staff.
    #[schema(value_type = Option<String>)]
    role: Option<Role>,
    /// The organisation's name.
    organization: Option<String>,
}

/// Lists people in the order of their names.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", params(PeopleParameters), responses((status = 200)))]
pub async fn list(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Query(parameters): Query<PeopleParameters>,
) -> Result<Json<Value>, web::Error> {
    let limit = web::page::limit(parameters.limit)?;
    let scope = caller.scope().clone();
    let filter = people::person::Filter { part: parameters.q, ..people::person::Filter::default() };
    let cursor = parameters.cursor;
    let shown_to = scope.clone();
    let page = state.store.read(move |tx| people::person::list(tx, &scope, &filter, limit, cursor.as_deref())).await?;
    let items: Vec<Value> = page.items.iter().map(|person| shown(&shown_to, person)).collect();
    Ok(Json(json!({ "items": items, "next": page.next })))
}

/// Shows one person.
#[utoipa::path(get, path = "/api/v1/people/{person}", tag = "people", params(("person" = i64, Path)),
    responses((status = 200), (status = 404, description = "Absent or not visible")))]
pub async fn show(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(person): Path<i64>,
) -> Result<Json<Value>, web::Error> {
    let scope = caller.scope().clone();
    let shown_to = scope.clone();
    let person = state.store.read(move |tx| people::person::get(tx, &scope, person)).await?;
    Ok(Json(shown(&shown_to, &person)))
}

/// Makes a person known; members of staff are made by a signed-in administrator, never by a token.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", request_body = NewPersonBody,
    responses((status = 201), (status = 422, description = "A field is refused")))]
pub async fn create(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Json(body): Json<NewPersonBody>,
) -> Result<Response, web::Error> {
    if body.role.is_some_and(Role::is_staff) {
        caller.caller().require_elevated(state.world.now())?;
    }
    let scope = caller.scope().clone();
    let made = caller.create(move |tx| {
        let person = make(tx, &scope, body)?;
        Ok::<_, Error>(Created::new(shown(&scope, &person)))
    });
    made.await
}

fn make(tx: &mut Tx<'_>, scope: &Scope, body: NewPersonBody) -> Result<Person, Error> {
    let mut new = NewPerson::of(&body.name, &body.email, body.role.unwrap_or(Role::Customer));
    if let Some(name) = body.organization {
        let found = people::organization::by_name(tx, scope, &name)?;
        let found =
            found.ok_or_else(|| Error::invalid("organization", format!("There is no organisation “{name}”.")))?;
        new.organization = Some(found.id);
    }
    Ok(people::person::create(tx, scope, new)?)
}

/// Colleagues are a name to each other; staff and the person see the rest.
fn shown(scope: &Scope, person: &Person) -> Value {
    if !scope.is_staff() && scope.person() != Some(person.id) {
        return json!(person.for_customer());
    }
    json!({
        "id": person.id, "name": person.name, "role": person.role, "email": person.address,
        "organization": person.organization.zip(person.organization_name.as_ref())
            .map(|(id, name)| json!({ "id": id, "name": name })),
        "locale": person.locale, "zone": person.zone, "disabled": person.disabled,
        "version": person.version, "created_at": person.created_at, "updated_at": person.updated_at,
    })
}
