//! Lock files of npm name packages and their checksums, not the servers somebody fetched them from.

use super::{Problem, tree::Tree};

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    tree.files
        .iter()
        .filter(|file| file.path.ends_with("package-lock.json") && file.text.contains("\"resolved\""))
        .map(|file| {
            Problem::in_file(
                &file.path,
                "write it again with `npm install` beside a .npmrc with omit-lockfile-registry-resolved=true",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_a_lock_are_found() {
        let tree =
            Tree::of(&[("e2e/package-lock.json", "{\"resolved\": \"https://…\"}"), ("a/package-lock.json", "{}")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
