//! A ticket written down by an agent for somebody who called or came by.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use http::StatusCode;
use minijinja::context;
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Agent, State, Upload};
use work::{Channel, NewAttachment};

use super::views;
use crate::{
    Error, files,
    ticket::{NewTicket, open},
};

/// The form.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewForm {
    title: String,
    requester_email: String,
    requester_name: Option<String>,
    body: String,
    queue: Option<i64>,
    priority: Option<i64>,
    channel: Option<String>,
}

/// Shows the empty form.
pub async fn form(agent: Agent, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    show(&agent, &state, StatusCode::OK, NewForm::default(), None).await
}

/// Makes the ticket or shows what is wrong.
pub async fn create(
    agent: Agent,
    FromState(state): FromState<State>,
    Upload { form, files: uploads }: Upload<NewForm>,
) -> Result<Response, web::Error> {
    let attachments = files::store(&state.blobs, uploads).await?;
    let (scope, written) = (agent.scope().clone(), form.clone());
    match state.store.write(move |tx| make(tx, &scope, form, attachments)).await {
        Ok(key) => Ok(agent.redirect_done(&format!("/desk/{key}"), "done-created")),
        Err(error) => {
            let error = web::Error::from(error);
            if error.status() != StatusCode::UNPROCESSABLE_ENTITY {
                return Err(error);
            }
            show(&agent, &state, StatusCode::UNPROCESSABLE_ENTITY, written, Some(error)).await
        }
    }
}

fn make(tx: &mut Tx<'_>, scope: &Scope, form: NewForm, attachments: Vec<NewAttachment>) -> Result<String, Error> {
    let name = form.requester_name.unwrap_or_default();
    let person = people::person::find_or_create_by_address(tx, scope, &form.requester_email, &name)?;
    let channel = if form.channel.as_deref() == Some("phone") { Channel::Phone } else { Channel::Portal };
    let mut new = NewTicket::text(&form.title, (person.id, &person.name), channel, &form.body);
    new.item.queue = form.queue;
    new.item.priority = form.priority;
    new.message.attachments = attachments;
    let (item, _) = open(tx, scope, new)?;
    Ok(item.key)
}

async fn show(
    agent: &Agent,
    state: &State,
    status: StatusCode,
    form: NewForm,
    error: Option<web::Error>,
) -> Result<Response, web::Error> {
    let scope = agent.scope().clone();
    let known = move |tx: &mut Tx<'_>| Ok::<_, Error>((work::queue::list(tx, &scope)?, views::counts(tx, &scope)?));
    let (queues, counts) = state.store.read(known).await?;
    let queues: Vec<_> =
        queues.iter().map(|queue| context! { value => queue.id, label => queue.name.as_str() }).collect();
    let errors = error.as_ref().map(|error| crate::texts::shown(error.fields()));
    let views = views::entries(agent, &counts, "");
    let form = minijinja::value::Serde(form);
    agent.render_with(status, "desk/new.html", context! { form, queues, views, errors })
}
