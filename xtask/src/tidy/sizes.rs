//! Files and functions stay small enough to be read at once.

use super::{
    Problem,
    tree::{File, Tree},
};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    tree.rust().flat_map(|file| too_long_file(file).into_iter().chain(too_long_functions(file))).collect()
}

fn too_long_file(file: &File) -> Option<Problem> {
    let lines = file.text.lines().count();
    (lines > FILE_LINES)
        .then(|| Problem::in_file(&file.path, format!("{lines} lines; {FILE_LINES} are the most, split it by subject")))
}

/// The tree is formatted, so a function ends at the first closing brace that stands below its beginning.
fn too_long_functions(file: &File) -> Vec<Problem> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut problems = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let length = lines.iter().skip(start).position(|below| ends(line, below)).map_or(1, |end| end + 1);
        if length > FUNCTION_LINES {
            let says = format!("{name} has {length} lines; {FUNCTION_LINES} are the most, name its steps");
            problems.push(Problem::at(&file.path, start + 1, says));
        }
    }
    problems
}

fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let words = ["pub", "async", "const", "unsafe", "extern", "default"];
    let declares = before.split_whitespace().all(|word| words.contains(&word) || word.starts_with("pub("));
    let name = after.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    (declares && !name.is_empty()).then_some(name)
}

fn ends(start: &str, line: &str) -> bool {
    indent(line) == indent(start) && (line.ends_with('}') || line.ends_with(';'))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(lines: usize) -> String {
        format!(
            "impl X {{\n    pub(crate) async fn long(\n        a: u8,\n    ) {{\n{}    }}\n}}\n",
            "        step();\n".repeat(lines)
        )
    }

    #[test]
    fn long_functions_and_files_are_named() {
        let long = function(57);
        let problems = check(&Tree::of(&[("crates/desk/src/long.rs", &long)]));
        assert_eq!(
            problems[0].to_string(),
            "crates/desk/src/long.rs:2: long has 61 lines; 60 are the most, name its steps"
        );
        let file = "// line\n".repeat(401);
        assert_eq!(check(&Tree::of(&[("libs/query/src/lib.rs", &file)])).len(), 1);
    }

    #[test]
    fn short_ones_are_left_alone() {
        let fine = format!("trait T {{\n    fn declared(&self);\n}}\n\nfn one() {{ }}\n{}", function(56));
        assert!(check(&Tree::of(&[("crates/desk/src/fine.rs", &fine)])).is_empty());
    }
}
