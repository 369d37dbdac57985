//! The first line of every source file says its rule in plain words.

use super::{Problem, tree::Tree};

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    tree.rust()
        .filter(|file| file.path.contains("/src/"))
        .filter(|file| file.text.lines().next().and_then(|line| line.strip_prefix("//! ")).is_none_or(str::is_empty))
        .map(|file| Problem::at(&file.path, 1, "the first line must be a `//!` sentence that says what holds here"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_without_a_first_sentence_are_named() {
        let tree = Tree::of(&[
            ("crates/desk/src/a.rs", "use std::fmt;\n"),
            ("crates/desk/src/b.rs", "//! A reply reopens.\n"),
            ("crates/desk/tests/it/main.rs", "mod a;\n"),
        ]);
        assert_eq!(check(&tree).len(), 1);
    }
}
