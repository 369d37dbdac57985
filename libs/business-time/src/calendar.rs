//! When it is open: a special date says it alone, a holiday closes the whole day, else the weekday decides.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::{Error, Segment};

/// Open hours in one time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    zone: TimeZone,
    /// From Monday to Sunday; the segments of a day are sorted and do not overlap.
    week: [Vec<Segment>; 7],
    holidays: BTreeSet<Date>,
    special: BTreeMap<Date, Vec<Segment>>,
}

impl Calendar {
    /// A calendar in `zone` that never closes.
    #[must_use]
    pub fn always(zone: TimeZone) -> Self {
        let week = std::array::from_fn(|_| vec![Segment::WHOLE_DAY]);
        Self { zone, week, holidays: BTreeSet::new(), special: BTreeMap::new() }
    }

    /// A calendar in `zone` with the given segments from Monday to Sunday, and no special days yet.
    ///
    /// # Errors
    /// [`Error::Overlap`] when two segments of a day overlap. A segment may overlap one of the next day; that time
    /// counts once.
    pub fn weekly(zone: TimeZone, week: [Vec<Segment>; 7]) -> Result<Self, Error> {
        let mut calendar = Self { zone, week, holidays: BTreeSet::new(), special: BTreeMap::new() };
        for (segments, day) in calendar.week.iter_mut().zip(WEEKDAYS) {
            put_in_order(segments, day)?;
        }
        Ok(calendar)
    }

    /// The same calendar, closed on `date` unless that is special.
    #[must_use]
    pub fn with_holiday(mut self, date: Date) -> Self {
        self.holidays.insert(date);
        self
    }

    /// The same calendar, open on `date` during `segments` only, whatever weekday or holiday it is.
    ///
    /// # Errors
    /// [`Error::Overlap`]
    pub fn with_special(mut self, date: Date, mut segments: Vec<Segment>) -> Result<Self, Error> {
        put_in_order(&mut segments, &date.to_string())?;
        self.special.insert(date, segments);
        Ok(self)
    }

    /// The zone of its local times.
    #[must_use]
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The segments that begin on `date`, in order.
    #[must_use]
    pub fn segments(&self, date: Date) -> &[Segment] {
        if let Some(segments) = self.special.get(&date) {
            return segments;
        }
        if self.holidays.contains(&date) {
            return &[];
        }
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = &self.week;
        match date.weekday() {
            Weekday::Monday => monday,
            Weekday::Tuesday => tuesday,
            Weekday::Wednesday => wednesday,
            Weekday::Thursday => thursday,
            Weekday::Friday => friday,
            Weekday::Saturday => saturday,
            Weekday::Sunday => sunday,
        }
    }

    /// Whether `date` is a business day: some segment begins on it.
    #[must_use]
    pub fn is_business_day(&self, date: Date) -> bool {
        !self.segments(date).is_empty()
    }
}

/// The names of the weekdays in a calendar file, from Monday to Sunday.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn put_in_order(segments: &mut [Segment], day: &str) -> Result<(), Error> {
    segments.sort_unstable();
    for pair in segments.windows(2) {
        if let [first, second] = pair
            && second.overlaps(*first)
        {
            return Err(Error::Overlap { day: day.to_owned(), first: first.to_string(), second: second.to_string() });
        }
    }
    Ok(())
}
