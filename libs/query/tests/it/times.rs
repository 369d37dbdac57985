//! What a comparison with a time means, as two instants.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use query::{Bounds, Expression, Query};

const NOW: &str = "2026-11-03T12:00:00Z";

fn micros(text: &str) -> i64 {
    text.parse::<Timestamp>().expect(text).as_microsecond()
}

fn bounds(text: &str, zone: &TimeZone) -> Bounds {
    match Query::parse(text).expect(text).expression {
        Expression::Field { field, operator, value } => {
            Bounds::of(field, operator, &value, micros(NOW), zone).expect(text)
        }
        other => panic!("{text} is {other:?}"),
    }
}

#[test]
fn ages_and_what_is_left_are_compared_with_now() {
    for (text, instant, expected) in [
        ("updated:<2d", "2026-11-01T12:00:00Z", false),
        ("updated:<2d", "2026-11-01T12:00:00.000001Z", true),
        ("updated:<2d", NOW, true),
        ("updated:<=2d", "2026-11-01T12:00:00Z", true),
        ("updated:>2d", "2026-11-01T12:00:00Z", false),
        ("updated:>2d", "2026-11-01T11:59:59.999999Z", true),
        ("updated:>=2d", "2026-11-01T12:00:00Z", true),
        ("updated:>=2d", NOW, false),
        ("due:<4h", "2026-11-03T15:59:59.999999Z", true),
        ("due:<4h", "2026-11-03T16:00:00Z", false),
        ("due:<4h", "2026-01-01T00:00:00Z", true),
        ("due:<=4h", "2026-11-03T16:00:00Z", true),
        ("due:>4h", "2026-11-03T16:00:00Z", false),
        ("due:>4h", "2026-11-03T16:00:00.000001Z", true),
        ("due:>=4h", "2026-11-03T16:00:00Z", true),
        ("created:>=2026-11-01T08:00:00+01:00", "2026-11-01T07:00:00Z", true),
        ("created:>2026-11-01T08:00:00+01:00", "2026-11-01T07:00:00Z", false),
    ] {
        assert_eq!(bounds(text, &TimeZone::UTC).contains(micros(instant)), expected, "{text} at {instant}");
    }
}

#[test]
fn a_day_is_the_askers_day_and_may_have_25_hours() {
    let zone = TimeZone::get("America/New_York").expect("zone");
    let (start, end) = (Some(micros("2026-11-01T04:00:00Z")), Some(micros("2026-11-02T05:00:00Z")));
    assert_eq!(bounds("created:2026-11-01", &zone), Bounds { from: start, until: end });
    assert_eq!(bounds("created:<2026-11-01", &zone), Bounds { from: None, until: start });
    assert_eq!(bounds("created:<=2026-11-01", &zone), Bounds { from: None, until: end });
    assert_eq!(bounds("created:>2026-11-01", &zone), Bounds { from: end, until: None });
    assert_eq!(bounds("created:>=2026-11-01", &zone), Bounds { from: start, until: None });
}

#[test]
fn days_at_the_edge_of_the_calendar_saturate() {
    let zone = TimeZone::get("America/New_York").expect("zone");
    let last = bounds("created:<=9999-12-31", &zone);
    assert!(last.contains(micros(NOW)));
}
