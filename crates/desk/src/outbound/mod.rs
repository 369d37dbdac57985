//! An agent's public answer goes out by mail to the requester and those who follow the ticket.

pub mod held;
mod send;
pub mod sign_in_link;

pub use send::send;

/// The customer's subject with “Re:” once and the ticket's key.
#[must_use]
pub fn subject(title: &str, key: &str) -> String {
    let folded = title.trim_start().to_lowercase();
    let answered =
        ["re:", "aw:", "回复:", "回复：", "答复:", "sv:", "odp:"].iter().any(|prefix| folded.starts_with(prefix));
    let prefix = if answered { "" } else { "Re: " };
    if title.contains(&format!("[{key}]")) { format!("{prefix}{title}") } else { format!("{prefix}{title} [{key}]") }
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn the_customers_subject_is_kept() {
        assert_eq!(subject("Export hangs", "SUP-1"), "Re: Export hangs [SUP-1]");
        assert_eq!(subject("RE: Export hangs [SUP-1]", "SUP-1"), "RE: Export hangs [SUP-1]");
        assert_eq!(subject("回复：无法登录", "SUP-2"), "回复：无法登录 [SUP-2]");
    }
}
