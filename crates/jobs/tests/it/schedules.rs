//! Schedules run in their rhythm, once after a downtime, and never overlap themselves.

use std::time::Duration;

use jobs::{Runner, Schedule};

use testkit::on_both;

use crate::support::{Bench, Notes, PLAIN};

const HOURLY: Schedule = Schedule { name: "test.hourly", every: Duration::from_secs(3_600), job: &PLAIN };

#[test]
fn a_schedule_runs_each_interval_and_once_after_a_downtime() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let notes = Notes::default();
        let runner = Runner::new(bench.store.clone(), vec![notes.registration(PLAIN)], vec![], vec![HOURLY]);
        runner.drain().await.unwrap();
        assert_eq!(notes.all().len(), 0, "the first run is one interval after the first start");
        for expected in 1..=3 {
            bench.clock.advance(Duration::from_secs(3_600));
            runner.drain().await.unwrap();
            runner.drain().await.unwrap();
            assert_eq!(notes.all().len(), expected);
        }
        bench.clock.advance(Duration::from_secs(10 * 3_600 + 60));
        runner.drain().await.unwrap();
        assert_eq!(notes.all().len(), 4, "ten missed runs are one");
        bench.clock.advance(Duration::from_secs(3_539));
        runner.drain().await.unwrap();
        assert_eq!(notes.all().len(), 4);
        bench.clock.advance(Duration::from_secs(1));
        runner.drain().await.unwrap();
        assert_eq!(notes.all().len(), 5, "the rhythm stays");
    });
}
