//! Reports without a part for machines, as the common programs write them.

use bounce_classifier::{
    Fate::{self, Delayed, FailedHard, FailedSoft},
    Mail,
    Reason::{self, AddressUnknown, DomainUnknown, MailboxFull, Refused, TimedOut, Unreachable},
    Recognised, classify,
};

use crate::{one, told, words};

/// Program, subject, text, and what is told about `ann@customer.example`.
const REPORTS: &[(&str, &str, &str, Fate, Reason, &str)] = &[
    (
        "qmail",
        "failure notice",
        "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ann@customer.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@desk.example>\nTo: other@customer.example\n",
        FailedHard,
        AddressUnknown,
        "5.1.1",
    ),
    (
        "qmail that could not connect",
        "failure notice",
        "Hi. This is the qmail-send program at mx.example.\n\n<ann@customer.example>:\nSorry, I wasn't able to establish an SMTP connection. (#4.4.1)\nI'm not going to try again; this message has been in the queue too long.\n",
        FailedSoft,
        TimedOut,
        "4.4.1",
    ),
    (
        "yahoo",
        "Failure Notice",
        "Sorry, we were unable to deliver your message to the following address.\n\n<ann@customer.example>:\n554: delivery error: dd This user doesn't have a customer.example account (ann@customer.example) [0]\n\n--- Below this line is a copy of the message.\n",
        FailedHard,
        AddressUnknown,
        "",
    ),
    (
        "exim",
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ann@customer.example\n    host mx.customer.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<ann@customer.example>:\n    550 5.1.1 <ann@customer.example>: Recipient address rejected: User unknown in relay recipient table\n\n------ This is a copy of the message, including all the headers. ------\n\nTo: other@customer.example\n",
        FailedHard,
        AddressUnknown,
        "5.1.1",
    ),
    (
        "exim that keeps trying",
        "Warning: message 1abc-2d delayed 24 hours",
        "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.\n\nThe address to which the message has not yet been delivered is:\n\n  ann@customer.example\n    Delay reason: connection refused\n\nNo action is required on your part.\n",
        Delayed,
        Unreachable,
        "",
    ),
    (
        "postfix without its status",
        "Undelivered Mail Returned to Sender",
        "This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<ann@customer.example>: host mx.customer.example[192.0.2.1] said: 552 5.2.2\n    <ann@customer.example>: Mailbox full (in reply to RCPT TO command)\n",
        FailedSoft,
        MailboxFull,
        "5.2.2",
    ),
    (
        "postfix that finds no host",
        "Undelivered Mail Returned to Sender",
        "<ann@customer.example>: Host or domain name not found. Name service error for\n    name=customer.example type=AAAA: Host not found\n",
        FailedHard,
        DomainUnknown,
        "",
    ),
    (
        "sendmail",
        "Returned mail: see transcript for details",
        "The original message was received at Mon, 2 Nov 2026 10:00:00 GMT\nfrom desk.example [192.0.2.9]\n\n   ----- The following addresses had permanent fatal errors -----\n<ann@customer.example>\n    (reason: 550 5.1.1 <ann@customer.example>... User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.customer.example.:\n>>> DATA\n<<< 550 5.1.1 <ann@customer.example>... User unknown\n",
        FailedHard,
        AddressUnknown,
        "5.1.1",
    ),
    (
        "sendmail that keeps trying",
        "Warning: could not send message for past 4 hours",
        "    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\n   ----- The following addresses had transient non-fatal errors -----\n<ann@customer.example>\n\n   ----- Transcript of session follows -----\n<ann@customer.example>... Deferred: Connection timed out with mx.customer.example.\n",
        Delayed,
        Unreachable,
        "",
    ),
    (
        "exchange 2003",
        "Undeliverable: Your ticket",
        "Your message did not reach some or all of the intended recipients.\n\n      Subject:\tYour ticket\n      Sent:\t11/2/2026 10:00 AM\n\nThe following recipient(s) could not be reached:\n\n      'ann@customer.example' on 11/2/2026 10:00 AM\n            The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address.\n            <mx.customer.example #5.1.1>\n",
        FailedHard,
        AddressUnknown,
        "5.1.1",
    ),
    (
        "exchange 2010",
        "Undeliverable: Your ticket",
        "Delivery has failed to these recipients or distribution lists:\n\nann@customer.example\nThe recipient's mailbox is full and can't accept messages now. Please try resending this message later.\n\nDiagnostic information for administrators:\n\nGenerating server: mx.customer.example\n\nann@customer.example\n#554 5.2.2 mailbox full ##\n\nOriginal message headers:\n\nReceived: from desk.example\nTo: other@customer.example\n",
        FailedSoft,
        MailboxFull,
        "5.2.2",
    ),
    (
        "exchange online",
        "Undeliverable: Your ticket",
        "Your message to ann@customer.example couldn't be delivered.\n\nann wasn't found at customer.example.\n\nReported error: 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@customer.example not found by SMTP address lookup\n",
        FailedHard,
        AddressUnknown,
        "5.1.10",
    ),
    (
        "exchange online that lets nobody in",
        "Undeliverable: Your ticket",
        "Your message to ann@customer.example couldn't be delivered.\n\n550 5.4.1 Recipient address rejected: Access denied.\n",
        FailedHard,
        AddressUnknown,
        "5.4.1",
    ),
    (
        "gmail, older",
        "Delivery Status Notification (Failure)",
        "Delivery to the following recipient failed permanently:\n\n     ann@customer.example\n\nTechnical details of permanent failure:\nGoogle tried to deliver your message, but it was rejected by the server for the recipient domain customer.example by mx.customer.example.\n\nThe error that the other server returned was:\n550 5.1.1 The email account that you tried to reach does not exist.\n\n----- Original message -----\n\nTo: other@customer.example\n",
        FailedHard,
        AddressUnknown,
        "5.1.1",
    ),
    (
        "gmail, newer",
        "Delivery Status Notification (Failure)",
        "** Address not found **\n\nYour message wasn't delivered to ann@customer.example because the address couldn't be found, or is unable to receive mail.\n\nThe response was:\n\n550 5.1.1 The email account that you tried to reach does not exist.\n",
        FailedHard,
        AddressUnknown,
        "5.1.1",
    ),
    (
        "gmail that keeps trying",
        "Delivery Status Notification (Delay)",
        "** Delivery incomplete **\n\nThere was a temporary problem while delivering your message to ann@customer.example. Gmail will retry for 46 more hours.\n",
        Delayed,
        Unreachable,
        "",
    ),
    (
        "domino",
        "DELIVERY FAILURE: User ann (ann@customer.example) not listed in Domino Directory",
        "Your message\n\n  Subject: Your ticket\n\nwas not delivered to:\n\n  ann@customer.example\n\nbecause:\n\n  User ann (ann@customer.example) not listed in Domino Directory\n",
        FailedHard,
        AddressUnknown,
        "",
    ),
    (
        "groupwise",
        "Mail delivery failed",
        "The message that you sent was undeliverable to the following:\n\tann@customer.example (mailbox full)\n",
        FailedSoft,
        MailboxFull,
        "",
    ),
    (
        "mdaemon",
        "Permanent Delivery Failure",
        "The attached message had PERMANENT fatal delivery errors!\n\nFailed address: ann@customer.example\n\n--- Session Transcript ---\n<-- 550 5.7.1 Message rejected as spam by policy\n",
        FailedSoft,
        Refused,
        "5.7.1",
    ),
    (
        "qq",
        "系统退信/Systems bounce",
        "很抱歉，您发送的邮件被退回，以下是该邮件的相关信息：\n\n收件人：ann@customer.example\n退信原因：收件人邮件地址（ann@customer.example）不存在，邮件无法送达。\nhost mx.customer.example said: 550 Mailbox not found\n",
        FailedHard,
        AddressUnknown,
        "",
    ),
    (
        "163",
        "系统退信",
        "抱歉，您的邮件被退回来了……\n\n收件人：<ann@customer.example>\n退信原因：对方邮箱已满 552 Quota exceeded\n",
        FailedSoft,
        MailboxFull,
        "",
    ),
    (
        "gmx",
        "Mail delivery failed: returning message to sender",
        "Diese Nachricht wurde automatisch erzeugt.\n\nIhre Nachricht an ann@customer.example konnte nicht zugestellt werden:\n\nEmpfänger unbekannt\n",
        FailedHard,
        AddressUnknown,
        "",
    ),
    (
        "french",
        "Non remis : Votre ticket",
        "Votre message à ann@customer.example n'a pas pu être remis.\nL'adresse n'existe pas.\n",
        FailedHard,
        AddressUnknown,
        "",
    ),
    (
        "japanese",
        "配信不能: チケット",
        "次の宛先に配信できませんでした\n\nann@customer.example\nアドレスが存在しません。\n",
        FailedHard,
        AddressUnknown,
        "",
    ),
];

