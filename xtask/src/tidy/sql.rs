//! Handlers hold no SQL, and SQL files know nothing of HTTP.

use super::{Problem, tree::Tree};

const HANDLERS: [&str; 3] = ["/pages.rs", "/api.rs", "/portal.rs"];
const SQL: [&str; 5] = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "UPDATE ", "statements!"];
const HTTP: [&str; 4] = ["axum::", "http::", "hyper::", "minijinja::"];

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.rust() {
        let (words, says) = if HANDLERS.iter().any(|name| file.path.ends_with(name)) {
            (&SQL[..], "a handler holds no SQL; move it to store.rs")
        } else if file.path.ends_with("/store.rs") {
            (&HTTP[..], "SQL knows nothing of HTTP or pages")
        } else {
            continue;
        };
        for (line, text) in file.text.lines().enumerate().filter(|(_, text)| !text.trim_start().starts_with("//")) {
            if words.iter().any(|word| text.contains(word)) {
                problems.push(Problem::at(&file.path, line + 1, says));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_in_handlers_and_http_in_stores_are_found() {
        let tree = Tree::of(&[
            ("crates/desk/src/ticket/pages.rs", "tx.query(\"SELECT id FROM work_item\")\n// UPDATE the page\n"),
            ("crates/desk/src/ticket/store.rs", "use axum::Router;\nconst A: &str = \"SELECT 1\";\n"),
            ("crates/desk/src/ticket/reply.rs", "\n"),
        ]);
        assert_eq!(check(&tree).len(), 2);
    }
}
