//! The result: the fate of each recipient, and the ids by which our mail is found.

use serde::{Deserialize, Serialize};

use crate::Reason;

/// What a report says happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It arrived or was handed on.
    Delivered,
    /// It is still being tried.
    Delayed,
    /// It failed, for a reason that says nothing lasting about the address.
    FailedSoft,
    /// It failed because of the address: whatever is sent there will fail too.
    FailedHard,
    /// The recipient called it unwanted.
    Complained,
}

/// The fate of one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The address, if the report names one; its domain in small letters.
    pub address: Option<String>,
    /// What happened.
    pub fate: Fate,
    /// Why.
    pub reason: Reason,
    /// The status code of RFC 3463, such as `5.1.1`.
    pub status: Option<String>,
    /// What the other server said, shortened.
    pub diagnostic: Option<String>,
}

/// How a report was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recognised {
    /// It is a delivery report by RFC 3464.
    DeliveryStatus,
    /// It is a complaint by RFC 5965.
    Feedback,
    /// It names failed recipients in its header.
    FailedRecipients,
    /// A mail system sent it and its subject or text says so.
    Words,
}

/// What a report says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// One entry for each recipient; at least one.
    pub recipients: Vec<Recipient>,
    /// Message ids found in the returned copy and in the header, without brackets, the likeliest first.
    pub returned_ids: Vec<String>,
    /// The rule that recognised it.
    pub recognised: Recognised,
}
