//! The page of one item: its thread, what can be done with it, and whom it concerns.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use http::StatusCode;
use minijinja::{Value, context};
use store::Tx;
use web::{Path, Staff, State, Visit};
use work::Item;

use super::{context::Beside, held, thread, views};
use crate::{Error, texts};

/// Shows an item by any of its keys.
pub async fn show(
    staff: Staff,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Response, web::Error> {
    page(&staff, &state, staff.scope(), item, Refused::default()).await
}

/// A refused answer comes back with what was written.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    /// Why.
    pub reason: Option<String>,
    /// What was written.
    pub body: String,
    /// `public` or `internal`.
    pub visibility: Option<&'static str>,
}

/// The page, with or without a refused answer.
///
/// # Errors
/// When the item may not be seen.
pub async fn page(
    visit: &Visit,
    state: &State,
    scope: &Scope,
    item: String,
    refused: Refused,
) -> Result<Response, web::Error> {
    let asked = scope.clone();
    let known = state.store.read(move |tx| load(tx, &asked, &item)).await?;
    let status = if refused.reason.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let seen = known.item.message_count;
    let values = context! {
        item => minijinja::value::Serde(&known.item),
        row => known.row,
        thread => known.thread,
        held => known.held,
        beside => texts::shown(&known.beside),
        views => views::entries(visit, &known.counts, ""),
        names => texts::status_names(visit),
        statuses => status_options(visit, known.statuses),
        queues => known.queues,
        agents => known.agents,
        seen,
        refused => refused.reason,
        written => refused.body,
        written_as => refused.visibility.unwrap_or("public"),
        may_write => scope.may_write(),
        live => format!("item:{}", known.item.id),
    };
    visit.render_with(status, "desk/ticket.html", values)
}

/// The statuses to choose from, as a reader knows them.
fn status_options(visit: &Visit, statuses: Vec<String>) -> Vec<Value> {
    let option = |name: String| context! { label => texts::status_name(visit, &name), value => name };
    statuses.into_iter().map(option).collect()
}

struct Known {
    item: Item,
    row: Value,
    thread: Vec<Value>,
    held: Vec<Value>,
    beside: Beside,
    statuses: Vec<String>,
    queues: Vec<Value>,
    agents: Vec<Value>,
    counts: Vec<i64>,
}

fn load(tx: &mut Tx<'_>, scope: &Scope, key: &str) -> Result<Known, Error> {
    let item = work::item::find(tx, scope, key)?;
    let row = work::list::rows(tx, scope, &[item.id])?.pop();
    let thread = thread::of(tx, scope, &item)?;
    let held = held::of(tx, scope, item.id)?;
    let beside = Beside::of(tx, scope, &item)?;
    let statuses = work::status::list(tx, scope, item.kind)?;
    let statuses =
        statuses.iter().filter(|status| item.category.may_become(status.category) || status.name == item.status);
    let statuses = statuses.map(|status| status.name.clone()).collect();
    let queues = work::queue::list(tx, scope)?;
    let queues = queues.iter().map(|queue| context! { value => queue.id, label => queue.name.as_str() }).collect();
    let agents = agents(tx, scope)?;
    let row = row.map_or(Value::UNDEFINED, |row| texts::shown(&row));
    let counts = views::counts(tx, scope)?;
    Ok(Known { item, row, thread, held, beside, statuses, queues, agents, counts })
}

/// Whoever may own an item, by name.
///
/// # Errors
/// When the database fails.
pub fn agents(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<Value>, Error> {
    let able = people::person::agents(tx, scope)?.into_iter();
    Ok(able.map(|person| context! { value => person.id, label => person.name }).collect())
}
