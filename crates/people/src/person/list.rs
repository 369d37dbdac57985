//! Persons in the order of their names, a page at a time, as far as the scope sees them.

use base::{Limit, Page, Role, Scope, Sees};
use store::{Tx, params};

use super::{Person, store as sql};
use crate::{Result, by_name};

/// Which persons are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this role.
    pub role: Option<Role>,
    /// Only staff, or only customers.
    pub staff: Option<bool>,
    /// Only people of this organisation.
    pub organization: Option<i64>,
    /// Only people whose name or address contains this.
    pub part: Option<String>,
    /// Disabled people too.
    pub with_disabled: bool,
}

/// Lists persons.
///
/// # Errors
/// When the cursor is not one of ours or the query fails.
pub fn list(
    tx: &mut Tx<'_>,
    scope: &Scope,
    filter: &Filter,
    limit: Limit,
    cursor: Option<&str>,
) -> Result<Page<Person>> {
    let (after_name, after_id) = by_name::after(cursor)?;
    let (everybody, organizations) = match scope.sees() {
        Sees::Everything => (true, Vec::new()),
        Sees::Own { organizations, .. } => (false, organizations.to_vec()),
    };
    let values = params![
        everybody,
        scope.person(),
        organizations,
        filter.role.map(Role::as_str),
        filter.staff,
        filter.organization,
        by_name::pattern(filter.part.as_deref()),
        filter.with_disabled,
        after_name,
        after_id,
        limit.with_probe(),
    ];
    let rows = tx.query(sql::LIST, values, sql::person)?;
    Ok(Page::cut(rows, limit, |row| by_name::cursor(&row.name, row.id)))
}
