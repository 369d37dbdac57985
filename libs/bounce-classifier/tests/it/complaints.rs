//! Complaints by RFC 5965.

use bounce_classifier::{Fate::Complained, Mail, Part, PartKind, Reason::Unsaid, Recognised, classify};

use crate::{one, report, told};

#[test]
fn complaints_name_whoever_complained() {
    let text = "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\nOriginal-Rcpt-To: <ann@customer.example>\nOriginal-Rcpt-To: bob@customer.example\n";
    let found = report(PartKind::Feedback, text).unwrap();
    assert_eq!(found.recognised, Recognised::Feedback);
    assert_eq!(
        told(Some(found)),
        [one("ann@customer.example", Complained, Unsaid, ""), one("bob@customer.example", Complained, Unsaid, "")]
    );
}

#[test]
fn a_complaint_that_hides_the_address_has_it_in_the_returned_mail() {
    let part = |kind, text: &str| Part { kind, text: text.to_owned() };
    let parts = [
        part(PartKind::Feedback, "Feedback-Type: abuse\nUser-Agent: x\nVersion: 1\n"),
        part(
            PartKind::Returned,
            "From: support@desk.example\nTo: Ann <ann@customer.example>\nMessage-ID: <1@desk.example>\n\nhello\n",
        ),
    ];
    let found = classify(&Mail { is_report: true, parts: &parts, ..Mail::default() }).unwrap();
    assert_eq!(found.returned_ids, ["1@desk.example"]);
    assert_eq!(told(Some(found)), [one("ann@customer.example", Complained, Unsaid, "")]);
}

#[test]
fn other_feedback_is_no_complaint() {
    for kind in ["not-spam", "auth-failure"] {
        let text = format!("Feedback-Type: {kind}\nOriginal-Rcpt-To: ann@customer.example\n");
        let parts = [Part { kind: PartKind::Feedback, text }];
        assert_eq!(
            classify(&Mail { is_report: true, subject: "Report", parts: &parts, ..Mail::default() }),
            None,
            "{kind}"
        );
    }
}
