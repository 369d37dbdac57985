//! Organisations in the order of their names, a page at a time, as far as the scope sees them.

use base::{Limit, Page, Scope};
use store::{Tx, params};

use super::{Organization, store as sql};
use crate::{Result, by_name};

/// Lists organisations whose name contains `part`.
///
/// # Errors
/// When the cursor is not one of ours or the query fails.
pub fn list(
    tx: &mut Tx<'_>,
    scope: &Scope,
    part: Option<&str>,
    limit: Limit,
    cursor: Option<&str>,
) -> Result<Page<Organization>> {
    let (after_name, after_id) = by_name::after(cursor)?;
    let pattern = by_name::pattern(part);
    let values = params![scope.is_staff(), scope.person(), pattern, after_name, after_id, limit.with_probe()];
    let rows = tx.query(sql::LIST, values, sql::organization)?;
    Ok(Page::cut(rows, limit, |row| by_name::cursor(&row.name, row.id)))
}
