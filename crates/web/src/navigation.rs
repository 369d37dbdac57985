//! The places a viewer can go to, offered only to those who may.

use minijinja::{Value, context};

use crate::{permission::Permission, visit::Visit};

/// One place in the navigation.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Where it leads.
    pub href: &'static str,
    /// The key of its label's translation.
    pub label: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// Who sees it.
    pub permission: Permission,
    /// Smaller stands further up.
    pub order: u16,
}

/// The navigation of a visit; the longest address that the path begins with is the current one.
pub(crate) fn of(visit: &Visit, entries: &[Entry]) -> Vec<Value> {
    let role = visit.scope().and_then(base::Scope::role);
    let path = visit.path().split('?').next().unwrap_or("/");
    let offered: Vec<&Entry> = entries.iter().filter(|entry| entry.permission.allows(role)).collect();
    let begins =
        |entry: &&&Entry| path == entry.href || path.strip_prefix(entry.href).is_some_and(|rest| rest.starts_with('/'));
    let current = offered.iter().filter(begins).max_by_key(|entry| entry.href.len()).map(|entry| entry.href);
    let label = |key: &str| visit.text(key);
    offered
        .iter()
        .map(|entry| {
            context! {
                href => entry.href,
                label => label(entry.label),
                icon => entry.icon,
                current => current == Some(entry.href),
            }
        })
        .collect()
}
