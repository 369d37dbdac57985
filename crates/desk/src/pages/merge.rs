//! Tickets about the same matter become one: a page to choose them, and the way back.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use minijinja::{context, value::Serde};
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Agent, Filled, Form, Path, State};
use work::Item;

use super::{context::open_tickets, views};
use crate::{Error, texts};

/// Which tickets.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct MergeForm {
    /// Keys of chosen tickets.
    other: Vec<String>,
    /// A key that was typed.
    key: Option<String>,
    /// This one becomes a part of the other, not the other of this one.
    away: bool,
}

/// The merged ticket that gets its own life back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnmergeForm {
    source: String,
}

/// Shows what this ticket could be merged with: everything else that its requester has open is chosen already.
pub async fn form(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Response, web::Error> {
    show(&agent, &state, item, None).await
}

/// Merges, or shows why not.
pub async fn merge(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Form(form): Form<MergeForm>,
) -> Result<Response, web::Error> {
    let (scope, here, chosen) = (agent.scope().clone(), item.clone(), form.clone());
    match state.store.write(move |tx| join(tx, &scope, &here, &chosen)).await {
        Ok(key) => Ok(agent.redirect_done(&format!("/desk/{key}"), "done-merged")),
        Err(error) => show(&agent, &state, item, Some(Filled::refused(form, error)?)).await,
    }
}

/// Undoes a merge.
pub async fn unmerge(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Form(form): Form<UnmergeForm>,
) -> Result<Response, web::Error> {
    let scope = agent.scope().clone();
    let undone = state
        .store
        .write(move |tx| {
            let source = work::item::find_itself(tx, &scope, &form.source)?;
            Ok::<_, Error>(work::item::unmerge(tx, &scope, source.id, None)?)
        })
        .await?;
    let done = if undone.stayed > 0 { "done-unmerged-stayed" } else { "done-unmerged" };
    Ok(agent.redirect_done(&format!("/desk/{item}"), done))
}

/// Merges the chosen tickets into this one, or this one into the chosen one; answers the key to go to.
fn join(tx: &mut Tx<'_>, scope: &Scope, here: &str, form: &MergeForm) -> Result<String, Error> {
    let here = itself(tx, scope, here)?;
    let mut others = Vec::new();
    for key in form.other.iter().chain(&form.key).map(|key| key.trim()).filter(|key| !key.is_empty()) {
        others.push(itself(tx, scope, key)?);
    }
    match others.as_slice() {
        [] => Err(Error::invalid("key", "Choose a ticket or enter its key.")),
        [other] if form.away => {
            work::item::merge(tx, scope, (here.id, None), (other.id, None))?;
            Ok(other.key.clone())
        }
        _ if form.away => Err(Error::invalid("away", "This ticket can become a part of one other only.")),
        others => {
            for other in others {
                work::item::merge(tx, scope, (other.id, None), (here.id, None))?;
            }
            Ok(here.key)
        }
    }
}

/// The ticket of a key; one that somebody else merged meanwhile is not silently another one.
pub fn itself(tx: &mut Tx<'_>, scope: &Scope, key: &str) -> Result<Item, Error> {
    let item = match work::item::find_itself(tx, scope, key) {
        Err(work::Error::NotFound) => return Err(Error::invalid("key", format!("There is no item {key}."))),
        found => found?,
    };
    match item.merged_into {
        Some(_) => Err(Error::invalid("key", format!("{} is a part of another item already.", item.key))),
        None => Ok(item),
    }
}

async fn show(
    agent: &Agent,
    state: &State,
    key: String,
    filled: Option<Filled<MergeForm>>,
) -> Result<Response, web::Error> {
    let scope = agent.scope().clone();
    let (item, others, counts) = state
        .store
        .read(move |tx| {
            let item = work::item::find(tx, &scope, &key)?;
            let mut others = open_tickets(tx, &scope, item.requester, item.id)?;
            others.retain(|row| (row.kind, row.visibility) == (item.kind, item.visibility));
            Ok::<_, Error>((item, others, views::counts(tx, &scope)?))
        })
        .await?;
    let filled = filled.unwrap_or_else(|| {
        let other = others.iter().map(|row| row.key.clone()).collect();
        Filled::new(MergeForm { other, ..MergeForm::default() })
    });
    let values = context! {
        item => Serde(&item), others => Serde(&others),
        views => views::entries(agent, &counts, ""), names => texts::status_names(agent), ..filled.values()
    };
    agent.render_with(filled.status(), "desk/merge.html", values)
}
