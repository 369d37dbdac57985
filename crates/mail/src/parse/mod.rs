//! A mail of a stranger becomes plain data; this never fails and never panics.

pub mod addresses;
pub mod attachment;
mod body;
pub mod bounce;
pub mod charset;
mod date;
mod enriched;
mod flowed;
pub mod forwarded;
pub mod headers;
pub mod html;
mod html_budget;
mod html_embedded;
pub mod html_images;
mod html_text;
pub mod ids;
mod lines;
pub mod machine;
mod parameters;
mod structure;
mod style;
mod switching;
mod transfer;
mod uuencode;
mod visible;
mod winmail;
mod words;

use base::Timestamp;
use mail_parser::HeaderName;

pub use addresses::MailAddress;
pub use attachment::Attachment;
pub use bounce::{BounceReport, Fate, Recognised};
pub use forwarded::Forwarded;
pub use html::SANITIZER_VERSION;
pub use html_text::to_text as html_to_text;
pub use machine::{MachineSigns, Sign};

use crate::{
    identity::{marker, subject_key},
    limits::{Limits, SUBJECT_CHARACTERS},
};
use headers::Headers;

/// Something that was wrong with a mail or more than is read; the raw mail has it all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The mail is larger than allowed; only its head was read.
    TooLarge,
    /// The header block is too long or has lines that are no fields.
    DamagedHeaders,
    /// More parts than are read.
    TooManyParts,
    /// Parts nested deeper than are read.
    TooDeep,
    /// A multipart without its boundary.
    BrokenStructure,
    /// More addresses in one field than are read.
    TooManyAddresses,
    /// The text is longer than what is kept beside the raw mail.
    TextCut,
    /// The HTML would cost too much to sanitise; only its text is kept.
    HtmlTooComplex,
}

/// A mail as plain data.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The id without brackets.
    pub message_id: Option<String>,
    /// Ids in `In-Reply-To`.
    pub in_reply_to: Vec<String>,
    /// Ids in `References`, oldest first.
    pub references: Vec<String>,
    /// Who wrote it; none when From is empty or no address.
    pub from: Option<MailAddress>,
    /// Who handed it in, when that is somebody else.
    pub sender: Option<MailAddress>,
    /// Where answers should go; shown with a warning when it differs from From.
    pub reply_to: Vec<MailAddress>,
    /// Addressees.
    pub to: Vec<MailAddress>,
    /// Addressees of a copy.
    pub cc: Vec<MailAddress>,
    /// Every address the mail says it was delivered to: Delivered-To, X-Original-To, Envelope-To.
    pub recipients: Vec<String>,
    /// The subject, one line.
    pub subject: String,
    /// When the sender's clock says it was written.
    pub date: Option<Timestamp>,
    /// The whole text.
    pub text: String,
    /// The sanitised HTML, if the mail has HTML.
    pub html: Option<String>,
    /// The sanitised HTML of what the sender wrote now; none when the mail is plain or quotes nothing.
    pub visible_html: Option<String>,
    /// What the sender wrote now.
    pub visible_text: String,
    /// What the sender quoted.
    pub quoted_text: String,
    /// Files that came with it.
    pub attachments: Vec<Attachment>,
    /// Signs of a machine.
    pub machine: MachineSigns,
    /// What it says about the fate of another mail.
    pub bounce: Option<BounceReport>,
    /// It is a receipt that somebody read a mail.
    pub read_receipt: bool,
    /// The mail that it forwards.
    pub forwarded: Option<Forwarded>,
    /// Tokens of our hidden marker, not yet verified.
    pub markers: Vec<String>,
    /// Keys such as `SUP-12` in brackets in the subject.
    pub subject_keys: Vec<String>,
    /// Keys of other systems in the subject.
    pub foreign_keys: Vec<String>,
    /// The value of our instance header, if one of our kind sent it.
    pub instance: Option<String>,
    /// The declared language.
    pub language: Option<String>,
    /// How many servers it passed.
    pub received_fields: usize,
    /// What was wrong or too much.
    pub problems: Vec<Problem>,
}

/// The header of our mails that names the installation.
pub const INSTANCE_HEADER: &str = "X-Aftercare-Instance";

/// Reads a mail. Everything about it is bounded by `limits`.
#[must_use]
pub fn parse(raw: &[u8], limits: &Limits) -> Parsed {
    let mut problems = Vec::new();
    let head = raw.get(..limits.size).inspect(|head| {
        if head.len() < raw.len() {
            problems.push(Problem::TooLarge);
        }
    });
    let bytes = lines::without_lone_cr(head.unwrap_or(raw), limits.header_bytes);
    let bytes = bytes.get(headers::empty_lines_before(&bytes)..).unwrap_or_default();
    let structure = structure::walk(bytes, limits);
    problems.extend(structure.problems.iter().copied());
    let Some(first) = structure.parts.first() else { return Parsed { problems, ..Parsed::default() } };

    let mut mail = envelope(&first.headers, limits, &mut problems);
    let body = body::read(&structure, bytes, limits);
    if body.cut {
        problems.push(Problem::TextCut);
    }
    mail.markers = marker::tokens(&body.text, body.raw_html.as_deref());
    mail.html = body.raw_html.as_deref().and_then(|html| html::sanitize(html, limits));
    if body.raw_html.is_some() && mail.html.is_none() {
        problems.push(Problem::HtmlTooComplex);
    }
    mail.machine = machine::signs(&first.headers, mail.from.as_ref(), bounce::is_report(&structure), &mail.subject);
    mail.bounce = bounce::read(&structure, bytes, &body.text, &mail.machine, &mail.subject);
    mail.read_receipt = bounce::is_read_receipt(&structure);
    mail.forwarded = forwarded::find(&structure, bytes, &mail.subject, &body.text);
    let is_forward = forwarded::is_forward_subject(&mail.subject);
    // HTML that costs too much for the sanitiser is not split either.
    let markup = body.raw_html.as_deref().filter(|_| mail.html.is_some());
    let split = visible::split(&body.text, markup, body.text_is_from_html, is_forward);
    mail.visible_html = split.visible_html.as_deref().and_then(|html| html::sanitize(html, limits));
    (mail.visible_text, mail.quoted_text) = (split.visible, split.quoted);
    // Marks of quotes and addresses of links can make a part longer than the whole was.
    for part in [&mut mail.visible_text, &mut mail.quoted_text] {
        body::cut(part, limits.text_bytes);
    }
    mail.text = body.text;
    mail.attachments = with_inline(body.attachments, mail.html.as_deref());
    problems.dedup();
    mail.problems = problems;
    mail
}

