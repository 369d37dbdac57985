//! Reports that follow no standard: a mail system sent them, and their subject or text says so.

use crate::phrases::{ABSENCE_SUBJECTS, CHALLENGES, DELAY_SUBJECTS, DELAY_TEXTS, FAILURE_SUBJECTS, FAILURE_TEXTS};
use crate::sections::Section;
use crate::{Fate, MAX_RECIPIENTS, Mail, Recipient, address, code, reason};

/// The beginning of a text, cut between characters.
pub fn head(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// Small letters, plain spaces and apostrophes, one line.
pub fn fold(text: &str) -> String {
    let plain = head(text, crate::MAX_TEXT).to_lowercase().replace(['’', '‘', '`'], "'");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the mail says that no person sent it.
pub fn comes_from_a_mail_system(mail: &Mail) -> bool {
    mail.null_return_path || mail.is_report || address::is_daemon(mail.from)
}

/// Whether a mail system sent the mail, or a program that says so.
pub fn comes_from_a_machine(mail: &Mail) -> bool {
    let says_so = |value: &str| !value.trim().to_ascii_lowercase().starts_with("no");
    comes_from_a_mail_system(mail) || mail.all("Auto-Submitted").any(says_so)
}

/// The recipients of a report that only its words make one. `said` is its text without the copy.
pub fn read(mail: &Mail, said: &str, named: &[Section]) -> Option<Vec<Recipient>> {
    if !comes_from_a_machine(mail) {
        return None;
    }
    let from_system = comes_from_a_mail_system(mail);
    let subject = fold(mail.subject);
    let about = fold(said);
    let has = |text: &str, phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    let failed = has(&subject, &FAILURE_SUBJECTS) || (from_system && has(&about, &FAILURE_TEXTS));
    let delayed_subject = has(&subject, &DELAY_SUBJECTS);
    let delayed =
        delayed_subject || (!has(&subject, &FAILURE_SUBJECTS) && (from_system || failed) && has(&about, &DELAY_TEXTS));
    if !(failed || delayed) || is_absence(&subject) || has(&subject, &CHALLENGES) || has(&about, &CHALLENGES) {
        return None;
    }
    Some(recipients(said, named, delayed))
}

/// A report about an automatic answer begins with the words of the report, not of the answer.
fn is_absence(subject: &str) -> bool {
    ABSENCE_SUBJECTS.iter().any(|phrase| subject.starts_with(phrase))
}

fn recipients(said: &str, named: &[Section], delayed: bool) -> Vec<Recipient> {
    let whole = [Section { address: None, said: said.to_owned() }];
    let named = if named.is_empty() { &whole } else { named };
    let recipient = |section: &Section| {
        let said = section.said.as_str();
        let found = reason::failed(section.address.clone(), code::code_in(said), said);
        if delayed { Recipient { fate: Fate::Delayed, ..found } } else { found }
    };
    named.iter().take(MAX_RECIPIENTS).map(recipient).collect()
}
