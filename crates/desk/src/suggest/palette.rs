//! Tickets by their key or their words, people by their name or address.

use axum::extract::State as FromState;
use base::Scope;
use people::{Person, person};
use serde_json::Value;
use store::Tx;
use web::{Json, Query, Staff, State};

use super::{Entry, MOST, Typed, answer, called, most};
use crate::{Error, find, pages};

/// Offers what fits the words.
pub async fn palette(
    staff: Staff,
    FromState(state): FromState<State>,
    Query(typed): Query<Typed>,
) -> Result<Json<Value>, web::Error> {
    let Some(words) = typed.words() else { return Ok(answer(&[])) };
    let (scope, part) = (staff.scope().clone(), words.clone());
    let (named, people) = state.store.read(move |tx| known(tx, &scope, part)).await?;
    let asked = find::Asked { text: words, zone: staff.zone().to_owned(), limit: most(), cursor: None };
    let found = match find::find(&state, staff.scope(), asked).await {
        Ok(found) => found.page.items,
        // What is no query yet, such as half a field, finds nothing.
        Err(Error::Query(_) | Error::Invalid { .. } | Error::Work(work::Error::Invalid { .. })) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let rows = found.into_iter().map(|row| (row.key, row.title, row.requester_name));
    let mut entries = tickets(named.into_iter().chain(rows), &staff.text("desk-nav-tickets"));
    let group = staff.text("admin-people");
    entries.extend(people.iter().filter_map(|person| person_entry(person, &group)));
    Ok(answer(&entries))
}

/// Key, title and requester of an item.
type Row = (String, String, Option<String>);

/// The item of that key, and the people of that name or address.
fn known(tx: &mut Tx<'_>, scope: &Scope, part: String) -> Result<(Option<Row>, Vec<Person>), Error> {
    let named = named(tx, scope, &part)?;
    let filter = person::Filter { part: Some(part), ..person::Filter::default() };
    Ok((named, person::list(tx, scope, &filter, most(), None)?.items))
}

/// Each item once, the one that was named first.
fn tickets(rows: impl Iterator<Item = Row>, group: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (key, title, detail) in rows.take(MOST as usize) {
        let href = Some(format!("/desk/{key}"));
        if entries.iter().all(|entry| entry.href != href) {
            let (label, group) = (format!("{key} {title}"), Some(group.to_owned()));
            entries.push(Entry { label, detail, href, icon: "ticket", group, value: None });
        }
    }
    entries
}

/// The item whose key was typed.
fn named(tx: &mut Tx<'_>, scope: &Scope, key: &str) -> Result<Option<Row>, Error> {
    match work::item::find(tx, scope, &key.to_uppercase()) {
        Ok(item) => Ok(Some((item.key, item.title, None))),
        Err(work::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A person leads to what they asked.
fn person_entry(person: &Person, group: &str) -> Option<Entry> {
    let address = person.address.clone()?;
    let query = pages::encode(&format!("requester:\"{address}\""));
    Some(Entry {
        label: called(person),
        detail: Some(address),
        href: Some(format!("/desk?q={query}")),
        icon: "user",
        group: Some(group.to_owned()),
        value: None,
    })
}
