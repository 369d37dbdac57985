//! The settings of one mailbox; its servers are looked for when it has none yet.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use mail::{
    authentication::Dns,
    mailbox::{Mailbox, Outside, guess, settings::FetchSettings},
    outbox::Relay,
};
use minijinja::{Value, context};
use serde::Deserialize;
use store::Tx;
use web::{Admin, Filled, Form, Path, Query, State};

use super::{super::sections, form::SettingsForm};
use crate::{Error, mailbox, mailbox::trial, texts::shown};

/// The address of the page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditAddress {
    /// Look for the servers.
    guess: Option<bool>,
}

struct Before {
    mailbox: Mailbox,
    form: SettingsForm,
    fetch: Option<FetchSettings>,
    relay: Option<Relay>,
}

/// Shows the form.
pub async fn edit(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(id): Path<i64>,
    Query(address): Query<EditAddress>,
) -> Result<Response, web::Error> {
    let before = before(&state, admin.scope(), id).await?;
    let wanted = address.guess == Some(true) && before.fetch.is_none();
    let found = if wanted { look_for_servers(&state, &before.mailbox.address).await } else { None };
    let form = match &found {
        Some(guess) => before.form.clone().with_guess(guess),
        None => before.form.clone(),
    };
    page(&admin, &state, &before.mailbox, Filled::new(form), shown(&found)).await
}

async fn look_for_servers(state: &State, address: &str) -> Option<guess::Guess> {
    let outside = state.extensions.get::<Outside>()?;
    let dns = state.extensions.get::<Dns>().cloned().unwrap_or_default();
    guess::guess(address, &outside.connector, &dns).await
}

/// Changes it and tries it out. Passwords are credentials, so the administrator's own is asked for first.
pub async fn change(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(id): Path<i64>,
    Form(form): Form<SettingsForm>,
) -> Result<Response, web::Error> {
    admin.caller().require_elevated(state.world.now())?;
    let before = before(&state, admin.scope(), id).await?;
    let made = wanted(&form, &before);
    let (scope, keys) = (admin.scope().clone(), state.keys.clone());
    let done = match made {
        Ok(change) => {
            state
                .store
                .write(move |tx| {
                    mailbox::change(tx, &scope, &keys, id, change)?;
                    trial::start(tx, &scope, id).map(drop)
                })
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(admin.redirect_done(&format!("/admin/mailboxes/{id}"), "done-mailbox-changed")),
        Err(error) => page(&admin, &state, &before.mailbox, Filled::refused(form, error)?, Value::from(())).await,
    }
}

fn wanted(form: &SettingsForm, before: &Before) -> Result<mailbox::Change, Error> {
    let address = &before.mailbox.address;
    let mail = mail::mailbox::Change {
        name: Some(form.name.clone()),
        enabled: Some(form.enabled),
        fetch: Some(form.fetch(address, before.fetch.as_ref())?),
        relay: Some(form.relay(address, before.relay.as_ref())?),
        alarm_minutes: form.alarm_minutes,
    };
    Ok(mailbox::Change {
        mail,
        queue: form.queue,
        acknowledges: Some(form.acknowledges),
        signature: Some(form.signature.clone().unwrap_or_default()),
    })
}

async fn before(state: &State, scope: &Scope, id: i64) -> Result<Before, web::Error> {
    let (scope, keys) = (scope.clone(), state.keys.clone());
    Ok(state.store.read(move |tx| read(tx, &scope, &keys, id)).await?)
}

fn read(tx: &mut Tx<'_>, scope: &Scope, keys: &keys::Keys, id: i64) -> Result<Before, Error> {
    let mailbox = mail::mailbox::get(tx, scope, id)?;
    let desk = mailbox::of(tx, id)?;
    let fetch = mail::mailbox::stored_fetch_settings(tx, keys, id)?;
    let relay = mail::mailbox::relay_address(tx, keys, id)?;
    let relay = relay.map(|address| Relay::read(&address, "")).transpose()?;
    let mut form = SettingsForm {
        name: mailbox.name.clone(),
        queue: desk.as_ref().map(|desk| desk.queue),
        enabled: mailbox.enabled,
        acknowledges: desk.as_ref().is_some_and(|desk| desk.acknowledges),
        signature: desk.map(|desk| desk.signature),
        alarm_minutes: Some(mailbox.alarm_minutes),
        ..SettingsForm::default()
    };
    if let Some(fetch) = &fetch {
        form = form.with_fetch(fetch);
    }
    if let Some(relay) = &relay {
        form = form.with_relay(relay);
    }
    Ok(Before { mailbox, form, fetch, relay })
}

async fn page(
    admin: &Admin,
    state: &State,
    mailbox: &Mailbox,
    filled: Filled<SettingsForm>,
    guess: Value,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let queues = state.store.read(move |tx| Ok::<_, Error>(work::queue::list(tx, &scope)?)).await?;
    let queues: Vec<_> = queues.iter().map(|one| context! { value => one.id, label => one.name.as_str() }).collect();
    let values = context! { sections => sections(admin), mailbox => shown(mailbox), queues, guess, ..filled.values() };
    admin.render_with(filled.status(), "desk/admin/mailbox-settings.html", values)
}
