//! The same text does the same on both engines.

use std::sync::Arc;

use base::{Actor, Timestamp, World};
use events::{Event, NewEvent};
use peers::postgres::{self, Database};
use store::{Engine, Error, Migration, OpenOptions, Store, Value, event_log, params};

pub const TABLES: Migration = Migration {
    name: "test_0001_tables",
    sql: "CREATE TABLE test_thing (id BIGINT PRIMARY KEY, name TEXT NOT NULL, done BOOLEAN NOT NULL, share DOUBLE,
            raw BLOB, parent BIGINT REFERENCES test_thing (id));
        CREATE UNIQUE INDEX test_thing_name ON test_thing (name);
        CREATE TABLE test_counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL)",
};

pub struct Opened {
    pub store: Store,
    _folder: tempfile::TempDir,
    _database: Option<Database>,
}

pub fn open(engine: Engine) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let database = (engine == Engine::Postgres).then(|| postgres::database().unwrap());
    let file = format!("sqlite:{}", folder.path().join("test.db").display());
    let url = database.as_ref().map_or(file, Database::url);
    let mut migrations = store::part().migrations;
    migrations.push(TABLES);
    let store = Store::open(&OpenOptions { url, world: World::system(), readers: 8, migrations }).unwrap();
    Opened { store, _folder: folder, _database: database }
}

/// Runs the test on SQLite and on PostgreSQL.
pub fn both(test: impl Fn(&Store)) {
    test(&open(Engine::Sqlite).store);
    test(&open(Engine::Postgres).store);
}

pub fn add(store: &Store, name: &str) -> Result<i64, Error> {
    let name = name.to_owned();
    store.write_blocking(move |tx| {
        let id = tx.new_id()?;
        tx.execute("INSERT INTO test_thing (id, name, done) VALUES ($1, $2, $3)", params![id, &name, false])?;
        tx.append(NewEvent::of("thing", id, Event::QueueChanged { name }), Actor::System("test"))?;
        Ok(id)
    })
}

#[test]
fn values_of_every_kind_come_back() {
    both(|store| {
        let id = add(store, "数据 ' \" ; --").unwrap();
        store
            .write_blocking(move |tx| {
                tx.execute(
                    "UPDATE test_thing SET done = $2, share = $3, raw = $4, parent = $1 WHERE id = $1",
                    params![id, true, 0.25, vec![0_u8, 255]],
                )
            })
            .unwrap();
        let row = store
            .read_blocking(move |tx| {
                tx.query_one(
                    "SELECT name, done, share, raw, parent FROM test_thing WHERE id IN {list $1}",
                    params![vec![id]],
                    |row| {
                        Ok((
                            row.get::<String>(0)?,
                            row.get::<bool>(1)?,
                            row.get::<f64>(2)?,
                            row.get::<Vec<u8>>(3)?,
                            row.get::<Option<i64>>(4)?,
                        ))
                    },
                )
            })
            .unwrap();
        assert_eq!(row, ("数据 ' \" ; --".to_owned(), true, 0.25, vec![0, 255], Some(id)));
    });
}

#[test]
fn parameters_are_bound_by_their_number() {
    both(|store| {
        let text = store
            .read_blocking(|tx| {
                tx.query_one("SELECT CAST($2 AS TEXT) || '-' || CAST($1 AS TEXT)", params!["one", "two"], |row| {
                    row.get::<String>(0)
                })
            })
            .unwrap();
        assert_eq!(text, "two-one");
    });
}

#[test]
fn an_error_rolls_back_only_its_own_transaction() {
    both(|store| {
        add(store, "kept").unwrap();
        let failed: Result<(), Error> = store.write_blocking(|tx| {
            let id = tx.new_id()?;
            tx.execute("INSERT INTO test_thing (id, name, done) VALUES ($1, 'lost', false)", params![id])?;
            Err(Error::NotFound)
        });
        assert!(matches!(failed, Err(Error::NotFound)));
        assert!(matches!(add(store, "kept"), Err(Error::Conflict(_))));
        add(store, "after").unwrap();
        let names = store
            .read_blocking(|tx| tx.query("SELECT name FROM test_thing ORDER BY name", &[], |row| row.get::<String>(0)))
            .unwrap();
        assert_eq!(names, ["after", "kept"]);
    });
}

