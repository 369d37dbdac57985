//! Everything new in a folder is taken in, in order of its UIDs; the cursor moves with each mail.

use std::time::Duration;

use base::Timestamp;
use futures_util::TryStreamExt as _;
use tokio_util::sync::CancellationToken;

use super::connect::Imap;
use crate::{
    limits::IMAP_BATCH,
    mailbox::{
        self, CursorStep, Step,
        dial::{FetchError, patiently},
        run::Fetcher,
        settings::{After, FetchSettings},
    },
};

/// Patience with one mail; large ones take their time.
const MAIL_PATIENCE: Duration = Duration::from_secs(600);
/// When a folder begins a new generation, mails that came so long before the last fetch are looked at again.
const OVERLAP: Duration = Duration::from_secs(2 * 24 * 3_600);

/// A folder that is being fetched.
pub(super) struct Folder<'a> {
    pub(super) settings: &'a FetchSettings,
    pub(super) folder: &'a str,
}

impl Folder<'_> {
    /// Selects the folder and takes in what is new; answers how many mails that were.
    pub(super) async fn fetch(
        &self,
        fetcher: &mut Fetcher,
        imap: &mut Imap,
        cancel: &CancellationToken,
    ) -> Result<usize, FetchError> {
        let selected = patiently(imap.select(self.folder)).await?;
        let generation = selected.uid_validity.ok_or(FetchError::NoGeneration)?;
        let (mailbox, folder) = (fetcher.mailbox, self.folder.to_owned());
        let (known, last) = fetcher
            .door
            .store
            .read(move |tx| {
                let last = mailbox::last_fetch(tx, mailbox)?;
                Ok::<_, crate::Error>((mailbox::cursor(tx, mailbox, &folder)?, last))
            })
            .await?;
        let (after, which) = self.where_to_begin(known, generation, last);
        let uids = new_uids(imap, after, &which).await?;
        let mut taken = 0;
        for batch in uids.chunks(IMAP_BATCH) {
            if cancel.is_cancelled() {
                return Ok(taken);
            }
            taken += self.batch(fetcher, imap, generation, batch).await?;
        }
        if after == 0 {
            self.skip_the_rest(fetcher, selected.uid_next, generation, uids.last().copied()).await?;
        }
        Ok(taken)
    }

    /// The UID to begin behind, and which mails behind it count.
    ///
    /// In a folder never fetched before, the unread ones. When a folder began a new generation, its UIDs mean
    /// nothing: the unread ones and those that may have come since the last fetch are looked at again; what was taken
    /// before is recognised and dropped.
    fn where_to_begin(&self, known: Option<(i64, i64)>, generation: u32, last: Option<Timestamp>) -> (u32, String) {
        match known {
            Some((then, uid)) if then == i64::from(generation) => (u32::try_from(uid).unwrap_or(0), String::new()),
            _ if self.settings.include_seen => (0, String::new()),
            None => (0, " UNSEEN".to_owned()),
            Some(_) => match last {
                Some(last) => (0, format!(" OR UNSEEN SINCE {}", imap_date(last.minus(OVERLAP)))),
                None => (0, String::new()),
            },
        }
    }

    /// After the first fetch the cursor stands behind the mails that do not count, too.
    async fn skip_the_rest(
        &self,
        fetcher: &Fetcher,
        uid_next: Option<u32>,
        generation: u32,
        last: Option<u32>,
    ) -> Result<(), FetchError> {
        let uid = uid_next.map_or(0, |next| next.saturating_sub(1)).max(last.unwrap_or(0));
        let step = self.step(fetcher, generation, uid);
        fetcher.door.store.write(move |tx| step.record(tx)).await?;
        Ok(())
    }

    fn step(&self, fetcher: &Fetcher, generation: u32, uid: u32) -> Step {
        let folder = self.folder.to_owned();
        Step::Cursor(CursorStep { mailbox: fetcher.mailbox, folder, uidvalidity: generation, uid })
    }

    async fn batch(
        &self,
        fetcher: &mut Fetcher,
        imap: &mut Imap,
        generation: u32,
        uids: &[u32],
    ) -> Result<usize, FetchError> {
        let list = uids.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        let sizes: Vec<_> =
            patiently(async { imap.uid_fetch(&list, "(UID RFC822.SIZE)").await?.try_collect().await }).await?;
        let mut taken = 0;
        for &uid in uids {
            let size = sizes.iter().find(|found| found.uid == Some(uid)).and_then(|found| found.size);
            // Deleted meanwhile by another program: nothing to take.
            let Some(size) = size else { continue };
            let step = self.step(fetcher, generation, uid);
            match self.one(fetcher, imap, (uid, size), step.clone()).await {
                Ok(()) => self.put_away(imap, uid).await?,
                Err(error) => {
                    let name = format!("mail {uid} in {}", self.folder);
                    fetcher.give_up(self.settings, &name, step, error).await?;
                }
            }
            taken += 1;
        }
        Ok(taken)
    }

    /// Of a mail that is too large only the header is taken, into quarantine; the rest stays on the server.
    async fn one(
        &self,
        fetcher: &Fetcher,
        imap: &mut Imap,
        (uid, size): (u32, u32),
        step: Step,
    ) -> Result<(), FetchError> {
        let fits = usize::try_from(size).is_ok_and(|size| size <= fetcher.door.limits.size);
        let query = if fits { "(UID BODY.PEEK[])" } else { "(UID BODY.PEEK[HEADER])" };
        let fetching = async {
            let fetched: Vec<_> = imap.uid_fetch(uid.to_string(), query).await?.try_collect().await?;
            Ok::<_, async_imap::error::Error>(fetched)
        };
        let fetched = tokio::time::timeout(MAIL_PATIENCE, fetching).await.map_err(|_| FetchError::Silent)??;
        let found = fetched.iter().find(|found| found.uid == Some(uid));
        let raw = found.and_then(|found| if fits { found.body() } else { found.header() });
        let raw = raw.ok_or_else(|| FetchError::Refused("the mail is not handed over".to_owned()))?;
        fetcher.accept(self.settings, raw.to_vec(), step, (!fits).then_some("too_large")).await
    }

    /// The mail is safe with us. A server that does not let it be marked or moved keeps nothing back.
    async fn put_away(&self, imap: &mut Imap, uid: u32) -> Result<(), FetchError> {
        let uid = uid.to_string();
        let done = match &self.settings.after {
            After::Leave | After::Delete(_) => return Ok(()),
            After::MarkSeen => flag(imap, &uid, "\\Seen").await,
            After::Move(target) => move_to(imap, &uid, target).await,
        };
        match done {
            Err(FetchError::Protocol(error @ (async_imap::error::Error::No(_) | async_imap::error::Error::Bad(_)))) => {
                tracing::warn!(folder = self.folder, uid, %error, "a fetched mail could not be marked or moved");
                Ok(())
            }
            done => done,
        }
    }
}

