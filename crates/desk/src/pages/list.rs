//! The list of items for a query; a query that cannot be read is shown with what is wrong with it.

use axum::{extract::State as FromState, response::Response};
use minijinja::{context, value::Serde};
use serde::Deserialize;
use store::Tx;
use web::{Query, Staff, State};

use super::views;
use crate::{Error, find, texts, ticket};

/// The address of a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAddress {
    q: Option<String>,
    cursor: Option<String>,
}

/// Shows a list.
pub async fn list(
    staff: Staff,
    FromState(state): FromState<State>,
    Query(address): Query<ListAddress>,
) -> Result<Response, web::Error> {
    let text = address.q.unwrap_or_else(|| views::FIRST.to_owned());
    let asked = find::Asked {
        text: text.clone(),
        zone: staff.zone().to_owned(),
        limit: base::Limit::default(),
        cursor: address.cursor.clone(),
    };
    let (found, refused) = match find::find(&state, staff.scope(), asked).await {
        Ok(found) => (Some(found), None),
        Err(Error::Query(error)) => (None, Some(texts::query_refusal(&state.ui, staff.locale(), &error))),
        Err(Error::Invalid { message, .. } | Error::Work(work::Error::Invalid { message, .. })) => {
            (None, Some(message))
        }
        Err(error) => return Err(error.into()),
    };
    let scope = staff.scope().clone();
    let rows = found.as_ref().map_or(&[][..], |found| &found.page.items);
    let ids = rows.iter().map(|row| row.id).collect();
    let beside = move |tx: &mut Tx<'_>| {
        Ok::<_, Error>((views::counts(tx, &scope)?, ticket::undelivered::marked(tx, &scope, ids)?))
    };
    let (counts, undelivered) = state.store.read(beside).await?;
    let next = found.as_ref().and_then(|found| found.page.next.as_deref());
    staff.render(
        "desk/list.html",
        context! {
            query => text.clone(),
            refused,
            view => views::name_of(&text).map(|name| staff.text(name)),
            views => views::entries(&staff, &counts, &text),
            names => texts::status_names(&staff),
            rows => Serde(rows),
            undelivered,
            total => found.as_ref().and_then(|found| found.total),
            incomplete => found.as_ref().is_some_and(|found| found.incomplete),
            next => next.map(|cursor| address_of(&text, cursor)),
            first => address.cursor.map(|_| format!("/desk?q={}", views::encode(&text))),
            may_write => staff.scope().may_write(),
        },
    )
}

fn address_of(text: &str, cursor: &str) -> String {
    format!("/desk?q={}&cursor={}", views::encode(text), views::encode(cursor))
}
