//! Mails that look like reports and are none.

use bounce_classifier::{Mail, Part, PartKind, classify};

#[test]
fn people_and_other_automatic_mails_write_no_reports() {
    let answered = [("Auto-Submitted", "auto-replied".to_owned())];
    let person = Mail { from: "kim@customer.example", ..Mail::default() };
    let system = Mail { from: "postmaster@mx.example", null_return_path: true, ..Mail::default() };
    let bounce = "Hi. This is the qmail-send program.\n\n<ann@customer.example>:\nno mailbox here (#5.1.1)\n";
    let read = [Part {
        kind: PartKind::Receipt,
        text: "Final-Recipient: rfc822;ann@customer.example\nDisposition: manual-action; displayed\n".into(),
    }];
    let forwarded = [Part {
        kind: PartKind::DeliveryStatus,
        text: "Final-Recipient: rfc822;ann@customer.example\nAction: failed\nStatus: 5.1.1\n".into(),
    }];
    let table = [
        ("a person who quotes one", Mail { subject: "Fwd: failure notice", text: bounce, ..person }),
        ("a person who forwards one", Mail { subject: "Fwd: failure notice", parts: &forwarded, ..person }),
        (
            "a person who asks",
            Mail { subject: "Undeliverable mails since Monday", text: "550 5.1.1 ann@x.example", ..person },
        ),
        (
            "somebody is away",
            Mail { subject: "Automatic reply: delivery failed", fields: &answered, text: "I am away", ..person },
        ),
        (
            "somebody is away, null sender",
            Mail { subject: "Abwesenheitsnotiz: Ticket", text: "Ich bin nicht da", ..system },
        ),
        (
            "an acknowledgement",
            Mail { subject: "We received your request", fields: &answered, text: "Ticket 12", ..person },
        ),
        (
            "a question to confirm",
            Mail {
                subject: "Undelivered: please confirm your message",
                text: "Your message is held until you click.",
                ..system
            },
        ),
        (
            "a challenge in the text",
            Mail { subject: "Delivery problem", text: "It will be delivered once you verify your email.", ..system },
        ),
        ("a receipt", Mail { subject: "Read: Ticket", parts: &read, is_report: true, ..system }),
        (
            "a postmaster who is a person",
            Mail { subject: "Certificates", text: "Please renew.", from: "postmaster@customer.example", ..person },
        ),
    ];
    for (name, mail) in table {
        assert_eq!(classify(&mail), None, "{name}");
    }
}

#[test]
fn a_report_about_an_automatic_answer_is_a_report() {
    let mail = Mail {
        from: "MAILER-DAEMON@mx.example",
        subject: "Undeliverable: Automatic reply: Ticket",
        text: "<ann@customer.example>: 550 5.1.1 user unknown\n",
        ..Mail::default()
    };
    assert!(classify(&mail).is_some());
}
