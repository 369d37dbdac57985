//! A name says what is inside; names that could mean anything are not names.

use super::{Problem, tree::Tree};

const EMPTY_NAMES: [&str; 11] =
    ["common", "core", "utils", "util", "helpers", "helper", "types", "shared", "misc", "manager", "service"];

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let files = tree.rust().filter_map(|file| {
        let name = file.path.split('/').find_map(|part| empty(part.strip_suffix(".rs").unwrap_or(part)))?;
        Some(Problem::in_file(&file.path, says(name)))
    });
    let modules = tree.rust().flat_map(|file| {
        file.text.lines().enumerate().filter_map(|(line, text)| {
            let text = text.trim_start().trim_start_matches("pub ").strip_prefix("mod ")?;
            let name = empty(text.split(|c: char| !c.is_alphanumeric() && c != '_').next()?)?;
            Some(Problem::at(&file.path, line + 1, says(name)))
        })
    });
    files.chain(modules).collect()
}

fn empty(name: &str) -> Option<&str> {
    EMPTY_NAMES.contains(&name).then_some(name)
}

fn says(name: &str) -> String {
    format!("“{name}” could mean anything; name what it does")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_names_are_found_in_paths_and_modules() {
        let tree = Tree::of(&[
            ("crates/desk/src/utils.rs", ""),
            ("crates/common/src/lib.rs", ""),
            ("crates/desk/src/lib.rs", "pub mod helpers {\n}\nmod ticket;\n"),
        ]);
        assert_eq!(check(&tree).len(), 3);
    }
}
