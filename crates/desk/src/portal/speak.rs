//! A customer replies, or says that the matter is settled.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use http::StatusCode;
use serde::Deserialize;
use store::Tx;
use web::{Customer, Path, State, Upload};
use work::{Author, Channel, NewAttachment, NewMessage, Visibility};

use super::ticket::page;
use crate::{
    Error, files,
    ticket::{Reply, reply as add},
    upload,
};

/// The form.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReplyForm {
    body: String,
}

/// Takes a reply.
pub async fn reply(
    customer: Customer,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Upload { form, files: uploads }: Upload<ReplyForm>,
) -> Result<Response, web::Error> {
    upload::note(&state, customer.scope(), upload::of(&uploads)).await?;
    let attachments = files::store(&state.blobs, uploads).await?;
    let (scope, name) = (customer.scope().clone(), customer.person().name.clone());
    let (key, body) = (item.clone(), form.body.clone());
    match state.store.write(move |tx| write(tx, &scope, &key, (name, form.body), attachments)).await {
        Ok(key) => Ok(customer.redirect_done(&format!("/portal/{key}"), "done-sent")),
        Err(error) => {
            let error = web::Error::from(error);
            if error.status() != StatusCode::UNPROCESSABLE_ENTITY {
                return Err(error);
            }
            page(&customer, &state, item, body, Some(error)).await
        }
    }
}

fn write(
    tx: &mut Tx<'_>,
    scope: &Scope,
    key: &str,
    (name, body): (String, String),
    attachments: Vec<NewAttachment>,
) -> Result<String, Error> {
    let item = work::item::find(tx, scope, key)?;
    let author = Author { person: scope.person(), name };
    let message = NewMessage::markdown(item.id, author, Visibility::Public, Channel::Portal, body);
    let continued = add(tx, scope, Reply { message: NewMessage { attachments, ..message }, may_reopen: true })?;
    Ok(continued.item.key)
}

/// The customer says that it is settled; the rule changes the status, not the customer.
pub async fn solve(
    customer: Customer,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Response, web::Error> {
    let scope = customer.scope().clone();
    let back = format!("/portal/{item}");
    state
        .store
        .write(move |tx| {
            let item = work::item::find(tx, &scope, &item)?;
            if item.is_active() {
                let rule = Scope::system("the customer says it is settled");
                work::item::set_status(tx, &rule, item.id, None, "solved", None)?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    Ok(customer.redirect_done(&back, "done-solved"))
}
