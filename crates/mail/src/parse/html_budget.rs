//! HTML that would make a tree builder work too hard is recognised before it is parsed.
//!
//! A tree builder is linear on honest mails, but open elements are searched for each tag, attributes of one tag are
//! compared with one another, formatting that is closed in the wrong order is built again in every later block, and
//! what stands in a table outside its cells is moved before it, past everything moved already, and long texts full of
//! entities are slow to write. A megabyte can be made to cost minutes and gigabytes. This walk estimates that work from the tags alone, and is linear itself.

use crate::limits::Limits;

const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
const CLOSED_BY_THEMSELVES: [&str; 6] = ["p", "li", "dt", "dd", "option", "colgroup"];
const TABLE_PARTS: [&str; 9] = ["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"];
const CELLS: [&str; 3] = ["td", "th", "caption"];

const APART: [&str; 10] = ["a", "blockquote", "br", "div", "font", "hr", "img", "p", "pre", "span"];

/// No honest tag has more attributes.
const ATTRIBUTES: usize = 200;

/// Whether the HTML may be parsed into a tree.
#[must_use]
pub fn fits(html: &str, limits: &Limits) -> bool {
    if html.len() > limits.html_bytes || escaping(html) > limits.html_work {
        return false;
    }
    let mut walk = Walk::default();
    walk_tags(html, |tag, attributes| {
        walk.tag(tag, attributes);
        walk.work <= limits.html_work && walk.open.len() <= limits.html_depth
    })
}

/// The work of writing text out again: for each sign that is written as an entity the rest of its text is looked
/// through. Texts are apart where an element surely begins between them.
fn escaping(html: &str) -> usize {
    let cost = |signs: usize, length: usize| signs.saturating_mul(length) / 512;
    let (mut work, mut signs, mut length) = (0_usize, 0, 0);
    for piece in html.split('<') {
        let name = piece.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = piece.get(..name).unwrap_or_default();
        if APART.iter().any(|apart| name.eq_ignore_ascii_case(apart)) {
            work = work.saturating_add(cost(signs, length));
            (signs, length) = (0, 0);
        }
        signs += piece.matches(['&', '\u{a0}']).count();
        length += piece.len();
    }
    work.saturating_add(cost(signs, length))
}

/// Whether the HTML may be cut into tags, which is linear but for the attributes of one tag.
#[must_use]
pub fn tags_fit(html: &str) -> bool {
    walk_tags(html, |_, _| true)
}

/// Calls `each` with the text after every `<` that begins a tag, and the number of its attributes; stops when that is
/// too large or `each` says no. Where a tag ends depends on quotes, so every beginning is looked at by itself; the
/// sum of the looking is bounded.
fn walk_tags<'a>(html: &'a str, mut each: impl FnMut(&'a str, usize) -> bool) -> bool {
    let mut may_look = html.len().saturating_mul(4) + 65_536;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let name = rest.strip_prefix('/').unwrap_or(rest);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let tag = attributes(name.as_bytes());
        if tag.attributes > ATTRIBUTES || tag.length > may_look || !each(rest, tag.attributes) {
            return false;
        }
        may_look -= tag.length;
    }
    true
}

struct Tag {
    attributes: usize,
    length: usize,
}

/// Counts the attributes of the tag whose name `tag` begins with, as the tokenizer of HTML sees them
/// (HTML §13.2.5.32 and following), and stops at one too many.
fn attributes(tag: &[u8]) -> Tag {
    #[derive(PartialEq)]
    enum At {
        TagName,
        Between,
        Name,
        Equals,
        Value(u8),
    }
    let (mut at, mut count) = (At::TagName, 0);
    for (length, &byte) in tag.iter().enumerate() {
        let is_space = byte.is_ascii_whitespace();
        at = match (at, byte) {
            (At::Value(quote), _) if byte == quote => At::Between,
            (At::Value(b' '), _) if is_space => At::Between,
            (At::Value(quote @ (b'"' | b'\'')), _) => At::Value(quote),
            (_, b'>') => return Tag { attributes: count, length },
            (At::Value(quote), _) => At::Value(quote),
            (At::Equals, b'"' | b'\'') => At::Value(byte),
            (At::Equals, _) if is_space => At::Equals,
            (At::Equals, _) => At::Value(b' '),
            (At::Name, b'=') => At::Equals,
            (_, b'/') => At::Between,
            // A value may follow its name after a space.
            (At::Between, b'=') if count > 0 => At::Equals,
            (At::Between | At::Name | At::TagName, _) if is_space => At::Between,
            (At::Between, _) => {
                count += 1;
                At::Name
            }
            (same, _) => same,
        };
        if count > ATTRIBUTES {
            return Tag { attributes: count, length };
        }
    }
    Tag { attributes: count, length: tag.len() }
}

