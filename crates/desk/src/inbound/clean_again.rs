//! When the sanitiser's rules have changed, the HTML of older mails is made anew from their raw bytes, a few at a time.
//! Doing it twice does it once.

use std::time::Duration;

use base::Scope;
use jobs::{Failure, JobKind, Options, Run, Schedule};
use mail::{
    intake::{self, Received},
    parse::Problem,
};
use web::{Platform, State};
use work::NewAttachment;

use super::take;
use crate::Error;

/// Cleans some mails and asks for itself again while there are more.
pub const CLEAN: JobKind =
    JobKind { name: "desk.clean_again", lane: "bulk", max_attempts: 5, lease: Duration::from_secs(600) };
/// Looks every hour whether there is something to do; usually there is nothing.
pub const SCHEDULE: Schedule = Schedule { name: "desk.clean_again", every: Duration::from_secs(3_600), job: &CLEAN };

/// Mails of one step.
const STEP: i64 = 50;

fn scope() -> Scope {
    Scope::system("mails are cleaned again")
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Messages made anew in this step.
    pub cleaned: usize,
    /// Mails that are left.
    pub left: i64,
}

/// Cleans the next mails.
///
/// # Errors
/// When the disk or the database fails; what was done stays done.
pub async fn clean_again(platform: &Platform) -> Result<Progress, Error> {
    let outdated = platform.store.read(|tx| Ok::<_, Error>(intake::outdated(tx, &scope(), STEP)?)).await?;
    let mut cleaned = 0;
    for received in outdated {
        cleaned += usize::from(clean(platform, received).await?);
    }
    let left = platform.store.read(|tx| Ok::<_, Error>(intake::outdated_count(tx)?)).await?;
    Ok(Progress { cleaned, left })
}

/// Cleans one mail; false when there was nothing to do. A mail whose raw bytes cannot be read keeps its message.
async fn clean(platform: &Platform, received: Received) -> Result<bool, Error> {
    let (mail, message) = (received.id, received.message);
    let letter = match take::read(platform, received).await {
        Ok((letter, _)) => Some(letter),
        Err(error) => {
            tracing::warn!(%error, mail, "a mail could not be cleaned again");
            None
        }
    };
    let write = move |tx: &mut store::Tx<'_>| {
        let is_first = intake::note_cleaned(tx, mail)?;
        let (Some(message), Some(letter), true) = (message, &letter, is_first) else { return Ok(false) };
        let is_too_complex = letter.parsed.problems.contains(&Problem::HtmlTooComplex);
        if letter.parsed.html.is_none() && !is_too_complex {
            return Ok(false);
        }
        let known = work::message::get(tx, &scope(), message)?;
        let html = letter.parsed.shown_html();
        let is_new = |file: &&NewAttachment| {
            file.inline && known.attachments.iter().all(|other| other.content_id != file.content_id)
        };
        let files: Vec<NewAttachment> = letter.files.iter().filter(is_new).cloned().collect();
        if known.html == html.unwrap_or_default() && files.is_empty() {
            return Ok(false);
        }
        work::message::replace_html(tx, &scope(), message, html, files)?;
        Ok::<_, Error>(true)
    };
    platform.store.write(write).await
}

/// The job.
///
/// # Errors
/// When the disk or the database fails; it is tried again then.
pub async fn run(state: State, run: Run) -> Result<(), Failure> {
    let progress = clean_again(&state).await.map_err(|error| Failure::Retry(error.into()))?;
    run.commit(move |tx| {
        if progress.left > 0 {
            jobs::enqueue(tx, &CLEAN, &serde_json::json!({}), Options::default())?;
        }
        Ok::<_, Error>(())
    })
    .await
}
