//! Several clients at once, each asking as soon as it has its answer.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use indicatif::ProgressBar;

use super::machine::now;

/// What all clients together found.
pub(super) struct Ran {
    /// The time of every request.
    pub(super) times: Vec<Duration>,
    /// From the first request to the last answer.
    pub(super) took: Duration,
}

/// Lets the clients do `count` turns between them. A turn answers its own time, so that it can prepare what does not
/// count.
pub(super) fn run<C: Send>(
    clients: &mut [C],
    count: usize,
    bar: &ProgressBar,
    turn: impl Fn(&mut C, usize) -> anyhow::Result<Duration> + Sync,
) -> anyhow::Result<Ran> {
    let next = AtomicUsize::new(0);
    let begun = now();
    let outcomes: Vec<anyhow::Result<Vec<Duration>>> = thread::scope(|scope| {
        let running: Vec<_> = clients
            .iter_mut()
            .map(|client| {
                let (next, turn) = (&next, &turn);
                scope.spawn(move || {
                    let mut times = Vec::new();
                    loop {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        if place >= count {
                            return Ok(times);
                        }
                        times.push(turn(client, place)?);
                        bar.inc(1);
                    }
                })
            })
            .collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| anyhow::bail!("a client panicked"))).collect()
    });
    let took = now().duration_since(begun);
    let times = outcomes.into_iter().collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect();
    Ok(Ran { times, took })
}

/// The time of one action.
pub(super) fn timed<T>(action: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(T, Duration)> {
    let begun = now();
    let done = action()?;
    Ok((done, now().duration_since(begun)))
}
