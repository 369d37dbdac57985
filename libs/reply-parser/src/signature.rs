//! Where a signature begins: after `-- `, in an element for signatures, or with the footer of a mail program or a list.

use crate::line::Line;
use crate::phrases::{DEVICES, ENDS, FOOTER_STARTS, LISTS, WHOLE};

/// A signature after `-- ` is no longer than this, in lines; otherwise the dashes are a rule in the text.
const LONGEST: usize = 25;
/// Footers are one short sentence, perhaps with an address of the web, in bytes.
const LONGEST_FOOTER: usize = 160;
/// The footer of a mailing list is no longer than this, in lines.
const LONGEST_LIST: usize = 12;

/// The index of the first line of the signature at the end of `lines`; their length when there is none.
pub fn start(lines: &[Line]) -> usize {
    let end = list_footer(lines);
    let own = lines.get(..end).unwrap_or_default();
    let delimiter = own.iter().rposition(is_delimiter).filter(|index| own.len() - index <= LONGEST + 1);
    let end = delimiter.unwrap_or(end);
    // Footers and signature elements stand at the very end, or right above the dashes.
    let mut start = end;
    for (index, line) in lines.iter().enumerate().take(end).rev() {
        if line.signature || is_footer(line) {
            start = index;
        } else if !line.is_blank() {
            break;
        }
    }
    start
}

/// `-- ` (RFC 3676 §4.3); many programs lose the space.
pub fn is_delimiter(line: &Line) -> bool {
    line.depth == 0 && line.text == "--"
}

/// `Sent from my iPhone`
pub fn is_footer(line: &Line) -> bool {
    let folded = line.folded.trim_end_matches(['.', '!']);
    if folded.is_empty()
        || folded.len() > LONGEST_FOOTER
        || folded.ends_with(['?', ',', ':'])
        || folded.contains(['，', '。'])
    {
        return false;
    }
    let framed =
        FOOTER_STARTS.iter().any(|start| folded.starts_with(start)) || ENDS.iter().any(|end| folded.ends_with(end));
    framed && DEVICES.iter().any(|device| folded.contains(device)) || WHOLE.contains(&folded.trim_matches(['|', ' ']))
}

/// The index of the rule above the footer of a mailing list; the number of lines when there is none.
fn list_footer(lines: &[Line]) -> usize {
    let is_rule = |line: &Line| {
        line.depth == 0 && line.folded.len() >= 10 && line.folded.bytes().all(|byte| matches!(byte, b'_' | b'-' | b'='))
    };
    let first = lines.len().saturating_sub(LONGEST_LIST);
    let rule = lines.iter().enumerate().skip(first).rev().find(|(_, line)| is_rule(line)).map(|(index, _)| index);
    let says_so =
        |from: usize| lines.iter().skip(from).any(|line| LISTS.iter().any(|phrase| line.folded.contains(phrase)));
    // Some lists close their footer with a second rule.
    let above =
        rule.and_then(|rule| lines.iter().enumerate().take(rule).skip(first).rev().find(|(_, line)| is_rule(line)));
    let rule =
        rule.filter(|rule| says_so(*rule)).or_else(|| above.map(|(index, _)| index).filter(|rule| says_so(*rule)));
    rule.unwrap_or(lines.len())
}
