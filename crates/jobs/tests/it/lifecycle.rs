//! From enqueue to done or dead.

use std::time::Duration;

use anyhow::anyhow;
use base::Timestamp;
use events::{Event, NewEvent};
use jobs::{Failure, Options, Registration, Run, Runner};
use serde_json::json;
use store::{Error, params};

use testkit::on_both;

use crate::support::{Bench, Notes, PLAIN, number};

fn runner(bench: &Bench, registration: Registration) -> Runner {
    Runner::new(bench.store.clone(), vec![registration], vec![], vec![])
}

#[test]
fn a_job_exists_exactly_if_its_transaction_committed() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let refused: Result<(), Error> = bench
            .store
            .write(|tx| {
                jobs::enqueue(tx, &PLAIN, &number(1), Options::default())?;
                Err(Error::NotFound)
            })
            .await;
        assert!(refused.is_err());
        assert_eq!(bench.count().await, 0);
        bench.enqueue(PLAIN, number(2), Options::default()).await.unwrap();
        let notes = Notes::default();
        assert_eq!(runner(&bench, notes.registration(PLAIN)).drain().await.unwrap(), []);
        assert_eq!(notes.all(), [number(2)]);
    });
}

#[test]
fn jobs_run_by_priority_then_time_and_not_before_their_time() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let at = |seconds: i64| Some(Timestamp(bench.store.world().now().micros() + seconds * 1_000_000));
        bench.enqueue(PLAIN, number(4), Options { run_at: at(60), ..Options::default() }).await;
        bench.enqueue(PLAIN, number(3), Options::default()).await;
        bench.enqueue(PLAIN, number(2), Options { run_at: at(-5), ..Options::default() }).await;
        bench.enqueue(PLAIN, number(1), Options { priority: -1, ..Options::default() }).await;
        let notes = Notes::default();
        let runner = runner(&bench, notes.registration(PLAIN));
        runner.drain().await.unwrap();
        assert_eq!(notes.all(), [number(1), number(2), number(3)]);
        bench.clock.advance(Duration::from_secs(60));
        runner.drain().await.unwrap();
        assert_eq!(notes.all().last(), Some(&number(4)));
    });
}

#[test]
fn a_duplicate_is_not_written_until_the_first_is_done() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let options = || Options { dedupe: Some("reindex".to_owned()), ..Options::default() };
        assert!(bench.enqueue(PLAIN, number(1), options()).await.is_some());
        assert!(bench.enqueue(PLAIN, number(2), options()).await.is_none());
        let notes = Notes::default();
        runner(&bench, notes.registration(PLAIN)).drain().await.unwrap();
        assert!(bench.enqueue(PLAIN, number(3), options()).await.is_some());
    });
}

#[test]
fn a_failure_is_tried_again_later_until_the_attempts_are_used_up() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let id = bench.enqueue(PLAIN, number(1), Options::default()).await.unwrap();
        let runner = runner(&bench, Registration::new(PLAIN, |_: Run| async { Err::<(), _>(anyhow!("no route")) }));
        for attempt in 1..=3 {
            let failed = runner.drain().await.unwrap();
            assert_eq!((failed.len(), failed[0].attempt, failed[0].dead), (1, attempt, attempt == 3));
            assert_eq!(failed[0].error, "no route");
            let (state, counted, run_at) = bench.state_of(id).await;
            assert_eq!((state.as_str(), counted), (if attempt == 3 { "dead" } else { "waiting" }, attempt));
            assert!(run_at.since(bench.store.world().now()) <= Duration::from_secs(4));
            bench.clock.advance(Duration::from_secs(3_600));
        }
        assert_eq!(runner.drain().await.unwrap(), []);
        assert_eq!(runner.counters().dead, 1);
    });
}

#[test]
fn a_permanent_failure_and_a_payload_of_the_wrong_shape_are_dead_at_once() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let id = bench.enqueue(PLAIN, json!("not a number"), Options::default()).await.unwrap();
        let registration = Registration::new(PLAIN, |run: Run| async move {
            run.payload::<i64>()?;
            anyhow::Ok(())
        });
        assert!(runner(&bench, registration).drain().await.unwrap()[0].dead);
        assert_eq!(bench.state_of(id).await.0, "dead");
    });
}

#[test]
fn somebody_outside_may_say_when_to_come_back() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let id = bench.enqueue(PLAIN, number(1), Options::default()).await.unwrap();
        let registration = Registration::new(PLAIN, |_: Run| async {
            Err::<(), Failure>(Failure::RetryAfter(Duration::from_secs(77), anyhow!("greylisted")))
        });
        runner(&bench, registration).drain().await.unwrap();
        assert_eq!(bench.state_of(id).await.2.since(bench.store.world().now()), Duration::from_secs(77));
    });
}

