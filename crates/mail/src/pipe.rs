//! What the command that takes a mail from another mail system needs: read, store, answer in the codes
//! that mail systems understand.

use std::io::Read;

use crate::{
    Door, Error,
    intake::{Incoming, Receipt, Source},
    parse::addresses,
};

/// Exit code: it worked (sysexits.h).
pub const EX_OK: i32 = 0;
/// Exit code: the input or the arguments are wrong; the sender gets it back.
pub const EX_DATAERR: i32 = 65;
/// Exit code: try again later; the sender's queue keeps the mail.
pub const EX_TEMPFAIL: i32 = 75;

/// Takes a mail from `input`. Mail for an address that is not ours waits in quarantine: the mail system
/// that pipes has accepted it already.
///
/// # Errors
/// [`Error::Invalid`] for an address that is none, [`Error::TooLarge`], or what the disk or database says.
pub async fn deliver(door: &Door, mut input: impl Read, from: Option<&str>, to: &[String]) -> Result<Receipt, Error> {
    let limit = u64::try_from(door.limits.size).unwrap_or(u64::MAX);
    let mut raw = Vec::new();
    let read = input.by_ref().take(limit.saturating_add(1)).read_to_end(&mut raw);
    read.map_err(|error| Error::invalid("input", error.to_string()))?;
    let mut recipients = Vec::new();
    for address in to {
        recipients.push(
            addresses::plausible(address).ok_or_else(|| Error::invalid("to", format!("{address} is no address")))?,
        );
    }
    let from = from.map(|from| addresses::plausible(from).unwrap_or_default());
    door.accept(Incoming { raw, envelope_from: from, recipients, source: Source::Pipe, peer: None, mailbox: None })
        .await
}

/// The exit code for a failure: only what can never work is given back to the sender.
#[must_use]
pub const fn exit_code(error: &Error) -> i32 {
    match error {
        Error::TooLarge { .. } | Error::Invalid { .. } => EX_DATAERR,
        _ => EX_TEMPFAIL,
    }
}
