//! A customer asks: a title, what happened, files.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use http::StatusCode;
use minijinja::{context, value::Serde};
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Customer, State, Upload};
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
    show(&customer, StatusCode::OK, &NewForm::default(), None)
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
        Err(error) => {
            let error = web::Error::from(error);
            if error.status() != StatusCode::UNPROCESSABLE_ENTITY {
                return Err(error);
            }
            show(&customer, StatusCode::UNPROCESSABLE_ENTITY, &written, Some(&error))
        }
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

fn show(
    customer: &Customer,
    status: StatusCode,
    form: &NewForm,
    error: Option<&web::Error>,
) -> Result<Response, web::Error> {
    let errors = error.map(|error| crate::texts::shown(error.fields()));
    customer.render_with(status, "desk/portal/new.html", context! { form => Serde(form), errors })
}
