//! The views beside the list: each is a query, its count comes from the same query.

use base::Scope;
use minijinja::{Value, context};
use query::Query;
use store::Tx;
use web::Visit;

use crate::{Error, find::COUNT_CAP};

/// Name, icon, keys and query of a view; the name is the key of its translation.
const VIEWS: [(&str, &str, &str, &str); 7] = [
    ("desk-view-unassigned", "inbox", "g i", "kind:ticket is:unassigned status:new,open"),
    ("desk-view-mine", "user", "g m", "assignee:me status:new,open,waiting"),
    ("desk-view-open", "circle-dot", "g o", "kind:ticket state:triage,todo,doing"),
    ("desk-view-waiting", "circle-pause", "g w", "kind:ticket state:waiting"),
    ("desk-view-urgent", "octagon-alert", "g u", "priority:1 state:triage,todo,doing,waiting"),
    ("desk-view-solved", "circle-check", "g s", "kind:ticket state:resolved,closed"),
    ("desk-view-all", "layers", "g a", "sort:-updated"),
];

/// The query that opens when none is asked for.
pub const FIRST: &str = "kind:ticket state:triage,todo,doing";

/// How many items each view holds, up to the cap.
///
/// # Errors
/// When the database fails.
pub fn counts(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<i64>, Error> {
    let queries: Vec<Query> = VIEWS.iter().filter_map(|(_, _, _, query)| Query::parse(query).ok()).collect();
    Ok(work::list::counts(tx, scope, &queries, COUNT_CAP)?)
}

/// The views as entries of the navigation; `current` is the query shown.
pub fn entries(visit: &Visit, counts: &[i64], current: &str) -> Vec<Value> {
    let heading = context! { heading => visit.text("desk-views") };
    let views = VIEWS.iter().zip(counts).map(|((name, icon, keys, query), count)| {
        context! {
            href => format!("/desk?q={}", encode(query)),
            label => visit.text(name),
            icon => *icon,
            shortcut => *keys,
            count => shown(*count),
            current => *query == current,
        }
    });
    std::iter::once(heading).chain(views).collect()
}

/// The name of a view whose query is shown, none for a query of one's own.
pub fn name_of(query: &str) -> Option<&'static str> {
    VIEWS.iter().find(|(_, _, _, known)| *known == query).map(|(name, _, _, _)| *name)
}

fn shown(count: i64) -> String {
    if count >= COUNT_CAP { "999+".to_owned() } else { count.to_string() }
}

/// Percent-encodes a query for an address.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_is_a_query() {
        for (name, _, _, query) in VIEWS {
            assert!(Query::parse(query).is_ok(), "{name}: {query}");
        }
        assert!(Query::parse(FIRST).is_ok());
        assert_eq!(encode("a b:<2"), "a%20b%3A%3C2");
    }
}
