//! Targets: how they are written, and when days are due.

use business_time::{Calendar, Error, Target};
use jiff::tz::TimeZone;

use crate::{always, at, date, local, office, weekdays};

#[test]
fn a_target_is_read_and_written() {
    for (text, target) in [
        ("90min", Target::Minutes(90)),
        ("4h", Target::Hours(4)),
        ("2bd", Target::BusinessDays(2)),
        ("3cal_d", Target::CalendarDays(3)),
    ] {
        assert_eq!(text.parse(), Ok(target));
        assert_eq!(target.to_string(), text);
    }
    for text in ["", "4", "h", "0h", "-1h", "1.5h", "4 h", "1d", "1m", "4H", "99999999999h", "٤h"] {
        assert_eq!(text.parse::<Target>(), Err(Error::Target(text.to_owned())), "{text}");
    }
}

#[test]
fn days_are_due_at_the_same_local_time() {
    let short_tuesday = office()
        .with_special(date("2026-03-03"), vec![business_time::Segment::parse("09:00-12:00").expect("a segment")]);
    let night = weekdays("Europe/Berlin", &["22:00-06:00"]);
    let rows = [
        ("inside the hours", office(), "2026-03-03 10:00", "2bd", "2026-03-05 10:00 -05:00"),
        ("over a weekend with DST", office(), "2026-03-06 16:00", "1bd", "2026-03-09 16:00 -04:00"),
        ("after hours", office(), "2026-03-03 20:00", "1bd", "2026-03-05 09:00 -05:00"),
        ("before hours", office(), "2026-03-03 07:00", "1bd", "2026-03-04 09:00 -05:00"),
        ("on a closed day", office(), "2026-03-07 10:00", "1bd", "2026-03-10 09:00 -04:00"),
        (
            "past a holiday",
            office().with_holiday(date("2026-03-04")),
            "2026-03-03 10:00",
            "1bd",
            "2026-03-05 10:00 -05:00",
        ),
        (
            "onto a shorter day",
            short_tuesday.expect("no overlap"),
            "2026-03-02 16:00",
            "1bd",
            "2026-03-04 09:00 -05:00",
        ),
        ("before midnight", night.clone(), "2026-06-05 23:00", "1bd", "2026-06-08 23:00 +02:00"),
        ("after midnight", night, "2026-06-06 02:00", "1bd", "2026-06-09 02:00 +02:00"),
        ("calendar days", office(), "2026-03-06 20:00", "3cal_d", "2026-03-09 20:00 -04:00"),
        (
            "calendar day into the gap",
            always("America/New_York"),
            "2026-03-07 02:30",
            "1cal_d",
            "2026-03-08 03:00 -04:00",
        ),
        (
            "calendar day into the overlap",
            always("America/New_York"),
            "2026-10-31 01:30",
            "1cal_d",
            "2026-11-01 01:30 -04:00",
        ),
        ("minutes", office(), "2026-03-06 16:00", "90min", "2026-03-09 09:30 -04:00"),
    ];
    for (name, calendar, from, target, expected) in rows {
        let target: Target = target.parse().expect(target);
        let due = target.due(&calendar, at(&calendar, from)).expect(name);
        assert_eq!(local(&calendar, due), expected, "{name}");
    }
}

#[test]
fn a_calendar_that_never_opens_is_an_error_and_not_an_endless_search() {
    let closed = Calendar::weekly(TimeZone::UTC, Default::default()).expect("nothing to overlap");
    let from = at(&closed, "2026-03-06 16:00");
    for target in [Target::Hours(1), Target::BusinessDays(1)] {
        assert_eq!(target.due(&closed, from), Err(Error::NeverOpen(from)), "{target}");
    }
    for target in [Target::Hours(u32::MAX), Target::BusinessDays(u32::MAX), Target::CalendarDays(u32::MAX)] {
        assert_eq!(target.due(&office(), from), Err(Error::TooFar(from)), "{target}");
    }
    let last = jiff::Timestamp::MAX;
    assert!(Target::Hours(1).due(&always("UTC"), last).is_err());
    let first = jiff::Timestamp::MIN;
    assert!(Target::Hours(1).due(&always("Asia/Shanghai"), first).is_ok());
}
