//! Keys that other ticket systems put into subjects; kept per partner, so that their answers stay together.

/// The most keys read from one subject.
const MOST: usize = 3;

/// The keys in a subject: ServiceNow (`INC0012345`), Salesforce (`ref:_00D…:ref`), Zendesk (`[ABC123-DEF4]`),
/// Jira in parentheses or at the start (`(ABC-123)`).
#[must_use]
pub fn keys(subject: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let separators = |c: char| {
        c.is_whitespace()
            || matches!(c, '[' | ']' | '(' | ')' | ',' | ';' | '：')
            || (c == ':' && !subject.contains("ref:"))
    };
    for word in subject.split(separators) {
        if (is_service_now(word) || is_salesforce(word)) && !found.contains(&word.to_owned()) && found.len() < MOST {
            found.push(word.to_owned());
        }
    }
    for inner in subject.split('(').skip(1).filter_map(|rest| rest.split_once(')')).map(|(inner, _)| inner) {
        if is_jira(inner) && !found.contains(&inner.to_owned()) && found.len() < MOST {
            found.push(inner.to_owned());
        }
    }
    found
}

fn is_service_now(word: &str) -> bool {
    ["INC", "RITM", "REQ", "CHG", "PRB", "CS", "TASK", "SCTASK"].iter().any(|prefix| {
        word.strip_prefix(prefix)
            .is_some_and(|digits| digits.len() >= 7 && digits.len() <= 12 && digits.bytes().all(|b| b.is_ascii_digit()))
    })
}

fn is_salesforce(word: &str) -> bool {
    word.strip_prefix("ref:").and_then(|rest| rest.strip_suffix(":ref")).is_some_and(|id| {
        (10..=60).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'!'))
    })
}

fn is_jira(word: &str) -> bool {
    word.split_once('-').is_some_and(|(project, number)| {
        (2..=10).contains(&project.len())
            && project.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && (1..=8).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_other_systems() {
        let table: &[(&str, &[&str])] = &[
            ("Incident INC0012345 has been updated", &["INC0012345"]),
            ("Re: Case [ ref:_00D20abc._500A0xyz:ref ]", &["ref:_00D20abc._500A0xyz:ref"]),
            ("[JIRA] (OPS-123) Disk full", &["OPS-123"]),
            ("INC12 is too short", &[]),
            ("Nothing here", &[]),
        ];
        for (subject, expected) in table {
            assert_eq!(keys(subject), *expected, "{subject}");
        }
    }
}
