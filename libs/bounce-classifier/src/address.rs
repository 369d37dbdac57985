//! Addresses in running text.

/// The longest address that is one (RFC 5321 §4.5.3.1).
const LONGEST: usize = 320;
/// How many addresses are read of one text.
const MOST: usize = crate::MAX_RECIPIENTS;

/// Whether mail from this address comes from a mail system and not from a person.
#[must_use]
pub fn is_daemon(address: &str) -> bool {
    let local = address.split(['@', '+']).next().unwrap_or_default().to_lowercase();
    matches!(
        local.as_str(),
        "mailer-daemon" | "postmaster" | "mailerdaemon" | "mail-daemon" | "mailer_daemon" | "maildaemon" | "mdaemon"
    )
}

/// The address that a word is, without what stands around addresses.
pub fn of_word(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| {
        matches!(c, '<' | '>' | '\'' | '"' | ',' | ';' | ':' | '.' | '[' | ']' | '`' | '“' | '”' | '‘' | '’')
    });
    let word =
        ["smtp:", "mailto:", "rfc822;", "rfc822:"].iter().find_map(|kind| without_prefix(word, kind)).unwrap_or(word);
    let (local, domain) = word.rsplit_once('@')?;
    let fits = !local.is_empty() && word.len() <= LONGEST && !local.contains(unfit) && is_domain(domain);
    fits.then(|| format!("{local}@{}", domain.to_lowercase()))
}

fn without_prefix<'a>(word: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = word.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| rest.trim_start_matches('<'))
}

fn unfit(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '@')
}

fn is_domain(domain: &str) -> bool {
    !domain.is_empty()
        && !domain.starts_with(['.', '-'])
        && domain.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

/// Every address in a text, each once, in order.
pub fn all_in(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| {
        c.is_whitespace()
            || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')' | '|' | '，' | '：' | '；' | '（' | '）')
    }) {
        if found.len() >= MOST {
            break;
        }
        if let Some(address) = word.contains('@').then(|| of_word(word)).flatten().filter(|one| !found.contains(one)) {
            found.push(address);
        }
    }
    found
}

/// The recipient that an envelope sender made for it names: `bounces+ann=customer.example@desk.example` (VERP).
pub fn in_envelope_sender(address: &str) -> Option<String> {
    let (local, _) = address.rsplit_once('@')?;
    let tag = local.rsplit(['+', '-']).find(|tag| tag.contains('='))?;
    let (name, domain) = tag.rsplit_once('=')?;
    domain.contains('.').then(|| of_word(&format!("{name}@{domain}"))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_text() {
        let text = "to <Ann@X.example>, 'bob@y.example': smtp:eve@z.example (ann@x.example) @ a@ @b host a@@c";
        assert_eq!(all_in(text), ["Ann@x.example", "bob@y.example", "eve@z.example", "ann@x.example"]);
    }

    #[test]
    fn envelope_senders_that_name_the_recipient() {
        assert_eq!(
            in_envelope_sender("bounces+ann=customer.example@desk.example").as_deref(),
            Some("ann@customer.example")
        );
        assert_eq!(
            in_envelope_sender("bounce-17-ann.lee=customer.example@desk.example").as_deref(),
            Some("ann.lee@customer.example")
        );
        for other in ["support@desk.example", "a=b@desk.example", "support+b7k2@desk.example"] {
            assert_eq!(in_envelope_sender(other), None, "{other}");
        }
    }
}
