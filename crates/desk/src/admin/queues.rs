//! Queues: their names, the letters of their keys, how long a reply reopens.

use axum::{extract::State as FromState, response::Response};
use minijinja::{context, value::Serde};
use serde::{Deserialize, Serialize};
use web::{Admin, Filled, Form, State};
use work::QueueData;

use super::sections;
use crate::Error;

/// A new queue.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewForm {
    name: String,
    key_prefix: String,
    reopen_days: i64,
}

impl Default for NewForm {
    fn default() -> Self {
        Self { name: String::new(), key_prefix: "SUP".to_owned(), reopen_days: work::queue::REOPEN_DAYS }
    }
}

/// Lists queues.
pub async fn list(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    show(&admin, &state, Filled::new(NewForm::default())).await
}

/// Makes a queue.
pub async fn create(
    admin: Admin,
    FromState(state): FromState<State>,
    Form(form): Form<NewForm>,
) -> Result<Response, web::Error> {
    let (scope, written) = (admin.scope().clone(), form.clone());
    let mut data = QueueData::new(form.name, form.key_prefix);
    data.reopen_days = form.reopen_days;
    let made = state.store.write(move |tx| Ok::<_, Error>(work::queue::create(tx, &scope, data)?)).await;
    match made {
        Ok(_) => Ok(admin.redirect_done("/admin/queues", "done-queue")),
        Err(error) => show(&admin, &state, Filled::refused(written, error)?).await,
    }
}

async fn show(admin: &Admin, state: &State, filled: Filled<NewForm>) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let queues = state.store.read(move |tx| Ok::<_, Error>(work::queue::list(tx, &scope)?)).await?;
    let values = context! { sections => sections(admin), queues => Serde(&queues), ..filled.values() };
    admin.render_with(filled.status(), "desk/admin/queues.html", values)
}
