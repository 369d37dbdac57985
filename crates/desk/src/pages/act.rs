//! The small forms beside a thread: each changes one thing and comes back to the page.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use serde::Deserialize;
use store::Tx;
use web::{Agent, Form, Path, State};

use crate::Error;

/// A status by name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusForm {
    status: String,
}

/// A priority from 1 to 4.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityForm {
    priority: i64,
}

/// An agent; empty for nobody.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssigneeForm {
    assignee: Option<i64>,
}

/// A queue.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueForm {
    queue: Option<i64>,
}

/// All tags, separated by commas.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagsForm {
    tags: Option<String>,
}

/// Whether somebody follows the item.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowForm {
    follow: bool,
    /// Oneself when absent.
    person: Option<i64>,
}

/// Sets the status.
pub async fn status(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Form(form): Form<StatusForm>,
) -> Result<Response, web::Error> {
    change(&agent, &state, item, "done-status", move |tx, scope, id| {
        work::item::get(tx, scope, id).and_then(|item| match item.category {
            // Closed and canceled items come back only through reopening.
            work::Category::Closed | work::Category::Canceled if form.status == "open" => {
                work::item::reopen(tx, scope, id, None)
            }
            _ => work::item::set_status(tx, scope, id, None, &form.status, None),
        })?;
        Ok(())
    })
    .await
}

/// Sets the priority.
pub async fn priority(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Form(form): Form<PriorityForm>,
) -> Result<Response, web::Error> {
    change(&agent, &state, item, "done-priority", move |tx, scope, id| {
        work::item::set_priority(tx, scope, id, None, form.priority, None)?;
        Ok(())
    })
    .await
}

/// Gives the item to somebody or to nobody.
pub async fn assignee(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Form(form): Form<AssigneeForm>,
) -> Result<Response, web::Error> {
    change(&agent, &state, item, "done-assigned", move |tx, scope, id| {
        work::item::assign(tx, scope, id, None, form.assignee)?;
        Ok(())
    })
    .await
}

/// Moves the item to another queue.
pub async fn queue(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Form(form): Form<QueueForm>,
) -> Result<Response, web::Error> {
    change(&agent, &state, item, "done-moved", move |tx, scope, id| {
        work::item::move_queue(tx, scope, id, None, form.queue)?;
        Ok(())
    })
    .await
}

/// Replaces the tags.
pub async fn tags(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Form(form): Form<TagsForm>,
) -> Result<Response, web::Error> {
    change(&agent, &state, item, "done-tagged", move |tx, scope, id| {
        let tags = form.tags.unwrap_or_default();
        let tags: Vec<String> =
            tags.split([',', '，', '、']).map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
        work::item::set_tags(tx, scope, id, None, &tags)?;
        Ok(())
    })
    .await
}

/// Lets oneself or somebody else follow the item, or no longer.
pub async fn follow(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Form(form): Form<FollowForm>,
) -> Result<Response, web::Error> {
    let person = form.person.unwrap_or(agent.person().id);
    let done = if form.follow { "done-follows" } else { "done-unfollows" };
    change(&agent, &state, item, done, move |tx, scope, id| {
        match form.follow {
            true => work::watch::watch(tx, scope, id, person)?,
            false => work::watch::unwatch(tx, scope, id, person)?,
        };
        Ok(())
    })
    .await
}

/// Puts the item into the recycle bin.
pub async fn delete(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Response, web::Error> {
    change(&agent, &state, item, "done-deleted", |tx, scope, id| {
        work::item::delete(tx, scope, id, None)?;
        Ok(())
    })
    .await
}

/// Takes the item out of the recycle bin.
pub async fn restore(
    agent: Agent,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Response, web::Error> {
    change(&agent, &state, item, "done-restored", |tx, scope, id| {
        work::item::restore(tx, scope, id, None)?;
        Ok(())
    })
    .await
}

/// Finds the item, runs one verb on it and comes back to its page.
async fn change<F>(agent: &Agent, state: &State, key: String, done: &str, verb: F) -> Result<Response, web::Error>
where
    F: FnOnce(&mut Tx<'_>, &Scope, i64) -> Result<(), Error> + Send + 'static,
{
    let scope = agent.scope().clone();
    let back = format!("/desk/{key}");
    state
        .store
        .write(move |tx| {
            let item = work::item::find(tx, &scope, &key)?;
            verb(tx, &scope, item.id)
        })
        .await?;
    Ok(agent.redirect_done(&back, done))
}
