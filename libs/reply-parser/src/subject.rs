//! Subjects that say that a mail is a forward.

use crate::phrases::FORWARD_PREFIXES;

/// How many prefixes such as `Re:` are looked at.
const MOST: usize = 8;

/// Whether a subject begins with `Fwd:` or with the same in another language, and no `Re:` in front of it.
///
/// ```
/// assert!(reply_parser::is_forward("WG: Störung"));
/// assert!(reply_parser::is_forward("[EXTERN] 转发：数据库"));
/// assert!(!reply_parser::is_forward("Re: Fwd: x"));
/// ```
#[must_use]
pub fn is_forward(subject: &str) -> bool {
    let mut rest = subject.trim_start();
    // Gateways put words in brackets in front: `[EXTERN]`.
    for _ in 0..MOST {
        let Some((_, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) else { break };
        rest = after.trim_start();
    }
    let Some((prefix, _)) = rest.split_once([':', '：']) else { return false };
    FORWARD_PREFIXES.contains(&prefix.trim().to_lowercase().as_str())
}
