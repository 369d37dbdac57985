//! Keys in brackets in a subject, such as `[SUP-12]`: guessable, so they are only a hint.

/// The most keys read from one subject.
const MOST: usize = 5;

/// The keys in a subject, in upper case: a prefix of 2 to 10 letters or digits that starts with a
/// letter, a hyphen, and up to 12 digits.
#[must_use]
pub fn keys(subject: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for inner in subject.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(inner, _)| inner) {
        let inner = inner.trim().trim_start_matches('#').to_ascii_uppercase();
        if is_key(&inner) && !found.contains(&inner) && found.len() < MOST {
            found.push(inner);
        }
    }
    found
}

fn is_key(text: &str) -> bool {
    let Some((prefix, number)) = text.split_once('-') else { return false };
    let prefix_fits = (2..=10).contains(&prefix.len())
        && prefix.starts_with(|c: char| c.is_ascii_alphabetic())
        && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric());
    prefix_fits && (1..=12).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The subject with the key in brackets, once; the customer's own words stay.
#[must_use]
pub fn with_key(subject: &str, key: &str) -> String {
    if keys(subject).iter().any(|found| found.eq_ignore_ascii_case(key)) {
        return subject.to_owned();
    }
    format!("{subject} [{key}]").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_in_brackets() {
        let table: &[(&str, &[&str])] = &[
            ("Re: Broken [SUP-12]", &["SUP-12"]),
            ("[sup-12] x [#SUP-13] [SUP-12]", &["SUP-12", "SUP-13"]),
            ("SUP-12 without brackets", &[]),
            ("[X-1] [SUP-] [-12] [SUP-12a] [1SUP-2]", &[]),
            ("答复：[SUP-7] 数据库", &["SUP-7"]),
        ];
        for (subject, expected) in table {
            assert_eq!(keys(subject), *expected, "{subject}");
        }
        assert_eq!(with_key("Re: x [SUP-1]", "SUP-1"), "Re: x [SUP-1]");
        assert_eq!(with_key("x", "SUP-1"), "x [SUP-1]");
    }
}
