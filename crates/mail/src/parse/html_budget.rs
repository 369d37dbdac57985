//! HTML that would make a tree builder work too hard is recognised before it is parsed.
//!
//! A tree builder is linear on honest mails, but open elements are searched for each tag and
//! formatting that is closed in the wrong order is built again in every later block, so a megabyte
//! can be made to cost minutes and gigabytes. This walk estimates that work from the tags alone.

use crate::limits::Limits;

const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
const CLOSED_BY_PARENT: [&str; 12] =
    ["p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "colgroup"];

/// Whether the HTML may be parsed into a tree.
#[must_use]
pub fn fits(html: &str, limits: &Limits) -> bool {
    if html.len() > limits.html_bytes {
        return false;
    }
    let mut walk = Walk::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        walk.tag(rest);
        if walk.work > limits.html_work || walk.open.len() > limits.html_depth {
            return false;
        }
    }
    true
}

#[derive(Default)]
struct Walk {
    open: Vec<String>,
    dangling: usize,
    work: usize,
}

impl Walk {
    fn tag(&mut self, text: &str) {
        let (text, closes) = match text.strip_prefix('/') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count().min(20);
        let name = text.get(..length).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() {
            return;
        }
        // Attributes cost too: thousands on one tag are compared with one another.
        let attributes = text.split('>').next().unwrap_or_default().bytes().filter(|&byte| byte == b'=').count();
        self.work += 1 + self.dangling + self.open.len() / 64 + attributes.saturating_mul(attributes) / 64;
        if closes {
            self.close(&name);
        } else if !VOID.contains(&name.as_str()) {
            if self.open.last() == Some(&name) && CLOSED_BY_PARENT.contains(&name.as_str()) {
                self.open.pop();
            }
            self.open.push(name);
        }
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return };
        let implied = self.open.get(at + 1..).unwrap_or_default();
        self.dangling += implied.iter().filter(|open| FORMATTING.contains(&open.as_str())).count();
        self.open.truncate(at);
        if FORMATTING.contains(&name) {
            self.dangling = self.dangling.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_mails_fit() {
        let table = "<table><tr><td><font size=2><b>x</b></font></td></tr></table>".repeat(3_000);
        assert!(fits(&table, &Limits::default()));
        assert!(fits(&"<p>unclosed paragraphs<br>".repeat(10_000), &Limits::default()));
    }

    #[test]
    fn bombs_do_not_fit() {
        let limits = Limits::default();
        assert!(!fits(&"<div>".repeat(100_000), &limits));
        assert!(!fits(&"<div></x>".repeat(100_000), &limits));
        let formatting: String = (0..50_000).map(|n| format!("<p><b a={n}></p>")).collect();
        assert!(!fits(&formatting, &limits));
        let attributes: String = (0..50_000).map(|n| format!(" a{n}=1")).collect();
        assert!(!fits(&format!("<p{attributes}>"), &limits));
    }
}
