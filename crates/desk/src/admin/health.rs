//! How the installation is: the balance of mail, the queues of work, the search index.

use axum::{extract::State as FromState, response::Response};
use minijinja::{context, value::Serde};
use web::{Admin, State};

use super::sections;
use crate::Error;

/// Shows it.
pub async fn show(admin: Admin, FromState(state): FromState<State>) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let (balance, lanes, alarms) = state
        .store
        .read(move |tx| {
            let alarms = mail::mailbox::alarms(tx, &scope)?;
            Ok::<_, Error>((mail::balance(tx, &scope)?, ::jobs::depths(tx)?, alarms))
        })
        .await?;
    let index = state.extensions.get::<search::Index>().map(|index| index.progress());
    let holds = balance.holds();
    let quarantined: i64 = balance.quarantined.values().sum();
    let dropped: i64 = balance.dropped.values().sum();
    admin.render(
        "desk/admin/health.html",
        context! {
            sections => sections(&admin),
            balance => Serde(&balance),
            holds, quarantined, dropped,
            lanes => Serde(&lanes),
            mailbox_alarms => Serde(&alarms),
            index => Serde(&index),
            sound => state.store.is_sound(),
            engine => match state.store.engine() {
                store::Engine::Sqlite => "SQLite",
                store::Engine::Postgres => "PostgreSQL",
            },
            version => env!("CARGO_PKG_VERSION"),
        },
    )
}
