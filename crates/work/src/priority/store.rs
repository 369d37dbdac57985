//! All SQL of the priority matrix.

use store::{Tx, params, statements};

use super::{FIRST_MATRIX, Matrix, USUAL};
use crate::Error;

statements! {
    CELL = "SELECT priority FROM work_priority WHERE impact = $1 AND urgency = $2";
    CELLS = "SELECT impact, urgency, priority FROM work_priority ORDER BY impact, urgency";
    SET = "UPDATE work_priority SET priority = $1 WHERE impact = $2 AND urgency = $3";
}

/// The priority of an impact and an urgency.
pub(crate) fn of(tx: &mut Tx, impact: i64, urgency: i64) -> Result<i64, Error> {
    Ok(tx.query_optional(CELL, params![impact, urgency], |row| row.get(0))?.unwrap_or(USUAL))
}

/// The whole matrix.
///
/// # Errors
/// When the store fails.
pub fn matrix(tx: &mut Tx, _scope: &base::Scope) -> Result<Matrix, Error> {
    let cells = tx.query(CELLS, params![], |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?)))?;
    let mut matrix = FIRST_MATRIX;
    for (impact, urgency, priority) in cells {
        let row = usize::try_from(impact - 1).ok().and_then(|impact| matrix.get_mut(impact));
        if let (Some(row), Ok(column)) = (row, usize::try_from(urgency - 1))
            && let Some(cell) = row.get_mut(column)
        {
            *cell = priority;
        }
    }
    Ok(matrix)
}

/// Writes one cell.
pub(super) fn set(tx: &mut Tx, impact: i64, urgency: i64, priority: i64) -> Result<(), Error> {
    tx.execute(SET, params![priority, impact, urgency])?;
    Ok(())
}
