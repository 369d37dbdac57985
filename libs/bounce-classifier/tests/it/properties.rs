//! For any input: no panic, at least one recipient, everything bounded, and the work is linear.

use bounce_classifier::{Fate, MAX_IDS, MAX_RECIPIENTS, MAX_TEXT, Mail, Part, PartKind, Recognised, classify, code_in};
use proptest::prelude::*;

const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    " ",
    "\n\n",
    "Final-Recipient: rfc822; ann@customer.example\n",
    "Original-Recipient: rfc822;bob@customer.example\n",
    "Action: failed\n",
    "Action: delayed\n",
    "Status: 5.1.1\n",
    "Status: 4.2.2\n",
    "Diagnostic-Code: smtp; 550 5.1.1 unknown\n",
    "<ann@customer.example>:\n",
    "ann@customer.example\n",
    "550 5.1.1 user unknown\n",
    "mailbox full",
    "This is the qmail-send program",
    "--- Below this line is a copy of the message.\n",
    "Message-ID: <1@desk.example>\n",
    "Feedback-Type: abuse\n",
    "RCPT TO:<",
    "@",
    ">:",
    "5.1.1",
    "é",
    "\0",
    "退信",
];

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..30).prop_map(|pieces| pieces.concat());
    prop_oneof![4 => pieces, 1 => any::<String>()]
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let kinds = [PartKind::DeliveryStatus, PartKind::Feedback, PartKind::Returned, PartKind::Text];
    let part = (prop::sample::select(kinds.to_vec()), soup()).prop_map(|(kind, text)| Part { kind, text });
    prop::collection::vec(part, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_report_is_bounded_and_names_somebody(
        subject in soup(), text in soup(), parts in parts(), from in "[a-z-]{0,13}@x", system in any::<bool>(),
    ) {
        let to = ["ann@customer.example".to_owned()];
        let mail = Mail {
            from: &from, to: &to, null_return_path: system, subject: &subject, text: &text, parts: &parts, ..Mail::default()
        };
        if let Some(report) = classify(&mail) {
            prop_assert!(!report.recipients.is_empty() && report.recipients.len() <= MAX_RECIPIENTS);
            prop_assert!(report.returned_ids.len() <= MAX_IDS);
            for one in &report.recipients {
                prop_assert!(one.address.as_deref().is_none_or(|address| address.contains('@') && !address.contains(['\n', '\r', ' '])));
                prop_assert!(one.diagnostic.as_deref().is_none_or(|said| said.len() <= 400));
                let passes = one.status.as_deref().is_some_and(|status| status.starts_with('4'));
                prop_assert!(!(passes && one.fate == Fate::FailedHard));
                prop_assert_eq!(one.fate == Fate::Complained, report.recognised == Recognised::Feedback);
            }
        }
    }

    #[test]
    fn people_never_write_reports_with_words_alone(subject in soup(), text in soup()) {
        let mail = Mail { from: "kim@customer.example", subject: &subject, text: &text, ..Mail::default() };
        prop_assert_eq!(classify(&mail), None);
    }

    #[test]
    fn codes_stand_in_the_text(text in soup()) {
        if let Some(code) = code_in(&text) {
            prop_assert!(text.contains(&code));
        }
    }
}

/// Inputs made to be slow for a reader that looks back or ahead too far; they must end, which a quadratic one would
/// not within the time that the test runner allows.
#[test]
fn hostile_inputs_of_a_megabyte_end() {
    for piece in PIECES.iter().copied().chain(["a@b.example\n", "<a@b.example>:x ", "1.2.3 550 "]) {
        let text = piece.repeat(1_000_000 / piece.len());
        let numbered: String = (0..20_000).map(|number| format!("a{number}@b.example: 550\n")).collect();
        for text in [text, numbered] {
            let parts = [PartKind::DeliveryStatus, PartKind::Feedback, PartKind::Returned, PartKind::Text]
                .map(|kind| Part { kind, text: text.clone() });
            let mail = Mail {
                null_return_path: true,
                subject: "failure notice",
                text: &text,
                parts: &parts,
                ..Mail::default()
            };
            let report = classify(&mail).unwrap();
            assert!(report.recipients.len() <= MAX_RECIPIENTS && MAX_TEXT < text.len(), "{piece}");
        }
    }
}
