//! Mail out: a draft is queued in the writer's transaction, made into a mail and sent by a job, and the
//! fate of every recipient is kept.

mod cancel;
mod compose;
mod draft;
mod find;
mod guards;
mod queue;
mod relay_address;
mod report;
mod retry;
mod send;
mod suppress;
pub(crate) mod table;
mod transport;

pub use cancel::cancel;
pub use compose::{compose, date_line};
pub use draft::{Automatic, Draft, DraftFile};
pub use find::{Delivery, deliveries_of, delivery, delivery_to, thread_of_delivery};
pub use guards::{BUCKETS, Bucket};
pub use queue::{Outgoing, Queued, Refusal, Refused, SEND, queue};
pub(crate) use relay_address::with_password;
pub use relay_address::{decode, encode};
pub use report::{Noted, note_report};
pub use retry::retry;
pub use send::{Sender, registration};
pub use suppress::{Suppressed, allow, suppress, suppressed, suppressed_among};
pub use transport::{Envelope, Handed, Relay, RelayTls, SmtpRelay, Transport};

use serde::{Deserialize, Serialize};

/// The fate of one recipient of an outgoing mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits for its turn.
    Queued,
    /// The next server has it.
    Accepted,
    /// A server reports that it is late.
    Delayed,
    /// It failed for now and is tried again, or a server reports that it may work later.
    FailedSoft,
    /// It failed for good.
    FailedHard,
    /// The recipient called it unwanted.
    Complained,
    /// It was not sent, because the address gets no more mail.
    Suppressed,
}

impl DeliveryState {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Accepted => "accepted",
            Self::Delayed => "delayed",
            Self::FailedSoft => "failed_soft",
            Self::FailedHard => "failed_hard",
            Self::Complained => "complained",
            Self::Suppressed => "suppressed",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "accepted" => Self::Accepted,
            "delayed" => Self::Delayed,
            "failed_soft" => Self::FailedSoft,
            "failed_hard" => Self::FailedHard,
            "complained" => Self::Complained,
            "suppressed" => Self::Suppressed,
            _ => Self::Queued,
        }
    }
}
