//! An event is recorded with its actor, its subject and who may know of it.

use base::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Event;

/// Who may learn that something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Everybody who may see the item.
    Public,
    /// Staff only.
    Internal,
    /// Administrators and the product itself.
    System,
}

impl Visibility {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::System => "system",
        }
    }

    /// Reads the stored name; anything unknown counts as the most private.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            "public" => Self::Public,
            "internal" => Self::Internal,
            _ => Self::System,
        }
    }
}

/// An event about to be appended in the writer's transaction.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// What kind of thing changed: `item`, `person`, `mail` …
    pub subject: &'static str,
    /// The id of the thing that changed.
    pub subject_id: i64,
    /// The item it belongs to.
    pub item: Option<i64>,
    /// The organisation whose people may know of it.
    pub organization: Option<i64>,
    /// The customer who may know of it.
    pub requester: Option<i64>,
    /// Who may know of it.
    pub visibility: Visibility,
    /// What happened.
    pub event: Event,
}

impl NewEvent {
    /// An event about `subject` number `subject_id`, internal unless said otherwise.
    #[must_use]
    pub const fn of(subject: &'static str, subject_id: i64, event: Event) -> Self {
        Self {
            subject,
            subject_id,
            item: None,
            organization: None,
            requester: None,
            visibility: Visibility::Internal,
            event,
        }
    }

    /// Ties the event to an item.
    #[must_use]
    pub fn item(mut self, item: i64) -> Self {
        self.item = Some(item);
        self
    }

    /// Names the organisation that may know of it.
    #[must_use]
    pub fn organization(mut self, organization: Option<i64>) -> Self {
        self.organization = organization;
        self
    }

    /// Names the customer who may know of it.
    #[must_use]
    pub fn requester(mut self, requester: Option<i64>) -> Self {
        self.requester = requester;
        self
    }

    /// Says who may know of it.
    #[must_use]
    pub fn visibility(mut self, visibility: Visibility) -> Self {
        self.visibility = visibility;
        self
    }
}

/// An event as it stands in the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recorded {
    /// Place in the order of commits; none until a sequencer has numbered it.
    pub number: Option<i64>,
    /// The row's id.
    pub id: i64,
    /// When it happened.
    pub at: Timestamp,
    /// `person:12` or `system:reason`.
    pub actor: String,
    /// The acting person.
    pub actor_person: Option<i64>,
    /// What kind of thing changed.
    pub subject: String,
    /// The id of the thing that changed.
    pub subject_id: i64,
    /// The item it belongs to.
    pub item: Option<i64>,
    /// The organisation whose people may know of it.
    pub organization: Option<i64>,
    /// The customer who may know of it.
    pub requester: Option<i64>,
    /// Who may know of it.
    pub visibility: Visibility,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}
