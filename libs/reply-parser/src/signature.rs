//! Where a signature begins: after `-- `, in an element for signatures, or with the footer of a mail program.

use crate::line::Line;
use crate::phrases::{FOOTER_ENDS, FOOTER_STARTS};

/// A signature after `-- ` is no longer than this, in lines; otherwise the dashes are a rule in the text.
const LONGEST: usize = 25;
/// Footers are one short sentence, perhaps with an address of the web.
const LONGEST_FOOTER: usize = 120;

/// The index of the first line of the signature at the end of `lines`; their length when there is none.
pub fn start(lines: &[Line]) -> usize {
    let delimiter = lines.iter().rposition(is_delimiter).filter(|index| lines.len() - index <= LONGEST + 1);
    let end = delimiter.unwrap_or(lines.len());
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
    let folded = line.folded.as_str();
    let says = || {
        FOOTER_STARTS.iter().any(|start| folded.starts_with(start))
            || FOOTER_ENDS.iter().any(|end| folded.ends_with(end))
    };
    !folded.is_empty() && folded.len() <= LONGEST_FOOTER && !folded.ends_with(['?', ',', ':']) && says()
}
