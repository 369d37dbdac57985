//! Keys that other ticket systems put into subjects; kept per partner, so that their answers stay together.

/// The most keys read from one subject.
const MOST: usize = 3;
/// How many words of a subject are looked at.
const MOST_WORDS: usize = 200;

/// Numbers with a name in front, as ServiceNow, BMC and others write them, with the fewest digits of each.
const NUMBERED: [(&str, usize); 12] = [
    ("INC", 5),
    ("RITM", 5),
    ("REQ", 5),
    ("CHG", 5),
    ("PRB", 5),
    ("SCTASK", 5),
    ("TASK", 5),
    ("CS", 7),
    ("SR", 6),
    ("WO", 7),
    ("CRQ", 7),
    ("TRACKINGID#", 10),
];
/// Words before a number in brackets: `[Ticket#2026110212000012]`, `[Case: 4711]`, `[rt.customer.example #4711]`.
const BEFORE_NUMBER: [&str; 11] =
    ["ticket", "case", "request", "request id", "issue", "incident", "id", "ref", "sr", "vorgang", "工单"];

/// The keys in a subject, in the order in which they stand there, each in one spelling:
/// ServiceNow (`INC0012345`), Salesforce (`ref:_00D…:ref`), Jira (`(ABC-123)`, `[JIRA] … ABC-123`), Zendesk (`[ABC123-DEF4]`),
/// and numbers in brackets after `#` or a word such as Ticket (OTRS, Zammad, Request Tracker, GLPI, Freshdesk, ManageEngine).
#[must_use]
pub fn foreign_keys(subject: &str) -> Vec<String> {
    let numbered = words(subject).filter_map(numbered);
    let references = salesforce(subject);
    let bracketed = between(subject, '[', ']').filter_map(|inner| number(inner).or_else(|| zendesk(inner)));
    let projects = between(subject, '(', ')').filter_map(project).chain(jira(subject));
    let mut found: Vec<String> = Vec::new();
    for key in numbered.chain(references).chain(bracketed).chain(projects) {
        if found.len() < MOST && !found.contains(&key) {
            found.push(key);
        }
    }
    found
}

fn words(subject: &str) -> impl Iterator<Item = &str> {
    let separates = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | ',' | ';' | ':' | '：' | '|');
    subject.split(separates).filter(|word| !word.is_empty()).take(MOST_WORDS)
}

fn between(subject: &str, open: char, close: char) -> impl Iterator<Item = &str> {
    subject.split(open).skip(1).filter_map(move |rest| rest.split_once(close)).map(|(inner, _)| inner.trim())
}

fn is_digits(text: &str, least: usize) -> bool {
    (least..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn numbered(word: &str) -> Option<String> {
    let upper = word.to_ascii_uppercase();
    let fits =
        |(prefix, least): &(&str, usize)| upper.strip_prefix(prefix).is_some_and(|digits| is_digits(digits, *least));
    NUMBERED.iter().any(fits).then_some(upper)
}

/// `ref:_00D20abc._500A0xyz:ref`; newer ones begin with `ref:!00D`.
fn salesforce(subject: &str) -> Option<String> {
    let (_, rest) = subject.split_once("ref:")?;
    let (id, _) = rest.split_once(":ref")?;
    let fits = (10..=80).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'!'));
    fits.then(|| format!("ref:{id}:ref"))
}

/// A number in brackets, with what stands before it: the name of the system or a word such as Ticket.
fn number(inner: &str) -> Option<String> {
    let lower = inner.to_lowercase();
    let name = lower.trim_end_matches('#').trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = lower.trim_end_matches('#').strip_prefix(name)?;
    let marked = name.contains('#');
    let name = name.trim_end_matches(['#', ':', ' ', '：', '-']).trim_start_matches('#');
    let known = BEFORE_NUMBER.contains(&name) || (marked && (name.is_empty() || is_name(name)));
    (known && is_digits(digits, 1)).then(|| format!("{name}#{digits}"))
}

/// One word, such as the name of a system.
fn is_name(text: &str) -> bool {
    text.len() <= 60 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}

/// `[4NLV9X-Z2MP]`: six and four letters or digits, both kinds among them.
fn zendesk(inner: &str) -> Option<String> {
    let (first, last) = inner.split_once('-')?;
    let is_code = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let mixed = inner.bytes().any(|byte| byte.is_ascii_digit()) && first.bytes().any(|byte| byte.is_ascii_uppercase());
    (is_code(first, 6) && is_code(last, 4) && mixed).then(|| inner.to_owned())
}

/// `ABC-123`
fn project(inner: &str) -> Option<String> {
    let (project, number) = inner.split_once('-')?;
    let fits = (2..=10).contains(&project.len())
        && project.starts_with(|c: char| c.is_ascii_uppercase())
        && project.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && number.len() <= 8
        && is_digits(number, 1);
    fits.then(|| inner.to_owned())
}

/// Jira says its name in brackets, and its key stands somewhere behind.
fn jira(subject: &str) -> Option<String> {
    let (_, rest) = subject.split_once("[JIRA]").or_else(|| subject.split_once("[Jira]"))?;
    words(rest).find_map(project)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_other_systems() {
        let table: &[(&str, &[&str])] = &[
            ("Incident INC0012345 has been updated", &["INC0012345"]),
            ("inc0012345: comments added", &["INC0012345"]),
            ("RE: TrackingID#2601010040001234", &["TRACKINGID#2601010040001234"]),
            ("Re: Case [ ref:_00D20abc._500A0xyz:ref ]", &["ref:_00D20abc._500A0xyz:ref"]),
            ("Re: x [ ref:!00D200abc.!500A0xyz1:ref ]", &["ref:!00D200abc.!500A0xyz1:ref"]),
            ("[JIRA] (OPS-123) Disk full", &["OPS-123"]),
            ("[JIRA] Ann commented on OPS-123: Disk full", &["OPS-123"]),
            ("Re: [4NLV9X-Z2MP] Your request", &["4NLV9X-Z2MP"]),
            ("Re: [Ticket#2026110212000012] Disk", &["ticket#2026110212000012"]),
            ("Re: [Ticket: 4711] Disk", &["ticket#4711"]),
            ("[rt.customer.example #4711] Disk", &["rt.customer.example#4711"]),
            ("[GLPI #0004711] Disk", &["glpi#0004711"]),
            ("[#4711] Disk", &["#4711"]),
            ("Re: [Request ID :##4711##] : Disk", &["request id#4711"]),
            ("INC12 is too short", &[]),
            ("[SUP] in 2026 [2026] (see 3) [v2]", &[]),
            ("Nothing here", &[]),
        ];
        for (subject, expected) in table {
            assert_eq!(foreign_keys(subject), *expected, "{subject}");
        }
    }
}
