//! One ticket as its customer sees it.

use axum::{extract::State as FromState, response::Response};
use http::StatusCode;
use minijinja::{context, value::Serde};
use web::{Customer, Path, State};

use crate::{Error, pages::thread};

/// Shows a ticket.
pub async fn show(
    customer: Customer,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Response, web::Error> {
    page(&customer, &state, item, String::new(), None).await
}

/// The page, with or without a refused reply.
///
/// # Errors
/// When the ticket may not be seen.
pub async fn page(
    customer: &Customer,
    state: &State,
    item: String,
    written: String,
    error: Option<web::Error>,
) -> Result<Response, web::Error> {
    let scope = customer.scope().clone();
    let (item, thread) = state
        .store
        .read(move |tx| {
            let item = work::item::find(tx, &scope, &item)?;
            let thread = thread::of(tx, &scope, &item)?;
            Ok::<_, Error>((item, thread))
        })
        .await?;
    let status = error.as_ref().map_or(StatusCode::OK, |_| StatusCode::UNPROCESSABLE_ENTITY);
    let errors = error.as_ref().map(|error| crate::texts::shown(error.fields()));
    let values = context! {
        ended => !item.is_active(),
        live => format!("item:{}", item.id),
        item => Serde(&item),
        thread, written, errors,
    };
    customer.render_with(status, "desk/portal/ticket.html", values)
}
