//! The same story on SQLite and on PostgreSQL.

use store::Engine;

/// Runs a story on both engines, one after the other, each on a runtime of its own.
///
/// ```no_run
/// testkit::on_both(async |engine| {
///     let test = testkit::TestStore::open(engine, &[store::part()]);
///     assert_eq!(test.store.engine(), engine);
/// });
/// ```
///
/// # Panics
/// When the story does; the engine is printed before.
pub fn on_both(story: impl AsyncFn(Engine)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        eprintln!("on {engine:?}:");
        on_runtime(story(engine));
    }
}

#[expect(clippy::expect_used, reason = "a test cannot go on without a runtime")]
fn on_runtime(story: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime can be built").block_on(story);
}
