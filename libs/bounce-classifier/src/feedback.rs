//! Complaints: somebody called our mail unwanted (RFC 5965).

use crate::fields::groups;
use crate::mail::PartKind;
use crate::{Fate, MAX_RECIPIENTS, Mail, Reason, Recipient, address};

/// The recipients who complained. Reports that a mail was wanted after all, or about failed authentication (RFC 6591),
/// are no complaints.
pub fn read(mail: &Mail) -> Option<Vec<Recipient>> {
    let text = mail.texts(PartKind::Feedback).next()?;
    let groups = groups(text);
    let fields = groups.iter().find(|group| group.get("Feedback-Type").is_some())?;
    let kind = fields.get("Feedback-Type")?.to_ascii_lowercase();
    if matches!(kind.as_str(), "not-spam" | "auth-failure" | "dmarc") {
        return None;
    }
    let named: Vec<String> = ["Original-Rcpt-To", "Removal-Recipient"]
        .iter()
        .flat_map(|name| groups.iter().flat_map(|group| group.all(name)))
        .flat_map(address::all_in)
        .collect();
    let named = if named.is_empty() { addressee(mail) } else { named };
    let complaint = |address| Recipient {
        address,
        fate: Fate::Complained,
        reason: Reason::Unsaid,
        status: None,
        diagnostic: Some(kind.clone()),
    };
    if named.is_empty() {
        return Some(vec![complaint(None)]);
    }
    Some(named.into_iter().take(MAX_RECIPIENTS).map(|address| complaint(Some(address))).collect())
}

/// The one to whom the mail that came back was sent, if it was one.
fn addressee(mail: &Mail) -> Vec<String> {
    let to = mail.texts(PartKind::Returned).find_map(|text| groups(text).first()?.get("To").map(address::all_in));
    to.filter(|addresses| addresses.len() == 1).unwrap_or_default()
}
