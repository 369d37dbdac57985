//! Beside the thread: who asks, their organisation, and what else they have open.

use base::Scope;
use serde::Serialize;
use store::Tx;
use work::{Item, ItemRow, Link, item::Merged, list::Ask};

use crate::Error;

/// Other items shown.
const OTHERS: u32 = 6;

/// What stands beside a thread.
#[derive(Debug, Serialize)]
pub struct Beside {
    requester: Option<people::Person>,
    assignee: Option<people::Person>,
    organization: Option<people::organization::Organization>,
    others: Vec<ItemRow>,
    merged: Vec<Merged>,
    links: Vec<Link>,
    followers: Vec<people::Person>,
    /// Whether the reader is one of them.
    follows: bool,
    /// Addresses of the followers on the customer's side: they get every answer as a copy.
    copies: Vec<String>,
}

impl Beside {
    /// Gathers it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(tx: &mut Tx<'_>, scope: &Scope, item: &Item) -> Result<Self, Error> {
        let followers = followers(tx, scope, item)?;
        let copied = followers.iter().filter(|one| !one.role.is_staff() && Some(one.id) != item.requester);
        let person = |tx: &mut Tx<'_>, id: Option<i64>| id.map(|id| people::person::get(tx, scope, id)).transpose();
        Ok(Self {
            requester: person(tx, item.requester)?,
            assignee: person(tx, item.assignee)?,
            organization: item.organization.map(|id| people::organization::get(tx, scope, id)).transpose()?,
            others: open_tickets(tx, scope, item.requester, item.id)?,
            merged: work::item::merged(tx, scope, item.id)?,
            links: work::link::list(tx, scope, item.id)?,
            follows: followers.iter().any(|one| Some(one.id) == scope.person()),
            copies: copied.filter_map(|one| one.address.clone()).collect(),
            followers,
        })
    }
}

fn followers(tx: &mut Tx<'_>, scope: &Scope, item: &Item) -> Result<Vec<people::Person>, Error> {
    let ids = work::watch::list(tx, scope, item.id)?;
    ids.into_iter().map(|id| Ok(people::person::get(tx, scope, id)?)).collect()
}

/// What else a person has open.
///
/// # Errors
/// When the database fails.
pub fn open_tickets(tx: &mut Tx<'_>, scope: &Scope, person: Option<i64>, except: i64) -> Result<Vec<ItemRow>, Error> {
    let Some(person) = person else { return Ok(Vec::new()) };
    let Some(address) = people::person::get(tx, scope, person)?.address else { return Ok(Vec::new()) };
    let text = format!("requester:\"{}\" state:triage,todo,doing,waiting", address.replace(['"', '\\'], ""));
    let Ok(query) = query::Query::parse(&text) else { return Ok(Vec::new()) };
    let ask = Ask { limit: base::Limit::new(Some(OTHERS)), cursor: None };
    let mut rows = work::list::items(tx, scope, &query, &ask)?.items;
    rows.retain(|row| row.id != except);
    Ok(rows)
}
