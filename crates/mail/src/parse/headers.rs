//! A header block is decoded once by our charset rules and then read field by field.

use mail_parser::{ContentType, HeaderName, HeaderValue, Message, MessageParser};

use super::{charset, lines, words};
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
        let text = charset::decode_as_written(block, raw_charset(block).as_deref());
        let text: String = text.chars().filter(|&c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')).collect();
        let unified = words::unify(&text) + "\r\n\r\n";
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

    /// `Content-Type` or `Content-Disposition`, parsed.
    #[must_use]
    pub fn content(&self, name: HeaderName<'static>) -> Option<&ContentType<'static>> {
        self.values(name).find_map(HeaderValue::as_content_type)
    }
}

fn is_field(line: &[u8]) -> bool {
    let Some(colon) = line.iter().position(|&byte| byte == b':') else { return false };
    let name = line.get(..colon).unwrap_or_default();
    let name = name.strip_suffix(b" ").unwrap_or(name);
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic())
}

fn next_is_field(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    lines::lines(rest).next().is_some_and(|line| is_field(line.content))
}

/// The charset that a mail declares for its body; headers that were written without encoding
/// usually have the same one.
fn raw_charset(block: &[u8]) -> Option<String> {
    if block.is_ascii() {
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
