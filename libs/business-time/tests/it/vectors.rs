//! The table of the design, row by row.

use std::time::Duration;

use business_time::{Calendar, Segment, add, elapsed};

use crate::{always, at, date, local, office, weekdays};

const HOUR: u64 = 3_600;

fn segments(texts: &[&str]) -> Vec<Segment> {
    texts.iter().map(|text| Segment::parse(text).expect(text)).collect()
}

fn christmas() -> Calendar {
    weekdays("Europe/Berlin", &["09:00-17:00"])
        .with_special(date("2026-12-24"), segments(&["09:00-12:00"]))
        .expect("no overlap")
        .with_holiday(date("2026-12-25"))
}

fn golden_week() -> Calendar {
    let mut calendar = weekdays("Asia/Shanghai", &["09:00-12:00", "14:00-18:00"]);
    for day in 1..=7 {
        calendar = calendar.with_holiday(jiff::civil::date(2026, 10, day));
    }
    calendar.with_special(date("2026-10-10"), segments(&["09:00-12:00", "14:00-18:00"])).expect("no overlap")
}

#[test]
fn a_length_of_open_time_ends_where_the_table_says() {
    let rows = [
        ("overnight", office(), "2026-03-02 16:30", 4, "2026-03-03 12:30 -05:00"),
        ("over the DST weekend", office(), "2026-03-06 16:00", 4, "2026-03-09 12:00 -04:00"),
        ("from a closed day", office(), "2026-03-07 10:00", 1, "2026-03-09 10:00 -04:00"),
        ("24x7 in spring", always("America/New_York"), "2026-03-07 23:30", 24, "2026-03-09 00:30 -04:00"),
        ("24x7 in autumn", always("America/New_York"), "2026-10-31 23:30", 24, "2026-11-01 22:30 -05:00"),
        ("Christmas", christmas(), "2026-12-23 16:00", 8, "2026-12-28 13:00 +01:00"),
        ("golden week", golden_week(), "2026-09-30 17:00", 16, "2026-10-10 10:00 +08:00"),
        ("ends with the day", office(), "2026-03-06 09:00", 8, "2026-03-06 17:00 -05:00"),
        ("no length while closed", office(), "2026-03-07 10:00", 0, "2026-03-07 10:00 -05:00"),
    ];
    for (name, calendar, from, hours, expected) in rows {
        let from = at(&calendar, from);
        let due = add(&calendar, from, Duration::from_secs(hours * HOUR)).expect(name);
        assert_eq!(local(&calendar, due), expected, "{name}");
        assert_eq!(elapsed(&calendar, from, due), Duration::from_secs(hours * HOUR), "{name}: back again");
    }
}

#[test]
fn a_night_shift_is_as_long_as_the_night() {
    let night = segments(&["22:00-06:00"]);
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("zone");
    let calendar = Calendar::weekly(zone, std::array::from_fn(|_| night.clone())).expect("no overlap");
    for (from, to, hours) in [
        ("2026-03-28 12:00", "2026-03-29 12:00", 7),
        ("2026-10-24 12:00", "2026-10-25 12:00", 9),
        ("2026-06-01 12:00", "2026-06-02 12:00", 8),
        ("2026-06-02 02:00", "2026-06-02 12:00", 4),
    ] {
        let open = elapsed(&calendar, at(&calendar, from), at(&calendar, to));
        assert_eq!(open, Duration::from_secs(hours * HOUR), "{from}");
    }
}

#[test]
fn local_times_in_gaps_and_overlaps_become_the_instants_of_the_rule() {
    let sunday = |texts: &[&str]| {
        let mut week: [Vec<Segment>; 7] = Default::default();
        week[6] = segments(texts);
        let zone = jiff::tz::TimeZone::get("America/New_York").expect("zone");
        Calendar::weekly(zone, week).expect("no overlap")
    };
    for (texts, day, minutes) in [
        (&["01:00-02:30"][..], "2026-03-08", 60), // 02:30 does not exist: the first instant after the gap is 03:00
        (&["02:30-04:00"], "2026-03-08", 60),     // as a start, too
        (&["02:15-02:45"], "2026-03-08", 0),      // wholly inside the gap
        (&["00:00-01:30"], "2026-11-01", 90),     // the first 01:30
        (&["01:30-03:00"], "2026-11-01", 150),    // from the first 01:30, so the repeated hour counts
        (&["00:00-24:00"], "2026-03-08", 23 * 60),
        (&["00:00-24:00"], "2026-11-01", 25 * 60),
    ] {
        let calendar = sunday(texts);
        let from = at(&calendar, &format!("{day} 00:00"));
        let to = at(&calendar, &format!("{} 00:00", date(day).tomorrow().expect("a day")));
        assert_eq!(elapsed(&calendar, from, to), Duration::from_secs(minutes * 60), "{texts:?} on {day}");
    }
}

#[test]
fn overlapping_time_of_two_days_counts_once() {
    let mut week: [Vec<Segment>; 7] = Default::default();
    week[0] = segments(&["22:00-06:00"]);
    week[1] = segments(&["04:00-08:00"]);
    let zone = jiff::tz::TimeZone::UTC;
    let calendar = Calendar::weekly(zone, week).expect("overlap only between days");
    let open = elapsed(&calendar, at(&calendar, "2026-03-02 00:00"), at(&calendar, "2026-03-04 00:00"));
    assert_eq!(open, Duration::from_secs(10 * HOUR));
}

#[test]
fn nothing_elapses_backwards() {
    let calendar = always("UTC");
    let (early, late) = (at(&calendar, "2026-03-02 00:00"), at(&calendar, "2026-03-04 00:00"));
    assert_eq!(elapsed(&calendar, late, early), Duration::ZERO);
    assert_eq!(elapsed(&calendar, early, early), Duration::ZERO);
}