#[test]
fn a_read_never_writes() {
    both(|store| {
        let tried: Result<u64, Error> = store.read_blocking(|tx| tx.execute("DELETE FROM test_thing", &[]));
        assert!(matches!(tried, Err(Error::ReadOnly)));
        let hidden: Result<Vec<i64>, Error> = store
            .read_blocking(|tx| tx.query("DELETE FROM test_thing WHERE id = 1 RETURNING id", &[], |row| row.get(0)));
        assert!(hidden.is_err());
    });
}

#[test]
fn nul_is_refused_on_both_engines() {
    both(|store| {
        assert!(matches!(add(store, "a\0b"), Err(Error::NulInText)));
    });
}

#[test]
fn a_panic_in_a_verb_harms_nobody_else() {
    both(|store| {
        let crashed: Result<(), Error> = store.write_blocking(|_| panic!("on purpose"));
        assert!(matches!(crashed, Err(Error::Closed)));
        add(store, "still working").unwrap();
    });
}

#[test]
fn events_are_numbered_in_the_order_of_commits_and_hooks_run_inside() {
    both(|store| {
        store.on_append(Arc::new(|tx, event| {
            tx.execute(
                "INSERT INTO test_counter (name, value) VALUES ($1, $2)",
                params![event.event.kind() + &event.subject_id.to_string(), event.id],
            )?;
            tx.signal_jobs();
            Ok(())
        }));
        let mut signal = store.event_signal();
        let mut jobs = store.job_signal();
        for name in ["a", "b", "c"] {
            add(store, name).unwrap();
        }
        assert!(jobs.has_changed().unwrap());
        jobs.mark_unchanged();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(signal.wait_for(|number| *number >= 3)).unwrap();
        let seen = store.read_blocking(|tx| event_log::after(tx, 0, 10)).unwrap();
        let numbers: Vec<_> = seen.iter().map(|event| event.number).collect();
        assert_eq!(numbers, [Some(1), Some(2), Some(3)]);
        assert!(seen.iter().all(|event| event.at > Timestamp(0) && event.actor == "system:test"));
        let hooked: i64 =
            store.read_blocking(|tx| tx.query_one("SELECT COUNT(*) FROM test_counter", &[], |row| row.get(0))).unwrap();
        assert_eq!(hooked, 3);
    });
}

#[test]
fn both_engines_hold_the_same_schema() {
    let sqlite = open(Engine::Sqlite).store.read_blocking(|tx| tx.schema()).unwrap();
    let postgres = open(Engine::Postgres).store.read_blocking(|tx| tx.schema()).unwrap();
    assert_eq!(sqlite, postgres);
    assert!(sqlite.iter().any(|table| table.name == "test_thing" && table.columns.len() == 6));
}

#[test]
fn every_statement_prepares_on_both_engines() {
    both(|store| {
        store
            .read_blocking(|tx| {
                for statement in store::part().statements {
                    tx.describe(statement.sql)
                        .map_err(|error| Error::Mismatch(format!("{}: {error}", statement.name)))?;
                }
                Ok::<_, Error>(())
            })
            .unwrap();
    });
}

#[test]
fn a_changed_or_unknown_migration_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let open = |migrations: Vec<Migration>| {
        Store::open(&OpenOptions { url: url.clone(), world: World::system(), readers: 1, migrations })
    };
    let base = store::part().migrations;
    drop(open([base.clone(), vec![TABLES]].concat()).unwrap());
    let newer = open(base.clone()).unwrap_err();
    assert!(newer.to_string().contains("newer version"), "{newer}");
    let changed = Migration { sql: "CREATE TABLE test_other (id BIGINT PRIMARY KEY)", ..TABLES };
    let changed = open([base, vec![changed]].concat()).unwrap_err();
    assert!(changed.to_string().contains("has changed"), "{changed}");
}

#[test]
fn values_of_missing_options_are_null() {
    assert_eq!(Value::from(None::<i64>), Value::Null);
}
