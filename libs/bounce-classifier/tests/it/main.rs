//! Reports as mail systems write them, and properties that hold for any input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod complaints;
mod no_reports;
mod programs;
mod properties;
mod reasons;
mod returned;
mod status;

use bounce_classifier::{Fate, Mail, Part, PartKind, Reason, Report, classify};

/// A mail of a mail system with one part beside the text.
fn report(kind: PartKind, text: &str) -> Option<Report> {
    let parts = [Part { kind, text: text.to_owned() }];
    let to = ["support@desk.example".to_owned()];
    classify(&Mail {
        from: "MAILER-DAEMON@mx.example",
        to: &to,
        is_report: true,
        subject: "Undelivered Mail Returned to Sender",
        parts: &parts,
        ..Mail::default()
    })
}

/// A mail of a mail system with nothing but subject and text.
fn words(subject: &str, text: &str) -> Option<Report> {
    let to = ["support@desk.example".to_owned()];
    classify(&Mail { from: "MAILER-DAEMON@mx.example", to: &to, subject, text, ..Mail::default() })
}

/// Address, fate, reason and status of every recipient.
fn told(report: Option<Report>) -> Vec<(String, Fate, Reason, String)> {
    let recipients = report.map(|report| report.recipients).unwrap_or_default();
    let one = |recipient: bounce_classifier::Recipient| {
        (recipient.address.unwrap_or_default(), recipient.fate, recipient.reason, recipient.status.unwrap_or_default())
    };
    recipients.into_iter().map(one).collect()
}

fn one(address: &str, fate: Fate, reason: Reason, status: &str) -> (String, Fate, Reason, String) {
    (address.to_owned(), fate, reason, status.to_owned())
}
