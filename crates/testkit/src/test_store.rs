//! A store on a fresh database, with the tables that a test asks for.

use std::time::Duration;

use base::World;
use peers::postgres::{self, Database};
use store::{Engine, OpenOptions, Part, Store, params};

use crate::TestWorld;

const READERS: usize = 4;
const PATIENCE: Duration = Duration::from_secs(20);
/// The signal may have come before somebody listened.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// A store of its own; everything is removed with it.
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// The clock in the test's hand.
    pub world: TestWorld,
    /// `sqlite:…` or `postgres://…`, for opening it a second time.
    pub url: String,
    _folder: tempfile::TempDir,
    _database: Option<Database>,
}

impl TestStore {
    /// Opens a store with the tables of `parts`, in this order.
    ///
    /// # Panics
    /// When the database cannot be made; the message names the command that installs it.
    #[must_use]
    pub fn open(engine: Engine, parts: &[Part]) -> Self {
        Self::open_in(engine, parts, TestWorld::new())
    }

    #[expect(clippy::panic, clippy::expect_used, reason = "a test cannot go on without its database")]
    pub(crate) fn open_in(engine: Engine, parts: &[Part], world: TestWorld) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(postgres::database().unwrap_or_else(|error| panic!("{error:#}"))),
        };
        let file = folder.path().join("test.db");
        let url = database.as_ref().map_or_else(|| format!("sqlite:{}", file.display()), Database::url);
        let migrations = parts.iter().flat_map(|part| part.migrations.iter().cloned()).collect();
        let options = OpenOptions { url: url.clone(), world: World::clone(&world.world), readers: READERS, migrations };
        let store = outside_the_runtime(|| Store::open(&options));
        let store = store.unwrap_or_else(|error| panic!("the store does not open on {engine:?}: {error}"));
        Self { store, world, url, _folder: folder, _database: database }
    }

    /// Waits until every committed event has its number; PostgreSQL's sequencer gives it a moment later.
    ///
    /// # Panics
    /// When that takes too long.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its events")]
    pub async fn all_numbered(&self) {
        let mut signal = self.store.event_signal();
        let all = async {
            while self.unnumbered().await > 0 {
                let _ = tokio::time::timeout(LOOK_AGAIN, signal.changed()).await;
            }
        };
        tokio::time::timeout(PATIENCE, all).await.expect("the events get their numbers");
    }

    #[expect(clippy::panic, reason = "a test cannot go on without its database")]
    async fn unnumbered(&self) -> i64 {
        let count = "SELECT CAST(count(*) AS BIGINT) FROM store_event WHERE number IS NULL";
        let read = self.store.read(move |tx| tx.query_one(count, params![], |row| row.get(0))).await;
        read.unwrap_or_else(|error: store::Error| panic!("the events cannot be counted: {error}"))
    }
}

/// Opening blocks, which a thread of the runtime must not.
#[expect(clippy::expect_used, reason = "a panic inside is passed on")]
pub(crate) fn outside_the_runtime<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().expect("opening the store panicked"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::on_both;

    #[test]
    fn a_store_opens_on_both_engines_and_keeps_the_tests_time() {
        on_both(async |engine| {
            let test = TestStore::open(engine, &[store::part()]);
            assert_eq!(test.store.engine(), engine);
            let before = test.world.world.now();
            test.world.clock.advance(std::time::Duration::from_secs(60));
            let now = test.store.read(|tx| Ok::<_, store::Error>(tx.now())).await.unwrap();
            assert_eq!(now.since(before), std::time::Duration::from_secs(60));
        });
    }
}
