//! Keeps outgoing mail instead of sending it, and refuses what a test wants refused.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::future::BoxFuture;
use mail::{
    Limits, Parsed,
    outbox::{Envelope, Handed, Transport},
};

/// The outside world as the product's outbox sees it. Clones share everything.
#[derive(Clone, Default)]
pub struct SentMail(Arc<Mutex<World>>);

#[derive(Default)]
struct World {
    sent: Vec<Sent>,
    answers: BTreeMap<String, Handed>,
}

/// A mail that reached one recipient.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Who it is from and for.
    pub envelope: Envelope,
    /// The mail as it went over the wire.
    pub raw: Vec<u8>,
}

impl Sent {
    /// The mail as a receiver reads it.
    #[must_use]
    pub fn parsed(&self) -> Parsed {
        mail::parse(&self.raw, &Limits::default())
    }

    /// The mail as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }
}

impl SentMail {
    /// Everything that went out, in order.
    #[must_use]
    pub fn all(&self) -> Vec<Sent> {
        self.world().sent.clone()
    }

    /// What went out to one address, in order.
    #[must_use]
    pub fn to(&self, address: &str) -> Vec<Sent> {
        self.world().sent.iter().filter(|sent| sent.envelope.to == address).cloned().collect()
    }

    /// From now on mail for this address gets this answer.
    pub fn answer(&self, address: &str, answer: Handed) {
        self.world().answers.insert(address.to_owned(), answer);
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for SentMail {
    fn hand_over<'a>(&'a self, raw: &'a [u8], envelopes: &'a [Envelope]) -> BoxFuture<'a, Vec<Handed>> {
        let mut world = self.world();
        let mut answers = Vec::with_capacity(envelopes.len());
        for envelope in envelopes {
            let answer = world.answers.get(&envelope.to).cloned();
            let answer = answer.unwrap_or_else(|| Handed::Accepted("250 2.0.0 kept by the test".to_owned()));
            if matches!(answer, Handed::Accepted(_)) {
                world.sent.push(Sent { envelope: envelope.clone(), raw: raw.to_vec() });
            }
            answers.push(answer);
        }
        drop(world);
        Box::pin(std::future::ready(answers))
    }
}
