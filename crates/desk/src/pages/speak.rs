//! The composer's form: an answer or a note; a stale answer comes back with its text and what is new.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use serde::Deserialize;
use store::Tx;
use web::{Agent, Path, State, Upload};
use work::{NewAttachment, Visibility};

use super::ticket::{Refused, page};
use crate::{Error, files, ticket};

/// What the composer sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    #[serde(default)]
    body: String,
    visibility: Visibility,
    /// The status the ticket gets with it.
    then: Option<String>,
    /// The position of the last message on the page.
    seen: Option<i64>,
    /// Shown for reading: an answer goes to whoever asked.
    #[serde(default, rename = "to")]
    _to: Option<String>,
    /// Addresses, separated by commas, whose people follow the ticket from now on.
    cc: Option<String>,
}

/// Takes what was written.
pub async fn speak(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Upload { form, files: uploads }: Upload<Written>,
) -> Result<Response, web::Error> {
    let attachments = files::store(&state.blobs, uploads).await?;
    let scope = agent.scope().clone();
    let (body, visibility, key) = (form.body.clone(), form.visibility, item.clone());
    match state.store.write(move |tx| write(tx, &scope, &item, form, attachments)).await {
        Ok(()) => Ok(agent.redirect_done(&format!("/desk/{key}"), "done-sent")),
        Err(Error::Work(work::Error::Stale { .. })) => {
            let refused =
                Refused { reason: Some(agent.text("desk-stale")), body, visibility: Some(visibility.as_str()) };
            page(&agent, &state, agent.scope(), key, refused).await
        }
        Err(Error::Work(work::Error::Invalid { message, .. })) => {
            let refused = Refused { reason: Some(message), body, visibility: Some(visibility.as_str()) };
            page(&agent, &state, agent.scope(), key, refused).await
        }
        Err(error) => Err(error.into()),
    }
}

fn write(
    tx: &mut Tx<'_>,
    scope: &Scope,
    key: &str,
    form: Written,
    attachments: Vec<NewAttachment>,
) -> Result<(), Error> {
    let item = work::item::find(tx, scope, key)?.id;
    if form.visibility == Visibility::Internal {
        ticket::note(tx, scope, item, form.body, attachments)?;
        if let Some(status) = form.then {
            work::item::set_status(tx, scope, item, None, &status, None)?;
        }
        return Ok(());
    }
    copy_to(tx, scope, item, form.cc.as_deref().unwrap_or_default())?;
    let answer =
        ticket::Answer { item, body: form.body, format: None, seen: form.seen, attachments, status: form.then };
    ticket::answer(tx, scope, answer).map(drop)
}

/// Whoever gets a copy follows the ticket, so that they get the next answers too.
fn copy_to(tx: &mut Tx<'_>, scope: &Scope, item: i64, addresses: &str) -> Result<(), Error> {
    for address in addresses.split([',', ';', '，', '、']).map(str::trim).filter(|address| !address.is_empty()) {
        let person = people::person::find_or_create_by_address(tx, scope, address, "")?;
        work::watch::watch(tx, scope, item, person.id)?;
    }
    Ok(())
}
