//! Status codes: the enhanced ones of RFC 3463 and the replies of SMTP (RFC 5321 §4.2).

/// How many words of a text are looked at.
const MOST_WORDS: usize = 4_000;

/// The enhanced status code in a text, such as `5.1.1`: one right after a reply of SMTP or after `#` before any other.
#[must_use]
pub fn code_in(text: &str) -> Option<String> {
    let mut first = None;
    let mut after_reply = false;
    for word in words(text) {
        if let Some(code) = status(word) {
            if after_reply || word.starts_with('#') {
                return Some(code.to_owned());
            }
            first = first.or(Some(code));
        }
        after_reply = reply(word).is_some();
    }
    first.map(str::to_owned)
}

/// The first reply of SMTP in a text that tells of a failure, such as `550`.
pub fn reply_in(text: &str) -> Option<u16> {
    words(text).find_map(reply)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | '-' | ':' | ';' | ',' | '\'' | '"')
    })
    .filter(|word| !word.is_empty())
    .take(MOST_WORDS)
}

/// The code that a word is: a class, a subject of one digit, a detail of up to three.
pub fn status(word: &str) -> Option<&str> {
    let word = word.trim_start_matches('#').trim_end_matches('.');
    let mut numbers = word.split('.');
    let (class, subject, detail) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let is_number = |text: &str, longest: usize| {
        (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fits =
        matches!(class, "2" | "4" | "5") && is_number(subject, 1) && is_number(detail, 3) && numbers.next().is_none();
    fits.then_some(word)
}

fn reply(word: &str) -> Option<u16> {
    let is_failure = word.len() == 3 && word.starts_with(['4', '5']) && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse()
        .ok()
        .filter(|reply| is_failure && matches!(reply, 421 | 432 | 450..=459 | 500..=504 | 510..=535 | 541 | 550..=579))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_what_servers_say() {
        let table = [
            ("550 5.1.1 unknown user", Some("5.1.1"), Some(550)),
            ("550-5.1.1 The email account", Some("5.1.1"), Some(550)),
            ("Exim 4.92.3 said: 452 4.2.2 full", Some("4.2.2"), Some(452)),
            ("Postfix 4.1.2 on 5.4.3.2 said 550 5.7.26 no", Some("5.7.26"), Some(550)),
            ("Sorry, no mailbox here by that name. (#5.1.1)", Some("5.1.1"), None),
            ("<mx #5.5.0 smtp;550 no such user>", Some("5.5.0"), Some(550)),
            ("5.0.0 (permanent failure)", Some("5.0.0"), None),
            ("from 10.5.1.1 at 5.11.1 and 3.1.1", None, None),
            ("", None, None),
        ];
        for (text, code, smtp) in table {
            assert_eq!((code_in(text).as_deref(), reply_in(text)), (code, smtp), "{text}");
        }
    }
}
