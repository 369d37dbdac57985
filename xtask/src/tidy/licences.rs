//! Every crate in the tree has a licence that deny.toml allows, is none that it bans, and comes from the registry.

use anyhow::Context;
use serde_json::Value;

use super::Problem;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub(super) fn check(metadata: &Value, rules: &str) -> anyhow::Result<Vec<Problem>> {
    let rules: toml::Table = toml::from_str(rules).context("deny.toml cannot be read")?;
    let allowed: Vec<&str> = list(&rules, "licenses", "allow").iter().filter_map(toml::Value::as_str).collect();
    let banned: Vec<&str> = list(&rules, "bans", "deny")
        .iter()
        .filter(|ban| ban.get("wrappers").is_none())
        .filter_map(|ban| ban.get("name")?.as_str())
        .collect();
    let mut problems = Vec::new();
    for package in metadata["packages"].as_array().map_or(&[][..], Vec::as_slice) {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or("none");
        if !permitted(licence, &allowed) {
            problems.push(Problem::in_file(name, format!("its licence {licence} is not allowed by deny.toml")));
        }
        if banned.contains(&name) {
            problems.push(Problem::in_file(name, "deny.toml bans it"));
        }
        if package["source"].as_str().is_some_and(|source| source != REGISTRY) {
            problems.push(Problem::in_file(name, "it does not come from crates.io"));
        }
    }
    Ok(problems)
}

fn list<'a>(rules: &'a toml::Table, section: &str, key: &str) -> &'a [toml::Value] {
    rules.get(section).and_then(|section| section.get(key)?.as_array()).map_or(&[], Vec::as_slice)
}

/// Whether an SPDX expression can be satisfied with allowed licences; the old `A/B` means `A OR B`.
fn permitted(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    any(&mut words, allowed) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut fine = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        fine |= all(words, allowed);
    }
    fine
}

fn all(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut fine = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        fine &= one(words, allowed);
    }
    fine
}

fn one(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    match words.next() {
        Some("(") => any(words, allowed) & (words.next() == Some(")")),
        Some(name) if words.next_if_eq(&"WITH").is_some() => {
            let exception = words.next().unwrap_or_default();
            allowed.contains(&format!("{name} WITH {exception}").as_str())
        }
        Some(name) => allowed.contains(&name),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn expressions_are_understood() {
        let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"];
        for fine in ["MIT", "GPL-3.0/MIT", "GPL-3.0 OR (MIT AND ISC)", "Apache-2.0 WITH LLVM-exception OR GPL-3.0"] {
            assert!(permitted(fine, &allowed), "{fine}");
        }
        for not in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR ISC) AND GPL-3.0", "", "Apache-2.0", "MIT ISC"] {
            assert!(!permitted(not, &allowed), "{not}");
        }
    }

    #[test]
    fn foreign_licences_banned_crates_and_strange_sources_are_named() {
        let rules = "licenses = { allow = [\"MIT\"] }\nbans = { deny = [{ name = \"openssl\" }] }\n";
        let metadata = json!({"packages": [
            {"name": "a", "license": "GPL-3.0", "source": REGISTRY},
            {"name": "openssl", "license": "MIT", "source": REGISTRY},
            {"name": "b", "license": "MIT", "source": "git+https://example.org/b"},
            {"name": "c", "license": "MIT", "source": null},
        ]});
        assert_eq!(check(&metadata, rules).unwrap().len(), 3);
    }
}
