//! One mailbox is fetched for ever: at once when the server tells of new mail, otherwise every minute;
//! after an error again with growing pauses.

use std::{collections::HashMap, time::Duration};

use base::World;
use tokio_util::sync::CancellationToken;

use super::{
    dial::{FetchError, TlsTrust},
    settings::{FetchSettings, Protocol},
};
use crate::{
    Incoming, Source, imap,
    intake::Door,
    mailbox::{self, Step},
    pop3,
};

/// Between two looks when the server cannot tell.
pub(crate) const POLL: Duration = Duration::from_secs(60);
/// The longest pause after errors.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);
/// So often a mail may fail before the ones behind it go on without it.
const ATTEMPTS: u32 = 3;

/// Fetches a mailbox until it is cancelled. Errors stand on the mailbox's row.
///
/// Cancelling between two steps loses nothing, because a mail and its cursor are written together.
pub async fn run(mailbox: i64, door: Door, trust: TlsTrust, cancel: CancellationToken) {
    let mut fetcher = Fetcher { mailbox, door, trust, failures: 0, stuck: HashMap::new() };
    while !cancel.is_cancelled() {
        let outcome = tokio::select! {
            () = cancel.cancelled() => return,
            outcome = fetcher.session(&cancel) => outcome,
        };
        let wait = match outcome {
            Ok(()) => POLL,
            Err(error) => fetcher.failed(&error).await,
        };
        tokio::select! {
            () = cancel.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// What one mailbox's fetching remembers from connection to connection.
pub(crate) struct Fetcher {
    pub(crate) mailbox: i64,
    pub(crate) door: Door,
    pub(crate) trust: TlsTrust,
    failures: u32,
    stuck: HashMap<String, u32>,
}

impl Fetcher {
    /// One connection, for as long as it holds.
    async fn session(&mut self, cancel: &CancellationToken) -> Result<(), FetchError> {
        let (keys, mailbox) = (self.door.keys.clone(), self.mailbox);
        let settings = self.door.store.read(move |tx| mailbox::fetch_settings(tx, &keys, mailbox)).await?;
        match settings {
            None => Ok(()),
            Some(settings) if settings.protocol == Protocol::Pop3 => pop3::session(self, &settings, cancel).await,
            Some(settings) => imap::session(self, &settings, cancel).await,
        }
    }

    /// Everything that was new is taken in.
    pub(crate) async fn is_up_to_date(&mut self) {
        self.failures = 0;
        self.note(None).await;
    }

    async fn failed(&mut self, error: &FetchError) -> Duration {
        self.failures = self.failures.saturating_add(1);
        self.note(Some(error.to_string())).await;
        pause(self.door.store.world(), self.failures)
    }

    async fn note(&self, error: Option<String>) {
        let mailbox = self.mailbox;
        if let Some(error) = &error {
            tracing::warn!(mailbox, %error, "a mailbox could not be fetched");
        }
        let noted = self.door.store.write(move |tx| mailbox::note_fetch(tx, mailbox, error.as_deref())).await;
        if let Err(error) = noted {
            tracing::error!(mailbox, %error, "how fetching went could not be written down");
        }
    }

    /// Takes one mail in.
    pub(crate) async fn accept(
        &self,
        settings: &FetchSettings,
        raw: Vec<u8>,
        step: Step,
        cause: Option<&'static str>,
    ) -> Result<(), FetchError> {
        let incoming = Incoming {
            raw,
            envelope_from: None,
            recipients: Vec::new(),
            source: Source::Imap,
            peer: Some(settings.host.clone()),
            mailbox: Some(self.mailbox),
        };
        self.door.accept_fetched(incoming, step, cause).await?;
        Ok(())
    }

    /// A mail that the server does not hand over, time and again, must not keep back those behind it: a note about it
    /// goes to the quarantine, and the mail stays on the server.
    ///
    /// # Errors
    /// The error itself, as long as the mail may be tried again.
    pub(crate) async fn give_up(
        &mut self,
        settings: &FetchSettings,
        name: &str,
        step: Step,
        error: FetchError,
    ) -> Result<(), FetchError> {
        if !error.is_about_the_mail() {
            return Err(error);
        }
        let attempts = self.stuck.entry(name.to_owned()).or_default();
        *attempts += 1;
        if *attempts < ATTEMPTS {
            return Err(error);
        }
        self.stuck.remove(name);
        tracing::error!(mailbox = self.mailbox, name, %error, "a mail cannot be fetched and is left on the server");
        let said = base::text::clean_line(&error.to_string());
        let note = format!(
            "Subject: A mail that {host} does not hand over\r\n\r\n{name} at {host} could not be fetched: {said}\r\n",
            host = settings.host
        );
        self.accept(settings, note.into_bytes(), step, Some("unfetchable")).await
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
