//! Two items about the same matter become one: messages, people, tags and links of the one go to the other, its keys
//! lead there from now on, and it lies in the recycle bin until the merge is undone.
//!
//! A merge shows the messages of both to the people of both. It is therefore refused between different customers and
//! between what customers may see and what they may not.

use base::Scope;
use events::Event;
use store::Tx;

use super::{
    Decision, Item, Need, change_as, load,
    merge_store::{self, EarlierDue, Gathered, Merge},
    set_due, store as rows,
};
use crate::{Error, link, message, tag, watch};

/// Makes the item `source` a part of `target` and answers the target. Each comes with the version at which it was
/// seen, if that matters.
///
/// # Errors
/// [`Error::NotFound`] when one of them is not there any more; [`Error::Stale`]; [`Error::Invalid`] when the two do
/// not belong together.
pub fn merge(
    tx: &mut Tx,
    scope: &Scope,
    (source, source_version): (i64, Option<i64>),
    (target, target_version): (i64, Option<i64>),
) -> Result<Item, Error> {
    if !scope.may_write() {
        return Err(Error::Forbidden);
    }
    rows::hold(tx, source, target)?;
    let from = load_at(tx, scope, source, source_version)?;
    let into = load_at(tx, scope, target, target_version)?;
    permit(&from, &into)?;
    message::move_all(tx, from.id, into.id, into.message_count)?;
    let event = Event::ItemMerged {
        source: from.id,
        source_key: from.key.clone(),
        target: into.id,
        target_key: into.key.clone(),
    };
    change_as(tx, scope, Need::Write, (into.id, None), |tx, item| {
        item.message_count += from.message_count;
        item.first_response_at = message::first_response(tx, item)?;
        Ok(Some(Decision::internal(event.clone())))
    })?;
    let gathered = gather(tx, scope, &from, &into)?;
    let (places_after, places) = (into.message_count, from.message_count);
    merge_store::insert(tx, &Merge { id: 0, source: from.id, target: into.id, places_after, places, gathered })?;
    change_as(tx, scope, Need::Write, (from.id, None), |tx, item| {
        item.merged_into = Some(into.id);
        item.deleted_at = Some(tx.now());
        Ok(Some(Decision::internal(event.clone())))
    })?;
    super::get(tx, scope, into.id)
}

fn load_at(tx: &mut Tx, scope: &Scope, id: i64, version: Option<i64>) -> Result<Item, Error> {
    let item = load(tx, scope, Need::Write, id)?;
    match version {
        Some(version) if version != item.version => Err(Error::Stale { current: item.version }),
        _ => Ok(item),
    }
}

/// What may become one.
fn permit(from: &Item, into: &Item) -> Result<(), Error> {
    let refuse = |message: String| Err(Error::invalid("into", message));
    if from.id == into.id {
        return refuse("an item cannot become a part of itself".to_owned());
    }
    if from.kind != into.kind {
        return refuse(format!("{} is a {} and {} a {}; convert one first", from.key, from.kind, into.key, into.kind));
    }
    if from.visibility != into.visibility {
        return refuse(format!("customers may see only one of {} and {}; link them instead", from.key, into.key));
    }
    if !of_one_customer(from, into) {
        return refuse(format!(
            "{} and {} are of different customers; change the requester of one, or link them instead",
            from.key, into.key
        ));
    }
    if from.is_active() && !into.is_active() {
        return refuse(format!("{} is finished; reopen it first", into.key));
    }
    Ok(())
}

/// The same person asked, or people of the same organisation did, or nobody's at all.
fn of_one_customer(from: &Item, into: &Item) -> bool {
    match (from.requester, into.requester) {
        (Some(one), Some(other)) if one == other => true,
        (Some(_), Some(_)) => from.organization.is_some() && from.organization == into.organization,
        _ => from.organization.is_none() || into.organization.is_none() || from.organization == into.organization,
    }
}

/// Gives the target what it lacks: the people of the source, its tags, its links, its earlier due date.
fn gather(tx: &mut Tx, scope: &Scope, from: &Item, into: &Item) -> Result<Gathered, Error> {
    let mut gathered = Gathered::default();
    for person in watch::list(tx, scope, from.id)?.into_iter().chain(from.requester) {
        if into.requester != Some(person) && watch::watch(tx, scope, into.id, person)? {
            gathered.watchers.push(person);
        }
    }
    let known = tag::list(tx, scope, into.id)?;
    gathered.tags = tag::list(tx, scope, from.id)?.into_iter().filter(|name| !known.contains(name)).collect();
    tag::tag(tx, scope, into.id, None, &gathered.tags)?;
    for one in link::list(tx, scope, from.id)?.into_iter().filter(|one| one.item != into.id) {
        let (source, target) = if one.outgoing { (into.id, one.item) } else { (one.item, into.id) };
        if link::link(tx, scope, source, one.link, target)? {
            gathered.links.push((one.link, one.outgoing, one.item));
        }
    }
    if let Some(due) = from.due_at.filter(|due| into.due_at.is_none_or(|known| *due < known)) {
        set_due(tx, scope, into.id, None, Some(due))?;
        gathered.due = Some(EarlierDue { before: into.due_at, after: due });
    }
    Ok(gathered)
}
