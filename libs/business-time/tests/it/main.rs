//! Business time, from outside: the vectors of the design, targets, clocks, files, and the properties of the two functions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod clocks;
mod files;
mod properties;
mod targets;
mod vectors;

use business_time::{Calendar, Segment};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// Monday to Friday with these segments.
fn weekdays(zone: &str, segments: &[&str]) -> Calendar {
    let day: Vec<Segment> = segments.iter().map(|text| Segment::parse(text).expect(text)).collect();
    let week = std::array::from_fn(|index| if index < 5 { day.clone() } else { Vec::new() });
    Calendar::weekly(TimeZone::get(zone).expect(zone), week).expect("no overlap")
}

fn office() -> Calendar {
    weekdays("America/New_York", &["09:00-17:00"])
}

fn always(zone: &str) -> Calendar {
    Calendar::always(TimeZone::get(zone).expect(zone))
}

fn date(text: &str) -> Date {
    text.parse().expect(text)
}

/// A local time of the calendar, such as `2026-03-02 16:30`, or an instant with its offset.
fn at(calendar: &Calendar, text: &str) -> Timestamp {
    if let Ok(instant) = text.parse() {
        return instant;
    }
    let local: DateTime = text.parse().expect(text);
    local.to_zoned(calendar.zone().clone()).expect(text).timestamp()
}

/// How people would write the instant, with its offset.
fn local(calendar: &Calendar, instant: Timestamp) -> String {
    instant.to_zoned(calendar.zone().clone()).strftime("%Y-%m-%d %H:%M %:z").to_string()
}
