//! Eight clients at once never count twice and never lose an event.

use std::{collections::HashSet, thread};

use base::Actor;
use events::{Event, NewEvent};
use store::{Error, Store, event_log, params};

use crate::engines::{add, both};

const CLIENTS: i64 = 8;
const ROUNDS: i64 = 50;

fn in_parallel(store: &Store, work: impl Fn(&Store, i64) + Send + Sync) {
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let work = &work;
            scope.spawn(move || work(store, client));
        }
    });
}

#[test]
fn a_guarded_counter_loses_nothing() {
    both(|store| {
        store.write_blocking(|tx| tx.execute("INSERT INTO test_counter (name, value) VALUES ('n', 0)", &[])).unwrap();
        in_parallel(store, |store, _| {
            for _ in 0..ROUNDS {
                store
                    .write_blocking(|tx| {
                        tx.query_one(
                            "UPDATE test_counter SET value = value + 1 WHERE name = 'n' RETURNING value",
                            &[],
                            |row| row.get::<i64>(0),
                        )
                    })
                    .unwrap();
            }
        });
        let value: i64 =
            store.read_blocking(|tx| tx.query_one("SELECT value FROM test_counter", &[], |row| row.get(0))).unwrap();
        assert_eq!(value, CLIENTS * ROUNDS);
    });
}

#[test]
fn a_state_is_claimed_once() {
    both(|store| {
        for number in 0..200 {
            add(store, &format!("job {number}")).unwrap();
        }
        let claimed = std::sync::Mutex::new(Vec::new());
        in_parallel(store, |store, _| {
            loop {
                let got = store
                    .write_blocking(|tx| {
                        tx.query(
                            "UPDATE test_thing SET done = true WHERE done = false AND id IN
                                (SELECT id FROM test_thing WHERE done = false ORDER BY id LIMIT 5 {skip_locked}) RETURNING id",
                            &[],
                            |row| row.get::<i64>(0),
                        )
                    })
                    .unwrap();
                if got.is_empty() {
                    return;
                }
                claimed.lock().unwrap().extend(got);
            }
        });
        let claimed = claimed.into_inner().unwrap();
        assert_eq!(claimed.len(), 200);
        assert_eq!(claimed.iter().collect::<HashSet<_>>().len(), 200);
    });
}

#[test]
fn a_follower_sees_every_event_once_and_in_order() {
    both(|store| {
        thread::scope(|scope| {
            let follower = scope.spawn(|| follow(store));
            in_parallel(store, |store, client| {
                for round in 0..ROUNDS {
                    store
                        .write_blocking(move |tx| {
                            let event = Event::QueueChanged { name: round.to_string() };
                            tx.append(NewEvent::of("client", client, event), Actor::System("test"))?;
                            if round % 5 == 4 { Err(Error::NotFound) } else { Ok(()) }
                        })
                        .ok();
                }
            });
            let seen = follower.join().unwrap();
            for client in 0..CLIENTS {
                let rounds: Vec<i64> = seen.iter().filter(|(who, _)| *who == client).map(|(_, round)| *round).collect();
                let expected: Vec<i64> = (0..ROUNDS).filter(|round| round % 5 != 4).collect();
                assert_eq!(rounds, expected, "client {client}");
            }
        });
    });
}

fn follow(store: &Store) -> Vec<(i64, i64)> {
    let total = usize::try_from(CLIENTS * ROUNDS * 4 / 5).unwrap();
    let mut signal = store.event_signal();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (mut seen, mut last) = (Vec::new(), 0);
    while seen.len() < total {
        let batch = store.read_blocking(move |tx| event_log::after(tx, last, 7)).unwrap();
        if batch.is_empty() {
            runtime.block_on(signal.changed()).unwrap();
        }
        for event in batch {
            last = event.number.unwrap();
            let Event::QueueChanged { name } = event.event else { panic!("unexpected event") };
            seen.push((event.subject_id, name.parse().unwrap()));
        }
    }
    seen
}

#[test]
fn ids_are_never_given_twice() {
    both(|store| {
        let ids = std::sync::Mutex::new(Vec::new());
        in_parallel(store, |store, client| {
            for round in 0..ROUNDS {
                let id = add(store, &format!("{client}/{round}")).unwrap();
                ids.lock().unwrap().push(id);
            }
        });
        let ids = ids.into_inner().unwrap();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
        let stored: i64 = store
            .read_blocking(|tx| {
                tx.query_one("SELECT COUNT(*) FROM test_thing WHERE id > $1", params![0], |row| row.get(0))
            })
            .unwrap();
        assert_eq!(usize::try_from(stored), Ok(ids.len()));
    });
}
