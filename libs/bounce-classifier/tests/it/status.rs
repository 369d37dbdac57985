//! Delivery status notifications: several recipients, actions, codes, and what systems get wrong about the form.

use bounce_classifier::{
    Fate::{Delayed, Delivered, FailedHard, FailedSoft},
    Mail, Part, PartKind,
    Reason::{AddressDisabled, AddressUnknown, DomainUnknown, MailboxFull, Refused, TimedOut, Unreachable, Unsaid},
    Recognised, classify,
};

use crate::{one, report, told};

const HEAD: &str = "Reporting-MTA: dns; mx.example\r\nArrival-Date: Mon, 2 Nov 2026 10:00:00 +0000\r\n\r\n";

#[test]
fn fates_by_action_and_status() {
    #[rustfmt::skip]
    let table = [
        // action       status    diagnostic                                             fate        reason
        ("failed",      "5.1.1",  "smtp; 550 5.1.1 user unknown",                        FailedHard, AddressUnknown),
        ("failed",      "5.1.2",  "smtp; 550 Host unknown",                              FailedHard, DomainUnknown),
        ("failed",      "5.1.10", "smtp; 556 5.1.10 nullMX",                             FailedHard, DomainUnknown),
        ("failed",      "5.2.2",  "smtp; 552 5.2.2 mailbox full",                        FailedSoft, MailboxFull),
        ("failed",      "5.0.0",  "smtp; 550 mailbox is full",                           FailedSoft, MailboxFull),
        ("failed",      "5.7.1",  "smtp; 550 5.7.1 message rejected as spam",            FailedSoft, Refused),
        ("failed",      "5.7.26", "smtp; 550 5.7.26 DMARC policy",                       FailedSoft, Refused),
        ("failed",      "4.4.7",  "smtp; delivery time expired",                         FailedSoft, TimedOut),
        ("failed",      "4.4.1",  "X-Postfix; connect to mx: Connection refused",        FailedSoft, Unreachable),
        ("failed",      "4.2.1",  "",                                                    FailedSoft, AddressDisabled),
        ("failed",      "5.0.0",  "",                                                    FailedHard, Unsaid),
        ("failed",      "5.4.4",  "X-Postfix; Host or domain name not found",            FailedHard, DomainUnknown),
        ("failed (bad)","5.1.1",  "",                                                    FailedHard, AddressUnknown),
        ("delayed",     "4.4.1",  "smtp; Connection timed out",                          Delayed,    Unreachable),
        ("delivered",   "2.1.5",  "smtp; 250 ok",                                        Delivered,  Unsaid),
        ("relayed",     "2.0.0",  "",                                                    Delivered,  Unsaid),
        ("expanded",    "2.1.5",  "",                                                    Delivered,  Unsaid),
    ];
    for (action, status, said, fate, reason) in table {
        let text = format!(
            "{HEAD}Final-Recipient: rfc822; ann@customer.example\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: {said}\r\n"
        );
        let found = report(PartKind::DeliveryStatus, &text);
        let found = told(found);
        assert_eq!(found, [one("ann@customer.example", fate, reason, status)], "{action} {status} {said}");
    }
}

#[test]
fn every_recipient_has_its_own_fate() {
    let text = format!(
        "{HEAD}Final-Recipient: rfc822; ann@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\nFinal-Recipient: rfc822; bob@customer.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\nFinal-Recipient: rfc822;<eve@customer.example>\r\nAction: relayed\r\nStatus: 2.0.0\r\n"
    );
    let found = report(PartKind::DeliveryStatus, &text).unwrap();
    assert_eq!(found.recognised, Recognised::DeliveryStatus);
    assert_eq!(
        told(Some(found)),
        [
            one("ann@customer.example", FailedHard, AddressUnknown, "5.1.1"),
            one("bob@customer.example", Delayed, Unreachable, "4.4.1"),
            one("eve@customer.example", Delivered, Unsaid, "2.0.0"),
        ]
    );
}

#[test]
fn forms_that_systems_get_wrong() {
    let table = [
        (
            "the original recipient is the one we wrote to",
            "Original-Recipient: rfc822;ann@customer.example\nFinal-Recipient: rfc822;a.lee@intern.example\nAction: failed\nStatus: 5.1.1\n",
        ),
        (
            "no empty line between the two groups",
            "Reporting-MTA: dns; mx\nFinal-Recipient: rfc822;ann@customer.example\nAction: failed\nStatus: 5.1.1\n",
        ),
        (
            "a general status, the real one in the diagnostic",
            "Final-Recipient: rfc822;ann@customer.example\nAction: failed\nStatus: 5.0.0 (permanent failure)\nDiagnostic-Code: smtp;\n 550 5.1.1 <ann@customer.example>... User unknown\n",
        ),
        ("no action", "Final-Recipient: rfc822;ann@customer.example\nStatus: 5.1.1\n"),
        (
            "no status",
            "Final-Recipient: rfc822;ann@customer.example\nAction: Failed\nDiagnostic-Code: smtp; 550 5.1.1 x\n",
        ),
        ("no type", "Final-Recipient: <ann@customer.example>\nAction: failed\nStatus: 5.1.1\n"),
        (
            "only carriage returns and line feeds",
            "\r\n\r\nFinal-Recipient: rfc822;ann@CUSTOMER.example\r\nAction: failed\r\nStatus: 5.1.1\r\n",
        ),
    ];
    for (name, text) in table {
        let found = told(report(PartKind::DeliveryStatus, text));
        assert_eq!(found, [one("ann@customer.example", FailedHard, AddressUnknown, "5.1.1")], "{name}");
    }
}

#[test]
fn recipients_without_an_empty_line_between_them_are_two() {
    let text = "Final-Recipient: rfc822;ann@customer.example\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822;bob@customer.example\nAction: failed\nStatus: 5.1.1\n";
    assert_eq!(told(report(PartKind::DeliveryStatus, text)).len(), 2);
}

#[test]
fn a_recipient_that_the_status_leaves_out_is_read_in_the_text_or_in_our_own_address() {
    let parts = [Part {
        kind: PartKind::DeliveryStatus,
        text: "Final-Recipient: rfc822; unknown\nAction: failed\nStatus: 5.1.1\n".into(),
    }];
    let mail = Mail { is_report: true, parts: &parts, ..Mail::default() };
    let in_text = Mail { text: "The following address failed:\n  <ann@customer.example>\n", ..mail };
    assert_eq!(told(classify(&in_text))[0].0, "ann@customer.example");
    let to = ["bounces+ann=customer.example@desk.example".to_owned()];
    assert_eq!(told(classify(&Mail { to: &to, ..mail }))[0].0, "ann@customer.example");
}
