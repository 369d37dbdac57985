//! A message that is on the wrong ticket: a page to choose the right one, and the way back.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use minijinja::{context, value::Serde};
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Agent, Filled, Form, Path, State};
use work::{Item, ItemRow, Message};

use super::{context::open_tickets, views};
use crate::{Error, texts, ticket};

/// Where to.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct MoveForm {
    /// A key that was chosen; empty for a new ticket.
    to: Option<String>,
    /// A key that was typed; it counts more.
    key: Option<String>,
}

/// Shows where the message could go.
pub async fn form(
    agent: Agent,
    FromState(state): FromState<State>,
    Path((item, message)): Path<(String, i64)>,
) -> Result<Response, web::Error> {
    show(&agent, &state, (item, message), Filled::new(MoveForm::default())).await
}

/// Moves it, or shows why not.
pub async fn move_to(
    agent: Agent,
    FromState(state): FromState<State>,
    Path((item, message)): Path<(String, i64)>,
    Form(form): Form<MoveForm>,
) -> Result<Response, web::Error> {
    let (scope, here, chosen) = (agent.scope().clone(), item.clone(), form.clone());
    let moved = state.store.write(move |tx| {
        on_item(tx, &scope, &here, message)?;
        let key = chosen.key.or(chosen.to);
        let target = key.map(|key| super::merge::itself(tx, &scope, &key)).transpose()?;
        ticket::move_message(tx, &scope, message, target.map(|target| target.id))
    });
    match moved.await {
        Ok(target) => Ok(agent.redirect_done(&format!("/desk/{}#message-{message}", target.key), "done-message-moved")),
        Err(error) => show(&agent, &state, (item, message), Filled::refused(form, error)?).await,
    }
}

/// Puts it back.
pub async fn move_back(
    agent: Agent,
    FromState(state): FromState<State>,
    Path((item, message)): Path<(String, i64)>,
) -> Result<Response, web::Error> {
    let scope = agent.scope().clone();
    let back = state.store.write(move |tx| {
        on_item(tx, &scope, &item, message)?;
        ticket::move_back(tx, &scope, message)
    });
    Ok(agent.redirect_done(&format!("/desk/{}#message-{message}", back.await?.key), "done-message-back"))
}

/// The message as it stands on this item; elsewhere it is not found.
fn on_item(tx: &mut Tx<'_>, scope: &Scope, key: &str, message: i64) -> Result<(Item, Message), Error> {
    let item = work::item::find(tx, scope, key)?;
    let message = work::message::get(tx, scope, message)?;
    if message.item == item.id { Ok((item, message)) } else { Err(work::Error::NotFound.into()) }
}

/// What its writer and the ticket's requester have open.
fn candidates(tx: &mut Tx<'_>, scope: &Scope, item: &Item, message: &Message) -> Result<Vec<ItemRow>, Error> {
    let writer = message.author.person.filter(|_| !message.by_staff);
    let mut found = open_tickets(tx, scope, writer, item.id)?;
    if item.requester != writer {
        found.extend(open_tickets(tx, scope, item.requester, item.id)?);
    }
    Ok(found)
}

async fn show(
    agent: &Agent,
    state: &State,
    (key, message): (String, i64),
    filled: Filled<MoveForm>,
) -> Result<Response, web::Error> {
    let scope = agent.scope().clone();
    let (item, message, others, counts) = state
        .store
        .read(move |tx| {
            let (item, message) = on_item(tx, &scope, &key, message)?;
            let others = candidates(tx, &scope, &item, &message)?;
            Ok::<_, Error>((item, message, others, views::counts(tx, &scope)?))
        })
        .await?;
    let head = base::text::truncate(message.text.trim(), 400).to_owned();
    let values = context! {
        item => Serde(&item), message => Serde(&message), head, others => Serde(&others),
        views => views::entries(agent, &counts, ""), names => texts::status_names(agent), ..filled.values()
    };
    agent.render_with(filled.status(), "desk/move-message.html", values)
}
