//! An installation moves from SQLite to PostgreSQL and back, and every row arrives as it was.

use std::{collections::BTreeMap, path::Path};

use aftercare::modules;
use base::World;
use store::{OpenOptions, Store, Value};
use testkit::postgres;

use crate::binary::Installation;

type Rows = BTreeMap<String, Vec<Vec<Value>>>;

fn open(url: &str) -> Store {
    let migrations = modules::migrations();
    Store::open(&OpenOptions { url: url.to_owned(), world: World::system(), readers: 2, migrations }).unwrap()
}

/// All rows of all tables in the order of their keys.
fn rows(store: &Store) -> Rows {
    let read = store.read_blocking(|tx| {
        let mut all = Rows::new();
        for table in tx.schema()?.into_iter().filter(|table| table.name != "store_migration") {
            let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
            let sql =
                format!("SELECT {} FROM {} ORDER BY {}", columns.join(", "), table.name, table.primary_key.join(", "));
            all.insert(table.name, tx.query(&sql, &[], |row| Ok(row.values().to_vec()))?);
        }
        Ok::<_, store::Error>(all)
    });
    read.unwrap()
}

#[test]
fn the_example_survives_the_way_to_postgresql_and_back() {
    let installation = Installation::new();
    let server = installation.serve_with(&["--demo"]);
    assert!(server.said().contains("ready"));
    assert!(server.stop().success());
    let (database, folder) = (postgres::database().unwrap(), tempfile::tempdir().unwrap());
    let url = |path: &Path| format!("sqlite:{}", path.display());
    let (one, two) = (url(&installation.data().join("aftercare.db")), url(&folder.path().join("two.db")));
    let copied = installation.run(&["copy-store", "--from", &one, "--to", &database.url()]).good();
    assert!(!copied.contains("@") || !copied.contains("password"), "{copied}");
    installation.run(&["copy-store", "--from", &database.url(), "--to", &two]).good();
    let (first, back) = (open(&one), open(&two));
    let (before, after) = (rows(&first), rows(&back));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before["work_item"].len() >= 300, "{} items", before["work_item"].len());
    for (table, rows) in &before {
        // How far ids were reserved is each store's own matter; that they go on is tested below.
        if table != "store_identity" {
            assert_eq!(rows.len(), after[table].len(), "{table}");
            assert!(rows == &after[table], "{table} differs");
        }
    }
    let last = |store: &Store| store.read_blocking(store::event_log::last_number).unwrap();
    assert_eq!(last(&first), last(&back));
    drop((first, back));
    let again = installation.run(&["copy-store", "--from", &one, "--to", &two]);
    assert!(again.code == 1 && again.error.contains("not empty"), "{again:?}");
}

#[test]
fn nothing_is_copied_while_the_server_writes() {
    let installation = Installation::new();
    let server = installation.serve();
    let (database, folder) = (installation.data().join("aftercare.db"), tempfile::tempdir().unwrap());
    let (from, to) = (format!("sqlite:{}", database.display()), folder.path().join("two.db"));
    let copy = ["copy-store", "--from", &from, "--to", &format!("sqlite:{}", to.display())];
    let refused = installation.run(&copy);
    assert!(refused.code == 1 && refused.error.contains("stop the server first"), "{refused:?}");
    assert!(!to.exists());
    assert!(server.stop().success());
    installation.run(&copy).good();
}

#[test]
fn a_copied_installation_goes_on_with_new_ids_and_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(&format!("sqlite:{}", folder.path().join("one.db").display()));
    let database = postgres::database().unwrap();
    let make = |store: &Store, name: &'static str| {
        let scope = base::Scope::system("test");
        store.write_blocking(move |tx| people::team::create(tx, &scope, name)).unwrap().id
    };
    let old = make(&first, "Old");
    let there = open(&database.url());
    store::copy_store(&first, &there, |_| ()).unwrap();
    let new = make(&there, "New");
    assert!(new > old, "{new} after {old}");
    let teams = there
        .read_blocking(|tx| tx.query("SELECT name FROM people_team ORDER BY name", &[], |row| row.get::<String>(0)));
    assert_eq!(teams.unwrap(), ["New", "Old"]);
}
