//! `doctor`: looks the installation over and says what is wrong and what to do.

use std::fmt::Write as _;

use base::Scope;

use super::Answer;
use crate::open::Installation;

/// Runs every check; any failure makes the exit code 1.
pub async fn run(installation: &Installation) -> anyhow::Result<Answer> {
    let checks = vec![
        ("rights", rights(installation)),
        ("settings", installation.config.check().map(|()| "in order".to_owned())),
        ("database", database(installation).await),
        ("files", files(installation).await),
        ("balance of mail", balance(installation).await),
        ("jobs", jobs_waiting(installation).await),
        ("mailboxes", mailboxes(installation).await),
        ("search index", index(installation)),
    ];
    let mut output = String::new();
    let mut code = 0;
    for (name, result) in checks {
        let (mark, said) = match result {
            Ok(said) => ("ok  ", said),
            Err(error) => {
                code = 1;
                ("FAIL", format!("{error:#}"))
            }
        };
        let _ = writeln!(output, "{mark}  {name}: {said}");
    }
    Ok(Answer { output, code, ..Answer::default() })
}

fn rights(installation: &Installation) -> anyhow::Result<String> {
    crate::private::check(&installation.places.data)?;
    Ok("only the owner may read the data".to_owned())
}

async fn database(installation: &Installation) -> anyhow::Result<String> {
    let store = &installation.platform.store;
    anyhow::ensure!(store.is_sound(), "the disk failed under a commit; restart the server");
    let last = store.read(store::event_log::last_number).await?;
    Ok(format!("{:?}, {last} events", store.engine()))
}

async fn files(installation: &Installation) -> anyhow::Result<String> {
    let blobs = &installation.platform.blobs;
    let digest = blobs.put(b"aftercare doctor".to_vec()).await?;
    let read = blobs.get(&digest).await?;
    anyhow::ensure!(read == b"aftercare doctor", "a file came back changed");
    Ok("written and read back".to_owned())
}

async fn balance(installation: &Installation) -> anyhow::Result<String> {
    let scope = Scope::system("doctor");
    let balance = installation.platform.store.read(move |tx| mail::balance(tx, &scope)).await?;
    anyhow::ensure!(balance.holds(), "it does not hold: {balance:?}");
    Ok(format!(
        "{} received, {} tickets, {} replies, {} to be decided",
        balance.received, balance.ticketed, balance.appended, balance.pending
    ))
}

async fn jobs_waiting(installation: &Installation) -> anyhow::Result<String> {
    let lanes = installation.platform.store.read(jobs::depths).await?;
    let dead: i64 = lanes.iter().map(|lane| lane.dead).sum();
    anyhow::ensure!(dead == 0, "{dead} gave up; see Administration → Jobs");
    Ok(format!("{} due", lanes.iter().map(|lane| lane.pending).sum::<i64>()))
}

async fn mailboxes(installation: &Installation) -> anyhow::Result<String> {
    let scope = Scope::system("doctor");
    let read = move |tx: &mut store::Tx<'_>| {
        Ok::<_, mail::Error>((mail::mailbox::list(tx, &scope)?, mail::mailbox::alarms(tx, &scope)?))
    };
    let (all, alarms) = installation.platform.store.read(read).await?;
    if let Some((address, error)) = all.iter().find_map(|one| Some((&one.address, one.last_error.as_ref()?))) {
        anyhow::bail!("{address} cannot be fetched: {error}; try it out with “aftercare mailbox test {address}”");
    }
    if let Some(alarm) = alarms.first() {
        anyhow::bail!("{} needs somebody: {}; see Administration → Mailboxes", alarm.address, alarm.trouble.name());
    }
    Ok(format!("{}", all.len()))
}

fn index(installation: &Installation) -> anyhow::Result<String> {
    let progress = installation.index()?.progress();
    match progress.trouble {
        Some(trouble) => anyhow::bail!("{trouble}"),
        None if progress.complete => Ok("complete".to_owned()),
        None => Ok(format!("being built, {} of {}", progress.rebuilt, progress.of)),
    }
}
