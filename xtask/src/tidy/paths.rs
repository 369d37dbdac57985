//! No path of the machine on which somebody happened to write.

use super::{Problem, tree::Tree};

/// Written apart so that this file does not find itself.
const MACHINE: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.files.iter().filter(|file| !file.path.ends_with("package-lock.json")) {
        for (line, text) in file.text.lines().enumerate() {
            for path in MACHINE.into_iter().filter(|path| begins_a_path(text, path)) {
                problems.push(Problem::at(&file.path, line + 1, format!("{path}… is a path of one machine")));
            }
        }
    }
    problems
}

/// Whether `path` stands in `line` as the beginning of a path, not inside one such as `crates/…`.
fn begins_a_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(place, _)| {
        let before = line.get(..place).and_then(|text| text.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_' | '}' | ')' | '*' | '/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_paths_are_found_and_ours_are_not() {
        let text = format!("see {}x\n`crates{}src`\n", MACHINE[0], MACHINE[0]);
        let problems = check(&Tree::of(&[("README.md", &text)]));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, 1);
    }
}