/// Reads only what stands in the header fields of the whole mail; cheap enough for the moment a
/// mail is received.
#[must_use]
pub fn parse_envelope(raw: &[u8], limits: &Limits) -> Parsed {
    let bytes = lines::without_lone_cr(raw.get(..limits.header_bytes * 2).unwrap_or(raw), limits.header_bytes);
    let bytes = bytes.get(headers::empty_lines_before(&bytes)..).unwrap_or_default();
    let split = Headers::split(bytes, limits);
    let mut problems = Vec::new();
    let mut mail = envelope(&split.headers, limits, &mut problems);
    mail.problems = problems;
    mail
}

fn envelope(headers: &Headers, limits: &Limits, problems: &mut Vec<Problem>) -> Parsed {
    let mut addresses = |name: HeaderName<'static>| {
        let (found, cut) = addresses::of(headers, name, limits);
        if cut {
            problems.push(Problem::TooManyAddresses);
        }
        found
    };
    let subject = headers.text("Subject").unwrap_or_default();
    let subject = base::text::truncate(&subject, SUBJECT_CHARACTERS).to_owned();
    Parsed {
        message_id: ids::of(headers, "Message-ID", 1).into_iter().next(),
        in_reply_to: ids::of(headers, "In-Reply-To", limits.references),
        references: ids::of(headers, "References", limits.references),
        from: addresses(HeaderName::From).into_iter().next(),
        sender: addresses(HeaderName::Sender).into_iter().next(),
        reply_to: addresses(HeaderName::ReplyTo),
        to: addresses(HeaderName::To),
        cc: addresses(HeaderName::Cc),
        recipients: delivered_to(headers),
        subject_keys: subject_key::keys(&subject),
        foreign_keys: thread_resolver::foreign_keys(&subject),
        date: date::of(headers),
        instance: headers.text(INSTANCE_HEADER),
        language: headers.text("Content-Language").map(|text| base::text::truncate(&text, 40).to_owned()),
        received_fields: headers.all("Received").count(),
        subject,
        ..Parsed::default()
    }
}

/// Delivered-To, X-Original-To and Envelope-To count as recipients: aliases and blind copies show there.
fn delivered_to(headers: &Headers) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To"] {
        for address in
            headers.all(name).flat_map(|value| value.split(',').filter_map(addresses::plausible).collect::<Vec<_>>())
        {
            if found.len() < 50 && !found.contains(&address) {
                found.push(address);
            }
        }
    }
    found
}

/// A file is inline only when the HTML that is shown refers to it.
fn with_inline(mut attachments: Vec<Attachment>, html: Option<&str>) -> Vec<Attachment> {
    let referenced = html.map(html::referenced_ids).unwrap_or_default();
    for attachment in &mut attachments {
        attachment.inline = attachment.content_id.as_ref().is_some_and(|id| referenced.contains(id));
    }
    attachments
}

impl Parsed {
    /// Every address the mail was meant for, in the order in which a mailbox is looked for.
    #[must_use]
    pub fn all_recipients(&self, envelope: &[String]) -> Vec<String> {
        let fields = self.to.iter().chain(&self.cc).map(|address| address.address.clone());
        let mut all: Vec<String> = Vec::new();
        for address in envelope.iter().cloned().chain(self.recipients.iter().cloned()).chain(fields) {
            if !all.iter().any(|known| addresses::fold(known) == addresses::fold(&address)) {
                all.push(address);
            }
        }
        all
    }

    /// The HTML to show: of what the sender wrote now, where something is quoted below it.
    #[must_use]
    pub fn shown_html(&self) -> Option<&str> {
        if self.quoted_text.trim().is_empty() { self.html.as_deref() } else { self.visible_html.as_deref() }
    }

    /// Answers would go to another address than the one shown: worth a warning.
    #[must_use]
    pub fn reply_to_differs(&self) -> bool {
        match (&self.from, self.reply_to.first()) {
            (Some(from), Some(reply_to)) => from.fold() != reply_to.fold(),
            _ => false,
        }
    }

    /// Adds the signs that only the receiving side knows: the null envelope sender, our own
    /// instance and our own message ids.
    pub fn judge(&mut self, envelope_from: Option<&str>, instance: &str, keys: &keys::Keys) {
        if envelope_from.is_some_and(|from| from.trim_matches(['<', '>', ' ']).is_empty()) {
            self.machine.add(Sign::NullReturnPath);
        }
        if self.instance.as_deref() == Some(instance) {
            self.machine.add(Sign::OwnInstance);
        } else if self.instance.is_some() {
            self.machine.add(Sign::Loop);
        }
        if self.message_id.as_deref().is_some_and(|id| crate::identity::message_id::is_ours(id, keys)) {
            self.machine.add(Sign::OwnMessageId);
        }
    }
}
