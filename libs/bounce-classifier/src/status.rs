//! Delivery status notifications: one group of fields about the mail, then one for each recipient (RFC 3464 §2).

use crate::fields::{Group, groups};
use crate::mail::PartKind;
use crate::{Fate, MAX_RECIPIENTS, Mail, Reason, Recipient, address, code, reason};

/// The recipients in the parts for machines.
pub fn read(mail: &Mail) -> Vec<Recipient> {
    let mut recipients: Vec<Recipient> = Vec::new();
    for text in mail.texts(PartKind::DeliveryStatus) {
        let left = MAX_RECIPIENTS.saturating_sub(recipients.len());
        recipients.extend(groups(text).iter().filter_map(recipient).take(left));
    }
    recipients
}

/// Original-Recipient is the address that was written to; Final-Recipient may be the one it was forwarded to.
fn recipient(group: &Group) -> Option<Recipient> {
    let typed = |name: &str| {
        let value = group.get(name)?;
        address::all_in(value.split_once(';').map_or(value, |(_, address)| address)).into_iter().next()
    };
    let address =
        typed("Original-Recipient").or_else(|| typed("Final-Recipient")).or_else(|| typed("X-Actual-Recipient"));
    let action = group.get("Action").unwrap_or_default().to_ascii_lowercase();
    if address.is_none() && action.is_empty() && group.get("Final-Recipient").is_none() {
        return None;
    }
    let said = group.get("Diagnostic-Code").unwrap_or_default();
    let said = said.split_once(';').map_or(said, |(_, said)| said).trim();
    let status = status(group.get("Status"), said);
    let at_rest = |fate| Recipient {
        address: address.clone(),
        fate,
        reason: reason::of(status.as_deref(), said),
        status: status.clone(),
        diagnostic: reason::diagnostic(said),
    };
    Some(match action.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default() {
        "delivered" | "relayed" | "expanded" => Recipient { reason: Reason::Unsaid, ..at_rest(Fate::Delivered) },
        "delayed" => at_rest(Fate::Delayed),
        "failed" => reason::failed(address, status, said),
        _ if status.as_deref().is_some_and(|status| status.starts_with('2')) => {
            Recipient { reason: Reason::Unsaid, ..at_rest(Fate::Delivered) }
        }
        _ => reason::failed(address, status, said),
    })
}

/// The status; where it is general (`5.0.0`) or missing, the one that the other server said.
fn status(field: Option<&str>, said: &str) -> Option<String> {
    let given = field.and_then(code::code_in);
    let general = given.as_deref().is_none_or(|status| status.ends_with(".0.0"));
    let said = general.then(|| code::code_in(said)).flatten();
    said.or(given)
}
