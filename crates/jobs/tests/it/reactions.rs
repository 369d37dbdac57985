//! An event and the jobs that react to it are one transaction.

use std::time::Duration;

use base::Scope;
use events::{Event, NewEvent};
use jobs::{JobKind, Reaction, Registration, Run, Runner};
use serde_json::json;
use store::{Error, Tx};

use testkit::on_both;

use crate::support::{Bench, Notes};

const TAKE: JobKind = JobKind { name: "test.take", lane: "mail-in", max_attempts: 5, lease: Duration::from_secs(60) };
const COUNT: JobKind = JobKind { name: "test.count", lane: "default", max_attempts: 5, lease: Duration::from_secs(60) };

fn received(tx: &mut Tx<'_>, mail: i64) -> Result<i64, Error> {
    tx.append(NewEvent::of("mail", mail, Event::MailReceived { mail }), Scope::system("test").actor())
}

fn noting(kind: JobKind, notes: &Notes) -> Registration {
    let notes = notes.clone();
    Registration::new(kind, move |run: Run| {
        let notes = notes.clone();
        async move {
            let inside = run.clone();
            let recorded = run.commit(move |tx| jobs::event_of(tx, &inside)).await?;
            notes.add(json!([run.job.kind, recorded.subject_id]));
            anyhow::Ok(())
        }
    })
}

fn runner(bench: &Bench, notes: &Notes) -> Runner {
    Runner::new(
        bench.store.clone(),
        vec![noting(TAKE, notes), noting(COUNT, notes)],
        vec![
            Reaction { event: "mail.received", job: &TAKE, when: None },
            Reaction { event: "mail.received", job: &COUNT, when: None },
            Reaction { event: "mail.settled", job: &COUNT, when: None },
        ],
        vec![],
    )
}

#[test]
fn every_reaction_of_an_event_runs_once_and_sees_the_event() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let notes = Notes::default();
        let runner = runner(&bench, &notes);
        bench.store.write(|tx| received(tx, 41)).await.unwrap();
        assert_eq!(runner.drain().await.unwrap(), []);
        let mut seen = notes.all();
        seen.sort_by_key(ToString::to_string);
        assert_eq!(seen, [json!(["test.count", 41]), json!(["test.take", 41])]);
    });
}

#[test]
fn an_event_that_is_rolled_back_has_no_reactions() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let notes = Notes::default();
        let runner = runner(&bench, &notes);
        let refused: Result<(), Error> = bench
            .store
            .write(|tx| {
                received(tx, 42)?;
                Err(Error::Busy)
            })
            .await;
        assert!(refused.is_err());
        runner.drain().await.unwrap();
        assert!(notes.all().is_empty());
        assert_eq!(bench.count().await, 0);
    });
}

#[test]
fn a_reaction_that_says_no_to_an_event_leaves_no_job() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let notes = Notes::default();
        let reaction = Reaction {
            event: "mail.received",
            job: &TAKE,
            when: Some(|event| matches!(event, Event::MailReceived { mail: 41 })),
        };
        let runner = Runner::new(bench.store.clone(), vec![noting(TAKE, &notes)], vec![reaction], vec![]);
        bench.store.write(|tx| received(tx, 40).and_then(|_| received(tx, 41))).await.unwrap();
        let depths = bench.store.read(jobs::depths).await.unwrap();
        assert_eq!(depths.iter().map(|lane| lane.pending).sum::<i64>(), 1);
        assert_eq!(runner.drain().await.unwrap(), []);
        assert_eq!(notes.all(), [json!(["test.take", 41])]);
    });
}
