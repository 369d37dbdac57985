//! A mail that tells about the fate of another: its decoded parts are handed to the library that reads reports.

use bounce_classifier::{FIELDS, MAX_TEXT, Mail, Part, PartKind, classify};
pub use bounce_classifier::{Fate, Reason, Recipient, Recognised, Report as BounceReport, code_in};
use mail_parser::HeaderName;

use super::{
    addresses, charset,
    headers::Headers,
    machine::{MachineSigns, Sign},
    structure::{self, Structure},
};
use crate::limits::Limits;

/// More parts are not looked at.
const MOST_PARTS: usize = 20;

/// Whether the whole mail is a report to machines: a bounce, a complaint, a receipt.
#[must_use]
pub fn is_report(structure: &Structure) -> bool {
    is_multipart_report(structure)
        || structure
            .parts
            .iter()
            .any(|part| matches!(part.mime().as_str(), "message/delivery-status" | "message/disposition-notification"))
}

fn is_multipart_report(structure: &Structure) -> bool {
    structure.parts.first().is_some_and(|part| part.mime() == "multipart/report")
}

/// Reads the report in a mail, if it is one.
#[must_use]
pub fn read(
    structure: &Structure,
    raw: &[u8],
    text: &str,
    signs: &MachineSigns,
    subject: &str,
) -> Option<BounceReport> {
    let headers = &structure.parts.first()?.headers;
    let from = written_to(headers, [HeaderName::From]).into_iter().next().unwrap_or_default();
    let fields: Vec<(&str, String)> =
        FIELDS.into_iter().flat_map(|name| headers.all(name).map(move |value| (name, value))).collect();
    let parts: Vec<Part> = structure.parts.iter().filter_map(|part| decoded(part, raw)).take(MOST_PARTS).collect();
    classify(&Mail {
        from: &from,
        to: &written_to(headers, [HeaderName::To, HeaderName::Cc]),
        null_return_path: signs.signs.contains(&Sign::NullReturnPath),
        is_report: is_multipart_report(structure),
        subject,
        fields: &fields,
        text,
        parts: &parts,
    })
}

fn written_to<const MANY: usize>(headers: &Headers, names: [HeaderName<'static>; MANY]) -> Vec<String> {
    let all = names.into_iter().flat_map(|name| addresses::of(headers, name, &Limits::default()).0);
    all.map(|found| found.address).collect()
}

/// The text of a part that says something to the library; the readable text is given to it whole.
fn decoded(part: &structure::Part, raw: &[u8]) -> Option<Part> {
    let kind = match (part.kind.as_str(), part.subtype.as_str()) {
        ("message", "delivery-status" | "global-delivery-status") => PartKind::DeliveryStatus,
        ("message", "feedback-report") => PartKind::Feedback,
        ("message", "disposition-notification" | "global-disposition-notification") => PartKind::Receipt,
        ("message", "rfc822" | "global" | "rfc822-headers" | "global-headers")
        | ("text", "rfc822-headers" | "rfc822") => PartKind::Returned,
        ("text", _) => PartKind::Text,
        _ => return None,
    };
    let bytes = part.bytes(raw);
    let head = bytes.get(..MAX_TEXT).unwrap_or(&bytes);
    Some(Part { kind, text: charset::decode(head, part.parameter("charset")) })
}

/// `Content-Type` of the whole mail says that it is a receipt that somebody read a mail (RFC 8098).
#[must_use]
pub fn is_read_receipt(structure: &Structure) -> bool {
    structure.parts.first().is_some_and(|part| {
        part.parameter("report-type").is_some_and(|kind| kind.eq_ignore_ascii_case("disposition-notification"))
    })
}
