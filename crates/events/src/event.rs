//! What can happen; the outward name of each event is `<noun>.<verb in the past>`.

use serde::{Deserialize, Serialize};

/// What happened, with what it was before and what it is after. Never holds a secret.
#[expect(missing_docs, reason = "the fields of an event are named so that they need no sentence")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
pub enum Event {
    // ── people ──
    /// A one-time token for the first administrator was made; never which.
    #[serde(rename = "setup.opened")]
    SetupOpened {},
    /// The first administrator was made.
    #[serde(rename = "setup.completed")]
    SetupCompleted { person: i64 },
    /// A person came into being.
    #[serde(rename = "person.created")]
    PersonCreated { name: String, role: String },
    /// A person's own data changed; the names of the changed fields.
    #[serde(rename = "person.changed")]
    PersonChanged { fields: Vec<String> },
    /// A person's role changed.
    #[serde(rename = "person.role_changed")]
    PersonRoleChanged { from: String, to: String },
    /// An address was added to a person.
    #[serde(rename = "person.address_added")]
    PersonAddressAdded { address: String },
    /// An address was taken from a person.
    #[serde(rename = "person.address_removed")]
    PersonAddressRemoved { address: String },
    /// An address was shown to belong to the person.
    #[serde(rename = "person.address_verified")]
    PersonAddressVerified { address: String },
    /// A password was set; never which.
    #[serde(rename = "person.password_set")]
    PersonPasswordSet {},
    /// A person can no longer sign in.
    #[serde(rename = "person.disabled")]
    PersonDisabled {},
    /// A person can sign in again.
    #[serde(rename = "person.enabled")]
    PersonEnabled {},
    /// An organisation came into being.
    #[serde(rename = "organization.created")]
    OrganizationCreated { name: String },
    /// An organisation's data changed.
    #[serde(rename = "organization.changed")]
    OrganizationChanged { fields: Vec<String> },
    /// A mail domain was added to an organisation.
    #[serde(rename = "organization.domain_added")]
    OrganizationDomainAdded { domain: String },
    /// A mail domain was taken from an organisation.
    #[serde(rename = "organization.domain_removed")]
    OrganizationDomainRemoved { domain: String },
    /// A team came into being.
    #[serde(rename = "team.created")]
    TeamCreated { name: String },
    /// A team got another name.
    #[serde(rename = "team.renamed")]
    TeamRenamed { from: String, to: String },
    /// A team's members changed.
    #[serde(rename = "team.members_changed")]
    TeamMembersChanged { added: Vec<i64>, removed: Vec<i64> },
    /// Somebody signed in.
    #[serde(rename = "session.started")]
    SessionStarted { method: String },
    /// Somebody proved again who they are, for a few minutes of sensitive changes.
    #[serde(rename = "session.elevated")]
    SessionElevated {},
    /// A session ended.
    #[serde(rename = "session.ended")]
    SessionEnded { reason: String },
    /// A sign-in was refused.
    #[serde(rename = "sign_in.refused")]
    SignInRefused { reason: String },
    /// A host tried many wrong pairs of address and password and is refused for a day.
    #[serde(rename = "sign_in.blocked")]
    SignInBlocked { host: String },
    /// A link to sign in was asked for; the mail is sent by a reaction.
    #[serde(rename = "sign_in.link_requested")]
    SignInLinkRequested { link: i64, purpose: String },
    /// An API token was made.
    #[serde(rename = "token.created")]
    TokenCreated { name: String },
    /// An API token was revoked.
    #[serde(rename = "token.revoked")]
    TokenRevoked { name: String },
    // ── items ──
    /// An item came into being.
    #[serde(rename = "item.created")]
    ItemCreated { key: String, item_kind: String, title: String, channel: String },
    /// An item's status changed.
    #[serde(rename = "item.status_changed")]
    ItemStatusChanged {
        from: String,
        to: String,
        category_from: String,
        category_to: String,
        /// Whom it waits for from now on.
        #[serde(default)]
        waiting_on: Option<String>,
    },
    /// Ownership changed.
    #[serde(rename = "item.assigned")]
    ItemAssigned { from: Option<i64>, to: Option<i64> },
    /// The priority changed; the reason is kept when it overrides the matrix.
    #[serde(rename = "item.priority_changed")]
    ItemPriorityChanged { from: i64, to: i64, reason: Option<String> },
    /// A plain field changed.
    #[serde(rename = "item.field_changed")]
    ItemFieldChanged { field: String, from: Option<String>, to: Option<String> },
    /// Tags were put on or taken off.
    #[serde(rename = "item.tagged")]
    ItemTagged { added: Vec<String>, removed: Vec<String> },
    /// Somebody follows or no longer follows the item.
    #[serde(rename = "item.watched")]
    ItemWatched { person: i64, watching: bool },
    /// Two items were linked or unlinked.
    #[serde(rename = "item.linked")]
    ItemLinked { to: i64, link: String, linked: bool },
    /// The item became another kind; key and id stay.
    #[serde(rename = "item.converted")]
    ItemConverted { from: String, to: String },
    /// The item went to the recycle bin.
    #[serde(rename = "item.deleted")]
    ItemDeleted {},
    /// The item came back from the recycle bin.
    #[serde(rename = "item.restored")]
    ItemRestored {},
    /// An item became a part of another; stands on both.
    #[serde(rename = "item.merged")]
    ItemMerged { source: i64, source_key: String, target: i64, target_key: String },
    /// A merge was undone; `stayed` messages came after it and stay with the target. Stands on both.
    #[serde(rename = "item.unmerged")]
    ItemUnmerged { source: i64, source_key: String, target: i64, target_key: String, stayed: i64 },
    /// A message went to another item, or back; stands on both.
    #[serde(rename = "message.moved")]
    MessageMoved { message: i64, source: i64, source_key: String, target: i64, target_key: String },
    /// The HTML of a message was made anew by stricter or better rules.
    #[serde(rename = "message.cleaned")]
    MessageCleaned { message: i64 },
    /// An answer waits for its time; its author can take it back until then.
    #[serde(rename = "answer.held")]
    AnswerHeld { held: i64, say_at: String },
    /// An answer that waited was taken back by its author.
    #[serde(rename = "answer.taken_back")]
    AnswerTakenBack { held: i64 },
    /// A message was added.
    #[serde(rename = "message.added")]
    MessageAdded { message: i64, channel: String, public: bool, automatic: bool, by_staff: bool },
    /// A queue came into being or changed.
    #[serde(rename = "queue.changed")]
    QueueChanged { name: String },
    /// A kind of item got a further status.
    #[serde(rename = "status.added")]
    StatusAdded { item_kind: String, name: String, category: String },
    /// The priorities that follow from impact and urgency changed.
    #[serde(rename = "priority.matrix_changed")]
    PriorityMatrixChanged { from: String, to: String },
    // ── mail ──
    /// A mail was stored; nothing is decided yet.
    #[serde(rename = "mail.received")]
    MailReceived { mail: i64 },
    /// What became of a mail.
    #[serde(rename = "mail.settled")]
    MailSettled { mail: i64, outcome: String, cause: Option<String> },
    /// A mail was put into the outbox.
    #[serde(rename = "mail.queued")]
    MailQueued { outbox: i64 },
    /// The state of one recipient of an outgoing mail changed.
    #[serde(rename = "mail.delivery_changed")]
    MailDeliveryChanged { outbox: i64, address: String, state: String },
    /// A sender's mail is put aside from now on, or taken in again.
    #[serde(rename = "mail.sender_blocked")]
    SenderBlocked { sender: String, blocked: bool },
    /// A mailbox was added or changed.
    #[serde(rename = "mailbox.changed")]
    MailboxChanged { address: String },
    /// The owner of a mailbox's account consented at its provider.
    #[serde(rename = "mailbox.consent_given")]
    MailboxConsentGiven { address: String },
    /// The access that was consented to could not be renewed.
    #[serde(rename = "mailbox.consent_failed")]
    MailboxConsentFailed { address: String, error: String },
    /// A mailbox needs somebody; the item is the task about it.
    #[serde(rename = "mailbox.alarm_raised")]
    MailboxAlarmRaised { address: String, trouble: String, item: i64 },
    /// A mailbox is well again.
    #[serde(rename = "mailbox.alarm_ended")]
    MailboxAlarmEnded { address: String },
    /// A mailbox's connections were tried out, step by step.
    #[serde(rename = "mailbox.tested")]
    MailboxTested { address: String, well: bool },
    /// A key that signs mail was made, seen in DNS, or taken away.
    #[serde(rename = "dkim.changed")]
    DkimKeyChanged { domain: String, selector: String, state: String },
    /// A key or certificate for mail was added; never its private half.
    #[serde(rename = "mail_key.added")]
    MailKeyAdded { owner: String, fingerprint: String },
    /// A key or certificate for mail was taken away.
    #[serde(rename = "mail_key.removed")]
    MailKeyRemoved { owner: String, fingerprint: String },
    /// How a mailbox signs and encrypts changed.
    #[serde(rename = "mailbox.protection_changed")]
    MailProtectionChanged { address: String, method: String, signs: bool, encrypts: String },
    /// An encrypted message was opened with a key that came later.
    #[serde(rename = "message.opened")]
    MessageOpened { message: i64 },
    // ── operations ──
    /// A job gave up and waits for an administrator.
    #[serde(rename = "job.dead")]
    JobDead { job: String, error: String },
    /// An administrator tried a dead job again or threw it away.
    #[serde(rename = "job.decided")]
    JobDecided { job: i64, decision: String },
}

