//! After sign-in a visitor returns only to a plain path on this server.

use crate::limits;

/// The path to return to, when it is a safe one on this server: it begins with one slash, has
/// neither backslashes, control characters, empty nor dot segments, and is printable ASCII.
#[must_use]
pub fn safe_next(path: &str) -> Option<&str> {
    let printable = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if !printable || path.len() > limits::NEXT || !path.starts_with('/') {
        return None;
    }
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let route = path.get(..end)?;
    let mut segments = route.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        if (segment.is_empty() && !last) || is_dots(segment) {
            return None;
        }
    }
    (!route.starts_with("/sign-")).then_some(path)
}

/// `.` and `..`, also written with percent signs.
fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

/// Where to go after sign-in: the wanted path if it is safe, else the start page.
#[must_use]
pub fn next_or_home(wanted: Option<&str>) -> &str {
    wanted.and_then(safe_next).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paths_pass() {
        for path in ["/", "/desk", "/desk/SUP-1?tab=notes#m4", "/portal/", "/desk?q=a//b", "/.well-known/x", "/a%20b"] {
            assert_eq!(safe_next(path), Some(path), "{path}");
        }
    }

    #[test]
    fn attacks_do_not() {
        let attacks = [
            "",
            "desk",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            " //evil.example",
            "https://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "/.//evil.example",
            "/..//evil.example",
            "/a/../../evil",
            "/%2e%2e//evil.example",
            "/desk//evil.example",
            "/desk\r\nSet-Cookie: a=b",
            "/é",
            "/\u{0}",
            "//user@evil.example/",
            "/\u{200b}/evil",
            "//evil.example\\@ours",
            "http:/\\evil.example",
            "/sign-out",
            "/sign-in?next=/",
            "?next=/",
            "#",
            "/ evil",
        ];
        for attack in attacks {
            assert_eq!(safe_next(attack), None, "{attack:?}");
        }
        assert_eq!(safe_next(&format!("/{}", "a".repeat(3_000))), None);
        assert_eq!(next_or_home(Some("//evil.example")), "/");
    }
}
