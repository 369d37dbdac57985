//! A customer asks: a title, what happened, files.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Customer, Filled, State, Upload};
use work::{Channel, NewAttachment};

use crate::{
    Error, files, mailbox,
    ticket::{NewTicket, open},
    upload,
};

/// The form.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewForm {
    title: String,
    body: String,
}

/// Shows the empty form.
pub async fn form(customer: Customer) -> Result<Response, web::Error> {
    show(&customer, &Filled::new(NewForm::default()))
}

/// Makes the ticket or shows what is wrong.
pub async fn create(
    customer: Customer,
    FromState(state): FromState<State>,
    Upload { form, files: uploads }: Upload<NewForm>,
) -> Result<Response, web::Error> {
    upload::note(&state, customer.scope(), upload::of(&uploads)).await?;
    let attachments = files::store(&state.blobs, uploads).await?;
    let (scope, asks, written) = (customer.scope().clone(), customer.person().clone(), form.clone());
    match state.store.write(move |tx| make(tx, &scope, (asks.id, &asks.name), form, attachments)).await {
        Ok(key) => Ok(customer.redirect_done(&format!("/portal/{key}"), "done-asked")),
        Err(error) => show(&customer, &Filled::refused(written, error)?),
    }
}

fn make(
    tx: &mut Tx<'_>,
    scope: &Scope,
    asks: (i64, &str),
    form: NewForm,
    attachments: Vec<NewAttachment>,
) -> Result<String, Error> {
    let mut new = NewTicket::text(&form.title, asks, Channel::Portal, &form.body);
    new.item.queue = mailbox::first_queue(tx)?;
    new.message.attachments = attachments;
    let (item, _) = open(tx, scope, new)?;
    Ok(item.key)
}

fn show(customer: &Customer, filled: &Filled<NewForm>) -> Result<Response, web::Error> {
    customer.render_with(filled.status(), "desk/portal/new.html", filled.values())
}
