//! Every language has the same files and the same keys.

use std::collections::{BTreeMap, BTreeSet};

use super::{Problem, tree::Tree};

/// Keys of one file, by language.
type Languages<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let mut files: BTreeMap<(&str, &str), Languages> = BTreeMap::new();
    let mut languages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in &tree.files {
        let Some((folder, rest)) = file.path.split_once("/locales/") else { continue };
        let Some((language, name)) = rest.split_once('/') else { continue };
        languages.entry(folder).or_default().insert(language);
        files.entry((folder, name)).or_default().insert(language, keys(&file.text));
    }
    let mut problems = Vec::new();
    for ((folder, name), known) in &files {
        let all: BTreeSet<&str> = known.values().flatten().copied().collect();
        for language in languages.get(folder).into_iter().flatten() {
            let empty = BTreeSet::new();
            let missing: Vec<&str> = all.difference(known.get(language).unwrap_or(&empty)).copied().collect();
            if !missing.is_empty() {
                let place = format!("{folder}/locales/{language}/{name}");
                problems.push(Problem::in_file(&place, format!("misses {}", missing.join(", "))));
            }
        }
    }
    problems
}

/// The messages and terms of a Fluent file; they begin in the first column.
fn keys(text: &str) -> BTreeSet<&str> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-'))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim_end()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_key_is_named() {
        let tree = Tree::of(&[
            ("crates/desk/locales/en/desk.ftl", "# comment = no\nreply = Reply\nnote = Note\n    .title = x\n"),
            ("crates/desk/locales/zh-CN/desk.ftl", "reply = 回复\n"),
            ("crates/desk/locales/en/mail.ftl", "subject = Subject\n"),
        ]);
        let says: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            says,
            ["crates/desk/locales/zh-CN/desk.ftl: misses note", "crates/desk/locales/zh-CN/mail.ftl: misses subject",]
        );
    }
}
