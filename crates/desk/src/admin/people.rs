//! People: found by name or address, added, given a role, shut out and let in again.

use axum::{extract::State as FromState, response::Response};
use base::{Role, Scope};
use keys::Keys;
use minijinja::{Value, context};
use people::{
    Person, link,
    person::{Filter, NewPerson},
};
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Admin, Filled, Form, Path, Query, State};

use super::sections;
use crate::{Error, mailbox, pages::encode};

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
    let (people, next) = state
        .store
        .read(move |tx| {
            let limit = base::Limit::default();
            let page = people::person::list(tx, &scope, &filter, limit, address.cursor.as_deref())?;
            Ok::<_, Error>((rows(tx, &scope, page.items)?, page.next))
        })
        .await?;
    let part = address.q.unwrap_or_default();
    let next = next.map(|cursor| format!("/admin/people?q={}&cursor={}", encode(&part), encode(&cursor)));
    let values = context! { sections => sections(&admin), people, next, part, me => admin.person().id };
    admin.render("desk/admin/people.html", values)
}

/// Members of staff without a password show until when their invitation holds, if they have one.
fn rows(tx: &mut Tx<'_>, scope: &Scope, people: Vec<Person>) -> Result<Vec<Value>, Error> {
    let waits = |person: &Person| person.role.is_staff() && !person.has_password && !person.disabled;
    let waiting: Vec<i64> = people.iter().filter(|person| waits(person)).map(|person| person.id).collect();
    let invitations = link::invitations(tx, scope, &waiting)?;
    let row = |person: Person| {
        let invited = invitations.iter().find(|one| one.person == person.id).map(|one| one.until.rfc3339());
        context! { waits => waits(&person), invited, ..crate::texts::shown(&person) }
    };
    Ok(people.into_iter().map(row).collect())
}

/// Shows the empty form.
pub async fn form(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    show(&admin, &state, Filled::new(NewForm::default())).await
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
    let (scope, written, keys) = (admin.scope().clone(), form.clone(), state.keys.clone());
    match state.store.write(move |tx| make(tx, &scope, &keys, &form)).await {
        Ok(done) => Ok(admin.redirect_done("/admin/people", done)),
        Err(error) => show(&admin, &state, Filled::refused(written, error)?).await,
    }
}

/// Members of staff are invited at once, unless there is no mailbox yet that could send it. Customers need no
/// invitation: they sign in with a link.
fn make(tx: &mut Tx<'_>, scope: &Scope, keys: &Keys, form: &NewForm) -> Result<&'static str, Error> {
    let mut new = NewPerson::of(&form.name, &form.email, form.role.unwrap_or(Role::Customer));
    new.organization = form.organization;
    let made = people::person::create(tx, scope, new)?;
    if !made.role.is_staff() {
        return Ok("done-person");
    }
    if mailbox::for_queue(tx, None)?.is_none() {
        return Ok("done-person-uninvited");
    }
    link::invite(tx, scope, keys, made.id)?;
    Ok("done-person-invited")
}

async fn show(admin: &Admin, state: &State, filled: Filled<NewForm>) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let limit = base::Limit::new(Some(base::Limit::MAX));
    let page = state.store.read(move |tx| people::organization::list(tx, &scope, None, limit, None)).await?;
    let organizations: Vec<_> =
        page.items.iter().map(|one| context! { value => one.id, label => one.name.as_str() }).collect();
    let values = context! { sections => sections(admin), organizations, ..filled.values() };
    admin.render_with(filled.status(), "desk/admin/person-new.html", values)
}

/// Mails the invitation again; the older one ends.
pub async fn invite(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(person): Path<i64>,
) -> Result<Response, web::Error> {
    admin.caller().require_elevated(state.world.now())?;
    let (scope, keys) = (admin.scope().clone(), state.keys.clone());
    let done = state
        .store
        .write(move |tx| {
            if mailbox::for_queue(tx, None)?.is_none() {
                return Ok::<_, Error>("done-uninvited");
            }
            link::invite(tx, &scope, &keys, person)?;
            Ok("done-invited")
        })
        .await?;
    Ok(admin.redirect_done("/admin/people", done))
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
