//! Who mail is from: the keys that sign ours, and what each mailbox believes of others.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use mail::authentication::{
    Disproved, Dns, Trust,
    dkim_key::{self, DkimKey},
    trust,
};
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Admin, Filled, Form, Path, State};

use super::sections;
use crate::{Error, texts::shown};

const PAGE: &str = "/admin/senders";

/// New keys for a domain.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewForm {
    domain: String,
    selector: String,
}

impl Default for NewForm {
    fn default() -> Self {
        Self { domain: String::new(), selector: "aftercare".to_owned() }
    }
}

/// What a mailbox believes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustForm {
    #[serde(default)]
    server: Option<String>,
    disproved: Disproved,
}

/// Shows keys and mailboxes.
pub async fn list(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    show(&admin, &state, Filled::new(NewForm::default())).await
}

/// Makes keys. They speak in the installation's name, so the administrator's password is asked for first.
pub async fn add(
    admin: Admin,
    FromState(state): FromState<State>,
    Form(form): Form<NewForm>,
) -> Result<Response, web::Error> {
    admin.caller().require_elevated(state.world.now())?;
    let (scope, written, keys) = (admin.scope().clone(), form.clone(), state.keys.clone());
    let making = base::tasks::spawn_blocking("desk.dkim_keys", dkim_key::generate);
    let new = making.await.map_err(web::Error::internal)?.map_err(Error::from)?;
    let named = move |tx: &mut Tx<'_>| dkim_key::add(tx, &scope, &keys, (&form.domain, &form.selector), new);
    match state.store.write(move |tx| Ok::<_, Error>(named(tx)?)).await {
        Ok(_) => Ok(admin.redirect_done(PAGE, "done-dkim-added")),
        Err(error) => show(&admin, &state, Filled::refused(written, error)?).await,
    }
}

/// Asks DNS for every record.
pub async fn check(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    look_up_all(&state, &scope).await?;
    Ok(admin.redirect_done(PAGE, "done-dkim-checked"))
}

/// Asks DNS for every record and notes what it says.
///
/// # Errors
/// When the scope may not, or the database fails.
pub async fn look_up_all(state: &State, scope: &Scope) -> Result<Vec<DkimKey>, Error> {
    let dns = state.extensions.get::<Dns>().cloned().unwrap_or_default();
    let asking = scope.clone();
    for key in state.store.read(move |tx| dkim_key::list(tx, &asking)).await? {
        let problem = dkim_key::look_up(&dns, &key).await;
        let scope = scope.clone();
        let noting = move |tx: &mut Tx<'_>| dkim_key::note_looked_up(tx, &scope, &key, problem.as_deref());
        state.store.write(noting).await?;
    }
    let scope = scope.clone();
    Ok(state.store.read(move |tx| dkim_key::list(tx, &scope)).await?)
}

/// Takes a key away.
pub async fn remove(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(key): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    state.store.write(move |tx| Ok::<_, Error>(dkim_key::remove(tx, &scope, key)?)).await?;
    Ok(admin.redirect_done(PAGE, "done-dkim-removed"))
}

/// Decides what a mailbox believes.
pub async fn believe(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(mailbox): Path<i64>,
    Form(form): Form<TrustForm>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let believed = Trust { server: form.server, disproved: form.disproved };
    state.store.write(move |tx| Ok::<_, Error>(trust::set(tx, &scope, mailbox, &believed)?)).await?;
    Ok(admin.redirect_done(PAGE, "done-trust"))
}

async fn show(admin: &Admin, state: &State, filled: Filled<NewForm>) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let (keys, mailboxes) =
        state.store.read(move |tx| Ok::<_, Error>((keys(tx, &scope)?, mailboxes(tx, &scope)?))).await?;
    let values = context! { sections => sections(admin), keys, mailboxes, ..filled.values() };
    admin.render_with(filled.status(), "desk/admin/senders.html", values)
}

fn keys(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<Value>, Error> {
    let row = |key: &DkimKey| context! { name => key.record_name(), text => key.record_text(), ..shown(key) };
    Ok(dkim_key::list(tx, scope)?.iter().map(row).collect())
}

fn mailboxes(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<Value>, Error> {
    let mut rows = Vec::new();
    for mailbox in mail::mailbox::list(tx, scope)? {
        let believed = trust::of(tx, mailbox.id)?;
        rows.push(context! { id => mailbox.id, address => mailbox.address, ..shown(&believed) });
    }
    Ok(rows)
}