#[derive(Default)]
struct Walk {
    open: Vec<String>,
    dangling: usize,
    moved: usize,
    work: usize,
}

impl Walk {
    fn tag(&mut self, text: &str, attributes: usize) {
        let (text, closes) = match text.strip_prefix('/') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count().min(20);
        let name = text.get(..length).unwrap_or_default().to_ascii_lowercase();
        let is_part = TABLE_PARTS.contains(&name.as_str());
        if !closes && !is_part && self.is_outside_cells() {
            self.moved += 1;
        }
        self.work += 1 + self.dangling + self.open.len() / 64 + attributes * attributes / 64 + self.moved / 64;
        if closes {
            self.close(&name);
            return;
        }
        if is_part {
            self.leave_cell();
        }
        if !VOID.contains(&name.as_str()) {
            if self.open.last() == Some(&name) && CLOSED_BY_THEMSELVES.contains(&name.as_str()) {
                self.open.pop();
            }
            self.open.push(name);
        }
    }

    /// Inside a table, but not inside a cell of it.
    fn is_outside_cells(&self) -> bool {
        let mut parts = self.open.iter().rev().filter(|open| *open == "table" || CELLS.contains(&open.as_str()));
        parts.next().is_some_and(|nearest| nearest == "table")
    }

    /// A new row or cell ends the cell that is open.
    fn leave_cell(&mut self) {
        let nearest = self.open.iter().rposition(|open| open == "table" || CELLS.contains(&open.as_str()));
        if let Some(cell) = nearest.filter(|&at| self.open.get(at).is_some_and(|open| open != "table")) {
            self.open.truncate(cell);
        }
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return };
        let implied = self.open.get(at + 1..).unwrap_or_default();
        self.dangling += implied.iter().filter(|open| FORMATTING.contains(&open.as_str())).count();
        if FORMATTING.contains(&name) {
            // The blocks inside stay open, and what they hold is moved (HTML §13.2.6.4.7, the adoption agency).
            self.work += implied.len();
            self.open.remove(at);
            self.dangling = self.dangling.saturating_sub(1);
        } else {
            self.open.truncate(at);
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
        let rows = "<tr><td align=\"left\" style=\"color:red\">a</td><td>b > c</td></tr>\n".repeat(5_000);
        assert!(fits(&format!("<table>{rows}</table>"), &Limits::default()));
        assert!(fits(&"<p>Tom &amp; Ann&nbsp;Lee<br>said &quot;no&quot;</p>".repeat(10_000), &Limits::default()));
        assert!(fits(&"<p>unclosed paragraphs<br>".repeat(10_000), &Limits::default()));
    }

    #[test]
    fn bombs_do_not_fit() {
        let limits = Limits::default();
        let many = |piece: &str| piece.repeat(1_000_000 / piece.len());
        assert!(!fits(&many("<div>"), &limits));
        assert!(!fits(&many("<div></x>"), &limits));
        assert!(!fits(&many("<a><div></a>"), &limits));
        assert!(!fits(&many("&amp;"), &limits));
        assert!(!fits(&many("&nbsp;</x>"), &limits));
        assert!(!fits(&format!("<table>{}", many("<i></i>")), &limits));
        assert!(!fits(&format!("<table><td><col>{}", many("<i></i>")), &limits));
        let formatting: String = (0..50_000).map(|n| format!("<p><b a={n}></p>")).collect();
        assert!(!fits(&formatting, &limits));
    }

    #[test]
    fn attributes_are_counted_as_a_browser_counts_them() {
        let table = [
            ("p>", 0),
            ("p a>", 1),
            ("p a b=c d=\"e > f\" g='h'>", 4),
            ("p a=\"b\"c=d>", 2),
            ("p a = b>", 1),
            ("img/src=x/>", 1),
            ("p =a>", 1),
            ("p a=b/c>", 1),
        ];
        for (tag, count) in table {
            assert_eq!(attributes(tag.as_bytes()).attributes, count, "{tag}");
        }
        for attributes in [" a1", " a=\">\"", "/a"] {
            assert!(!tags_fit(&format!("<!-- <p a=\" --><p{}>", attributes.repeat(50_000))), "{attributes}");
        }
        assert!(!tags_fit(&"<a b=x".repeat(100_000)));
        assert!(!tags_fit(&"<a".repeat(100_000)));
    }
}
