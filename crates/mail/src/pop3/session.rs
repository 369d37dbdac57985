//! One session: what is new is taken in, what was taken long enough ago is deleted.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use base::Timestamp;
use tokio_util::sync::CancellationToken;

use super::client::{Client, Listed, connect};
use crate::mailbox::{
    self, Step,
    dial::FetchError,
    run::Fetcher,
    settings::{After, FetchSettings},
};

/// Fetches once.
pub(crate) async fn session(
    fetcher: &mut Fetcher,
    settings: &FetchSettings,
    cancel: &CancellationToken,
) -> Result<(), FetchError> {
    let mut client = connect(settings, &fetcher.trust).await?;
    let listed = client.list().await?;
    let mailbox = fetcher.mailbox;
    let taken = fetcher.door.store.read(move |tx| mailbox::taken(tx, mailbox)).await?;
    for one in listed.iter().filter(|one| !taken.contains_key(&one.uidl)) {
        if cancel.is_cancelled() {
            return Ok(());
        }
        take(fetcher, settings, &mut client, one).await?;
    }
    let deleted = delete(fetcher, settings, &mut client, &listed).await?;
    // Until the server says yes to the end of the session, nothing is deleted.
    client.quit().await?;
    forget(fetcher, &taken, &listed, deleted).await?;
    fetcher.is_up_to_date().await;
    Ok(())
}

async fn take(
    fetcher: &mut Fetcher,
    settings: &FetchSettings,
    client: &mut Client,
    one: &Listed,
) -> Result<(), FetchError> {
    let step = |whole| Step::Taken { mailbox: fetcher.mailbox, uidl: one.uidl.clone(), whole };
    let (complete, partial) = (step(true), step(false));
    let limit = fetcher.door.limits.size;
    let fetched = async {
        match client.size(one.number).await? <= limit {
            true => Ok((client.retrieve(one.number, limit).await?, true)),
            false => Ok((client.header(one.number, fetcher.door.limits.header_bytes).await?, false)),
        }
    };
    match fetched.await {
        Ok((raw, true)) => fetcher.accept(settings, raw, complete, None).await,
        Ok((header, false)) => fetcher.accept(settings, header, partial, Some("too_large")).await,
        Err(error) => fetcher.give_up(settings, &format!("mail {}", one.uidl), partial, error).await,
    }
}

/// Only what is safe with us, and only when it is old enough.
async fn delete(
    fetcher: &Fetcher,
    settings: &FetchSettings,
    client: &mut Client,
    listed: &[Listed],
) -> Result<HashSet<String>, FetchError> {
    let After::Delete(days) = settings.after else { return Ok(HashSet::new()) };
    let mailbox = fetcher.mailbox;
    let before = fetcher.door.store.world().now().minus(Duration::from_secs(u64::from(days) * 24 * 3_600));
    let taken = fetcher.door.store.read(move |tx| mailbox::taken(tx, mailbox)).await?;
    let is_due = |at: Option<Timestamp>| at.is_some_and(|at| at <= before);
    let due: HashSet<String> = taken.into_iter().filter(|(_, at)| is_due(*at)).map(|(uidl, _)| uidl).collect();
    for one in listed.iter().filter(|one| due.contains(&one.uidl)) {
        client.delete(one.number).await?;
    }
    Ok(due)
}

async fn forget(
    fetcher: &Fetcher,
    taken: &HashMap<String, Option<Timestamp>>,
    listed: &[Listed],
    mut gone: HashSet<String>,
) -> Result<(), FetchError> {
    let there: HashSet<&String> = listed.iter().map(|one| &one.uidl).collect();
    gone.extend(taken.keys().filter(|uidl| !there.contains(uidl)).cloned());
    if !gone.is_empty() {
        let mailbox = fetcher.mailbox;
        fetcher.door.store.write(move |tx| mailbox::forget_taken(tx, mailbox, &gone)).await?;
    }
    Ok(())
}
