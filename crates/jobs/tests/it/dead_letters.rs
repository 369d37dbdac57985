//! What an administrator sees and decides about jobs that gave up.

use anyhow::anyhow;
use base::{Limit, Role, Scope};
use jobs::{Failure, Filter, Options, Registration, Run, Runner, State};
use store::Error;
use testkit::on_both;

use crate::support::{Bench, Notes, PLAIN, number};

async fn bury(bench: &Bench, options: Options) -> i64 {
    let id = bench.enqueue(PLAIN, number(1), options).await.unwrap();
    let failing =
        Registration::new(PLAIN, |_: Run| async { Err::<(), _>(Failure::Permanent(anyhow!("no such address"))) });
    Runner::new(bench.store.clone(), vec![failing], vec![], vec![]).drain().await.unwrap();
    id
}

async fn listed(bench: &Bench, scope: Scope, after: Option<String>, rows: u32) -> base::Page<jobs::Row> {
    let list = move |tx: &mut store::Tx<'_>| {
        jobs::list(tx, &scope, &Filter::default(), after.as_deref(), Limit::new(Some(rows)))
    };
    bench.store.read(list).await.unwrap()
}

fn admin() -> Scope {
    Scope::staff(1, Role::Admin)
}

#[test]
fn administrators_see_dead_jobs_page_by_page_and_others_see_none() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(bury(&bench, Options::default()).await);
        }
        // On PostgreSQL every connection hands out ids of its own block.
        ids.sort_unstable();
        let first = listed(&bench, admin(), None, 2).await;
        assert_eq!(first.items.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[2], ids[1]]);
        assert_eq!(first.items[0].last_error.as_deref(), Some("no such address"));
        assert_eq!(first.items[0].state, State::Dead);
        let second = listed(&bench, admin(), first.next, 2).await;
        assert_eq!(second.items.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[0]]);
        assert_eq!(second.next, None);
        assert!(listed(&bench, Scope::staff(2, Role::Agent), None, 2).await.items.is_empty());
    });
}

#[test]
fn a_dead_job_tried_again_has_all_its_attempts() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let id = bury(&bench, Options::default()).await;
        bench.store.write(move |tx| jobs::retry(tx, &admin(), id)).await.unwrap();
        assert_eq!((bench.state_of(id).await.0.as_str(), bench.state_of(id).await.1), ("pending", 0));
        let notes = Notes::default();
        let runner = Runner::new(bench.store.clone(), vec![notes.registration(PLAIN)], vec![], vec![]);
        assert_eq!(runner.drain().await.unwrap(), []);
        assert_eq!(notes.all(), [number(1)]);
        let again = bench.store.write(move |tx| jobs::retry(tx, &admin(), id)).await;
        assert!(matches!(again, Err(Error::NotFound)), "it is not dead any more");
    });
}

#[test]
fn a_dead_job_whose_work_is_already_waiting_again_is_not_doubled() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let options = || Options { dedupe: Some("send:7".to_owned()), ..Options::default() };
        let id = bury(&bench, options()).await;
        bench.enqueue(PLAIN, number(2), options()).await.unwrap();
        let again = bench.store.write(move |tx| jobs::retry(tx, &admin(), id)).await;
        assert!(matches!(again, Err(Error::Conflict(_))));
    });
}

#[test]
fn throwing_away_is_for_administrators_and_leaves_an_event() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let id = bury(&bench, Options::default()).await;
        let refused = bench.store.write(move |tx| jobs::discard(tx, &Scope::staff(2, Role::Agent), id)).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        bench.store.write(move |tx| jobs::discard(tx, &admin(), id)).await.unwrap();
        assert_eq!(bench.count().await, 0);
        bench.test.all_numbered().await;
        let kinds: Vec<String> = bench
            .store
            .read(|tx| Ok::<_, Error>(store::event_log::after(tx, 0, 10)?.iter().map(|one| one.event.kind()).collect()))
            .await
            .unwrap();
        assert_eq!(kinds, ["job.dead", "job.decided"]);
    });
}
