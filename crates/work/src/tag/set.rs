//! Tags go on and come off; one event says which. A name is 1 to 50 characters on one line.

use base::{Scope, text};
use events::Event;
use store::Tx;

use super::store as rows;
use crate::item::{Decision, Item, change};
use crate::{Error, limits};

/// Puts tags on an item; those it has stay.
///
/// # Errors
/// [`Error::Invalid`] for a name that cannot be one or more than 50 tags.
pub fn tag(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    tags: &[String],
) -> Result<Item, Error> {
    edit(tx, scope, item, expected_version, &Edit { add: names(tags)?, remove: Vec::new(), replace: false })
}

/// Takes tags off an item; those it does not have do not matter.
///
/// # Errors
/// [`Error::Invalid`] for a name that cannot be one.
pub fn untag(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    tags: &[String],
) -> Result<Item, Error> {
    edit(tx, scope, item, expected_version, &Edit { add: Vec::new(), remove: names(tags)?, replace: false })
}

/// Makes these the tags of an item.
///
/// # Errors
/// As [`tag`].
pub fn set_tags(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    tags: &[String],
) -> Result<Item, Error> {
    edit(tx, scope, item, expected_version, &Edit { add: names(tags)?, remove: Vec::new(), replace: true })
}

struct Edit {
    add: Vec<String>,
    remove: Vec<String>,
    replace: bool,
}

impl Edit {
    /// What really goes on and comes off when an item has these tags.
    fn against(&self, present: &[String]) -> (Vec<String>, Vec<String>) {
        let added = self.add.iter().filter(|name| !contains(present, name)).cloned().collect();
        let removed = present
            .iter()
            .filter(|name| contains(&self.remove, name) || (self.replace && !contains(&self.add, name)))
            .cloned()
            .collect();
        (added, removed)
    }
}

fn edit(tx: &mut Tx, scope: &Scope, item: i64, expected: Option<i64>, edit: &Edit) -> Result<Item, Error> {
    // What the successful round found; every round before it changed nothing.
    let found = std::cell::RefCell::new((Vec::new(), Vec::new()));
    let changed = change(tx, scope, item, expected, |tx, item| {
        let present = rows::of_item(tx, item.id)?;
        let (added, removed) = edit.against(&present);
        *found.borrow_mut() = (added.clone(), removed.clone());
        if added.is_empty() && removed.is_empty() {
            return Ok(None);
        }
        limits::count("tags", present.len() + added.len() - removed.len(), limits::TAGS)?;
        Ok(Some(Decision::internal(Event::ItemTagged { added, removed })))
    })?;
    let (added, removed) = found.into_inner();
    for name in &removed {
        if let Some(tag) = rows::by_name(tx, name)? {
            rows::detach(tx, item, tag)?;
        }
    }
    attach(tx, item, &added)?;
    Ok(changed)
}

/// Puts tags on an item without an event of their own, for one that is just being made.
pub(crate) fn attach(tx: &mut Tx, item: i64, names: &[String]) -> Result<(), Error> {
    // Everybody makes new tags in the same order, so that two transactions never wait for each other.
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_by_key(|name| text::fold(name));
    for name in sorted {
        let tag = rows::by_name_or_new(tx, name)?;
        rows::attach(tx, item, tag)?;
    }
    Ok(())
}

/// Clean names, each once.
pub(crate) fn names(asked: &[String]) -> Result<Vec<String>, Error> {
    limits::count("tags", asked.len(), limits::TAGS)?;
    let mut names: Vec<String> = Vec::with_capacity(asked.len());
    for name in asked {
        let name = limits::line("tags", name, limits::TAG)?;
        if !contains(&names, &name) {
            names.push(name);
        }
    }
    Ok(names)
}

fn contains(names: &[String], name: &str) -> bool {
    let fold = text::fold(name);
    names.iter().any(|other| text::fold(other) == fold)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn an_edit_counts_only_what_changes() {
        let present = texts(&["VIP", "mail"]);
        let replace = Edit { add: texts(&["vip", "new"]), remove: Vec::new(), replace: true };
        assert_eq!(replace.against(&present), (texts(&["new"]), texts(&["mail"])));
        let remove = Edit { add: Vec::new(), remove: texts(&["vip", "none"]), replace: false };
        assert_eq!(remove.against(&present), (Vec::new(), texts(&["VIP"])));
    }

    #[test]
    fn names_are_cleaned_and_counted_once() {
        assert_eq!(names(&texts(&[" vip ", "VIP", "数据"])).unwrap(), texts(&["vip", "数据"]));
        assert!(names(&texts(&[&"x".repeat(51)])).is_err());
    }
}
