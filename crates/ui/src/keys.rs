//! Which messages a source asks for, so that a test can tell missing and unused ones.

use std::collections::BTreeSet;

/// The message keys a template names in calls of `t`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Named in full: `t("sign-in")`.
    pub exact: BTreeSet<String>,
    /// Named by their beginning: `t("status-" ~ status)`.
    pub prefixes: BTreeSet<String>,
}

impl Keys {
    /// Reads the calls of `t` in a template; the key must be a literal, or a literal followed by `~`.
    pub fn of_template(source: &str) -> Keys {
        let mut keys = Keys::default();
        let source = &without_comments(source);
        for (start, call) in source.match_indices("t(") {
            let follows_a_name = source.get(..start).is_some_and(|before| before.ends_with(is_name));
            let rest = source.get(start + call.len()..).unwrap_or_default().trim_start();
            let Some(quote) = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { continue };
            let mut parts = rest.splitn(3, quote).skip(1);
            let (Some(key), Some(after), false) = (parts.next(), parts.next(), follows_a_name) else { continue };
            let set = if after.trim_start().starts_with('~') { &mut keys.prefixes } else { &mut keys.exact };
            set.insert(key.to_owned());
        }
        keys
    }

    /// Adds the keys of another source.
    pub fn extend(&mut self, other: Keys) {
        self.exact.extend(other.exact);
        self.prefixes.extend(other.prefixes);
    }

    /// Whether a message is asked for.
    pub fn contains(&self, key: &str) -> bool {
        self.exact.contains(key) || self.prefixes.iter().any(|prefix| key.starts_with(prefix))
    }
}

/// The template without its `{# … #}` parts, whose examples ask for nothing.
fn without_comments(source: &str) -> String {
    let mut parts = source.split("{#");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("#}").map_or("", |(_, after)| after))
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '.'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_calls_are_found() {
        let keys = Keys::of_template(
            r#"{{ t("a-b", name=x) }}{{ t( 'c') ~ input("no") }}{{ t("status-" ~ item.status) }}{{ t(key) }} art("d"){# t("e") #}"#,
        );
        assert_eq!(keys.exact, BTreeSet::from(["a-b".to_owned(), "c".to_owned()]));
        assert_eq!(keys.prefixes, BTreeSet::from(["status-".to_owned()]));
        assert!(keys.contains("status-open") && !keys.contains("state-open"));
    }
}
