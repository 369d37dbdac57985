//! The calendar file that people write, in TOML; an unknown field is an error.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::{Calendar, Error, Segment};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    zone: String,
    week: Week,
    #[serde(default)]
    holidays: Vec<String>,
    #[serde(default)]
    special: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Week {
    mon: Vec<String>,
    tue: Vec<String>,
    wed: Vec<String>,
    thu: Vec<String>,
    fri: Vec<String>,
    sat: Vec<String>,
    sun: Vec<String>,
}

impl Calendar {
    /// Reads a calendar file. A weekday that is left out is closed; so is a special date with an empty list.
    ///
    /// ```
    /// let calendar = business_time::Calendar::from_toml(r#"
    ///     zone = "Europe/Berlin"
    ///     week = { mon = ["09:00-12:00", "13:00-17:00"], fri = ["22:00-06:00"], sun = ["00:00-24:00"] }
    ///     holidays = ["2026-12-25"]
    ///     special = { "2026-12-24" = ["09:00-12:00"] }
    /// "#)?;
    /// assert!(!calendar.is_business_day(jiff::civil::date(2026, 12, 25)));
    /// # Ok::<(), business_time::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error`] with a plain sentence when the text is not TOML, a field is missing or unknown, or a zone, date or
    /// segment is none.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let file: File = toml::from_str(text).map_err(|problem| Error::Syntax(problem.to_string()))?;
        let zone = TimeZone::get(&file.zone).map_err(|_| Error::UnknownZone(file.zone))?;
        let Week { mon, tue, wed, thu, fri, sat, sun } = file.week;
        let mut week: [Vec<Segment>; 7] = Default::default();
        for (segments, texts) in week.iter_mut().zip([mon, tue, wed, thu, fri, sat, sun]) {
            *segments = read_segments(&texts)?;
        }
        let mut calendar = Self::weekly(zone, week)?;
        for day in &file.holidays {
            calendar = calendar.with_holiday(read_date(day)?);
        }
        for (day, texts) in &file.special {
            calendar = calendar.with_special(read_date(day)?, read_segments(texts)?)?;
        }
        Ok(calendar)
    }
}

fn read_segments(texts: &[String]) -> Result<Vec<Segment>, Error> {
    texts.iter().map(|text| Segment::parse(text)).collect()
}

/// `YYYY-MM-DD` and nothing else; the date reader by itself would accept a time behind it.
fn read_date(text: &str) -> Result<Date, Error> {
    let plain = text.len() == "2026-12-25".len();
    text.parse().ok().filter(|_| plain).ok_or_else(|| Error::Date(text.to_owned()))
}
