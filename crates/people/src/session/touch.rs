//! A use is written down at most once a minute; it keeps the session from falling idle and is no event.

use store::{Tx, params};

use super::{TOUCH_EVERY, store as sql};
use crate::Result;

/// Notes that the session was used just now.
///
/// # Errors
/// When the statement fails.
pub fn touch(tx: &mut Tx<'_>, session: i64) -> Result<()> {
    let now = tx.now();
    tx.execute(sql::TOUCH, params![now, session, now.minus(TOUCH_EVERY)])?;
    Ok(())
}
