//! Templates carry no script and no style of their own, so that the content security policy can forbid both.

use super::{Problem, tree::Tree};

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in &tree.files {
        // Mail readers know no style sheets; what goes into mails is not shown by our pages.
        let is_page = file.path.contains("/templates/") && !file.path.contains("/templates/mail/");
        if !is_page || !file.path.ends_with(".html") {
            continue;
        }
        for (line, text) in file.text.lines().enumerate() {
            if let Some(what) = inline(text) {
                problems.push(Problem::at(&file.path, line + 1, format!("{what} belongs into crates/ui/web")));
            }
        }
    }
    problems
}

fn inline(line: &str) -> Option<&'static str> {
    let line = line.to_ascii_lowercase();
    if line.match_indices("<script").any(|(place, _)| !line.get(place..).is_some_and(|tag| until(tag).contains("src=")))
    {
        Some("an inline script")
    } else if line.contains("<style") || line.contains(" style=") {
        Some("an inline style")
    } else if line.match_indices(" on").any(|(place, _)| is_handler(line.get(place + 3..).unwrap_or_default())) {
        Some("an event attribute")
    } else {
        None
    }
}

fn until(tag: &str) -> &str {
    tag.split('>').next().unwrap_or(tag)
}

/// `click="…` after ` on`.
fn is_handler(rest: &str) -> bool {
    let name = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
    name > 2 && rest.get(name..).is_some_and(|after| after.starts_with("=\"") || after.starts_with("='"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_code_is_found() {
        assert!(inline("<script>alert(1)</script>").is_some());
        assert!(inline("<p class=\"a\" style=\"color: red\">").is_some());
        assert!(inline("<a onclick=\"go()\">").is_some());
        assert!(inline("<script type=\"module\" src=\"{{ asset('app.js') }}\"></script>").is_none());
        assert!(inline("<p>based on trust=\"x\"</p>").is_none());
        assert!(inline("<p data-x=\"on\" hx-on-error=\"x\">").is_none());
    }
}
