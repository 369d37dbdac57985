//! A signed marker in the text we send comes back in the quoted part, even when a provider rewrites
//! message ids.

use keys::Keys;

use super::token;

const PURPOSE: &str = "mail.marker";
const SIGN: &str = "ref:ac-";
/// More markers than this are noise of somebody who tries.
const MOST: usize = 20;

/// The marker of a thread, such as `ref:ac-2s-k3jd…`.
#[must_use]
pub fn for_thread(keys: &Keys, thread: i64) -> String {
    format!("{SIGN}{}", token::write(keys, PURPOSE, thread))
}

/// The thread of a token found in a text, when its code is right.
#[must_use]
pub fn read(keys: &Keys, found: &str) -> Option<i64> {
    token::read(keys, PURPOSE, found)
}

/// The tokens in a mail's text and HTML, not yet verified, the first first.
#[must_use]
pub fn tokens(text: &str, html: Option<&str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for source in std::iter::once(text).chain(html) {
        let mut rest = source;
        while let Some(at) = rest.find(SIGN) {
            rest = rest.get(at + SIGN.len()..).unwrap_or_default();
            let token: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
            if !token.is_empty() && !found.contains(&token) && found.len() < MOST {
                found.push(token);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marker_survives_quoting() {
        let keys = Keys::from_bytes([7; 32]);
        let text = format!("Thanks\n> -- \n> {}\n", for_thread(&keys, 12));
        let found = tokens(&text, Some(&format!("<span>{}</span>", for_thread(&keys, 13))));
        let threads: Vec<_> = found.iter().filter_map(|token| read(&keys, token)).collect();
        assert_eq!(threads, [12, 13]);
        assert!(tokens(&"ref:ac-1 ".repeat(1_000), None).len() <= MOST);
    }
}
