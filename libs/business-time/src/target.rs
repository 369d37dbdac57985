//! A promise: a length of business time, or a number of days, and the instant at which it is due.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::openings::{Opening, Openings, horizon};
use crate::{Calendar, Error, add, elapsed, local};

/// How much time is promised. A business day is a day on the calendar, never 24 hours of business time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// `90min`: minutes of business time.
    Minutes(u32),
    /// `4h`: hours of business time.
    Hours(u32),
    /// `2bd`: the same local time that many business days later. A start outside open hours counts from the next
    /// opening, and a result outside them moves to the next opening. Time after midnight of a segment that began the
    /// day before belongs to that day.
    BusinessDays(u32),
    /// `3cal_d`: the same local time that many calendar days later, open or not.
    CalendarDays(u32),
}

impl Target {
    /// The instant at which it is due when its time begins at `from` and nothing pauses it.
    ///
    /// # Errors
    /// [`Error::NeverOpen`], [`Error::TooFar`]
    pub fn due(self, calendar: &Calendar, from: Timestamp) -> Result<Timestamp, Error> {
        match self {
            Self::Minutes(_) | Self::Hours(_) => add(calendar, from, self.budget(calendar, from)?),
            Self::BusinessDays(days) => business_days_later(calendar, from, days),
            Self::CalendarDays(days) => calendar_days_later(calendar, from, days),
        }
    }

    /// How much time that is for a start at `from`: business time, except for calendar days, where it is real time.
    ///
    /// # Errors
    /// [`Error::NeverOpen`], [`Error::TooFar`]
    pub fn budget(self, calendar: &Calendar, from: Timestamp) -> Result<Duration, Error> {
        match self {
            Self::Minutes(minutes) => Ok(Duration::from_secs(u64::from(minutes) * 60)),
            Self::Hours(hours) => Ok(Duration::from_secs(u64::from(hours) * 3_600)),
            Self::BusinessDays(_) => Ok(elapsed(calendar, from, self.due(calendar, from)?)),
            Self::CalendarDays(_) => Ok(self.due(calendar, from)?.duration_since(from).unsigned_abs()),
        }
    }
}

impl std::str::FromStr for Target {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let bad = || Error::Target(text.to_owned());
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (amount, unit) = text.split_at_checked(digits).ok_or_else(bad)?;
        let amount = amount.parse().ok().filter(|amount| *amount > 0).ok_or_else(bad)?;
        match unit {
            "min" => Ok(Self::Minutes(amount)),
            "h" => Ok(Self::Hours(amount)),
            "bd" => Ok(Self::BusinessDays(amount)),
            "cal_d" => Ok(Self::CalendarDays(amount)),
            _ => Err(bad()),
        }
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Minutes(amount) => write!(formatter, "{amount}min"),
            Self::Hours(amount) => write!(formatter, "{amount}h"),
            Self::BusinessDays(amount) => write!(formatter, "{amount}bd"),
            Self::CalendarDays(amount) => write!(formatter, "{amount}cal_d"),
        }
    }
}

/// The opening that covers `from`, or else the next one; cut off at `from`.
pub fn next_opening(calendar: &Calendar, from: Timestamp) -> Result<Opening, Error> {
    Openings::after(calendar, from, horizon(calendar, from)).next().ok_or(Error::NeverOpen(from))
}

fn business_days_later(calendar: &Calendar, from: Timestamp, days: u32) -> Result<Timestamp, Error> {
    let opening = next_opening(calendar, from)?;
    let start = calendar.zone().to_datetime(opening.start);
    let after_midnight = start.date() > opening.date;
    let day = nth_business_day(calendar, opening.date, days).ok_or(Error::TooFar(from))?;
    let day = if after_midnight { day.tomorrow().map_err(|_| Error::TooFar(from))? } else { day };
    let result = local::instant(calendar.zone(), day, start.time()).ok_or(Error::TooFar(from))?;
    next_opening(calendar, result).map(|opening| opening.start)
}

/// The business day that is `days` of them after `date`.
fn nth_business_day(calendar: &Calendar, date: Date, days: u32) -> Option<Date> {
    let last = date.year().saturating_add(crate::HORIZON_YEARS);
    let mut day = date;
    let mut left = days;
    while left > 0 {
        day = day.tomorrow().ok().filter(|day| day.year() <= last)?;
        left -= u32::from(calendar.is_business_day(day));
    }
    Some(day)
}

fn calendar_days_later(calendar: &Calendar, from: Timestamp, days: u32) -> Result<Timestamp, Error> {
    let too_far = || Error::TooFar(from);
    let start = calendar.zone().to_datetime(from);
    let span = 0.days().try_days(days).map_err(|_| too_far())?;
    let date = start.date().checked_add(span).map_err(|_| too_far())?;
    let due = local::instant(calendar.zone(), date, start.time()).ok_or_else(too_far)?;
    // In the second pass of an hour that comes twice, "first occurrence" must not lie in the past.
    Ok(due.max(from))
}
