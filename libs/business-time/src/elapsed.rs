//! How much open time lies between two instants.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::Calendar;
use crate::openings::Openings;

/// The real time of `[from, to)` during which the calendar is open; nothing when `to` is not after `from`.
///
/// It adds up over any split of the interval. The cost grows with the number of days in it.
#[must_use]
pub fn elapsed(calendar: &Calendar, from: Timestamp, to: Timestamp) -> Duration {
    let last = calendar.zone().to_datetime(to).date();
    Openings::after(calendar, from, last)
        .take_while(|opening| opening.start < to)
        .map(|opening| opening.end.min(to).duration_since(opening.start))
        .fold(SignedDuration::ZERO, SignedDuration::saturating_add)
        .unsigned_abs()
}
