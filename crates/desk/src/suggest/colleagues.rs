//! Whoever may own work, to be mentioned by name.

use axum::extract::State as FromState;
use people::Person;
use serde_json::Value;
use web::{Agent, Json, Query, State};

use super::{Entry, MOST, Typed, answer, called};

/// Offers colleagues.
pub async fn colleagues(
    agent: Agent,
    FromState(state): FromState<State>,
    Query(typed): Query<Typed>,
) -> Result<Json<Value>, web::Error> {
    let part = base::text::fold(&typed.words().unwrap_or_default());
    let scope = agent.scope().clone();
    let people = state.store.read(move |tx| people::person::agents(tx, &scope)).await?;
    let fitting = people.iter().filter(|person| base::text::fold(&person.name).contains(&part));
    Ok(answer(&fitting.take(MOST as usize).map(entry).collect::<Vec<_>>()))
}

fn entry(person: &Person) -> Entry {
    let name = called(person);
    Entry {
        value: Some(format!("@{name}")),
        label: name,
        detail: person.address.clone(),
        icon: "user",
        ..Entry::default()
    }
}
