//! One queue: its name, the letters of its keys, its team, how long a reply reopens.

use axum::{extract::State as FromState, response::Response};
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};
use store::Tx;
use web::{Admin, Filled, Form, Path, State};
use work::{Queue, QueueData};

use super::sections;
use crate::Error;

/// What can be changed.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct QueueForm {
    name: String,
    key_prefix: String,
    team: Option<i64>,
    reopen_days: i64,
}

impl From<&Queue> for QueueForm {
    fn from(queue: &Queue) -> Self {
        Self {
            name: queue.name.clone(),
            key_prefix: queue.key_prefix.clone(),
            team: queue.team,
            reopen_days: queue.reopen_days,
        }
    }
}

/// Shows it.
pub async fn form(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(queue): Path<i64>,
) -> Result<Response, web::Error> {
    show(&admin, &state, queue, None).await
}

/// Changes it; tickets and keys that exist stay as they are.
pub async fn change(
    admin: Admin,
    FromState(state): FromState<State>,
    Path(queue): Path<i64>,
    Form(form): Form<QueueForm>,
) -> Result<Response, web::Error> {
    let (scope, written) = (admin.scope().clone(), form.clone());
    let data =
        QueueData { name: form.name, key_prefix: form.key_prefix, team: form.team, reopen_days: form.reopen_days };
    match state.store.write(move |tx| Ok::<_, Error>(work::queue::change(tx, &scope, queue, data)?)).await {
        Ok(_) => Ok(admin.redirect_done("/admin/queues", "done-queue-changed")),
        Err(error) => show(&admin, &state, queue, Some(Filled::refused(written, error)?)).await,
    }
}

async fn show(
    admin: &Admin,
    state: &State,
    id: i64,
    filled: Option<Filled<QueueForm>>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let known =
        move |tx: &mut Tx<'_>| Ok::<_, Error>((work::queue::get(tx, &scope, id)?, people::team::list(tx, &scope)?));
    let (queue, teams) = state.store.read(known).await?;
    let teams: Vec<Value> = teams.into_iter().map(|team| context! { value => team.id, label => team.name }).collect();
    let filled = filled.unwrap_or_else(|| Filled::new(QueueForm::from(&queue)));
    let values = context! { sections => sections(admin), id, name => queue.name, teams, ..filled.values() };
    admin.render_with(filled.status(), "desk/admin/queue.html", values)
}
