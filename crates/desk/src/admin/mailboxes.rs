//! Mailboxes: our addresses, the queue of each, how it is fetched and how the last fetch went.

use axum::{extract::State as FromState, response::Response};
use http::StatusCode;
use mail::mailbox::settings::{Credential, Encryption, FetchSettings};
use minijinja::{Value, context, value::Serde};
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Admin, Form, State};

use super::sections;
use crate::{Error, mailbox};

/// A new mailbox; the IMAP fields stay empty when mail arrives over SMTP.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewForm {
    address: String,
    name: String,
    queue: Option<i64>,
    acknowledges: bool,
    signature: Option<String>,
    imap_host: Option<String>,
    imap_port: Option<u16>,
    imap_user: Option<String>,
    #[serde(skip_serializing)]
    imap_password: Option<String>,
}

impl NewForm {
    fn fetch(&self) -> Result<Option<FetchSettings>, Error> {
        let Some(host) = self.imap_host.clone() else { return Ok(None) };
        let user = self.imap_user.clone().unwrap_or_else(|| self.address.clone());
        let password = self
            .imap_password
            .clone()
            .ok_or_else(|| Error::invalid("imap_password", "Give the password of the IMAP account."))?;
        Ok(Some(FetchSettings {
            host,
            port: self.imap_port.unwrap_or(993),
            encryption: Encryption::Tls,
            user,
            credential: Credential::Password(password),
            folder: "INBOX".to_owned(),
            include_seen: false,
        }))
    }
}

/// Lists mailboxes.
pub async fn list(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    let form = NewForm { acknowledges: true, ..NewForm::default() };
    show(&admin, &state, StatusCode::OK, form, None).await
}

/// Adds a mailbox; its password is a credential, so the administrator's own is asked for first.
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
            new.fetch = form.fetch()?;
            new.acknowledges = form.acknowledges;
            new.signature = form.signature.unwrap_or_default();
            mailbox::add(tx, &scope, &keys, new)
        })
        .await;
    match made.map_err(web::Error::from) {
        Ok(_) => Ok(admin.redirect_done("/admin/mailboxes", "done-mailbox")),
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
    let (mailboxes, queues) =
        state.store.read(move |tx| Ok::<_, Error>((rows(tx, &scope)?, work::queue::list(tx, &scope)?))).await?;
    let queues: Vec<_> =
        queues.iter().map(|queue| context! { value => queue.id, label => queue.name.as_str() }).collect();
    let errors = error.as_ref().map(|error| crate::texts::shown(error.fields()));
    let values = context! { sections => sections(admin), mailboxes, queues, form => Serde(form), errors };
    admin.render_with(status, "desk/admin/mailboxes.html", values)
}

fn rows(tx: &mut Tx<'_>, scope: &base::Scope) -> Result<Vec<Value>, Error> {
    let desks = mailbox::list(tx, scope)?;
    let all = mail::mailbox::list(tx, scope)?;
    Ok(all
        .into_iter()
        .map(|one| {
            let desk = desks.iter().find(|desk| desk.mailbox == one.id);
            context! { queue => desk.map(|desk| desk.queue_name.clone()), ..crate::texts::shown(&one) }
        })
        .collect())
}
