//! Who a mail really is from is asked before anything is decided; DNS may take its time, but never more than that.

use mail::{
    Parsed,
    authentication::{self, Disproved, Dns, Facts, Origin, Standing, Trust},
    intake::Received,
};
use web::Platform;

/// What was known about a mail before it was read.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What its mailbox believes.
    pub trust: Trust,
    /// What an earlier look at the same mail found; it counts, so that a mail released from quarantine stays released.
    pub origin: Option<Origin>,
}

/// Checks the sender of a mail.
pub async fn check(
    platform: &Platform,
    (received, known): (&Received, &Known),
    parsed: &Parsed,
    raw: Vec<u8>,
) -> Origin {
    if let Some(origin) = &known.origin {
        return origin.clone();
    }
    let dns = platform.extensions.get::<Dns>().cloned().unwrap_or_default();
    let facts = Facts::of(received, &raw, known.trust.server.as_deref());
    Origin::of(parsed, authentication::check(dns, facts, raw).await)
}

/// Whether a mail waits for an administrator because the domain in From disowns it. Whoever was looked at before was
/// released from there.
#[must_use]
pub fn waits(known: &Known, origin: &Origin) -> bool {
    known.origin.is_none()
        && known.trust.disproved == Disproved::Quarantine
        && origin.authentication.standing() == Standing::Disproved
}
