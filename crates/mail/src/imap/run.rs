//! One mailbox is fetched for ever: at once when the server tells of new mail, otherwise every minute;
//! after an error again with growing pauses.

use std::time::Duration;

use base::World;
use tokio_util::sync::CancellationToken;

use super::{
    TlsTrust,
    connect::{FetchError, Imap, connect, patiently},
    fetch::Folder,
};
use crate::{
    intake::Door,
    mailbox::{self, settings::FetchSettings},
};

/// Between two looks when the server cannot tell.
const POLL: Duration = Duration::from_secs(60);
/// RFC 2177: say it again before 29 minutes are over; many routers forget much earlier.
const IDLE: Duration = Duration::from_secs(5 * 60);
/// The longest pause after errors.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

/// Fetches a mailbox until it is cancelled. Errors stand on the mailbox's row.
pub async fn run(mailbox: i64, door: Door, trust: TlsTrust, cancel: CancellationToken) {
    let mut failures = 0_u32;
    while !cancel.is_cancelled() {
        let outcome = tokio::select! {
            () = cancel.cancelled() => return,
            outcome = session(mailbox, &door, &trust, &cancel, &mut failures) => outcome,
        };
        let wait = match outcome {
            Ok(()) => POLL,
            Err(error) => {
                failures = failures.saturating_add(1);
                note(&door, mailbox, Some(error.to_string())).await;
                pause(door.store.world(), failures)
            }
        };
        tokio::select! {
            () = cancel.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// One connection, for as long as it holds. Cancelling between two steps loses nothing, because a mail
/// and its cursor are written together.
async fn session(
    mailbox: i64,
    door: &Door,
    trust: &TlsTrust,
    cancel: &CancellationToken,
    failures: &mut u32,
) -> Result<(), FetchError> {
    let keys = door.keys.clone();
    let settings = door.store.read(move |tx| mailbox::fetch_settings(tx, &keys, mailbox)).await?;
    let Some(settings) = settings else { return Ok(()) };
    let mut imap = connect(&settings, trust).await?;
    let idles = patiently(imap.capabilities()).await?.has_str("IDLE");
    let folder = Folder { door, mailbox, settings: &settings };
    loop {
        // Mail that arrives while others are fetched is announced then and not again.
        while folder.fetch(&mut imap, cancel).await? > 0 && !cancel.is_cancelled() {}
        *failures = 0;
        note(door, mailbox, None).await;
        if cancel.is_cancelled() {
            let _ = patiently(imap.logout()).await;
            return Ok(());
        }
        imap = wait_for_mail(imap, &settings, idles).await?;
    }
}

async fn wait_for_mail(imap: Imap, settings: &FetchSettings, idles: bool) -> Result<Imap, FetchError> {
    if !idles {
        tokio::time::sleep(POLL).await;
        return Ok(imap);
    }
    tracing::trace!(folder = %settings.folder, "waiting for new mail");
    let mut waiting = imap.idle();
    patiently(waiting.init()).await?;
    let (answer, _stop) = waiting.wait_with_timeout(IDLE);
    answer.await?;
    patiently(waiting.done()).await
}

async fn note(door: &Door, mailbox: i64, error: Option<String>) {
    if let Some(error) = &error {
        tracing::warn!(mailbox, %error, "a mailbox could not be fetched");
    }
    let noted = door.store.write(move |tx| mailbox::note_fetch(tx, mailbox, error.as_deref())).await;
    if let Err(error) = noted {
        tracing::error!(mailbox, %error, "how fetching went could not be written down");
    }
}

/// Five seconds, doubled with every failure, between half and all of it.
fn pause(world: &World, failures: u32) -> Duration {
    let longest = Duration::from_secs(5_u64 << failures.saturating_sub(1).min(10)).min(LONGEST_PAUSE);
    let mut random = [0; 1];
    world.random.fill(&mut random);
    let [byte] = random;
    longest / 2 + longest / 2 * u32::from(byte) / 255
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use base::{ManualClock, SeededRandom, Timestamp};

    use super::*;

    #[test]
    fn pauses_grow_to_a_quarter_of_an_hour() {
        let world = World { clock: Arc::new(ManualClock::new(Timestamp(0))), random: Arc::new(SeededRandom::new(3)) };
        assert!(pause(&world, 1) <= Duration::from_secs(5));
        for failures in 2..80 {
            let wait = pause(&world, failures);
            assert!(wait >= Duration::from_secs(5) && wait <= LONGEST_PAUSE, "{failures}: {wait:?}");
        }
    }
}
