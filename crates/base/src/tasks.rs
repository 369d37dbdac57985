//! Background work is started here and nowhere else, so that every task has a name.

use std::future::Future;

use tokio::task::JoinHandle;

/// Starts a named task on the running executor.
#[expect(clippy::disallowed_methods, reason = "the one place that starts tasks")]
pub fn spawn<F>(_name: &'static str, future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    tokio::spawn(future)
}

/// Runs blocking work (files, hashing) on the executor's blocking threads.
#[expect(clippy::disallowed_methods, reason = "the one place that starts blocking work")]
pub fn spawn_blocking<F, T>(_name: &'static str, work: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    tokio::task::spawn_blocking(work)
}
