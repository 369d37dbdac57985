//! Tries the rules in their order, and fills in what one form leaves out and another has.

use crate::mail::PartKind;
use crate::sections::{self, Section};
use crate::{Mail, Recipient, Recognised, Report, address, code, feedback, reason, returned, status, words};

/// Reads the report in a mail; none when it is no report.
#[must_use]
pub fn classify(mail: &Mail) -> Option<Report> {
    if mail.texts(PartKind::Receipt).next().is_some() || !may_be_one(mail) {
        return None;
    }
    let about = sections::before_copy(mail.head());
    let named = sections::read(mail, about);
    let (mut recipients, recognised) = delivery_status(mail)
        .or_else(|| feedback::read(mail).map(|found| (found, Recognised::Feedback)))
        .or_else(|| failed_recipients(mail, about, &named).map(|found| (found, Recognised::FailedRecipients)))
        .or_else(|| words::read(mail, about, &named).map(|found| (found, Recognised::Words)))?;
    complete(&mut recipients, mail, &named);
    Some(Report { recipients, returned_ids: returned::ids(mail), recognised })
}

/// Almost every mail is none, and is not looked at any further.
fn may_be_one(mail: &Mail) -> bool {
    words::comes_from_a_machine(mail)
        || mail.texts(PartKind::Feedback).next().is_some()
        || mail.all("X-Failed-Recipients").next().is_some()
}

/// A person may forward a report, and then asks about it; so the mail must be one itself, or come from a mail system.
fn delivery_status(mail: &Mail) -> Option<(Vec<Recipient>, Recognised)> {
    let recipients = status::read(mail);
    let is_one = mail.is_report || words::comes_from_a_mail_system(mail);
    (is_one && !recipients.is_empty()).then_some((recipients, Recognised::DeliveryStatus))
}

fn failed_recipients(mail: &Mail, about: &str, named: &[Section]) -> Option<Vec<Recipient>> {
    let addresses: Vec<String> = mail.all("X-Failed-Recipients").flat_map(address::all_in).collect();
    let recipient = |address: String| {
        let own = named.iter().find(|section| section.is_about(&address));
        let said = own.map_or(about, |section| section.said.as_str());
        reason::failed(Some(address), code::code_in(said), said)
    };
    (!addresses.is_empty()).then(|| addresses.into_iter().take(crate::MAX_RECIPIENTS).map(recipient).collect())
}

/// A report whose form leaves the recipient out may name it in its text, or it was sent to an address that does.
fn complete(recipients: &mut [Recipient], mail: &Mail, named: &[Section]) {
    let [recipient] = recipients else { return };
    if recipient.address.is_none() {
        let in_text = if let [section] = named { section.address.clone() } else { None };
        recipient.address = in_text.or_else(|| mail.to.iter().find_map(|to| address::in_envelope_sender(to)));
    }
}
