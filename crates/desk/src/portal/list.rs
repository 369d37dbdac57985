//! A customer's tickets: what is going on, what is done, and a search over both.

use axum::{extract::State as FromState, response::Response};
use minijinja::{context, value::Serde};
use serde::Deserialize;
use web::{Customer, Query, State};

use crate::{Error, find, pages::encode};

/// The address of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAddress {
    view: Option<String>,
    words: Option<String>,
    cursor: Option<String>,
}

/// Shows the list.
pub async fn list(
    customer: Customer,
    FromState(state): FromState<State>,
    Query(address): Query<ListAddress>,
) -> Result<Response, web::Error> {
    let words = address.words.unwrap_or_default();
    let view = match address.view.as_deref() {
        _ if !words.is_empty() => "all",
        Some(view @ ("done" | "all")) => view,
        _ => "active",
    };
    let asked = find::Asked {
        text: query_of(view, &words),
        zone: customer.zone().to_owned(),
        limit: base::Limit::default(),
        cursor: address.cursor.clone(),
    };
    let (found, refused) = match find::find(&state, customer.scope(), asked).await {
        Ok(found) => (Some(found), None),
        Err(Error::Query(_) | Error::Invalid { .. } | Error::Work(work::Error::Invalid { .. })) => {
            (None, Some(customer.text("portal-unreadable")))
        }
        Err(error) => return Err(error.into()),
    };
    let next = found.as_ref().and_then(|found| found.page.next.as_deref());
    let here = format!("/portal?view={view}&words={}", encode(&words));
    customer.render(
        "desk/portal/list.html",
        context! {
            view, words, refused,
            rows => Serde(found.as_ref().map_or(&[][..], |found| &found.page.items)),
            next => next.map(|cursor| format!("{here}&cursor={}", encode(cursor))),
            first => address.cursor.map(|_| here.clone()),
        },
    )
}

/// Customers search words, not fields: every word is quoted.
fn query_of(view: &str, words: &str) -> String {
    let states = match view {
        "active" => "state:triage,todo,doing,waiting",
        "done" => "state:resolved,closed,canceled",
        _ => "",
    };
    let quoted = words.split_whitespace().take(20).map(|word| format!("\"{}\"", word.replace(['"', '\\'], " ")));
    std::iter::once(states.to_owned()).chain(quoted).collect::<Vec<_>>().join(" ")
}
