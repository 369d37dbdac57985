//! Any text, taken as header, text and part of a report, is a report with at least one recipient, or none.
#![no_main]

use bounce_classifier::{FIELDS, MAX_IDS, MAX_RECIPIENTS, Mail, Part, PartKind, classify};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let all = String::from_utf8_lossy(bytes);
    let (header, body) = all.split_once("\n\n").unwrap_or(("", &all));
    let value = |name: &str| {
        header.lines().filter_map(|line| line.split_once(':')).find(|(known, _)| known.eq_ignore_ascii_case(name))
    };
    let fields: Vec<(&str, String)> =
        FIELDS.into_iter().filter_map(|name| value(name).map(|(_, value)| (name, value.to_owned()))).collect();
    let kinds = [PartKind::Text, PartKind::DeliveryStatus, PartKind::Feedback, PartKind::Returned];
    let parts: Vec<Part> =
        kinds.iter().skip(bytes.len() % 4).map(|kind| Part { kind: *kind, text: body.to_owned() }).collect();
    let report = classify(&Mail {
        from: value("From").map_or("", |(_, from)| from.trim()),
        to: &["support@desk.example".to_owned()],
        null_return_path: value("Return-Path").is_some_and(|(_, path)| path.trim() == "<>"),
        is_report: header.contains("multipart/report"),
        subject: value("Subject").map_or("", |(_, subject)| subject),
        fields: &fields,
        text: body,
        parts: &parts,
    });
    if let Some(report) = report {
        assert!(!report.recipients.is_empty() && report.recipients.len() <= MAX_RECIPIENTS);
        assert!(report.returned_ids.len() <= MAX_IDS);
    }
});
