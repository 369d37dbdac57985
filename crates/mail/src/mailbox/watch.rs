//! Every mailbox with settings for fetching has one task; when its settings change, the task starts anew.

use std::{collections::HashMap, time::Duration};

use base::{Timestamp, tasks};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{TlsTrust, run::run};
use crate::{intake::Door, mailbox};

/// How soon a changed mailbox is noticed.
const LOOK: Duration = Duration::from_secs(5);

struct Task {
    since: Timestamp,
    cancel: CancellationToken,
    task: JoinHandle<()>,
}

/// Fetches all mailboxes until `shutdown`; answers when every task has ended.
pub async fn watch(door: Door, trust: TlsTrust, shutdown: CancellationToken) {
    let mut fetchers: HashMap<i64, Task> = HashMap::new();
    loop {
        match door.store.read(mailbox::enabled).await {
            Ok(mailboxes) => {
                let wanted =
                    mailboxes.into_iter().filter(|one| one.fetches).map(|one| (one.id, one.updated_at)).collect();
                adjust(&mut fetchers, &wanted, &door, &trust, &shutdown).await;
            }
            Err(error) => tracing::error!(%error, "the mailboxes could not be read"),
        }
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
    for (_, fetcher) in fetchers {
        stop(fetcher).await;
    }
}

async fn adjust(
    fetchers: &mut HashMap<i64, Task>,
    wanted: &HashMap<i64, Timestamp>,
    door: &Door,
    trust: &TlsTrust,
    shutdown: &CancellationToken,
) {
    let stale: Vec<i64> =
        fetchers.iter().filter(|(id, fetcher)| wanted.get(id) != Some(&fetcher.since)).map(|(id, _)| *id).collect();
    for id in stale {
        if let Some(fetcher) = fetchers.remove(&id) {
            stop(fetcher).await;
        }
    }
    for (&id, &since) in wanted {
        fetchers.entry(id).or_insert_with(|| {
            let cancel = shutdown.child_token();
            let task = tasks::spawn("mail.fetcher", run(id, door.clone(), trust.clone(), cancel.clone()));
            Task { since, cancel, task }
        });
    }
}

async fn stop(fetcher: Task) {
    fetcher.cancel.cancel();
    let _ = fetcher.task.await;
}
