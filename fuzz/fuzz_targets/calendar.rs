//! Any text is a calendar in which targets end where their length has elapsed, or an error.
#![no_main]

use std::time::Duration;

use business_time::{Calendar, Target, add, elapsed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, i32, u32)| {
    let (file, target, second, length) = input;
    let target: Option<Target> = target.parse().ok();
    let Ok(calendar) = Calendar::from_toml(file) else { return };
    let from = jiff::Timestamp::from_second(i64::from(second)).expect("in range");
    let length = Duration::from_secs(u64::from(length % 10_000_000));
    if let Ok(end) = add(&calendar, from, length) {
        assert_eq!(elapsed(&calendar, from, end), length);
    }
    if let Some(Ok(due)) = target.map(|target| target.due(&calendar, from)) {
        assert!(due >= from);
    }
});
