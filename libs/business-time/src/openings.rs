//! The open intervals of a calendar as instants, one after the other; days without any are passed over.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::{Calendar, Segment, local};

/// An open interval `[start, end)`, never empty, and the local date on which its segment begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    pub start: Timestamp,
    pub end: Timestamp,
    pub date: Date,
}

/// All openings that end after an instant, in order and without overlap, of the days up to a last one.
pub struct Openings<'a> {
    calendar: &'a Calendar,
    segments: std::slice::Iter<'a, Segment>,
    date: Date,
    last: Date,
    /// Everything before is past or was already given.
    from: Timestamp,
}

impl<'a> Openings<'a> {
    /// The openings after `from`; the first is cut off at `from`.
    pub fn after(calendar: &'a Calendar, from: Timestamp, last: Date) -> Self {
        let today = calendar.zone().to_datetime(from).date();
        // A segment that began yesterday may reach into today, and no further.
        let date = today.yesterday().unwrap_or(today);
        Self { calendar, segments: calendar.segments(date).iter(), date, last, from }
    }

    /// The next segment and its date.
    fn next_segment(&mut self) -> Option<(Date, Segment)> {
        loop {
            if let Some(segment) = self.segments.next() {
                return Some((self.date, *segment));
            }
            self.date = self.date.tomorrow().ok().filter(|date| *date <= self.last)?;
            self.segments = self.calendar.segments(self.date).iter();
        }
    }
}

impl Iterator for Openings<'_> {
    type Item = Opening;

    fn next(&mut self) -> Option<Opening> {
        loop {
            let (date, segment) = self.next_segment()?;
            let (days_later, end_time) = segment.end();
            let end_date = if days_later > 0 { date.tomorrow().ok()? } else { date };
            let zone = self.calendar.zone();
            let start = local::instant(zone, date, segment.start());
            let (Some(start), Some(end)) = (start, local::instant(zone, end_date, end_time)) else { continue };
            let start = start.max(self.from);
            if start < end {
                self.from = end;
                return Some(Opening { start, end, date });
            }
        }
    }
}

/// The last local date on which an instant after `from` is looked for.
pub fn horizon(calendar: &Calendar, from: Timestamp) -> Date {
    let today = calendar.zone().to_datetime(from).date();
    let year = today.year().saturating_add(crate::HORIZON_YEARS);
    Date::new(year, 12, 31).unwrap_or(Date::MAX)
}
