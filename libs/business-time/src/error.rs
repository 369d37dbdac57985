//! Why a calendar, a target or an instant cannot be had.

/// What went wrong; each one reads as a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file is not TOML, or has a field that calendars do not have.
    #[error("The calendar cannot be read: {0}")]
    Syntax(String),
    /// The zone is not in the IANA database.
    #[error("There is no time zone `{0}`; use a name such as Europe/Berlin or UTC.")]
    UnknownZone(String),
    /// A date that is none.
    #[error("`{0}` is not a date; write it like 2026-12-25.")]
    Date(String),
    /// A segment that is none.
    #[error("`{0}` is not a segment; write it like 09:00-17:00, with 24:00 as the latest end.")]
    Segment(String),
    /// A segment without length.
    #[error("`{0}` starts and ends at the same time; write 00:00-24:00 for a whole day.")]
    EmptySegment(String),
    /// Two segments of one day that overlap.
    #[error("The segments {first} and {second} of {day} overlap; join them.")]
    Overlap {
        /// The weekday or date.
        day: String,
        /// The earlier one.
        first: String,
        /// The later one.
        second: String,
    },
    /// A target that is none.
    #[error("`{0}` is not a target; write it like 90min, 4h, 2bd (business days) or 3cal_d (calendar days).")]
    Target(String),
    /// No opening before the horizon.
    #[error("The calendar does not open within {years} years after {0}; give it open hours.", years = crate::HORIZON_YEARS)]
    NeverOpen(jiff::Timestamp),
    /// Not enough open time before the horizon, or past the end of the calendar of years.
    #[error("The calendar is not open for long enough within {years} years after {0}.", years = crate::HORIZON_YEARS)]
    TooFar(jiff::Timestamp),
}