impl Event {
    /// The outward name, for example `message.added`.
    #[must_use]
    pub fn kind(&self) -> String {
        self.parts().0
    }

    /// The outward name and the data as JSON text.
    #[must_use]
    pub fn parts(&self) -> (String, String) {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::Object(mut whole)) => {
                let kind = whole.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned();
                let data = whole.remove("data").unwrap_or_else(|| serde_json::json!({}));
                (kind, data.to_string())
            }
            _ => (String::new(), "{}".to_owned()),
        }
    }

    /// Puts the stored name and data together again.
    ///
    /// # Errors
    /// When this version does not know the event.
    pub fn from_parts(kind: &str, data: &str) -> Result<Self, serde_json::Error> {
        let data: serde_json::Value = serde_json::from_str(data)?;
        serde_json::from_value(serde_json::json!({ "kind": kind, "data": data }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_survives_the_table() {
        let event = Event::ItemAssigned { from: None, to: Some(7) };
        let (kind, data) = event.parts();
        assert_eq!(kind, "item.assigned");
        assert_eq!(Event::from_parts(&kind, &data).unwrap(), event);
        let empty = Event::ItemDeleted {};
        let (kind, data) = empty.parts();
        assert_eq!(Event::from_parts(&kind, &data).unwrap(), empty);
    }
}
