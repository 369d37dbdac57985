//! People: found by name or address, added, given a role, shut out and let in again.

use axum::{extract::State as FromState, response::Response};
use base::Role;
use http::StatusCode;
use minijinja::{context, value::Serde};
use people::person::{Filter, NewPerson};
use serde::{Deserialize, Serialize};
use web::{Admin, Form, Path, Query, State};

use super::sections;
use crate::{Error, pages::encode};

/// The address of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAddress {
    q: Option<String>,
    cursor: Option<String>,
}

/// A new person.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewForm {
    name: String,
    email: String,
    role: Option<Role>,
    organization: Option<i64>,
}

/// Whether somebody may sign in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessForm {
    allowed: bool,
}

/// A role.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    role: Role,
}

/// Lists people.
pub async fn list(
    admin: Admin,
    FromState(state): FromState<State>,
    Query(address): Query<ListAddress>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let filter = Filter { part: address.q.clone(), with_disabled: true, ..Filter::default() };
    let page = state
        .store
        .read(move |tx| people::person::list(tx, &scope, &filter, base::Limit::default(), address.cursor.as_deref()))
        .await?;
    let part = address.q.unwrap_or_default();
    let next = page.next.map(|cursor| format!("/admin/people?q={}&cursor={}", encode(&part), encode(&cursor)));
    let values =
        context! { sections => sections(&admin), people => Serde(&page.items), next, part, me => admin.person().id };
    admin.render("desk/admin/people.html", values)
}

/// Shows the empty form.
pub async fn form(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    show(&admin, &state, StatusCode::OK, NewForm::default(), None).await
}

/// Makes a person; a role of staff is a right, so the administrator's own password is asked for first.
pub async fn create(
    admin: Admin,
    FromState(state): FromState<State>,
    Form(form): Form<NewForm>,
) -> Result<Response, web::Error> {
    if form.role.is_some_and(Role::is_staff) {
        admin.caller().require_elevated(state.world.now())?;
    }
    let (scope, written) = (admin.scope().clone(), form.clone());
    let made = state
        .store
        .write(move |tx| {
            let mut new = NewPerson::of(&form.name, &form.email, form.role.unwrap_or(Role::Customer));
            new.organization = form.organization;
            Ok::<_, Error>(people::person::create(tx, &scope, new)?)
        })
        .await;
    match made.map_err(web::Error::from) {
        Ok(_) => Ok(admin.redirect_done("/admin/people", "done-person")),
        Err(error) if error.status() == StatusCode::UNPROCESSABLE_ENTITY => {
            show(&admin, &state, StatusCode::UNPROCESSABLE_ENTITY, written, Some(error)).await
        }
        Err(error) => Err(error),
    }
}

async fn show(
    admin: &Admin,
    state: &State,
    status: StatusCode,
    form: NewForm,
    error: Option<web::Error>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let limit = base::Limit::new(Some(base::Limit::MAX));
    let page = state.store.read(move |tx| people::organization::list(tx, &scope, None, limit, None)).await?;
    let organizations: Vec<_> =
        page.items.iter().map(|one| context! { value => one.id, label => one.name.as_str() }).collect();
    let errors = error.as_ref().map(|error| crate::texts::shown(error.fields()));
    let values = context! { sections => sections(admin), form => Serde(form), organizations, errors };
    admin.render_with(status, "desk/admin/person-new.html", values)
}

/// Shuts somebody out or lets them in again; all their sessions and tokens end at once.
pub async fn access(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(person): Path<i64>,
    Form(form): Form<AccessForm>,
) -> Result<Response, web::Error> {
    admin.caller().require_elevated(state.world.now())?;
    let scope = admin.scope().clone();
    state
        .store
        .write(move |tx| match form.allowed {
            true => people::person::enable(tx, &scope, person).map(drop),
            false => people::person::disable(tx, &scope, person).map(drop),
        })
        .await?;
    Ok(admin.redirect_done("/admin/people", "done-access"))
}

/// Gives a role.
pub async fn role(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(person): Path<i64>,
    Form(form): Form<RoleForm>,
) -> Result<Response, web::Error> {
    admin.caller().require_elevated(state.world.now())?;
    let scope = admin.scope().clone();
    state.store.write(move |tx| people::person::set_role(tx, &scope, person, form.role).map(drop)).await?;
    Ok(admin.redirect_done("/admin/people", "done-role"))
}
