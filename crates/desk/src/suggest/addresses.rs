//! People whose name or address holds what was typed, written as a mail names them.

use axum::extract::State as FromState;
use people::{Person, person};
use serde_json::Value;
use web::{Agent, Json, Query, State};

use super::{Entry, Typed, answer, called, most};

/// Signs that a name must not hold outside of quotes (RFC 5322 §3.2.3).
const SPECIAL: &str = "()<>[]:;@\\,.\"";

/// Offers addresses.
pub async fn addresses(
    agent: Agent,
    FromState(state): FromState<State>,
    Query(typed): Query<Typed>,
) -> Result<Json<Value>, web::Error> {
    let Some(part) = typed.words() else { return Ok(answer(&[])) };
    let scope = agent.scope().clone();
    let filter = person::Filter { part: Some(part), ..person::Filter::default() };
    let page = state.store.read(move |tx| person::list(tx, &scope, &filter, most(), None)).await?;
    Ok(answer(&page.items.iter().filter_map(entry).collect::<Vec<_>>()))
}

fn entry(person: &Person) -> Option<Entry> {
    let address = person.address.as_deref()?;
    let value = Some(mailbox(&person.name, address));
    Some(Entry { label: called(person), detail: Some(address.to_owned()), value, icon: "user", ..Entry::default() })
}

/// `Kim Doe <kim@example.com>`, the name in quotes where it has to be.
fn mailbox(name: &str, address: &str) -> String {
    if name.is_empty() {
        address.to_owned()
    } else if name.contains(|sign| SPECIAL.contains(sign)) {
        format!("\"{}\" <{address}>", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        format!("{name} <{address}>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_they_have_to_be() {
        assert_eq!(mailbox("Kim Doe", "kim@x.test"), "Kim Doe <kim@x.test>");
        assert_eq!(mailbox("Doe, Kim", "kim@x.test"), "\"Doe, Kim\" <kim@x.test>");
        assert_eq!(mailbox("The \"boss\"", "kim@x.test"), "\"The \\\"boss\\\"\" <kim@x.test>");
        assert_eq!(mailbox("", "kim@x.test"), "kim@x.test");
    }
}
