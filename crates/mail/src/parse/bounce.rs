//! A mail that tells about the fate of another: delivery reports (RFC 3464), complaints (RFC 5965)
//! and the many that follow no standard.

use mail_parser::HeaderName;
use serde::{Deserialize, Serialize};

use super::{
    addresses, charset,
    headers::Headers,
    ids, lines,
    machine::{MachineSigns, Sign},
    structure::{Part, Structure},
};
use crate::limits::{Limits, RETURNED_IDS};

/// What a report says happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It arrived or was handed on.
    Delivered,
    /// It is still being tried.
    Delayed,
    /// It failed now but may work later (4.x.x).
    FailedSoft,
    /// It failed for good (5.x.x).
    FailedHard,
    /// The recipient called it unwanted.
    Complained,
}

/// The fate of one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The address, if the report names one.
    pub address: Option<String>,
    /// What happened.
    pub fate: Fate,
    /// The status code of RFC 3463, such as `5.1.1`.
    pub status: Option<String>,
    /// What the other server said, shortened.
    pub diagnostic: Option<String>,
}

/// How a report was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
pub struct BounceReport {
    /// One entry for each recipient; at least one.
    pub recipients: Vec<Recipient>,
    /// Message ids found in the returned copy, the likeliest first.
    pub returned_ids: Vec<String>,
    /// The rule that recognised it.
    pub recognised: Recognised,
}

/// Whether the whole mail is a report to machines: a bounce, a complaint, a receipt.
#[must_use]
pub fn is_report(structure: &Structure) -> bool {
    structure.parts.first().is_some_and(|part| part.mime() == "multipart/report")
        || structure
            .parts
            .iter()
            .any(|part| matches!(part.mime().as_str(), "message/delivery-status" | "message/disposition-notification"))
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
    let (recipients, recognised) = delivery_status(structure, raw)
        .or_else(|| feedback(structure, raw))
        .or_else(|| failed_recipients(headers, text))
        .or_else(|| by_words(headers, signs, subject, text))?;
    Some(BounceReport { recipients, returned_ids: returned_ids(structure, raw, text), recognised })
}

fn find<'a>(structure: &'a Structure, mime: &str) -> Option<&'a Part> {
    structure.parts.iter().find(|part| part.mime() == mime)
}

/// The groups of fields of a report part, separated by empty lines.
fn groups(bytes: &[u8]) -> Vec<Headers> {
    let mut blocks = vec![Vec::new()];
    for line in lines::lines(bytes) {
        if line.content.is_empty() {
            blocks.push(Vec::new());
        } else if let Some(block) = blocks.last_mut() {
            block.extend_from_slice(line.content);
            block.extend_from_slice(b"\r\n");
        }
    }
    blocks.iter().filter(|block| !block.is_empty()).take(500).map(|block| Headers::read(block)).collect()
}

fn delivery_status(structure: &Structure, raw: &[u8]) -> Option<(Vec<Recipient>, Recognised)> {
    let part =
        find(structure, "message/delivery-status").or_else(|| find(structure, "message/global-delivery-status"))?;
    let recipients: Vec<Recipient> = groups(&part.bytes(raw)).iter().filter_map(status_of).collect();
    (!recipients.is_empty()).then_some((recipients, Recognised::DeliveryStatus))
}

fn status_of(group: &Headers) -> Option<Recipient> {
    let typed = |name: &str| {
        group.text(name).and_then(|value| {
            addresses::plausible(value.split_once(';').map_or(value.as_str(), |(_, address)| address))
        })
    };
    let address = typed("Original-Recipient").or_else(|| typed("Final-Recipient"));
    let action = group.text("Action").unwrap_or_default().to_ascii_lowercase();
    let status = group.text("Status").and_then(|status| status_code(&status));
    if address.is_none() && action.is_empty() {
        return None;
    }
    let diagnostic = group.text("Diagnostic-Code").map(|text| base::text::truncate(&text, 300).to_owned());
    let fate = match action.split_whitespace().next().unwrap_or_default() {
        "delivered" | "relayed" | "expanded" => Fate::Delivered,
        "delayed" => Fate::Delayed,
        _ => failure(status.as_deref(), diagnostic.as_deref()),
    };
    Some(Recipient { address, fate, status, diagnostic })
}

/// A full mailbox or a rule about content says nothing about the address, whatever the first digit.
fn failure(status: Option<&str>, diagnostic: Option<&str>) -> Fate {
    let said = diagnostic.unwrap_or_default().to_ascii_lowercase();
    let passing =
        ["5.2.2", "5.7.", "5.3.4", "5.4.4"].iter().any(|code| status.is_some_and(|status| status.starts_with(code)));
    let full =
        ["over quota", "mailbox full", "mailbox is full", "quota exceeded"].iter().any(|word| said.contains(word));
    match status.and_then(|status| status.chars().next()) {
        Some('4') => Fate::FailedSoft,
        Some('2') => Fate::Delivered,
        _ if passing || full => Fate::FailedSoft,
        _ => Fate::FailedHard,
    }
}

fn status_code(text: &str) -> Option<String> {
    let code: String = text.trim().chars().take_while(|c| c.is_ascii_digit() || *c == '.').take(9).collect();
    (code.len() >= 5 && code.matches('.').count() == 2).then_some(code)
}

fn feedback(structure: &Structure, raw: &[u8]) -> Option<(Vec<Recipient>, Recognised)> {
    let part = find(structure, "message/feedback-report")?;
    let groups = groups(&part.bytes(raw));
    let fields = groups.first()?;
    let kind = fields.text("Feedback-Type")?.to_ascii_lowercase();
    if kind == "not-spam" {
        return None;
    }
    let complaint =
        |address| Recipient { address, fate: Fate::Complained, status: None, diagnostic: Some(kind.clone()) };
    let mut recipients: Vec<Recipient> = fields
        .all("Original-Rcpt-To")
        .filter_map(|value| addresses::plausible(&value))
        .map(|address| complaint(Some(address)))
        .collect();
    if recipients.is_empty() {
        recipients.push(complaint(None));
    }
    Some((recipients, Recognised::Feedback))
}