async fn new_uids(imap: &mut Imap, after: u32, which: &str) -> Result<Vec<u32>, FetchError> {
    let query = format!("UID {}:*{which}", after.saturating_add(1));
    let found = patiently(imap.uid_search(query)).await?;
    // "n:*" always holds the last mail (RFC 3501 §6.4.8).
    let mut uids: Vec<u32> = found.into_iter().filter(|uid| *uid > after).collect();
    uids.sort_unstable();
    Ok(uids)
}

async fn flag(imap: &mut Imap, uid: &str, flag: &str) -> Result<(), FetchError> {
    patiently(async {
        let answers = imap.uid_store(uid, format!("+FLAGS.SILENT ({flag})")).await?;
        answers.try_collect::<Vec<_>>().await.map(drop)
    })
    .await
}

/// With MOVE (RFC 6851) where it is known, else by copying; without UIDPLUS the original stays, marked as deleted,
/// because a plain EXPUNGE would take the mails that others marked.
async fn move_to(imap: &mut Imap, uid: &str, target: &str) -> Result<(), FetchError> {
    let known = patiently(imap.capabilities()).await?;
    if known.has_str("MOVE") {
        return patiently(imap.uid_mv(uid, target)).await;
    }
    patiently(imap.uid_copy(uid, target)).await?;
    flag(imap, uid, "\\Seen \\Deleted").await?;
    if known.has_str("UIDPLUS") {
        patiently(async { imap.uid_expunge(uid).await?.try_collect::<Vec<_>>().await.map(drop) }).await?;
    }
    Ok(())
}

/// A day as IMAP writes it: `1-Feb-2026` (RFC 3501 §9, date).
fn imap_date(at: Timestamp) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = at.rfc3339();
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<usize>().ok()).unwrap_or(1);
    let month = MONTHS.get(part(5, 7).saturating_sub(1)).copied().unwrap_or("Jan");
    format!("{}-{month}-{:04}", part(8, 10), part(0, 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_imap_has_them() {
        assert_eq!(imap_date(Timestamp::parse("2026-02-01T23:59:59Z").unwrap()), "1-Feb-2026");
        assert_eq!(imap_date(Timestamp::parse("2025-12-31T00:00:00Z").unwrap()), "31-Dec-2025");
    }

    #[test]
    fn a_new_generation_is_looked_through_but_old_read_mails_stay_old() {
        let settings = FetchSettings::imap("h", "u", crate::mailbox::settings::Credential::Password(String::new()));
        let folder = Folder { settings: &settings, folder: "INBOX" };
        let last = Timestamp::parse("2026-03-10T12:00:00Z").ok();
        assert_eq!(folder.where_to_begin(Some((7, 42)), 7, last), (42, String::new()));
        assert_eq!(folder.where_to_begin(None, 7, None), (0, " UNSEEN".to_owned()));
        assert_eq!(folder.where_to_begin(Some((6, 42)), 7, last), (0, " OR UNSEEN SINCE 8-Mar-2026".to_owned()));
        assert_eq!(folder.where_to_begin(Some((6, 42)), 7, None), (0, String::new()));
    }
}
