//! Everything new in a folder is taken in, in order of its UIDs; the cursor moves with each mail.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use tokio_util::sync::CancellationToken;

use super::connect::{FetchError, Imap, patiently};
use crate::{
    intake::{CursorStep, Door, Incoming, Source, cursor, set_cursor},
    limits::IMAP_BATCH,
    mailbox::settings::FetchSettings,
};

/// Patience with one mail; large ones take their time.
const MAIL_PATIENCE: Duration = Duration::from_secs(600);

/// A folder that is being fetched.
pub(super) struct Folder<'a> {
    pub(super) door: &'a Door,
    pub(super) mailbox: i64,
    pub(super) settings: &'a FetchSettings,
}

impl Folder<'_> {
    /// Selects the folder and takes in what is new; answers how many mails that were.
    pub(super) async fn fetch(&self, imap: &mut Imap, cancel: &CancellationToken) -> Result<usize, FetchError> {
        let selected = patiently(imap.select(&self.settings.folder)).await?;
        let generation = selected.uid_validity.ok_or(FetchError::NoGeneration)?;
        let (mailbox, folder) = (self.mailbox, self.settings.folder.clone());
        let known = self.door.store.read(move |tx| cursor(tx, mailbox, &folder)).await?;
        let after = match known {
            Some((then, uid)) if then == i64::from(generation) => u32::try_from(uid).unwrap_or(0),
            // Another generation: everything is looked at again, repetitions are dropped.
            Some(_) | None => 0,
        };
        let first_time = known.is_none();
        let uids = self.new_uids(imap, after, first_time && !self.settings.include_seen).await?;
        let mut taken = 0;
        for batch in uids.chunks(IMAP_BATCH) {
            if cancel.is_cancelled() {
                return Ok(taken);
            }
            taken += self.batch(imap, generation, batch).await?;
        }
        if first_time {
            self.skip_seen(selected.uid_next, generation, uids.last().copied()).await?;
        }
        Ok(taken)
    }

    async fn new_uids(&self, imap: &mut Imap, after: u32, unseen: bool) -> Result<Vec<u32>, FetchError> {
        let unseen = if unseen { " UNSEEN" } else { "" };
        let query = format!("UID {}:*{unseen}", after.saturating_add(1));
        let mut uids: Vec<u32> =
            patiently(imap.uid_search(query)).await?.into_iter().filter(|uid| *uid > after).collect();
        uids.sort_unstable();
        Ok(uids)
    }

    /// After the first fetch of the unread mails the cursor stands behind the read ones too.
    async fn skip_seen(&self, uid_next: Option<u32>, generation: u32, last: Option<u32>) -> Result<(), FetchError> {
        let uid = uid_next.map_or(0, |next| next.saturating_sub(1)).max(last.unwrap_or(0));
        let step = self.step(generation, uid);
        self.door.store.write(move |tx| set_cursor(tx, &step)).await?;
        Ok(())
    }

    fn step(&self, generation: u32, uid: u32) -> CursorStep {
        CursorStep { mailbox: self.mailbox, folder: self.settings.folder.clone(), uidvalidity: generation, uid }
    }

    async fn batch(&self, imap: &mut Imap, generation: u32, uids: &[u32]) -> Result<usize, FetchError> {
        let list = uids.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        let sizes: Vec<_> =
            patiently(async { imap.uid_fetch(&list, "(UID RFC822.SIZE)").await?.try_collect().await }).await?;
        let mut taken = 0;
        for uid in uids {
            let size = sizes.iter().find(|found| found.uid == Some(*uid)).and_then(|found| found.size);
            // Deleted meanwhile by another program: nothing to take.
            let Some(size) = size else { continue };
            self.one(imap, generation, *uid, size).await?;
            taken += 1;
        }
        Ok(taken)
    }

    /// Of a mail that is too large only the header is taken, into quarantine; the rest stays on the server.
    async fn one(&self, imap: &mut Imap, generation: u32, uid: u32, size: u32) -> Result<(), FetchError> {
        let fits = usize::try_from(size).is_ok_and(|size| size <= self.door.limits.size);
        let query = if fits { "(UID BODY.PEEK[])" } else { "(UID BODY.PEEK[HEADER])" };
        let fetching = async {
            let fetched: Vec<_> = imap.uid_fetch(uid.to_string(), query).await?.try_collect().await?;
            Ok::<_, async_imap::error::Error>(fetched)
        };
        let fetched = tokio::time::timeout(MAIL_PATIENCE, fetching).await.map_err(|_| FetchError::Silent)??;
        let found = fetched.iter().find(|found| found.uid == Some(uid));
        let raw = found.and_then(|found| if fits { found.body() } else { found.header() });
        let Some(raw) = raw else { return Ok(()) };
        let incoming = Incoming {
            raw: raw.to_vec(),
            envelope_from: None,
            recipients: Vec::new(),
            source: Source::Imap,
            peer: Some(self.settings.host.clone()),
            mailbox: Some(self.mailbox),
        };
        let cause = (!fits).then_some("too_large");
        self.door.accept_fetched(incoming, self.step(generation, uid), cause).await?;
        patiently(async {
            let answers = imap.uid_store(uid.to_string(), "+FLAGS.SILENT (\\Seen)").await?;
            answers.try_collect::<Vec<_>>().await
        })
        .await?;
        Ok(())
    }
}
