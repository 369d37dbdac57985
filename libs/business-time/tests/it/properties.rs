//! What holds for every calendar: additivity, inversion, monotony, and agreement with counting minute by minute.

use std::time::Duration;

use business_time::{Calendar, Segment, add, elapsed};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

const ZONES: [&str; 8] = [
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Asia/Shanghai",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Havana",
    "Pacific/Apia",
];

/// Segments of one day between two minutes of it, made by pairing up sorted minutes; the last may cross midnight.
fn day(from: u16, to: u16) -> impl Strategy<Value = Vec<Segment>> {
    let crossing = prop::option::weighted(0.2, from..from + 120);
    (prop::collection::btree_set(from..to, 0..6), crossing).prop_map(|(minutes, crossing)| {
        let minutes: Vec<u16> = minutes.into_iter().collect();
        let mut pairs: Vec<(u16, u16)> = minutes.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        if let (Some(last), Some(end)) = (pairs.last_mut(), crossing)
            && end < last.0
        {
            last.1 = end;
        }
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        pairs
            .iter()
            .map(|(start, end)| Segment::parse(&format!("{}-{}", clock(*start), clock(*end))).expect("a segment"))
            .collect()
    })
}

fn calendar(from: u16, to: u16) -> impl Strategy<Value = Calendar> {
    let date = (0i64..1_000).prop_map(|days| jiff::civil::date(2025, 6, 1).saturating_add(days.days()));
    let special = prop::collection::vec((date.clone(), day(from, to)), 0..8);
    (prop::sample::select(&ZONES[..]), prop::array::uniform7(day(from, to)), prop::collection::vec(date, 0..8), special)
        .prop_map(|(zone, week, holidays, special)| {
            let mut calendar = Calendar::weekly(TimeZone::get(zone).expect(zone), week).expect("no overlap");
            for date in holidays {
                calendar = calendar.with_holiday(date);
            }
            for (date, segments) in special {
                calendar = calendar.with_special(date, segments).expect("no overlap");
            }
            calendar
        })
}

/// From mid 2025 to 2027, to the microsecond.
fn instant() -> impl Strategy<Value = Timestamp> {
    (1_750_000_000_000_000i64..1_820_000_000_000_000)
        .prop_map(|micros| Timestamp::from_microsecond(micros).expect("in range"))
}

fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![(0u64..200_000_000).prop_map(Duration::from_micros), (0u64..2_000_000).prop_map(Duration::from_secs)]
}

/// Counts the open minutes by looking at the local clock of each; right where no segment ends inside a DST change.
fn minute_by_minute(calendar: &Calendar, from: Timestamp, minutes: i64) -> Duration {
    let open = |minute: i64| {
        let local = (from + minute.minutes()).to_zoned(calendar.zone().clone()).datetime();
        let yesterday = local.date().yesterday().expect("a day");
        let spans = |segment: &Segment, crossing: bool| {
            let text = segment.to_string();
            let (start, end) = text.split_once('-').expect("a dash");
            let now = local.strftime("%H:%M").to_string();
            let crosses = end <= start;
            match (crossing, crosses) {
                (false, false) => *start <= *now && *now < *end,
                (false, true) => *start <= *now,
                (true, crosses) => crosses && *now < *end,
            }
        };
        calendar.segments(local.date()).iter().any(|segment| spans(segment, false))
            || calendar.segments(yesterday).iter().any(|segment| spans(segment, true))
    };
    Duration::from_secs(60 * (0..minutes).filter(|minute| open(*minute)).count() as u64)
}

proptest! {
    #[test]
    fn elapsed_adds_up_over_splits(calendar in calendar(0, 1440), mut at in prop::array::uniform3(instant())) {
        at.sort_unstable();
        let [a, b, c] = at;
        prop_assert_eq!(elapsed(&calendar, a, c), elapsed(&calendar, a, b) + elapsed(&calendar, b, c));
    }

    #[test]
    fn adding_inverts_elapsed_and_is_the_smallest(calendar in calendar(0, 1440), from in instant(), duration in duration()) {
        if let Ok(end) = add(&calendar, from, duration) {
            prop_assert_eq!(elapsed(&calendar, from, end), duration);
            if !duration.is_zero() {
                prop_assert!(elapsed(&calendar, from, end - 1.nanosecond()) < duration);
            }
        }
    }

    #[test]
    fn both_are_monotone(
        calendar in calendar(0, 1440), mut at in prop::array::uniform3(instant()), mut lengths in prop::array::uniform2(duration()),
    ) {
        at.sort_unstable();
        lengths.sort_unstable();
        let [a, b, c] = at;
        prop_assert!(elapsed(&calendar, a, b) <= elapsed(&calendar, a, c));
        prop_assert!(elapsed(&calendar, b, c) <= elapsed(&calendar, a, c));
        let ends = (add(&calendar, a, lengths[0]), add(&calendar, a, lengths[1]), add(&calendar, b, lengths[0]));
        if let (Ok(end), Ok(longer), Ok(later)) = ends {
            prop_assert!(end <= longer);
            prop_assert!(end <= later);
        }
    }

    #[test]
    fn open_time_is_never_more_than_real_time(calendar in calendar(0, 1440), from in instant(), to in instant()) {
        let real = to.duration_since(from).max(jiff::SignedDuration::ZERO).unsigned_abs();
        prop_assert!(elapsed(&calendar, from, to) <= real);
        prop_assert_eq!(elapsed(&Calendar::always(calendar.zone().clone()), from, to), real);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn elapsed_agrees_with_counting_minutes(calendar in calendar(4 * 60, 1440), from in instant(), minutes in 0i64..6_000) {
        let from = Timestamp::from_second(from.as_second() / 60 * 60).expect("in range");
        let counted = minute_by_minute(&calendar, from, minutes);
        prop_assert_eq!(elapsed(&calendar, from, from + minutes.minutes()), counted);
    }
}
