//! Addresses are read from whatever people and programs write into address fields.

use mail_parser::{Address, HeaderName};
use serde::{Deserialize, Serialize};

use super::{headers::Headers, words};
use crate::limits::{ADDRESS_BYTES, Limits};

/// A person's name and mail address as a mail gives them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MailAddress {
    /// The name shown; empty when there is none.
    pub name: String,
    /// The address; its domain in lower case.
    pub address: String,
}

impl MailAddress {
    /// The form in which addresses are compared.
    #[must_use]
    pub fn fold(&self) -> String {
        fold(&self.address)
    }

    /// The part after the at sign, in lower case.
    #[must_use]
    pub fn domain(&self) -> &str {
        domain(&self.address)
    }
}

/// The form in which addresses are compared and stored in `*_fold` columns.
#[must_use]
pub fn fold(address: &str) -> String {
    base::text::fold(address)
}

/// The part after the last at sign.
#[must_use]
pub fn domain(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// A plausible address: one text with something on both sides of an at sign and nothing that could
/// end a header line or an SMTP command.
#[must_use]
pub fn plausible(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("mailto:").trim_matches(['<', '>', '\'', '"', ',', ';']);
    let (local, domain) = text.rsplit_once('@')?;
    let bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '(' | ')');
    let quoted = local.starts_with('"') && local.ends_with('"');
    let unfit = local.is_empty() || domain.is_empty() || text.len() > ADDRESS_BYTES;
    if unfit || domain.contains(bad) || (!quoted && local.contains(bad)) || local.contains(['\r', '\n', '\0']) {
        return None;
    }
    let domain = domain.trim_end_matches('.').to_lowercase();
    (!domain.is_empty()).then(|| format!("{local}@{domain}"))
}

/// The addresses of all fields of this name, groups opened, without repetitions.
/// Gives whether some were left out because there were too many.
#[must_use]
pub fn of(headers: &Headers, name: HeaderName<'static>, limits: &Limits) -> (Vec<MailAddress>, bool) {
    let mut found: Vec<MailAddress> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let text_name = name.as_str().to_owned();
    let parsed: Vec<MailAddress> =
        headers.values(name).filter_map(|value| value.as_address()).flat_map(from_parsed).collect();
    let candidates =
        if parsed.is_empty() { headers.all(&text_name).flat_map(|text| scan(&text)).collect() } else { parsed };
    for candidate in candidates {
        if !seen.insert(candidate.fold()) {
            continue;
        }
        if found.len() >= limits.addresses {
            return (found, true);
        }
        found.push(candidate);
    }
    (found, false)
}

fn from_parsed(address: &Address<'static>) -> Vec<MailAddress> {
    address
        .iter()
        .flat_map(|one| {
            let name = clean_name(one.name().unwrap_or_default());
            match one.address().and_then(plausible) {
                Some(address) => {
                    vec![MailAddress { name: if name == address { String::new() } else { name }, address }]
                }
                None => scan(&format!("{name} {}", one.address().unwrap_or_default())),
            }
        })
        .collect()
}

/// Every word with an at sign, when a field is too broken to be parsed.
fn scan(text: &str) -> Vec<MailAddress> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '[' | ']'))
        .filter_map(plausible)
        .map(|address| MailAddress { name: String::new(), address })
        .collect()
}

fn clean_name(name: &str) -> String {
    let decoded = words::decode(name);
    let line = base::text::clean_line(&decoded);
    let visible: String = line.chars().filter(|c| !is_direction(*c)).collect();
    base::text::truncate(visible.trim_matches(['"', '\'', ' ', '<', '>']), 200).to_owned()
}

/// Characters that turn the direction of writing; in names they only deceive.
pub(crate) fn is_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(field: &str) -> Vec<(String, String)> {
        let headers = Headers::read(format!("To: {field}\r\n").as_bytes());
        of(&headers, HeaderName::To, &Limits::default()).0.into_iter().map(|a| (a.name, a.address)).collect()
    }

    #[test]
    fn addresses_in_many_spellings() {
        let table: &[(&str, &[(&str, &str)])] = &[
            ("a@b.example", &[("", "a@b.example")]),
            ("Ann Lee <Ann@B.EXAMPLE>", &[("Ann Lee", "Ann@b.example")]),
            ("\"Lee, Ann\" <a@b.example>, c@d.example", &[("Lee, Ann", "a@b.example"), ("", "c@d.example")]),
            ("Team: a@b.example, c@d.example;", &[("", "a@b.example"), ("", "c@d.example")]),
            ("undisclosed-recipients:;", &[]),
            ("=?utf-8?B?546L5pWP?= <wang@x.example>", &[("王敏", "wang@x.example")]),
            ("\"=?utf-8?Q?M=C3=BCller?=\" <m@x.example>", &[("Müller", "m@x.example")]),
            ("'a@b.example' <a@b.example>", &[("", "a@b.example")]),
            ("a@b.example; c@d.example", &[("", "a@b.example"), ("", "c@d.example")]),
            ("<<a@b.example>>", &[("", "a@b.example")]),
            ("nobody", &[]),
            ("a@b.example, A@B.example", &[("", "a@b.example")]),
        ];
        for (field, expected) in table {
            let expected: Vec<_> = expected.iter().map(|(n, a)| ((*n).to_owned(), (*a).to_owned())).collect();
            assert_eq!(read(field), expected, "{field}");
        }
    }

    #[test]
    fn names_cannot_turn_the_direction_of_writing() {
        assert_eq!(read("\"evil\u{202e}txt.exe\" <a@b.example>")[0].0, "eviltxt.exe");
    }

    #[test]
    fn no_address_can_break_a_line() {
        for text in ["a@b\r\nRCPT TO:<x@y>", "a b@c", "@b", "a@", "a@b>c"] {
            assert_eq!(plausible(text), None, "{text:?}");
        }
    }

    #[test]
    fn ten_thousand_recipients_are_cut_at_the_limit() {
        let field = (0..10_000).map(|n| format!("u{n}@x.example")).collect::<Vec<_>>().join(",\r\n ");
        let headers = Headers::read(format!("To: {field}\r\n").as_bytes());
        let (found, cut) = of(&headers, HeaderName::To, &Limits::default());
        assert_eq!((found.len(), cut), (1_000, true));
    }
}
