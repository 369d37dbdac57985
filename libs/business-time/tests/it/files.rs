//! The calendar file: what is read, and what is said about what is not.

use business_time::{Calendar, Error};
use jiff::civil::date;

const WHOLE: &str = r#"
zone = "America/New_York"
week = { mon = ["13:00-17:00", "09:00-12:00"], sat = ["22:00-06:00"], sun = ["18:00-24:00"] }
holidays = ["2026-12-25", "2026-12-24"]
special = { "2026-12-24" = ["09:00-12:00"], "2026-12-21" = [] }
"#;

#[test]
fn a_file_is_read_with_the_precedence_of_special_over_holiday_over_week() {
    let calendar = Calendar::from_toml(WHOLE).expect("a calendar");
    assert_eq!(calendar.zone().iana_name(), Some("America/New_York"));
    let shown = |day| calendar.segments(day).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    assert_eq!(shown(date(2026, 12, 14)), "09:00-12:00 13:00-17:00");
    assert_eq!(shown(date(2026, 12, 15)), "");
    assert_eq!(shown(date(2026, 12, 19)), "22:00-06:00");
    assert_eq!(shown(date(2026, 12, 20)), "18:00-24:00");
    assert_eq!(shown(date(2026, 12, 21)), "");
    assert_eq!(shown(date(2026, 12, 24)), "09:00-12:00");
    assert_eq!(shown(date(2026, 12, 25)), "");
    assert!(calendar.is_business_day(date(2026, 12, 24)) && !calendar.is_business_day(date(2026, 12, 25)));
}

#[test]
fn what_is_wrong_is_named() {
    let week = |segment: &str| format!("zone = \"UTC\"\nweek = {{ mon = [{segment}] }}");
    let day = |part: &str| format!("zone = \"UTC\"\nweek = {{}}\n{part}");
    for (text, expected) in [
        ("zone = \"Mars/Base\"\nweek = {}".to_owned(), "There is no time zone `Mars/Base`"),
        (week("\"9-17\""), "`9-17` is not a segment"),
        (week("\"09:00-24:01\""), "`09:00-24:01` is not a segment"),
        (week("\"24:00-01:00\""), "`24:00-01:00` is not a segment"),
        (week("\"09:60-17:00\""), "`09:60-17:00` is not a segment"),
        (week("\"é9:00-17:00\""), "`é9:00-17:00` is not a segment"),
        (week("\"09:00-09:00\""), "write 00:00-24:00 for a whole day"),
        (week("\"09:00-12:00\", \"11:00-13:00\""), "The segments 09:00-12:00 and 11:00-13:00 of mon overlap"),
        (week("\"22:00-06:00\", \"23:00-23:30\""), "The segments 22:00-06:00 and 23:00-23:30 of mon overlap"),
        (day("holidays = [\"2026-02-30\"]"), "`2026-02-30` is not a date"),
        (day("holidays = [\"2026-02-03T10:00\"]"), "`2026-02-03T10:00` is not a date"),
        (day("special = { \"tomorrow\" = [] }"), "`tomorrow` is not a date"),
        (day("open = true"), "unknown field `open`"),
        ("zone = \"UTC\"\nweek = { monday = [] }".to_owned(), "unknown field `monday`"),
        ("zone = \"UTC\"".to_owned(), "missing field `week`"),
        ("zone = ".to_owned(), "The calendar cannot be read"),
    ] {
        let error = Calendar::from_toml(&text).expect_err(&text);
        assert!(error.to_string().contains(expected), "{text}\n{error}");
    }
}

#[test]
fn touching_segments_do_not_overlap() {
    assert!(
        Calendar::from_toml("zone = \"UTC\"\nweek = { mon = [\"09:00-12:00\", \"12:00-13:00\", \"22:00-00:00\"] }")
            .is_ok()
    );
    let error = Calendar::from_toml("zone = \"UTC\"\nweek = { mon = [7] }").expect_err("a number");
    assert!(matches!(error, Error::Syntax(_)));
}
