//! One connection: every folder is fetched, then the server is asked to tell of new mail, for as long as it holds.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{
    connect::{Imap, connect},
    fetch::Folder,
};
use crate::mailbox::{
    dial::{FetchError, patiently},
    run::{Fetcher, POLL},
    settings::{After, FetchSettings},
};

/// RFC 2177: say it again before 29 minutes are over; many routers forget much earlier.
const IDLE: Duration = Duration::from_secs(5 * 60);

/// Fetches until the connection breaks or it is cancelled.
pub(crate) async fn session(
    fetcher: &mut Fetcher,
    settings: &FetchSettings,
    cancel: &CancellationToken,
) -> Result<(), FetchError> {
    let mut imap = connect(settings, &fetcher.trust).await?;
    let idles = patiently(imap.capabilities()).await?.has_str("IDLE");
    if let After::Move(target) = &settings.after {
        // It is usually there already, and the server says so.
        let _ = patiently(imap.create(target)).await;
    }
    loop {
        // The first folder comes last: it stays selected, and its new mail is announced.
        for folder in settings.folders.iter().rev() {
            // Mail that arrives while others are fetched is announced then and not again.
            while (Folder { settings, folder }).fetch(fetcher, &mut imap, cancel).await? > 0 && !cancel.is_cancelled() {
            }
        }
        fetcher.is_up_to_date().await;
        if cancel.is_cancelled() {
            let _ = patiently(imap.logout()).await;
            return Ok(());
        }
        imap = wait_for_mail(imap, settings, idles).await?;
    }
}

/// Waits until the server tells of something, or until it is time to look at the other folders.
async fn wait_for_mail(imap: Imap, settings: &FetchSettings, idles: bool) -> Result<Imap, FetchError> {
    if !idles {
        tokio::time::sleep(POLL).await;
        return Ok(imap);
    }
    tracing::trace!(folder = ?settings.folders.first(), "waiting for new mail");
    let most = if settings.folders.len() > 1 { POLL } else { IDLE };
    let mut waiting = imap.idle();
    patiently(waiting.init()).await?;
    {
        let (answer, _stop) = waiting.wait();
        // A server that says "still here" now and then would otherwise be waited for without end.
        if let Ok(answer) = tokio::time::timeout(most, answer).await {
            answer?;
        }
    }
    patiently(waiting.done()).await
}