#[test]
fn reports_of_common_programs() {
    for (program, subject, text, fate, reason, status) in REPORTS {
        let expected = [one("ann@customer.example", *fate, *reason, status)];
        assert_eq!(told(words(subject, text)), expected, "{program}");
    }
}

#[test]
fn every_recipient_of_a_text_has_its_own_reason() {
    let text = "Hi. This is the qmail-send program at mx.example.\n\n<ann@customer.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n<bob@customer.example>:\n192.0.2.1 said: 552 5.2.2 over quota\n\n--- Below this line is a copy of the message.\n";
    assert_eq!(
        told(words("failure notice", text)),
        [
            one("ann@customer.example", FailedHard, AddressUnknown, "5.1.1"),
            one("bob@customer.example", FailedSoft, MailboxFull, "5.2.2"),
        ]
    );
}

#[test]
fn recipients_named_in_the_header() {
    let text = "The following address(es) failed:\n\n  ann@customer.example\n    550 5.1.1 unknown user\n  bob@customer.example\n    mailbox is full: retry timeout exceeded\n";
    let fields = [("X-Failed-Recipients", "ann@customer.example, bob@customer.example".to_owned())];
    let found = classify(&Mail { from: "x@mx.example", fields: &fields, text, ..Mail::default() }).unwrap();
    assert_eq!(found.recognised, Recognised::FailedRecipients);
    assert_eq!(
        told(Some(found)),
        [
            one("ann@customer.example", FailedHard, AddressUnknown, "5.1.1"),
            one("bob@customer.example", FailedSoft, MailboxFull, ""),
        ]
    );
}

#[test]
fn a_report_that_names_nobody_still_is_one() {
    let found = words(
        "Returned mail: User unknown",
        "The message that you sent was undeliverable to the following:\n\tann (user unknown)\n",
    );
    assert_eq!(told(found), [one("", FailedHard, AddressUnknown, "")]);
}

#[test]
fn our_own_address_is_never_the_recipient_that_failed() {
    let text = "Your message from support@desk.example could not be delivered to:\nann@customer.example\n550 5.1.1 unknown user\n";
    assert_eq!(told(words("failure notice", text))[0].0, "ann@customer.example");
}