#[test]
fn coming_back_later_does_not_count_as_an_attempt() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let id = bench.enqueue(PLAIN, number(1), Options::default()).await.unwrap();
        let registration = Registration::new(PLAIN, |run: Run| async move { run.later(Duration::from_secs(9)).await });
        let runner = runner(&bench, registration);
        for _ in 0..5 {
            assert_eq!(runner.drain().await.unwrap(), []);
            assert_eq!(bench.state_of(id).await.1, 0);
            bench.clock.advance(Duration::from_secs(9));
        }
    });
}

#[test]
fn a_panic_is_a_failure_like_any_other() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        bench.enqueue(PLAIN, number(1), Options::default()).await.unwrap();
        let registration = Registration::new(PLAIN, |_: Run| async {
            if true {
                panic!("index out of bounds");
            }
            anyhow::Ok(())
        });
        let failed = runner(&bench, registration).drain().await.unwrap();
        assert_eq!(failed[0].error, "the handler panicked: index out of bounds");
    });
}

#[test]
fn effects_of_an_attempt_that_lost_its_lease_are_rolled_back() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let id = bench.enqueue(PLAIN, number(1), Options::default()).await.unwrap();
        let registration = Registration::new(PLAIN, |run: Run| async move {
            // Somebody else claimed the job meanwhile: another token stands in the row.
            let id = run.job.id;
            run.store
                .write(move |tx| {
                    tx.execute("UPDATE job_job SET lease_token = lease_token + 1 WHERE id = $1", params![id])
                })
                .await?;
            run.commit(move |tx| {
                let event = Event::ItemDeleted {};
                tx.append(NewEvent::of("item", 1, event), base::Scope::system("test").actor())
            })
            .await?;
            anyhow::Ok(())
        });
        let runner = runner(&bench, registration);
        let failed = runner.drain().await.unwrap();
        assert_eq!(failed[0].error, "the lease of this attempt was lost");
        assert_eq!(runner.counters().stale, 1);
        assert_eq!(bench.state_of(id).await.0, "running");
        let events = bench.store.read(store::event_log::last_number).await.unwrap();
        assert_eq!(events, 0, "the event of the stale attempt must not stay");
    });
}

#[test]
fn a_job_whose_runner_fell_silent_gets_another_attempt_until_none_is_left() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let id = bench.enqueue(PLAIN, number(1), Options::default()).await.unwrap();
        let notes = Notes::default();
        let runner = runner(&bench, notes.registration(PLAIN));
        let claim_and_vanish = "UPDATE job_job SET state = 'running', attempt = attempt + 1, lease_token = 1,
            lease_until = run_at + lease WHERE state IN ('waiting', 'pending')";
        bench.store.write(move |tx| tx.execute(claim_and_vanish, params![])).await.unwrap();
        runner.drain().await.unwrap();
        assert_eq!(bench.state_of(id).await.0, "running", "the lease still holds");
        bench.clock.advance(Duration::from_secs(31));
        runner.drain().await.unwrap();
        assert_eq!((bench.state_of(id).await.0.as_str(), notes.all().len()), ("done", 1));

        let poison = bench.enqueue(PLAIN, number(2), Options::default()).await.unwrap();
        for attempt in 1..=3 {
            assert_eq!(bench.store.write(move |tx| tx.execute(claim_and_vanish, params![])).await.unwrap(), 1);
            bench.clock.advance(Duration::from_secs(3_600));
            let runner = Runner::new(bench.store.clone(), vec![], vec![], vec![]);
            if attempt == 3 {
                assert_eq!(runner.drain().await.unwrap(), [], "dead without running once more");
            } else {
                runner.return_silent().await.unwrap();
            }
        }
        assert_eq!(bench.state_of(poison).await.0, "dead");
    });
}

#[test]
fn jobs_with_one_key_run_one_at_a_time_the_oldest_first() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        for value in 1..=4 {
            bench.clock.advance(Duration::from_micros(1));
            bench
                .enqueue(PLAIN, number(value), Options { key: Some("mailbox:1".to_owned()), ..Options::default() })
                .await;
        }
        let notes = Notes::default();
        let registration = {
            let notes = notes.clone();
            Registration::new(PLAIN, move |run: Run| {
                let notes = notes.clone();
                async move {
                    let running: i64 = run
                        .store
                        .read(|tx| {
                            let sql = "SELECT CAST(count(*) AS BIGINT) FROM job_job WHERE state = 'running'";
                            tx.query_one(sql, params![], |row| row.get(0))
                        })
                        .await?;
                    notes.add(json!({ "payload": run.job.payload, "running": running }));
                    Ok::<(), Failure>(())
                }
            })
        };
        runner(&bench, registration).drain().await.unwrap();
        let expected: Vec<_> = (1..=4).map(|value| json!({ "payload": number(value), "running": 1 })).collect();
        assert_eq!(notes.all(), expected);
    });
}

#[test]
fn a_kind_that_nobody_registered_goes_to_the_dead_letters() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let id = bench.enqueue(PLAIN, number(1), Options::default()).await.unwrap();
        Runner::new(bench.store.clone(), vec![], vec![], vec![]).drain().await.unwrap();
        assert_eq!(bench.state_of(id).await.0, "dead");
    });
}
