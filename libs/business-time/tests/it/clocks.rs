//! Clocks: pauses, breaches, reopening and a change of policy.

use std::time::Duration;

use business_time::{Calendar, Change, Clock, State, Target};

use crate::{always, at, local, office};

fn replay(calendar: &Calendar, target: &str, start: &str, changes: &[(&str, Change)], now: &str) -> Clock {
    let changes: Vec<_> = changes.iter().map(|(instant, change)| (at(calendar, instant), *change)).collect();
    let target: Target = target.parse().expect(target);
    Clock::replay(calendar, target, at(calendar, start), &changes, at(calendar, now)).expect("a due instant")
}

fn due(calendar: &Calendar, clock: &Clock) -> String {
    clock.due.map_or_else(|| "none".to_owned(), |due| local(calendar, due))
}

fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours * 3_600)
}

#[test]
fn a_pause_in_open_hours_moves_the_due_instant() {
    let calendar = office();
    let pause = ("2026-03-06 16:00", Change::Pause);
    let paused = replay(&calendar, "8h", "2026-03-06 15:00", &[pause], "2026-03-09 10:00");
    assert_eq!((paused.state, paused.used, paused.due), (State::Paused, hours(1), None));
    let resume = ("2026-03-09 11:00", Change::Resume);
    let resumed = replay(&calendar, "8h", "2026-03-06 15:00", &[pause, resume], "2026-03-09 11:00");
    assert_eq!((resumed.state, resumed.used), (State::Running, hours(1)));
    assert_eq!(due(&calendar, &resumed), "2026-03-10 10:00 -04:00");
    assert_eq!(resumed.segments, [(at(&calendar, "2026-03-06 15:00"), at(&calendar, "2026-03-06 16:00"))]);
}

#[test]
fn a_pause_in_closed_hours_changes_nothing() {
    let calendar = office();
    let changes = [("2026-03-06 18:00", Change::Pause), ("2026-03-08 12:00", Change::Resume)];
    let clock = replay(&calendar, "8h", "2026-03-06 15:00", &changes, "2026-03-08 12:00");
    assert_eq!((clock.state, clock.used), (State::Running, hours(2)));
    assert_eq!(due(&calendar, &clock), "2026-03-09 15:00 -04:00");
}

#[test]
fn a_higher_priority_is_replayed_from_the_start() {
    let calendar = office();
    let clock = replay(&calendar, "1h", "2026-03-03 09:00", &[], "2026-03-03 11:00");
    assert_eq!(due(&calendar, &clock), "2026-03-03 10:00 -05:00");
    assert_eq!(clock.state, State::Breached);
    assert!(clock.breached_on_change(at(&calendar, "2026-03-03 11:00")));
    assert!(!clock.breached_on_change(at(&calendar, "2026-03-03 09:30")));
}

#[test]
fn stopping_with_exactly_the_promised_time_is_in_time() {
    let calendar = office();
    for (stop, state) in [
        ("2026-03-06 17:00", State::Met),
        ("2026-03-07 12:00", State::Met), // closed since the due instant, so no more was used
        ("2026-03-09 09:00", State::Met),
        ("2026-03-09 09:01", State::Breached),
    ] {
        let clock = replay(&calendar, "8h", "2026-03-06 09:00", &[(stop, Change::Stop)], "2026-03-12 00:00");
        assert_eq!(clock.state, state, "{stop}");
        let breached_at = clock.breached_at.map(|at| local(&calendar, at));
        let expected = (state == State::Breached).then(|| "2026-03-09 09:00 -04:00".to_owned());
        assert_eq!(breached_at, expected, "{stop}");
    }
}

#[test]
fn reopening_continues_and_a_breach_stays() {
    let calendar = office();
    let stop = ("2026-03-03 11:00", Change::Stop);
    let reopen = ("2026-03-03 13:00", Change::Resume);
    let clock = replay(&calendar, "4h", "2026-03-03 09:00", &[stop, reopen], "2026-03-03 14:00");
    assert_eq!((clock.state, clock.used), (State::Running, hours(3)));
    assert_eq!(due(&calendar, &clock), "2026-03-03 15:00 -05:00");

    let late = ("2026-03-03 16:00", Change::Stop);
    let clock = replay(&calendar, "4h", "2026-03-03 09:00", &[late], "2026-03-04 00:00");
    assert_eq!((clock.state, clock.used), (State::Breached, hours(7)));
    assert_eq!(due(&calendar, &clock), "2026-03-03 13:00 -05:00");
}

#[test]
fn what_changes_nothing_is_ignored_and_the_future_is_not_replayed() {
    let calendar = office();
    let changes = [
        ("2026-03-03 10:00", Change::Resume),
        ("2026-03-03 11:00", Change::Pause),
        ("2026-03-03 12:00", Change::Pause),
        ("2026-03-03 13:00", Change::Resume),
        ("2026-03-03 15:00", Change::Cancel),
        ("2026-03-03 15:30", Change::Resume),
    ];
    let clock = replay(&calendar, "8h", "2026-03-03 09:00", &changes, "2026-03-03 14:00");
    assert_eq!((clock.state, clock.used), (State::Running, hours(3)));
    let clock = replay(&calendar, "8h", "2026-03-03 09:00", &changes, "2026-03-03 17:00");
    assert_eq!((clock.state, clock.used, clock.due), (State::Cancelled, hours(4), None));
}

#[test]
fn calendar_days_count_closed_hours_too() {
    let calendar = office();
    let changes = [("2026-03-07 10:00", Change::Pause), ("2026-03-07 12:00", Change::Resume)];
    let clock = replay(&calendar, "2cal_d", "2026-03-06 20:00", &changes, "2026-03-07 12:00");
    // Two days over the DST change are 47 hours; two of them were a pause.
    assert_eq!((clock.state, clock.used), (State::Running, hours(14)));
    assert_eq!(due(&calendar, &clock), "2026-03-08 22:00 -04:00");
    let unpaused = replay(&always("UTC"), "2cal_d", "2026-03-06 20:00", &[], "2026-03-07 12:00");
    assert_eq!(due(&always("UTC"), &unpaused), "2026-03-08 20:00 +00:00");
}
