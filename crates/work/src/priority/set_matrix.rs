//! An administrator may change the priority matrix; items keep the priority they have.

use base::Scope;
use events::{Event, NewEvent};
use store::Tx;

use super::{Matrix, store as rows};
use crate::{Error, limits};

/// Replaces the priority matrix.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but administrators; [`Error::Invalid`] when a cell is not 1 to 4.
pub fn set_matrix(tx: &mut Tx, scope: &Scope, matrix: &Matrix) -> Result<(), Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let before = rows::matrix(tx, scope)?;
    for (impact, row) in (1..).zip(matrix) {
        for (urgency, priority) in (1..).zip(row) {
            rows::set(tx, impact, urgency, limits::range("priority", *priority, 1, 4)?)?;
        }
    }
    let event = Event::PriorityMatrixChanged { from: text(&before), to: text(matrix) };
    tx.append(NewEvent::of("priority", 0, event), scope.actor())?;
    Ok(())
}

/// `1,1,2,4 1,2,3,4 2,3,3,4`
fn text(matrix: &Matrix) -> String {
    let rows = matrix.iter().map(|row| row.map(|cell| cell.to_string()).join(","));
    rows.collect::<Vec<_>>().join(" ")
}
