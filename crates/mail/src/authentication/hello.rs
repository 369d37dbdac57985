//! The name a server introduced itself with stands in the trace that our listener wrote on top of the mail.

/// Reads the HELO name from our own topmost `Received` field; only for mail that came by our listener.
#[must_use]
pub(super) fn hello(raw: &[u8]) -> Option<String> {
    let head = raw.get(..raw.len().min(4_096)).unwrap_or_default();
    let line = head.split(|&byte| byte == b'\n').take(2).find_map(|line| line.strip_prefix(b"Received: from "))?;
    let name = line.split(|&byte| byte == b' ').next()?;
    let name = std::str::from_utf8(name).ok()?;
    (!name.is_empty() && !name.starts_with('[')).then(|| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_topmost_trace_counts() {
        let trace = "Return-Path: <a@b.example>\r\nReceived: from MX.b.example ([192.0.2.1]) by us with ESMTP; x\r\n";
        assert_eq!(hello(trace.as_bytes()).as_deref(), Some("mx.b.example"));
        assert_eq!(hello(b"Return-Path: <>\r\nReceived: from [192.0.2.1] by us with ESMTP; x\r\n"), None);
        let forged = "From: a@b.example\r\nSubject: x\r\nReceived: from evil.example ([192.0.2.1]) by us; x\r\n";
        assert_eq!(hello(forged.as_bytes()), None);
    }
}
