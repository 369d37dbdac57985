//! When a length of open time has passed.

use std::time::Duration;

use jiff::Timestamp;

use crate::openings::{Openings, horizon};
use crate::{Calendar, Error};

/// The smallest instant `x` with `elapsed(calendar, from, x) == duration`; so a length that ends with the working day
/// ends that evening and not the next morning. No length at all ends at `from`, open or not.
///
/// # Errors
/// [`Error::NeverOpen`] and [`Error::TooFar`] when there is no such instant within [`HORIZON_YEARS`](crate::HORIZON_YEARS).
pub fn add(calendar: &Calendar, from: Timestamp, duration: Duration) -> Result<Timestamp, Error> {
    if duration.is_zero() {
        return Ok(from);
    }
    let mut left = duration;
    for opening in Openings::after(calendar, from, horizon(calendar, from)) {
        let length = opening.end.duration_since(opening.start).unsigned_abs();
        if left <= length {
            return opening.start.checked_add(left).map_err(|_| Error::TooFar(from));
        }
        left -= length;
    }
    Err(if left == duration { Error::NeverOpen(from) } else { Error::TooFar(from) })
}
