//! The rules of the house that no compiler checks; each check is one small file that can fail on its own.

mod arrows;
mod first_lines;
mod licences;
mod locales;
mod locks;
mod map;
mod names;
mod paths;
mod sizes;
mod sql;
mod templates;
mod tree;

use std::fmt;

use crate::cargo;
use tree::Tree;

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem {
    place: String,
    line: usize,
    says: String,
}

impl Problem {
    fn in_file(place: &str, says: impl Into<String>) -> Self {
        Self { place: place.to_owned(), line: 0, says: says.into() }
    }

    fn at(place: &str, line: usize, says: impl Into<String>) -> Self {
        Self { place: place.to_owned(), line, says: says.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(out, "{}: {}", self.place, self.says)
        } else {
            write!(out, "{}:{}: {}", self.place, self.line, self.says)
        }
    }
}

/// Checks the checkout and prints every problem.
pub(crate) fn run() -> anyhow::Result<()> {
    let problems = problems()?;
    for problem in &problems {
        eprintln!("{problem}");
    }
    anyhow::ensure!(problems.is_empty(), "{} problems", problems.len());
    println!("tidy");
    Ok(())
}

fn problems() -> anyhow::Result<Vec<Problem>> {
    let tree = Tree::read(&cargo::root())?;
    let ours = cargo::metadata(false)?;
    let everything = cargo::metadata(true)?;
    let rules = tree.text("deny.toml").unwrap_or_default();
    let mut problems: Vec<Problem> = [
        arrows::check(&ours),
        first_lines::check(&tree),
        licences::check(&everything, rules)?,
        locales::check(&tree),
        locks::check(&tree),
        map::check(&tree),
        names::check(&tree),
        paths::check(&tree),
        sizes::check(&tree),
        sql::check(&tree),
        templates::check(&tree),
    ]
    .into_iter()
    .flatten()
    .collect();
    problems.sort();
    Ok(problems)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tree_is_tidy() {
        let problems: Vec<String> = super::problems().unwrap().iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    }
}
