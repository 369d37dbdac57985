//! A header block is decoded once by our charset rules and then read field by field.

use mail_parser::{HeaderName, HeaderValue, Message, MessageParser};

use super::{charset, lines, parameters::Content, words};
use crate::limits::Limits;

/// The header fields of a mail or of one of its parts.
#[derive(Clone, Debug, Default)]
pub struct Headers {
    fields: Vec<(String, String)>,
    parsed: Message<'static>,
}

/// A header block and where its body starts.
#[derive(Clone, Debug, Default)]
pub struct Split {
    /// The fields.
    pub headers: Headers,
    /// Offset of the body.
    pub body: usize,
    /// The block was longer than allowed, or had lines that are no fields.
    pub damaged: bool,
}

impl Headers {
    /// Reads the header block that `bytes` start with.
    #[must_use]
    pub fn split(bytes: &[u8], limits: &Limits) -> Split {
        let mut block = Vec::new();
        let mut body = bytes.len();
        let (mut damaged, mut fields, mut keeping) = (false, 0_usize, false);
        for (number, line) in lines::lines(bytes).enumerate() {
            if line.content.is_empty() {
                body = line.next;
                break;
            }
            let continues = matches!(line.content.first(), Some(b' ' | b'\t'));
            if !continues && !is_field(line.content) {
                damaged = true;
                keeping = false;
                if number == 0 && line.content.starts_with(b"From ") || fields > 0 && next_is_field(bytes, line.next) {
                    continue;
                }
                body = line.start;
                break;
            }
            if !continues {
                fields += 1;
                keeping = fields <= limits.header_fields && block.len() + line.content.len() <= limits.header_bytes;
            }
            if keeping && block.len() + line.content.len() <= limits.header_bytes {
                block.extend_from_slice(line.content);
                block.extend_from_slice(b"\r\n");
            } else {
                damaged = true;
            }
        }
        Split { headers: Self::read(&block), body, damaged }
    }

    /// Reads a header block without the empty line after it.
    #[must_use]
    pub fn read(block: &[u8]) -> Self {
        let unified = words::unify(&text_of(block)) + "\r\n\r\n";
        let fields = unfold(&unified);
        let parsed = MessageParser::new().parse_headers(&unified).map(Message::into_owned).unwrap_or_default();
        Self { fields, parsed }
    }

    /// No field could be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The text of the first field of this name, on one line, encoded words decoded.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.all(name).next()
    }

    /// The texts of all fields of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        self.fields
            .iter()
            .filter(move |(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| base::text::clean_line(&words::decode(value)))
    }

    /// There is a field of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field.eq_ignore_ascii_case(name))
    }

    /// There is a field whose name starts like this.
    #[must_use]
    pub fn has_prefix(&self, prefix: &str) -> bool {
        self.fields
            .iter()
            .any(|(field, _)| field.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
    }

    /// The parsed values of all fields of this name.
    pub fn values<'a>(&'a self, name: HeaderName<'static>) -> impl Iterator<Item = &'a HeaderValue<'static>> + 'a {
        let headers = self.parsed.parts.first().map(|part| part.headers.as_slice()).unwrap_or_default();
        headers.iter().filter(move |header| header.name == name).map(|header| header.value())
    }

    /// `Content-Type` or another field of its form.
    #[must_use]
    pub fn content(&self, name: &str) -> Option<Content> {
        let (_, value) = self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name))?;
        Some(Content::read(value))
    }
}

fn is_field(line: &[u8]) -> bool {
    let Some(colon) = line.iter().position(|&byte| byte == b':') else { return false };
    let name = line.get(..colon).unwrap_or_default();
    let name = name.strip_suffix(b" ").unwrap_or(name);
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic())
}

/// Some programs begin a mail with empty lines. They are passed over when a field follows that begins whole mails.
#[must_use]
pub fn empty_lines_before(bytes: &[u8]) -> usize {
    const FIRST: [&[u8]; 9] = [
        b"from:",
        b"to:",
        b"received:",
        b"return-path:",
        b"date:",
        b"subject:",
        b"message-id:",
        b"delivered-to:",
        b"mime-version:",
    ];
    let Some(line) = lines::lines(bytes).take(10).find(|line| !line.content.is_empty()) else { return 0 };
    let starts = |name: &&[u8]| line.content.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    if FIRST.iter().any(starts) { line.start } else { 0 }
}

