//! An event with those who follow its item: customers learn of what is public about an item they follow.

use std::collections::BTreeSet;

use base::Scope;
use events::{Recorded, Visibility};
use store::{
    Error, Tx,
    event_log::{self, may_see},
};

/// Who follows which of these items, as pairs of item and person.
pub type Followers = fn(&mut Tx<'_>, &[i64]) -> Result<Vec<(i64, i64)>, Error>;

/// An event on its way to those it concerns.
pub(super) struct Heard {
    pub(super) event: Recorded,
    followers: Vec<i64>,
}

impl Heard {
    /// Whether a scope may learn of it.
    pub(super) fn concerns(&self, scope: &Scope) -> bool {
        let follows = || scope.person().is_some_and(|person| self.followers.contains(&person));
        may_see(scope, &self.event) || (self.event.visibility == Visibility::Public && follows())
    }
}

/// The next events after a number, unfiltered.
pub(super) fn after(
    tx: &mut Tx<'_>,
    followers: Option<Followers>,
    number: i64,
    limit: i64,
) -> Result<Vec<Heard>, Error> {
    let events = event_log::after(tx, number, limit)?;
    let public = events.iter().filter(|event| event.visibility == Visibility::Public);
    let items: Vec<i64> = public.filter_map(|event| event.item).collect::<BTreeSet<_>>().into_iter().collect();
    let pairs = match followers {
        Some(followers) if !items.is_empty() => followers(tx, &items)?,
        _ => Vec::new(),
    };
    let of = |item: Option<i64>| pairs.iter().filter(|pair| Some(pair.0) == item).map(|pair| pair.1).collect();
    Ok(events.into_iter().map(|event| Heard { followers: of(event.item), event }).collect())
}