fn failed_recipients(headers: &Headers, text: &str) -> Option<(Vec<Recipient>, Recognised)> {
    let named: Vec<String> = headers
        .all("X-Failed-Recipients")
        .flat_map(|value| value.split(',').filter_map(addresses::plausible).collect::<Vec<_>>())
        .collect();
    if named.is_empty() {
        return None;
    }
    let status = code_in(text);
    let fate = failure(status.as_deref(), Some(text));
    let recipients = named
        .into_iter()
        .map(|address| Recipient { address: Some(address), fate, status: status.clone(), diagnostic: None })
        .collect();
    Some((recipients, Recognised::FailedRecipients))
}

fn by_words(
    headers: &Headers,
    signs: &MachineSigns,
    subject: &str,
    text: &str,
) -> Option<(Vec<Recipient>, Recognised)> {
    let from_system = signs.signs.contains(&Sign::Daemon) || signs.signs.contains(&Sign::NullReturnPath);
    let replied =
        headers.text("Auto-Submitted").is_some_and(|value| value.to_ascii_lowercase().starts_with("auto-replied"));
    let subject = subject.to_lowercase();
    let failed = FAILURE_SUBJECTS.iter().any(|word| subject.contains(word));
    let delayed = DELAY_SUBJECTS.iter().any(|word| subject.contains(word));
    let head = base::text::truncate(text, 4_000);
    if signs.out_of_office && !failed || !(from_system || replied) || !(failed || delayed) {
        return None;
    }
    let status = code_in(head);
    let fate = if delayed { Fate::Delayed } else { failure(status.as_deref(), Some(head)) };
    let own: Vec<String> = headers.all("To").flat_map(|to| address_in(&to)).collect();
    let address = address_in(head).into_iter().find(|found| !own.contains(found) && !super::machine::is_daemon(found));
    let diagnostic = Some(base::text::truncate(head.trim(), 300).to_owned());
    Some((vec![Recipient { address, fate, status, diagnostic }], Recognised::Words))
}

const FAILURE_SUBJECTS: [&str; 22] = [
    "undeliver",
    "undelivered",
    "delivery status notification (failure)",
    "delivery failure",
    "delivery failed",
    "mail delivery failed",
    "failure notice",
    "returned mail",
    "returned to sender",
    "could not be delivered",
    "non remis",
    "unzustellbar",
    "nicht zugestellt",
    "rejected",
    "mail system error",
    "delivery problem",
    "退信",
    "投递失败",
    "无法送达",
    "no se puede entregar",
    "配信不能",
    "mancato recapito",
];
const DELAY_SUBJECTS: [&str; 6] =
    ["delayed mail", "delivery delayed", "(delay)", "warning: could not send", "verzögert", "still being retried"];

fn address_in(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')'))
        .filter(|word| word.contains('@'))
        .filter_map(|word| addresses::plausible(word.trim_end_matches([':', '.'])))
        .take(20)
        .collect()
}

/// The first enhanced status code in a text.
pub(crate) fn code_in(text: &str) -> Option<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '#' | '<' | '>' | '-' | ':'))
        .take(2_000)
        .filter(|word| word.starts_with(['4', '5']) && word.as_bytes().get(1) == Some(&b'.'))
        .find_map(status_code)
}

/// Message ids in the copy of the mail that came back.
fn returned_ids(structure: &Structure, raw: &[u8], text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in &structure.parts {
        if matches!(
            part.mime().as_str(),
            "message/rfc822" | "message/global" | "text/rfc822-headers" | "message/rfc822-headers"
        ) {
            let headers = Headers::split(&part.bytes(raw), &Limits::default()).headers;
            found.extend(headers.all("Message-ID").flat_map(|value| ids::in_text(&value)));
        }
    }
    found.extend(ids_in_lines(text));
    for part in structure.parts.iter().filter(|part| part.kind == "text") {
        let bytes = part.bytes(raw);
        found.extend(ids_in_lines(&charset::decode(bytes.get(..64 * 1024).unwrap_or(&bytes), None)));
    }
    if let Some(first) = structure.parts.first() {
        found.extend(ids::of(&first.headers, "In-Reply-To", 5));
        found.extend(ids::of(&first.headers, "References", 5));
        found.extend(original_id(&first.headers));
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|id| seen.insert(id.clone()));
    found.truncate(RETURNED_IDS);
    found
}

/// Some systems repeat the id in a field of their own.
fn original_id(headers: &Headers) -> Option<String> {
    let text = headers.text("X-Original-Message-ID").or_else(|| headers.text("X-MS-Exchange-Original-Message-ID"))?;
    ids::in_text(&text).into_iter().next()
}

fn ids_in_lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.trim_start_matches(['>', ' ', '|', '\t']))
        .filter(|line| line.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("message-id:")))
        .flat_map(|line| ids::in_text(line.get(11..).unwrap_or_default()))
        .take(RETURNED_IDS)
        .collect()
}

/// `Content-Type` of the whole mail says that it is a receipt that somebody read a mail (RFC 8098).
#[must_use]
pub fn is_read_receipt(structure: &Structure) -> bool {
    structure.parts.first().is_some_and(|part| {
        part.headers
            .content(HeaderName::ContentType)
            .and_then(|content| content.attribute("report-type"))
            .is_some_and(|kind| kind.eq_ignore_ascii_case("disposition-notification"))
    })
}