fn next_is_field(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    lines::lines(rest).next().is_some_and(|line| is_field(line.content))
}

/// The text of a block. Fields that were written without encoding may differ in charset, so each is decoded alone.
fn text_of(block: &[u8]) -> String {
    let charset = raw_charset(block);
    let mut text = String::with_capacity(block.len());
    for line in fields(block) {
        match std::str::from_utf8(line) {
            Ok(line) if !line.contains('\u{1b}') => text.push_str(line),
            _ => text.push_str(&charset::decode_as_written(line, charset.as_deref())),
        }
    }
    text.retain(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'));
    text
}

/// Each field with the lines that continue it.
fn fields(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = block;
    std::iter::from_fn(move || {
        let mut own = lines::lines(rest);
        let mut end = own.next()?.next;
        for line in own.take_while(|line| matches!(line.content.first(), Some(b' ' | b'\t'))) {
            end = line.next;
        }
        let (field, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(field)
    })
}

/// The charset that a mail declares for its body; headers that were written without encoding
/// usually have the same one.
fn raw_charset(block: &[u8]) -> Option<String> {
    if block.is_ascii() && !block.contains(&0x1b) {
        return None;
    }
    let lower = String::from_utf8_lossy(block).to_ascii_lowercase();
    let (_, after) = lower.split_once("charset=")?;
    Some(
        after
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
            .collect(),
    )
}

fn unfold(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_fields_are_one_line_and_the_body_starts_after_the_empty_line() {
        let raw = b"Subject: one\n two\nX-Loop: a\n\nbody";
        let split = Headers::split(raw, &Limits::default());
        assert_eq!(split.headers.text("subject").as_deref(), Some("one two"));
        assert_eq!(&raw[split.body..], b"body");
        assert!(!split.damaged);
    }

    #[test]
    fn headers_in_raw_gbk_are_read_by_the_declared_charset() {
        let (subject, _, _) = encoding_rs::GBK.encode("数据库连接失败");
        let mut raw = b"Content-Type: text/plain; charset=gb2312\r\nSubject: ".to_vec();
        raw.extend_from_slice(&subject);
        raw.extend_from_slice(b"\r\n\r\nx");
        let split = Headers::split(&raw, &Limits::default());
        assert_eq!(split.headers.text("Subject").as_deref(), Some("数据库连接失败"));
    }

    #[test]
    fn each_field_in_its_own_charset() {
        let raw =
            b"From: Gr\xfcn <a@b.example>\r\nTo: \xe6\x95\xb0 <c@d.example>\r\nSubject: \x1b$BF|K\\\x1b(B\r\n\r\n";
        let headers = Headers::split(raw, &Limits::default()).headers;
        assert_eq!(headers.text("From").as_deref(), Some("Grün <a@b.example>"));
        assert_eq!(headers.text("To").as_deref(), Some("数 <c@d.example>"));
        assert_eq!(headers.text("Subject").as_deref(), Some("日本"));
    }

    #[test]
    fn empty_lines_before_a_mail_are_passed_over() {
        assert_eq!(empty_lines_before(b"\r\n\r\nFrom: a@b.example\r\n\r\nb"), 4);
        assert_eq!(empty_lines_before(b"\nNote: text\n\nb"), 0);
    }

    #[test]
    fn a_block_past_the_limit_keeps_its_head() {
        let limits = Limits { header_bytes: 40, ..Limits::default() };
        let split =
            Headers::split(b"Subject: a\r\nX-Long: 0123456789012345678901234567890123456789\r\n\r\nbody", &limits);
        assert!(split.damaged);
        assert_eq!(split.headers.text("Subject").as_deref(), Some("a"));
        assert!(!split.headers.has("X-Long"));
    }

    #[test]
    fn an_mbox_line_before_the_headers_is_skipped() {
        let split = Headers::split(b"From me Mon Jan\nSubject: a\n\nb", &Limits::default());
        assert_eq!(split.headers.text("Subject").as_deref(), Some("a"));
    }

    #[test]
    fn a_mail_without_headers_is_all_body() {
        let split = Headers::split(b"no header at all here", &Limits::default());
        assert_eq!(split.body, 0);
        assert!(split.headers.is_empty());
    }
}
