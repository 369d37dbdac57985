//! Undoing a merge restores both items as they were; messages that came after it stay with the target, which says so.

use base::Scope;
use events::Event;
use store::Tx;

use super::{
    Decision, Item, Need, change_as, load,
    merge_store::{self, Merge, Merged},
    set_due, store as rows,
};
use crate::{Error, link, message, tag, watch};

/// Both items after a merge was undone.
#[derive(Clone, Debug)]
pub struct Unmerged {
    /// The item that is on its own again.
    pub source: Item,
    /// The item that it was a part of.
    pub target: Item,
    /// How many messages came to the target after the merge and stay there.
    pub stayed: i64,
}

/// Makes a merged item one of its own again.
///
/// # Errors
/// [`Error::Invalid`] when the item is no part of another, or that one became a part of a third.
pub fn unmerge(tx: &mut Tx, scope: &Scope, source: i64, expected_version: Option<i64>) -> Result<Unmerged, Error> {
    let from = load(tx, scope, Need::Restore, source)?;
    let Some(target) = from.merged_into else {
        return Err(Error::invalid("item", format!("{} is no part of another item", from.key)));
    };
    rows::hold(tx, source, target)?;
    // Whoever was faster undid it already; then nothing stands.
    let merge = merge_store::standing(tx, source)?.ok_or(Error::NotFound)?;
    let into = load(tx, scope, Need::Restore, target)?;
    if into.merged_into.is_some() {
        return Err(Error::invalid("item", format!("{} became a part of another item; undo that first", into.key)));
    }
    merge_store::undo(tx, merge.id)?;
    message::move_back_all(tx, [target, source], (merge.places_after, merge.places))?;
    let stayed = message::count_after(tx, target, merge.places_after + merge.places)?;
    let event =
        Event::ItemUnmerged { source, source_key: from.key.clone(), target, target_key: into.key.clone(), stayed };
    let source = change_as(tx, scope, Need::Restore, (source, expected_version), |tx, item| {
        item.merged_into = None;
        item.deleted_at = None;
        item.first_response_at = message::first_response(tx, item)?;
        Ok(Some(Decision::internal(event.clone())))
    })?;
    change_as(tx, scope, Need::Restore, (target, None), |tx, item| {
        item.first_response_at = message::first_response(tx, item)?;
        Ok(Some(Decision::internal(event.clone())))
    })?;
    if into.deleted_at.is_none() {
        give_back(tx, scope, &merge)?;
    }
    let target = super::get(tx, scope, target)?;
    Ok(Unmerged { source: source.seen_by(scope), target, stayed })
}

/// Takes from the target what it had only from the source, as far as nobody changed it meanwhile.
fn give_back(tx: &mut Tx, scope: &Scope, merge: &Merge) -> Result<(), Error> {
    let gathered = &merge.gathered;
    for person in &gathered.watchers {
        watch::unwatch(tx, scope, merge.target, *person)?;
    }
    tag::untag(tx, scope, merge.target, None, &gathered.tags)?;
    for (kind, outgoing, other) in &gathered.links {
        let (source, target) = if *outgoing { (merge.target, *other) } else { (*other, merge.target) };
        match link::unlink(tx, scope, source, *kind, target) {
            // The other end went to the recycle bin meanwhile, and its links with it.
            Ok(_) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    if let Some(due) = gathered.due
        && super::get(tx, scope, merge.target)?.due_at == Some(due.after)
    {
        set_due(tx, scope, merge.target, None, due.before)?;
    }
    Ok(())
}

/// The items that became a part of this one; none for customers.
///
/// # Errors
/// [`Error::NotFound`] when the item may not be seen.
pub fn merged(tx: &mut Tx, scope: &Scope, item: i64) -> Result<Vec<Merged>, Error> {
    super::get(tx, scope, item)?;
    if scope.is_staff() { merge_store::into(tx, item) } else { Ok(Vec::new()) }
}
