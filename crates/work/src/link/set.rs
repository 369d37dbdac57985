//! A link joins two different items once; a link without direction is stored from the smaller id.
//! Linking changes nothing of the items themselves: their versions stay.

use base::Scope;
use events::{Event, NewEvent};
use store::Tx;

use super::{LinkKind, store as rows};
use crate::item::{Need, append, load};
use crate::{Error, limits};

/// Links an item to another; answers whether the link is new.
///
/// # Errors
/// [`Error::Invalid`] when it may not join these two, leads to itself, or there are 500 links already.
pub fn link(tx: &mut Tx, scope: &Scope, source: i64, link: LinkKind, target: i64) -> Result<bool, Error> {
    let (source, target) = ends(source, link, target)?;
    let from = load(tx, scope, Need::Write, source)?;
    let to = load(tx, scope, Need::Write, target)?;
    if !link.joins(from.kind, to.kind) {
        return Err(Error::invalid("link", format!("“{link}” cannot lead from a {} to a {}", from.kind, to.kind)));
    }
    if rows::count(tx, source)? >= i64::try_from(limits::LINKS).unwrap_or(i64::MAX) {
        return Err(Error::invalid("link", format!("an item has at most {} links", limits::LINKS)));
    }
    let new = rows::insert(tx, source, link, target)?;
    if new {
        let event = Event::ItemLinked { to: target, link: link.as_str().to_owned(), linked: true };
        append(tx, scope, &from, NewEvent::of("item", source, event))?;
    }
    Ok(new)
}

/// Takes a link away; answers whether it was there.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for every change.
pub fn unlink(tx: &mut Tx, scope: &Scope, source: i64, link: LinkKind, target: i64) -> Result<bool, Error> {
    let (source, target) = ends(source, link, target)?;
    let from = load(tx, scope, Need::Write, source)?;
    let gone = rows::delete(tx, source, link, target)?;
    if gone {
        let event = Event::ItemLinked { to: target, link: link.as_str().to_owned(), linked: false };
        append(tx, scope, &from, NewEvent::of("item", source, event))?;
    }
    Ok(gone)
}

fn ends(source: i64, link: LinkKind, target: i64) -> Result<(i64, i64), Error> {
    if source == target {
        return Err(Error::invalid("link", "an item cannot be linked to itself"));
    }
    Ok(if link == LinkKind::Relates { (source.min(target), source.max(target)) } else { (source, target) })
}
