//! ARCHITECTURE.md is the map: it names every crate that exists and none that does not.

use super::{Problem, tree::Tree};

const MAP: &str = "ARCHITECTURE.md";

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let text = tree.text(MAP).unwrap_or_default();
    let mut problems: Vec<Problem> = tree
        .crates()
        .filter(|folder| !text.contains(&format!("`{folder}`")))
        .map(|folder| Problem::in_file(MAP, format!("does not name `{folder}`")))
        .collect();
    for (line, text) in text.lines().enumerate() {
        for folder in named(text).filter(|folder| !tree.has_folder(folder)) {
            problems.push(Problem::at(MAP, line + 1, format!("names {folder}, which does not exist")));
        }
    }
    problems
}

/// Every `crates/x` and `libs/x` in a line.
fn named(line: &str) -> impl Iterator<Item = String> + '_ {
    ["crates/", "libs/"].into_iter().flat_map(move |start| {
        line.match_indices(start).filter_map(move |(place, _)| {
            let rest = line.get(place + start.len()..)?;
            let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            (!name.is_empty()).then(|| format!("{start}{name}"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_and_invented_crates_are_named() {
        let tree = Tree::of(&[
            ("crates/desk/Cargo.toml", ""),
            ("libs/query/Cargo.toml", ""),
            ("ARCHITECTURE.md", "| `crates/desk` | tickets |\nsee crates/fax/src/lib.rs\n"),
        ]);
        let says: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            says,
            [
                "ARCHITECTURE.md: does not name `libs/query`",
                "ARCHITECTURE.md:2: names crates/fax, which does not exist"
            ]
        );
    }
}
