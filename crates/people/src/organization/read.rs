//! Staff sees every organisation, customers only their own; others do not exist for them.

use base::{Scope, text};
use store::{Tx, params};

use super::{Organization, store as sql};
use crate::{Error, Result, address::domain_fold, authority};

/// The organisation, if the scope may know of it.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the scope.
pub fn get(tx: &mut Tx<'_>, scope: &Scope, id: i64) -> Result<Organization> {
    if !scope.is_staff() {
        tx.query_one(sql::BELONGS, params![scope.person(), id], |row| row.get::<i64>(0))?;
    }
    by_id(tx, id)
}

/// The organisation of that name, for staff.
///
/// # Errors
/// When the scope is a customer's or the query fails.
pub fn by_name(tx: &mut Tx<'_>, scope: &Scope, name: &str) -> Result<Option<Organization>> {
    authority::require_staff(scope)?;
    Ok(tx.query_optional(sql::BY_NAME, params![text::fold(name)], sql::organization)?)
}

/// The organisation whose mail comes from this very domain; unscoped, for finding out who writes.
///
/// # Errors
/// When the query fails.
pub fn by_domain(tx: &mut Tx<'_>, domain: &str) -> Result<Option<Organization>> {
    let Ok(fold) = domain_fold(domain) else {
        return Ok(None);
    };
    Ok(tx.query_optional(sql::BY_DOMAIN, params![fold], sql::organization)?)
}

/// The organisation's mail domains, for staff.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the scope.
pub fn domains(tx: &mut Tx<'_>, scope: &Scope, id: i64) -> Result<Vec<String>> {
    authority::require_staff(scope)?;
    get(tx, scope, id)?;
    Ok(tx.query(sql::DOMAINS, params![id], |row| row.get(0))?)
}

pub(super) fn by_id(tx: &mut Tx<'_>, id: i64) -> Result<Organization> {
    tx.query_one(sql::BY_ID, params![id], sql::organization).map_err(Error::from)
}
