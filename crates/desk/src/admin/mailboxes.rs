//! Mailboxes: our addresses, the queue of each, how it is fetched and how the last fetch went.

use axum::{extract::State as FromState, response::Response};
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Admin, Filled, Form, State};

use super::sections;
use crate::{Error, mailbox, texts::shown};

/// A new mailbox; its servers are asked for on the next page.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewForm {
    address: String,
    name: String,
    queue: Option<i64>,
    acknowledges: bool,
    signature: Option<String>,
}

/// Lists mailboxes.
pub async fn list(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    show(&admin, &state, Filled::new(NewForm { acknowledges: true, ..NewForm::default() })).await
}

/// Adds a mailbox. It takes in and sends mail, so the administrator's password is asked for first.
pub async fn create(
    admin: Admin,
    FromState(state): FromState<State>,
    Form(form): Form<NewForm>,
) -> Result<Response, web::Error> {
    admin.caller().require_elevated(state.world.now())?;
    let (scope, written, keys) = (admin.scope().clone(), form.clone(), state.keys.clone());
    let made = state
        .store
        .write(move |tx| {
            let queue = form.queue.ok_or_else(|| Error::invalid("queue", "Choose a queue."))?;
            let mut new = mailbox::NewMailbox::of(&form.address, &form.name, queue);
            new.acknowledges = form.acknowledges;
            new.signature = form.signature.unwrap_or_default();
            mailbox::add(tx, &scope, &keys, new)
        })
        .await;
    match made {
        Ok(id) => Ok(admin.redirect_done(&format!("/admin/mailboxes/{id}/settings?guess=true"), "done-mailbox")),
        Err(error) => show(&admin, &state, Filled::refused(written, error)?).await,
    }
}

async fn show(admin: &Admin, state: &State, filled: Filled<NewForm>) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let read = move |tx: &mut Tx<'_>| {
        Ok::<_, Error>((rows(tx, &scope)?, work::queue::list(tx, &scope)?, mail::mailbox::alarms(tx, &scope)?))
    };
    let (mailboxes, queues, alarms) = state.store.read(read).await?;
    let queues: Vec<_> =
        queues.iter().map(|queue| context! { value => queue.id, label => queue.name.as_str() }).collect();
    let mailbox_alarms = shown(&alarms);
    let values = context! { sections => sections(admin), mailboxes, queues, mailbox_alarms, ..filled.values() };
    admin.render_with(filled.status(), "desk/admin/mailboxes.html", values)
}

fn rows(tx: &mut Tx<'_>, scope: &base::Scope) -> Result<Vec<Value>, Error> {
    let desks = mailbox::list(tx, scope)?;
    let all = mail::mailbox::list(tx, scope)?;
    Ok(all
        .into_iter()
        .map(|one| {
            let desk = desks.iter().find(|desk| desk.mailbox == one.id);
            context! { queue => desk.map(|desk| desk.queue_name.clone()), ..shown(&one) }
        })
        .collect())
}
