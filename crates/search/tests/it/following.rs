//! The index comes to say what the database says: after changes, crashes, damage, and from nothing.

use std::{fs, path::Path, time::Duration};

use base::Scope;
use search::Index;
use tokio_util::sync::CancellationToken;
use work::{Visibility, item};

use crate::house::{House, both};

/// Long enough for any machine; reached only when the test fails.
const LIMIT: Duration = Duration::from_secs(20);

/// What an agent finds by a few queries: enough to tell two indexes apart.
async fn fingerprint(house: &House) -> Vec<(Vec<i64>, i64)> {
    let mut all = Vec::new();
    for text in ["alpha", "beta", "数据", "alpha -beta", "status:open alpha", "tag:hot alpha", "sort:-updated alpha"]
    {
        let found = house.ask(&house.agent(), text).await;
        all.push((found.ids, found.total));
    }
    all
}

async fn change_a_lot(house: &House) {
    let system = || Scope::system("test");
    let mut ids = Vec::new();
    for number in 0..30 {
        ids.push(house.ticket(&format!("alpha {number}"), if number % 3 == 0 { "beta 数据库" } else { "gamma" }).await);
    }
    house.catch_up().await;
    for (number, id) in ids.into_iter().enumerate() {
        match number % 5 {
            0 => drop(house.write(move |tx| item::set_status(tx, &system(), id, None, "open", None)).await),
            1 => drop(house.write(move |tx| item::tag(tx, &system(), id, None, &["hot".to_owned()])).await),
            2 => house.say(id, Visibility::Public, "later beta").await,
            3 => drop(house.write(move |tx| item::set_title(tx, &system(), id, None, "renamed")).await),
            _ => drop(house.write(move |tx| item::delete(tx, &system(), id, None)).await),
        }
    }
}

#[test]
fn a_rebuild_says_the_same_as_following() {
    both(async |mut house| {
        change_a_lot(&house).await;
        house.catch_up().await;
        let followed = fingerprint(&house).await;
        assert!(followed.iter().all(|(ids, _)| !ids.is_empty()));
        house.index.rebuild();
        house.catch_up().await;
        assert_eq!(fingerprint(&house).await, followed, "rebuilt in place");
        house.index = Index::open(house.folder.path().join("other")).unwrap();
        house.catch_up().await;
        // Scores depend on what was deleted from an index, so relevance may order equal matches otherwise.
        let sorted = |print: Vec<(Vec<i64>, i64)>| -> Vec<(Vec<i64>, i64)> {
            print
                .into_iter()
                .map(|(mut ids, total)| {
                    ids.sort_unstable();
                    (ids, total)
                })
                .collect()
        };
        assert_eq!(sorted(fingerprint(&house).await), sorted(followed), "built from nothing");
        assert_eq!(house.index.documents(), 24);
    });
}

#[test]
fn an_index_goes_on_where_its_last_commit_stopped() {
    both(async |mut house| {
        change_a_lot(&house).await;
        let folder = house.folder.path().join("search");
        let copy = house.folder.path().join("copy");
        // The state of the disk before the last changes were followed, as after a crash.
        copy_folder(&folder, &copy);
        house.catch_up().await;
        let before = fingerprint(&house).await;
        house.index = Index::open(&copy).unwrap();
        assert!(house.index.progress().complete, "what is there is whole, only late");
        house.catch_up().await;
        assert_eq!(sorted_ids(fingerprint(&house).await), sorted_ids(before));
    });
}

fn sorted_ids(print: Vec<(Vec<i64>, i64)>) -> Vec<Vec<i64>> {
    print
        .into_iter()
        .map(|(mut ids, _)| {
            ids.sort_unstable();
            ids
        })
        .collect()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_damaged_index_is_set_aside_and_built_anew() {
    both(async |mut house| {
        let id = house.ticket("alpha", "beta").await;
        let folder = house.folder.path().join("search");
        for damage in [spoil_the_list_of_files, lose_a_file, pretend_another_version] {
            house.catch_up().await;
            house.index = Index::open(house.folder.path().join("elsewhere")).unwrap();
            damage(&folder);
            house.index = Index::open(&folder).unwrap();
            assert!(house.folder.path().join("search.set-aside").is_dir());
            assert!(!house.index.progress().complete);
            assert!(house.ask(&house.agent(), "alpha").await.incomplete);
            house.catch_up().await;
            let found = house.ask(&house.agent(), "alpha").await;
            assert_eq!((found.ids, found.incomplete), (vec![id], false));
        }
    });
}

fn spoil_the_list_of_files(folder: &Path) {
    fs::write(folder.join("meta.json"), b"{ not what it was").unwrap();
}

fn lose_a_file(folder: &Path) {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let lost = files.into_iter().find(|path| path.extension().is_some_and(|kind| kind == "term")).unwrap();
    fs::remove_file(lost).unwrap();
}

fn pretend_another_version(folder: &Path) {
    let meta = fs::read_to_string(folder.join("meta.json")).unwrap();
    let other = meta.replace("\\\"version\\\":1", "\\\"version\\\":999");
    assert_ne!(meta, other);
    fs::write(folder.join("meta.json"), other).unwrap();
}

#[test]
fn an_index_of_another_database_is_built_anew() {
    both(async |mut house| {
        let other = House::build(house.test.store.engine());
        for number in 0..5 {
            other.ticket(&format!("foreign {number}"), "beta").await;
        }
        other.catch_up().await;
        let id = house.ticket("alpha", "beta").await;
        house.index = other.index.clone();
        house.catch_up().await;
        assert_eq!(house.ids("beta").await, [id]);
        assert!(house.ids("foreign").await.is_empty());
    });
}

#[test]
fn what_is_committed_is_found_within_a_second() {
    both(async |house| {
        let stop = CancellationToken::new();
        let following = house.index.follow(house.test.store.clone(), stop.clone());
        house.ticket("first", "x").await;
        let mut progress = house.index.watch();
        tokio::time::timeout(LIMIT, progress.wait_for(|progress| progress.complete)).await.unwrap().unwrap();
        let id = house.ticket("second", "unmistakable").await;
        let found = async {
            while house.ids("unmistakable").await != [id] {
                progress.changed().await.unwrap();
            }
        };
        tokio::time::timeout(Duration::from_secs(1), found).await.expect("found within a second");
        stop.cancel();
        tokio::time::timeout(LIMIT, following).await.unwrap().unwrap();
    });
}

#[test]
fn every_statement_can_be_prepared() {
    both(async |house| {
        for statement in search::part().statements {
            let described = house.test.store.read(move |tx| tx.describe(statement.sql)).await;
            assert!(described.is_ok(), "{}: {described:?}", statement.name);
        }
    });
}
