//! Staff sees all teams and who is in them; customers see none.

use base::Scope;
use store::{Tx, params};

use super::{Team, store as sql};
use crate::{Error, Result};

/// All teams in the order of their names.
///
/// # Errors
/// When the query fails; customers get an empty list.
pub fn list(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<Team>> {
    if !scope.is_staff() {
        return Ok(Vec::new());
    }
    Ok(tx.query(sql::LIST, params![], sql::team)?)
}

/// One team.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the scope.
pub fn get(tx: &mut Tx<'_>, scope: &Scope, id: i64) -> Result<Team> {
    if !scope.is_staff() {
        return Err(Error::NotFound);
    }
    tx.query_one(sql::BY_ID, params![id], sql::team).map_err(Error::from)
}

/// The ids of a team's members.
///
/// # Errors
/// [`Error::NotFound`] when the team does not exist for the scope.
pub fn members(tx: &mut Tx<'_>, scope: &Scope, team: i64) -> Result<Vec<i64>> {
    get(tx, scope, team)?;
    Ok(tx.query(sql::MEMBERS, params![team], |row| row.get(0))?)
}

/// The ids of the teams a person is in.
///
/// # Errors
/// When the query fails; customers get an empty list.
pub fn of_person(tx: &mut Tx<'_>, scope: &Scope, person: i64) -> Result<Vec<i64>> {
    if !scope.is_staff() {
        return Ok(Vec::new());
    }
    Ok(tx.query(sql::OF_PERSON, params![person], |row| row.get(0))?)
}
