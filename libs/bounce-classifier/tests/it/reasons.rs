//! What servers say, and what it means for the address.

use bounce_classifier::{
    Fate::{self, FailedHard, FailedSoft},
    Reason::{
        self, AddressDisabled, AddressUnknown, DomainUnknown, Loop, MailboxFull, Refused, TimedOut, TooLarge,
        Unreachable, Unsaid,
    },
};

use crate::{told, words};

#[test]
fn what_servers_say() {
    #[rustfmt::skip]
    let table: &[(&str, Reason, Fate)] = &[
        ("550 5.1.1 <ann@customer.example>: Recipient address rejected: User unknown in virtual mailbox table", AddressUnknown, FailedHard),
        ("550 Requested action not taken: mailbox unavailable", AddressUnknown, FailedHard),
        ("550 #5.1.0 Address rejected.", AddressUnknown, FailedHard),
        ("550 Unrouteable address", AddressUnknown, FailedHard),
        ("450 4.1.1 user unknown, try again", AddressUnknown, FailedSoft),
        ("554 5.0.0 用户不存在", AddressUnknown, FailedHard),
        ("550 Usuario desconocido", AddressUnknown, FailedHard),
        ("550 Пользователь не найден", AddressUnknown, FailedHard),
        ("550 5.2.1 The email account that you tried to reach is disabled.", AddressDisabled, FailedHard),
        ("550 This address is no longer in use", AddressDisabled, FailedHard),
        ("554 5.4.4 Domain name not found", DomainUnknown, FailedHard),
        ("556 5.1.10 domain does not accept mail (nullMX)", DomainUnknown, FailedHard),
        ("552 5.2.2 The email account that you tried to reach is over quota", MailboxFull, FailedSoft),
        ("552 Requested mail action aborted: exceeded storage allocation", MailboxFull, FailedSoft),
        ("550 5.1.1 User's mailbox is full", MailboxFull, FailedSoft),
        ("452 4.2.2 Das Postfach ist voll", MailboxFull, FailedSoft),
        ("552 5.3.4 Message size exceeds fixed limit", TooLarge, FailedSoft),
        ("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a blocklist", Refused, FailedSoft),
        ("550 5.7.1 Unable to relay", Refused, FailedSoft),
        ("550 5.1.8 Sender address rejected: Domain not found", Refused, FailedSoft),
        ("550 Sender verify failed", Refused, FailedSoft),
        ("550 5.7.26 Unauthenticated email is not accepted due to DMARC policy", Refused, FailedSoft),
        ("554 5.4.6 Too many hops", Loop, FailedSoft),
        ("421 4.4.2 Connection timed out", Unreachable, FailedSoft),
        ("450 4.7.1 Greylisted, please try again later", Unreachable, FailedSoft),
        ("retry timeout exceeded", TimedOut, FailedSoft),
        ("554 Transaction failed", Unsaid, FailedHard),
        ("451 Local error", Unsaid, FailedSoft),
    ];
    for (said, reason, fate) in table {
        let text = format!("This is the qmail-send program.\n\n<ann@customer.example>:\n{said}\n");
        let found = told(words("failure notice", &text));
        assert_eq!((found[0].2, found[0].1), (*reason, *fate), "{said}");
    }
}

#[test]
fn names_of_reasons_are_distinct() {
    let all = [
        AddressUnknown,
        AddressDisabled,
        DomainUnknown,
        MailboxFull,
        TooLarge,
        Refused,
        Loop,
        TimedOut,
        Unreachable,
        Unsaid,
    ];
    let names: std::collections::HashSet<_> = all.iter().map(|reason| reason.as_str()).collect();
    assert_eq!(names.len(), all.len());
}
